package ui

import (
	"slices"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// relation is how records of one kind name those of another.
type relation struct {
	of          string // the kind of the record that is looked at
	kind, field string // what names it, and where
	heading     string
}

// relations returns what a record's page lists beneath it.
func relations() []relation {
	return []relation{
		{"risk", "row", "risks", locale.Msg("Rows that answer it")},
		{"risk", "protocol", "risks", locale.Msg("Protocols")},
		{"action", "row", "actions", locale.Msg("Rows that it serves")},
		{"activity", "protocol", "activity", locale.Msg("Protocols")},
		{"protocol", "drill", "protocol", locale.Msg("When we practised it")},
		{"person", "action", "leads", locale.Msg("Where she leads")},
		{"person", "action", "involved", locale.Msg("Where she takes part")},
		{"person", "protocol", "owner", locale.Msg("What she looks after")},
		{"person", "area", "delegate", locale.Msg("Where she is the delegate")},
		{"wave", "area", "wave", locale.Msg("Areas that start with it")},
		{"area", "barrier", "area", locale.Msg("What could get in its way")},
		{"area", "feedback", "area", locale.Msg("What was said about it")},
		{"protocol", "feedback", "protocol", locale.Msg("What was said about it")},
		{"protocol", "wave", "protocols", locale.Msg("Who begins with it")},
		{"action", "habit", "action", locale.Msg("Habits that it comes from")},
		{"action", "training", "action", locale.Msg("What we want to learn")},
		{"protocol", "training", "protocol", locale.Msg("What we want to learn")},
		{"choice", "training", "choice", locale.Msg("What we want to learn")},
		{"person", "choice", "who", locale.Msg("What she chose")},
		{"person", "training", "who", locale.Msg("What she would like to learn")},
		{"person", "training", "teach", locale.Msg("What she could teach")},
		{"person", "source", "who", locale.Msg("Where she looks for us")},
		{"persona", "risk", "persona", locale.Msg("Her risks")},
		{"row", "proposal", "rows", locale.Msg("Proposals about it")},
		{"protocol", "proposal", "protocol", locale.Msg("Proposals about it")},
		{"proposal", "agreement", "proposal", locale.Msg("What we agreed on")},
		{"risk", "indicator", "risks", locale.Msg("Changes that touch it")},
		{"protocol", "indicator", "protocols", locale.Msg("Changes that touch it")},
	}
}

// linked lists what a record names and what names it.
func (v *visit) linked(r *notebook.Record) html.Node {
	var parts []html.Node
	for i := range notebook.KindOf(r.Kind).Fields {
		f := &notebook.KindOf(r.Kind).Fields[i]
		parts = append(parts, v.links(v.label(f), v.book().Linked(r, f.Name)))
	}
	for _, rel := range relations() {
		if rel.of != r.Kind {
			continue
		}
		heading := v.T(rel.heading)
		if rel.kind == "protocol" && rel.field != "owner" {
			heading = v.wordMany()
		}
		parts = append(parts, v.links(heading, slices.Collect(v.book().Linking(r, rel.kind, rel.field))))
	}
	return html.All(parts...)
}
