package ui

import (
	"context"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showHistory shows what was written in a record, newest first, by day. Who
// wrote it is not shown.
func showHistory(ctx context.Context, v *visit) (Response, error) {
	s, r, err := v.subject()
	if err != nil {
		return Response{}, err
	}
	lines, err := v.pastLines(ctx, &r.Ref)
	if err != nil {
		return Response{}, err
	}
	return v.page(page{Over: v.T("What we wrote, and when"), Heading: v.saysWhose(r), Typed: true, Place: s.place,
		Lead: v.T("Each sitting is one line. Who wrote it is not shown."), Body: html.All(v.around(s),
			v.timeline(lines, v.on(s.kind, r.ID.String(), "history")),
			html.E("p.other", link(v.on(s.kind, r.ID.String()), "", v.T("Back to it"))))}), nil
}

// showAllHistory shows it for the whole notebook, but for what stays on its own
// sheet: the history of each such record has it.
func showAllHistory(ctx context.Context, v *visit) (Response, error) {
	lines, err := v.pastLines(ctx, nil)
	if err != nil {
		return Response{}, err
	}
	lines = slices.DeleteFunc(lines, func(p change.Past) bool { return stays(p.Ref.Kind) })
	return v.page(page{Heading: v.T("What we wrote, and when"), Lead: v.T("Each sitting is one line. Who wrote it is not shown."),
		Body: html.All(v.newsNear(), v.timeline(lines, ""))}), nil
}

// pastLines returns the lines of history that people see, of one record or of all:
// nothing of a kind that is quiet, and nothing of a field that no form has. Not
// even their number shows.
func (v *visit) pastLines(ctx context.Context, ref *notebook.Ref) ([]change.Past, error) {
	lines, err := v.work.History(ctx, ref)
	return slices.DeleteFunc(lines, func(p change.Past) bool {
		k := notebook.KindOf(p.Ref.Kind)
		f := k.Field(p.Field)
		return k == nil || k.Quiet || f != nil && f.Hidden
	}), err
}

// timeline draws lines of history under the day that they belong to. With a
// path, each text can be put back.
func (v *visit) timeline(lines []change.Past, path string) html.Node {
	numbers := map[int]change.Past{}
	var order []int
	for i, p := range lines {
		if f := notebook.KindOf(p.Ref.Kind).Field(p.Field); p.Field == "" || f != nil && !f.Hidden {
			order = append(order, len(lines)-i)
			numbers[len(lines)-i] = p
		}
	}
	if order == nil {
		return html.W("p", v.T("Nothing is written yet."))
	}
	part, pager := paging(v, order, func(n int) int {
		return 460 + textWeight(clip(numbers[n].Text, cellBytes)) + textWeight(clip(numbers[n].Before, titleBytes))
	})
	var days []html.Node
	var items []html.Node
	for i, n := range part {
		p := numbers[n]
		items = append(items, v.historyLine(p, n, path))
		if i+1 == len(part) || v.daysAgo(numbers[part[i+1]].Time) != v.daysAgo(p.Time) {
			days = append(days, html.E("section", html.W("h2", capital(v.daysAgo(p.Time))), html.E("ul.rows", items...)))
			items = nil
		}
	}
	return html.All(html.All(days...), pager)
}

// historyLine is one line: what became of a field.
func (v *visit) historyLine(p change.Past, n int, path string) html.Node {
	var parts []html.Node
	if r := v.book().Look(p.Ref); path == "" && r != nil {
		if _, ok := sheetOf(p.Ref.Kind); ok && !r.Removed {
			parts = append(parts, html.E("p", auto(), link(v.pathOf(r), "", v.saysWhose(r))))
		} else if her := v.invented(notebook.PersonaOf(r)); her != "" {
			parts = append(parts, html.E("p", auto(), html.Text(her)))
		}
	}
	switch f := notebook.KindOf(p.Ref.Kind).Field(p.Field); {
	case p.Op == change.Remove:
		parts = append(parts, html.W("p", v.T("Removed")))
	case p.Op == change.Restore:
		parts = append(parts, html.W("p", v.T("Brought back")))
	default:
		parts = append(parts, html.W("h3", v.label(f)))
		parts = append(parts, v.became(p, f)...)
		parts = append(parts, v.putBackForm(p, f, n, path))
	}
	return html.E("li", parts...)
}

// became says what a line made of a field.
func (v *visit) became(p change.Past, f *notebook.Field) []html.Node {
	text, before := v.pastWords(f, p.Text), v.pastWords(f, p.Before)
	switch {
	case p.Op == change.Drop:
		return []html.Node{html.E("p", html.Text(v.T("taken out:")+" "), html.E("bdi", html.Text(clip(text, cellBytes))))}
	case f.Type == notebook.Refs:
		return []html.Node{html.E("p", html.Text(v.T("put in:")+" "), html.E("bdi", html.Text(clip(text, cellBytes))))}
	}
	if text == "" {
		text = v.T("left empty")
	}
	nodes := []html.Node{html.E("p.lines", written(text), html.Text(clip(text, cellBytes)))}
	if before != "" {
		nodes = append(nodes, html.E("p.quiet", html.Text(v.T("before:")+" "), html.E("bdi", html.Text(clip(before, titleBytes)))))
	}
	return nodes
}

// pastWords returns what people read for a text of history: for a record that
// a field named, its title.
func (v *visit) pastWords(f *notebook.Field, text string) string {
	if f.Type != notebook.Refs || text == "" {
		return v.words(f, text)
	}
	if id, err := notebook.ParseID(text); err == nil {
		if to := v.book().Look(notebook.Ref{Kind: f.Of, ID: id}); to != nil {
			return v.saysWhose(to)
		}
	}
	return v.T("something that is here no more")
}

// putBackForm offers a text that stands no more.
func (v *visit) putBackForm(p change.Past, f *notebook.Field, n int, path string) html.Node {
	r := v.book().Get(p.Ref)
	if path == "" || r == nil || slices.Contains(r.Set(f.Name), p.Text) || f.Type == notebook.Refs && p.Op != change.Drop {
		return html.Node{}
	}
	return v.form(path, html.E("button.small", html.A("name", "line"), html.A("value", pastName(p, n)), html.Text(v.T("Put this back"))))
}

// pastName names a line of history by its place from the oldest, and by a hash
// of what it says, so that another line is never meant.
func pastName(p change.Past, n int) string {
	h := fnv.New64a()
	h.Write([]byte(p.Field + "\x00" + p.Text))
	return strconv.Itoa(n) + "." + strconv.FormatUint(h.Sum64(), 36)
}

// putBack writes a text of history anew. What it replaces stays in the history.
func putBack(ctx context.Context, v *visit) (Response, error) {
	s, r, err := v.subject()
	if err != nil {
		return Response{}, err
	}
	lines, err := v.pastLines(ctx, &r.Ref)
	if err != nil {
		return Response{}, err
	}
	number, _, _ := strings.Cut(v.req.Form.Get("line"), ".")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(lines) || pastName(lines[len(lines)-n], n) != v.req.Form.Get("line") {
		return v.see(v.on(s.kind, r.ID.String(), "history")), nil
	}
	p := lines[len(lines)-n]
	f := notebook.KindOf(s.kind).Field(p.Field)
	if f == nil || f.Hidden {
		return Response{}, workspace.ErrNotFound
	}
	texts := []string{p.Text}
	if f.Type == notebook.Refs {
		texts = append(slices.Clone(r.Set(f.Name)), p.Text)
	}
	if err := v.work.Set(ctx, r.Ref, workspace.Edit{Field: p.Field, Texts: texts}); err != nil {
		return Response{}, err
	}
	return v.see(v.on(s.kind, r.ID.String())), nil
}
