package ui

import (
	"context"
	"slices"
	"time"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showBin lists what was removed and can come back. What stays on its own sheet
// is not named here, and has a bin of its own.
func showBin(_ context.Context, v *visit) (Response, error) {
	return v.binPage(slices.DeleteFunc(v.book().Removed(), func(r *notebook.Record) bool { return stays(r.Kind) || notebook.KindOf(r.Kind).Quiet })), nil
}

// showBinOf lists it for a kind that stays on its own sheet.
func showBinOf(_ context.Context, v *visit) (Response, error) {
	s, ok := v.sheet()
	if !ok || !stays(s.kind) {
		return Response{}, workspace.ErrNotFound
	}
	return v.binPage(slices.DeleteFunc(v.book().Removed(), func(r *notebook.Record) bool { return r.Kind != s.kind })), nil
}

// stays says whether a kind is named on no page but its own.
func stays(kind string) bool {
	k := notebook.KindOf(kind)
	return k != nil && k.Stays
}

// binOf returns where removed records of a kind are found.
func (v *visit) binOf(kind string) string {
	if stays(kind) {
		return v.on("bin", kind)
	}
	return v.on("bin")
}

func (v *visit) binPage(list []*notebook.Record) Response {
	p := page{Heading: v.T("What was removed"), Lead: v.T("It can come back for 30 days. Then it goes for good, by itself.")}
	if len(list) == 0 {
		p.Body = html.E("div.card", html.W("p", v.T("Nothing is here. What we remove waits here, in case we want it back.")),
			html.E("p.example", html.W("span", v.T("For example:")), html.Text(" "+v.T("A row that we thought we did not need any more."))),
			html.E("p", link(v.on("home"), "button", v.T("Back to our path"))))
		return v.page(p)
	}
	part, pager := paging(v, list, func(r *notebook.Record) int { return 620 + textWeight(clip(r.Title(), titleBytes)) })
	var items []html.Node
	for _, r := range part {
		items = append(items, v.removed(r))
	}
	p.Body = html.All(html.E("ul.cards", items...), pager)
	return v.page(p)
}

func (v *visit) removed(r *notebook.Record) html.Node {
	until := time.Unix(r.RemovedAt, 0).Add(workspace.Keep).Format(time.DateOnly)
	path := v.on("bin", r.Kind, r.ID.String())
	return html.E("li.card",
		html.W("p.over", v.about(r)),
		html.E("p.lines", auto(), html.Text(clip(firstLine(r.Title()), titleBytes))),
		html.W("p.quiet", v.F("Removed: %s. It can come back until %s.", v.daysAgo(r.RemovedAt), v.Date(until))),
		v.form(path, html.E("div.go", html.W("button.second", v.T("Bring it back")),
			html.If(forgettable(r.Kind), link(v.on(r.Kind, r.ID.String(), "forget"), "", v.T("Delete now, without a trace here"))))))
}

// forgettable says whether a kind has the page that deletes it for good.
func forgettable(kind string) bool {
	_, ok := sheetOf(kind)
	return ok
}

// bringBack brings a removed record back and opens it.
func bringBack(ctx context.Context, v *visit) (Response, error) {
	id, err := notebook.ParseID(v.arg("id"))
	if err != nil {
		return Response{}, workspace.ErrNotFound
	}
	ref := notebook.Ref{Kind: v.arg("kind"), ID: id}
	if k := notebook.KindOf(ref.Kind); k == nil || k.Quiet {
		return Response{}, workspace.ErrNotFound
	}
	if err := v.work.Restore(ctx, ref); err != nil {
		return Response{}, err
	}
	if _, ok := sheetOf(ref.Kind); !ok {
		return v.see(v.on("bin")), nil
	}
	return v.see(v.on(ref.Kind, ref.ID.String())), nil
}
