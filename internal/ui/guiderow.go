package ui

import (
	"context"
	"io"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// The steps of a guide that fill one row of the plan, for the worry that weighs
// most.

// first returns the worry that a guide goes on with: the one that was chosen
// before, or the one that weighs most. It is nil when there is none.
func (v *visit) first() *notebook.Record {
	list := v.worried(3)
	chosen := v.marked("worry")
	for _, r := range list {
		if r.ID.String() == chosen {
			return r
		}
	}
	if len(list) == 0 {
		return nil
	}
	return notebook.Heaviest(list)[0]
}

// firstRow returns the row that answers a worry, or nil.
func (v *visit) firstRow(worry *notebook.Record) *notebook.Record {
	if worry == nil {
		return nil
	}
	for row := range v.book().Linking(worry, "row", "risks") {
		return row
	}
	return nil
}

// rowStep asks for fields of the row: the first gives the page its name.
func rowStep(name string, fields ...string) step {
	row := notebook.KindOf("row")
	return step{name,
		func(v *visit) (string, string) {
			f := row.Field(fields[0])
			return v.T(f.Question), v.T(f.Why)
		},
		func(v *visit, faults []fault) html.Node {
			in := v.inputs(row, v.firstRow(v.first()))
			in.faults = faults
			list := []html.Node{v.aboutWorry()}
			for _, field := range fields {
				list = append(list, in.question(row.Field(field)))
			}
			return html.All(list...)
		},
		func(ctx context.Context, v *visit) error { return v.saveRow(ctx, v.edits(row)) },
	}
}

// aboutWorry says which worry a page is about.
func (v *visit) aboutWorry() html.Node {
	worry := v.first()
	if worry == nil {
		return html.Node{}
	}
	idea := worry.Get("can_do")
	return html.E("div.card", html.W("p.over", v.T("We look at this one first")), html.E("p", auto(), html.Text(worry.Title())),
		html.If(idea != "" && v.arg("step") == "do", html.All(html.W("p.over", v.T("What we thought of already")), html.E("p.lines", auto(), html.Text(idea)))))
}

// saveRow gives fields to the row of the worry, and makes the row when there
// is none. Answers without any worry make no row.
func (v *visit) saveRow(ctx context.Context, edits []workspace.Edit) error {
	worry := v.first()
	if worry == nil || allEmpty(edits) && v.firstRow(worry) == nil {
		return nil
	}
	if err := v.mark(ctx, "worry", worry.ID.String()); err != nil {
		return err
	}
	ref, err := v.work.RowFromRisk(ctx, worry.ID)
	if err != nil {
		return err
	}
	return v.work.Set(ctx, ref, edits...)
}

func allEmpty(edits []workspace.Edit) bool {
	for _, e := range edits {
		if strings.TrimSpace(strings.Join(e.Texts, "")) != "" {
			return false
		}
	}
	return true
}

// doStep asks for one thing that we will do.
func doStep() step {
	action := notebook.KindOf("action")
	return step{"do",
		func(v *visit) (string, string) {
			return v.T("What is one thing that we will do?"), v.T("One thing we can really do is worth more than ten we cannot.")
		},
		func(v *visit, faults []fault) html.Node { return v.oneThing(action, faults) },
		saveOneThing,
	}
}

func (v *visit) oneThing(action *notebook.Kind, faults []fault) html.Node {
	in := v.inputs(action, v.written("action"))
	in.faults = faults
	if faults != nil {
		in.typed = notebook.Values(v.req.Form)
	}
	return html.All(v.aboutWorry(),
		in.block(action.Field("title"), v.T("One thing"), action.Field("title").Why, action.Field("title").Example),
		html.E("details", html.W("summary", v.T("Who, and until when?")),
			in.question(action.Field("leads")), in.question(action.Field("until"))))
}

// written returns the record of a kind that a guide wrote before, or nil.
func (v *visit) written(kind string) *notebook.Record {
	id, err := notebook.ParseID(v.marked(kind))
	if err != nil {
		return nil
	}
	return v.book().Get(notebook.Ref{Kind: kind, ID: id})
}

// saveOneThing makes the action and puts it into the row, in one change, or
// changes the action that was made before.
func saveOneThing(ctx context.Context, v *visit) error {
	action := notebook.KindOf("action")
	if a := v.written("action"); a != nil {
		return v.work.Set(ctx, a.Ref, v.edits(action)...)
	}
	values := v.values(action)
	if strings.TrimSpace(strings.Join(values["title"], "")) == "" && v.req.Form.Get("go") != "on" {
		return nil
	}
	values["state"] = []string{"notyet"}
	var id notebook.ID
	if _, err := io.ReadFull(v.app.host.Config.Rand, id[:]); err != nil {
		return err
	}
	drafts := []notebook.Draft{{Kind: "action", ID: id, Values: values}}
	if worry := v.first(); worry != nil {
		drafts = append(drafts, v.rowWith(worry, id))
	}
	if _, err := v.work.Import(ctx, drafts); err != nil {
		return err
	}
	return v.mark(ctx, "action", id.String())
}

// rowWith returns the worry's row, new or as it is, with one more action.
func (v *visit) rowWith(worry *notebook.Record, action notebook.ID) notebook.Draft {
	row := v.firstRow(worry)
	if row == nil {
		return notebook.Draft{Kind: "row", Values: notebook.Values{
			"threats": {worry.Title()}, "risks": {worry.ID.String()}, "actions": {action.String()},
		}}
	}
	return notebook.Draft{Kind: "row", ID: row.ID, Values: notebook.Values{
		"threats": {row.Title()}, "actions": append(row.Set("actions"), action.String()),
	}}
}

// activityStep asks for one activity and whether it needs a protocol.
func activityStep() step {
	activity := notebook.KindOf("activity")
	return step{"activity",
		func(v *visit) (string, string) {
			return v.T("What is one thing that we do in our work?"), v.T("Travel, protest, interviews, payroll: where would a habit of ours help?")
		},
		func(v *visit, faults []fault) html.Node {
			in := v.inputs(activity, v.written("activity"))
			in.faults = faults
			if faults != nil {
				in.typed = notebook.Values(v.req.Form)
			}
			return html.All(in.block(activity.Field("title"), v.T("One activity"), "", activity.Field("title").Example), in.question(activity.Field("needs")))
		},
		func(ctx context.Context, v *visit) error {
			if a := v.written("activity"); a != nil {
				return v.work.Set(ctx, a.Ref, v.edits(activity)...)
			}
			values := v.values(activity)
			if values["title"] == nil && v.req.Form.Get("go") != "on" {
				return nil
			}
			ref, err := v.work.Add(ctx, "activity", values)
			if err != nil {
				return err
			}
			return v.mark(ctx, "activity", ref.ID.String())
		},
	}
}
