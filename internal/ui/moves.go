package ui

import (
	"context"
	"errors"
	"slices"
	"strings"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// seen returns the readings that a page of a risk is about: those of the group,
// or with ?for=person those of one of us.
func (v *visit) seen() (names []string, personal bool) {
	if v.req.Query.Get("for") == "person" || v.req.Form.Get("for") == "person" {
		return []string{"probability", "impact_personal", "reaction_personal"}, true
	}
	return []string{"probability", "impact", "reaction"}, false
}

// showMoves shows how our view of a risk moved: as a picture, as a list with
// the reasons, and with a small form to look again.
func showMoves(ctx context.Context, v *visit) (Response, error) {
	r, err := v.record("risk")
	if err != nil {
		return Response{}, err
	}
	return v.movesPage(ctx, r, v.inputs(notebook.KindOf("risk"), r))
}

func (v *visit) movesPage(ctx context.Context, r *notebook.Record, in *inputs) (Response, error) {
	s, _ := sheetOf("risk")
	names, personal := v.seen()
	list, err := v.work.Moves(ctx, r.Ref, names, "because")
	if err != nil {
		return Response{}, err
	}
	over := v.T("How our view moved")
	if her := v.invented(notebook.PersonaOf(r)); her != "" {
		over += " · " + her
	}
	return v.page(page{Over: over, Heading: clip(firstLine(r.Title()), titleBytes), Typed: true, Place: s.place, Faults: in.faults, Wide: true,
		Body: html.All(v.around(s), v.readings(v.on("risk", r.ID.String(), "moves"), personal),
			html.E("div.two", html.E("section", html.W("h2", v.T("How it moved")), v.moved(names, list)), v.lookAgainForm(r, in, names, personal)),
			html.E("p.other", link(v.on("risk", r.ID.String()), "", v.T("Back to it"))))}), nil
}

// moved is the picture and its twin in words, the newest view first.
func (v *visit) moved(names []string, list []change.Move) html.Node {
	if len(list) == 0 {
		return html.W("p", v.T("Nobody has said yet how likely or how heavy it is. That is fine, too."))
	}
	order := make([]int, len(list))
	for i := range order {
		order[i] = len(list) - i
	}
	part, pager := paging(v, order, func(n int) int { return 700 + textWeight(list[n-1].Reason) })
	var items []html.Node
	for _, n := range part {
		before := map[string]string{}
		if n > 1 {
			before = list[n-2].Values
		}
		items = append(items, v.move(names, &list[n-1], before))
	}
	return html.All(v.movesPicture(names, list), html.E("ul.rows", items...), pager)
}

// move is one time at which we looked: the day, what we saw, and why.
func (v *visit) move(names []string, m *change.Move, before map[string]string) html.Node {
	var lines []string
	for _, name := range names {
		f := notebook.KindOf("risk").Field(name)
		now, then := v.scaleWord(f, m.Values[name]), v.scaleWord(f, before[name])
		switch {
		case now == "" && then == "":
		case !slices.Contains(m.Changed, name) || now == then:
			lines = append(lines, v.F("%s: still %s", v.label(f), now))
		case then == "":
			lines = append(lines, v.label(f)+": "+now)
		case now == "":
			lines = append(lines, v.F("%s: not sure, before %s", v.label(f), then))
		default:
			lines = append(lines, v.F("%s: %s, before %s", v.label(f), now, then))
		}
	}
	parts := []html.Node{html.W("h3", capital(v.daysAgo(m.Time))), html.W("p.lines", strings.Join(lines, "\n"))}
	if m.Reason != "" {
		parts = append(parts, html.E("p.lines", html.W("strong", v.T("Why:")), html.Text(" "), html.E("bdi", html.Text(clip(m.Reason, cellBytes)))))
	}
	return html.E("li", parts...)
}

// lookAgainForm is the small form: the three readings, and what changed our view.
func (v *visit) lookAgainForm(r *notebook.Record, in *inputs, names []string, personal bool) html.Node {
	risk := notebook.KindOf("risk")
	list := []html.Node{html.W("h2", v.T("Look at it again"))}
	for _, name := range names {
		list = append(list, in.block(risk.Field(name), v.label(risk.Field(name)), "", ""))
	}
	why := *in
	if in.typed == nil {
		why.typed = notebook.Values{"was.because": {workspace.Stamp(r, "because")}} // each view has a reason of its own
	}
	list = append(list, why.block(risk.Field("because"), v.T("What changed our view?"), risk.Field("because").Why, ""),
		html.If(personal, hidden("for", "person")), html.E("div.go", html.W("button", v.T("Keep how we see it now"))))
	return v.form(v.on("risk", r.ID.String(), "moves"), list...)
}

// saveMove writes the readings and the reason in one change. A reason that was
// written for an earlier view does not stand beside a new one.
func saveMove(ctx context.Context, v *visit) (Response, error) {
	r, err := v.record("risk")
	if err != nil {
		return Response{}, err
	}
	names, personal := v.seen()
	edits := v.viewed(r, names)
	if err := v.work.Set(ctx, r.Ref, edits...); err != nil {
		var fault *workspace.FieldError
		if errors.As(err, &fault) {
			return v.movesPage(ctx, r, v.again(notebook.KindOf("risk"), r, err))
		}
		return Response{}, err
	}
	path := v.on("risk", r.ID.String(), "moves")
	if personal {
		path += "?for=person"
	}
	return v.see(path), nil
}

// viewed returns what a form says of these readings and of the reason. Without
// a new view, no reason is taken away.
func (v *visit) viewed(r *notebook.Record, names []string) []workspace.Edit {
	moved := false
	edits := slices.DeleteFunc(v.edits(notebook.KindOf("risk")), func(e workspace.Edit) bool {
		return e.Field != "because" && !slices.Contains(names, e.Field)
	})
	for _, e := range edits {
		moved = moved || e.Field != "because" && strings.Join(e.Texts, "") != r.Get(e.Field)
	}
	return slices.DeleteFunc(edits, func(e workspace.Edit) bool {
		return e.Field == "because" && !moved && strings.TrimSpace(strings.Join(e.Texts, "")) == ""
	})
}
