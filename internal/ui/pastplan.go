package ui

import (
	"context"

	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// past returns the past plan that the path names, as it is printed. One without
// a version, which only a command can make, holds its words alone.
func (v *visit) past(o paper.Options) (*notebook.Record, *notebook.Notebook, paper.Document, error) {
	r, err := v.record("pastplan")
	if err != nil {
		return nil, nil, paper.Document{}, err
	}
	then, err := v.work.Past(r.Ref)
	if err != nil {
		then = notebook.New()
	}
	return r, then, paper.Past(r, then, v.Locale, o), nil
}

// showPastPlan shows a plan as it stood when it was finished. Its words can
// still be written in; the version can't.
func showPastPlan(_ context.Context, v *visit) (Response, error) {
	s, _ := sheetOf("pastplan")
	r, then, d, err := v.past(v.paper())
	if err != nil {
		return Response{}, err
	}
	lead := d.Lead
	d.Title, d.Lead = v.T("As it stood on its last day"), ""
	d, pager := v.pagedDocument(d)
	in := v.inputs(notebook.KindOf("pastplan"), r)
	var fields []html.Node
	for i := range in.kind.Fields {
		if f := &in.kind.Fields[i]; !f.Hidden {
			fields = append(fields, in.field(f))
		}
	}
	return v.page(page{Over: v.T("A past plan"), Heading: clip(firstLine(r.Title()), titleBytes), Typed: true, Lead: lead, Place: s.place, Wide: true, Body: html.All(
		v.around(s), v.takeBack(r, then),
		html.E("p.go", link(v.on("plan"), "button", v.T("To the plan of today")), link(v.on("print", "pastplan", r.ID.String()), "button.second", v.T("Print this version"))),
		v.document(d), pager,
		html.E("details.more", html.W("summary", v.T("Add to what we said of it")), v.recordForm(v.on("pastplan", r.ID.String()), r, html.All(fields...))),
		v.doing(s, r))}), nil
}

// takeBack offers to take finishing back, of the newest past plan, as long as
// everything that left can still come back.
func (v *visit) takeBack(r *notebook.Record, then *notebook.Notebook) html.Node {
	list := v.book().Records("pastplan")
	today, _ := notebook.DayNumber(v.today())
	if last, ok := notebook.DayNumber(r.Get("finished")); !ok || today-last > 30 || list[len(list)-1] != r || r.Get("version") == "" {
		return html.Node{}
	}
	for _, gone := range notebook.Part(then).Leave {
		if v.book().Look(gone.Ref) == nil {
			return html.Node{}
		}
	}
	return v.offer("unfinish."+r.ID.String(), v.T("Too soon?"), v.T("We can take it back. Everything then stands as it did before."),
		v.form(v.on("pastplan", r.ID.String(), "back"), html.W("button.second", v.T("Take it back"))))
}

// unfinish takes the finishing of a plan back.
func unfinish(ctx context.Context, v *visit) (Response, error) {
	r, err := v.record("pastplan")
	if err != nil {
		return Response{}, err
	}
	return v.see(v.on("plan")), v.work.Unfinish(ctx, r.Ref)
}

// savePastPlan takes in what is said of a past plan that is there.
func savePastPlan(ctx context.Context, v *visit) (Response, error) {
	if _, err := v.record("pastplan"); err != nil {
		return Response{}, workspace.ErrNotFound
	}
	return of("pastplan", saveRecord)(ctx, v)
}

// printPastPlan shows a past plan to print.
func printPastPlan(_ context.Context, v *visit) (Response, error) {
	_, _, d, err := v.past(v.paperAsked())
	if err != nil {
		return Response{}, err
	}
	return v.printedAs(d)
}

// pagedDocument returns the part of a document that one page has room for, and
// the way to the others. A table goes on from page to page, and a long text is
// cut: the printed document has it whole.
func (v *visit) pagedDocument(d paper.Document) (paper.Document, html.Node) {
	type piece struct{ block, row int } // row is -1 for what is no table
	var all []piece
	for i, b := range d.Blocks {
		if b.Table == nil {
			all = append(all, piece{i, -1})
			continue
		}
		for row := range b.Table.Rows {
			all = append(all, piece{i, row})
		}
	}
	part, pager := paging(v, all, func(p piece) int {
		b := d.Blocks[p.block]
		if p.row < 0 {
			return 60 + textWeight(clip(b.Text, cellBytes))
		}
		sum := 60
		for i, text := range b.Table.Rows[p.row] {
			sum += 100 + len(b.Table.Head[i]) + textWeight(clip(text, cellBytes))
		}
		return sum
	})
	var blocks []paper.Block
	last := -1
	for _, p := range part {
		b := d.Blocks[p.block]
		if p.row < 0 {
			b.Text = clip(b.Text, cellBytes)
			blocks = append(blocks, b)
			continue
		}
		if p.block != last {
			t := *b.Table
			t.Rows = nil
			blocks, last = append(blocks, paper.Block{Table: &t}), p.block
		}
		row := make([]string, len(b.Table.Head))
		for i, text := range b.Table.Rows[p.row] {
			row[i] = clip(text, cellBytes)
		}
		t := blocks[len(blocks)-1].Table
		t.Rows = append(t.Rows, row)
	}
	d.Blocks = blocks
	return d, pager
}
