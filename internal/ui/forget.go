package ui

import (
	"context"
	"slices"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// forgotten returns the record that the path names, removed or not.
func (v *visit) forgotten() (sheet, *notebook.Record, error) {
	s, ok := v.sheet()
	id, err := notebook.ParseID(v.arg("id"))
	if !ok || err != nil {
		return s, nil, workspace.ErrNotFound
	}
	if r := v.book().Look(notebook.Ref{Kind: s.kind, ID: id}); r != nil {
		return s, r, nil
	}
	return s, nil, workspace.ErrNotFound
}

// askForget says what deleting now means, and which agreed versions hold the
// record still.
func askForget(_ context.Context, v *visit) (Response, error) {
	s, r, err := v.forgotten()
	if err != nil {
		return Response{}, err
	}
	return v.page(page{Over: v.saysWhose(r), Heading: v.T("Delete now, without a trace here?"), Place: s.place,
		Lead: v.T("It goes from this device, with its history. It can't come back."),
		Body: v.form(v.on(s.kind, r.ID.String(), "forget"), v.holding(r),
			html.W("p.note", v.T("Backups and other devices may still have it. We can't reach into them.")),
			html.E("div.go", html.E("button", html.A("name", "sure"), html.A("value", "first"), html.Text(v.T("Delete it"))),
				link(v.backTo(s, r), "button.second", v.T("Keep it")))),
	}), nil
}

// backTo is where a record is found when it is kept after all.
func (v *visit) backTo(s sheet, r *notebook.Record) string {
	if r.Removed {
		return v.binOf(r.Kind)
	}
	return v.on(s.kind, r.ID.String())
}

// dayOf says on which day a version was fixed, as far as that is known.
func dayOf(v *visit, r *notebook.Record) html.Node {
	day := r.Get("on") + r.Get("finished")
	return html.If(day != "", html.Text(" · "+v.Date(day)))
}

// holding asks about the agreed versions that still hold the record.
func (v *visit) holding(r *notebook.Record) html.Node {
	held := v.work.Holding(r.Ref)
	if len(held) == 0 {
		return html.Node{}
	}
	var list []html.Node
	for _, a := range held {
		list = append(list, html.E("label", html.E("input", html.A("type", "checkbox"), html.A("name", "with"), html.A("value", a.ID.String()), off()),
			html.E("span", html.E("bdi", html.Text(clip(a.Title(), titleBytes))), dayOf(v, a))))
	}
	return html.E("fieldset.ask", html.W("legend", v.T("Fixed versions that still hold it")),
		html.W("p.hint", v.T("They keep it readable. Tap those that shall go as well.")), html.E("div.picks", list...))
}

// forget deletes a record for good, at the second asking: between the two it
// can be stopped. Where app.js runs, the second one comes by itself after five
// seconds.
func forget(ctx context.Context, v *visit) (Response, error) {
	s, r, err := v.forgotten()
	if err != nil {
		return Response{}, err
	}
	refs := []notebook.Ref{r.Ref}
	for _, a := range v.work.Holding(r.Ref) {
		if slices.Contains(v.req.Form["with"], a.ID.String()) {
			refs = append(refs, a.Ref)
		}
	}
	if v.req.Form.Get("sure") != "now" {
		return v.see(v.on(s.kind, r.ID.String(), "forget", "wait") + with(refs[1:])), nil
	}
	if err := v.work.Forget(ctx, refs...); err != nil {
		return Response{}, err
	}
	return v.see(s.path(v)), nil
}

// with carries the chosen agreements to the next page, by their ids.
func with(refs []notebook.Ref) string {
	var ids []string
	for _, ref := range refs {
		ids = append(ids, "with="+ref.ID.String())
	}
	if ids == nil {
		return ""
	}
	return "?" + strings.Join(ids, "&")
}

// waitForget is the moment in which a deletion can be stopped.
func waitForget(_ context.Context, v *visit) (Response, error) {
	s, r, err := v.forgotten()
	if err != nil {
		return Response{}, err
	}
	list := []html.Node{html.A("data-wait", v.T("It goes in a few seconds. Stop keeps it.")), hidden("sure", "now")}
	for _, id := range v.req.Query["with"] {
		list = append(list, hidden("with", id))
	}
	list = append(list, html.E("p.lead", html.A("role", "status"), html.Text(v.T("Nothing is deleted yet. Stop keeps it."))),
		html.E("div.go", link(v.backTo(s, r), "button", v.T("Stop")), html.W("button.second", v.T("Delete it now"))))
	return v.page(page{Over: v.saysWhose(r), Heading: v.T("We can still stop"), Place: s.place,
		Body: v.form(v.on(s.kind, r.ID.String(), "forget"), list...)}), nil
}
