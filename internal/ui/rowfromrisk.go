package ui

import (
	"context"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// makeRow makes a row of the plan out of a risk, or finds the one that is there
// already, and opens it.
func makeRow(ctx context.Context, v *visit) (Response, error) {
	r, err := v.record("risk")
	if err != nil {
		return Response{}, err
	}
	row, err := v.work.RowFromRisk(ctx, r.ID)
	if err != nil {
		return Response{}, err
	}
	return v.see(v.on("row", row.ID.String())), nil
}

// makeProtocol begins the protocol of an activity, or opens the one that it
// has. An activity that gets one needs one.
func makeProtocol(ctx context.Context, v *visit) (Response, error) {
	r, err := v.record("activity")
	if err != nil {
		return Response{}, err
	}
	for p := range v.book().Linking(r, "protocol", "activity") {
		return v.see(v.on("card", p.ID.String())), nil
	}
	ref, err := v.work.Add(ctx, "protocol", notebook.Values{"title": {r.Title()}, "activity": {r.ID.String()}})
	if err != nil {
		return Response{}, err
	}
	if err := v.work.Set(ctx, r.Ref, workspace.Edit{Field: "needs", Texts: []string{"yes"}}); err != nil {
		return Response{}, err
	}
	return v.see(v.on("protocol", ref.ID.String())), nil
}

// toRow returns, for each risk, the way to its row or the button that makes one.
func (v *visit) toRow() func(*notebook.Record) html.Node {
	rows := v.naming("row", "risks")
	return func(r *notebook.Record) html.Node {
		if row := rows[r.ID.String()]; row != nil {
			return link(v.on("row", row.ID.String()), "", v.T("See its row"))
		}
		return v.oneTap(v.on("risk", r.ID.String(), "row"), v.T("Make a row of it"), r)
	}
}

// toProtocol returns, for each activity, the way to its protocol, or the button
// that begins one where it is wanted.
func (v *visit) toProtocol() func(*notebook.Record) html.Node {
	protocols := v.naming("protocol", "activity")
	return func(r *notebook.Record) html.Node {
		if p := protocols[r.ID.String()]; p != nil {
			return link(v.on("card", p.ID.String()), "", v.T("Read it"))
		}
		if r.Get("needs") == "no" {
			return html.Node{}
		}
		return v.oneTap(v.on("activity", r.ID.String(), "protocol"), v.T("Begin it"), r)
	}
}

// taps is the one form that every oneTap of a sheet belongs to.
func (v *visit) taps(s sheet) html.Node { return v.form(s.path(v), html.A("id", "tap")) }

// oneTap returns a button that posts to a path of its own. Those who only hear
// it hear which record it is for.
func (v *visit) oneTap(path, text string, r *notebook.Record) html.Node {
	return html.E("button.small", html.A("form", "tap"), html.A("formaction", path), html.Text(text), html.E("span.vh", html.Text(": "+clip(firstLine(r.Title()), 60))))
}

// naming returns, by id, the first record of a kind whose field names it.
func (v *visit) naming(kind, field string) map[string]*notebook.Record {
	first := map[string]*notebook.Record{}
	for _, r := range v.book().Records(kind) {
		for _, value := range r.Fields[field] {
			if first[value.Text] == nil {
				first[value.Text] = r
			}
		}
	}
	return first
}
