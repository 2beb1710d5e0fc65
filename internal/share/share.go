// Package share makes what is shown to other people out of a notebook: a new
// object that holds the chosen items and in which nothing else exists. There is
// no hidden row or column in it, no author, date or name, and its order follows
// from its own words, so that nothing in it depends on what was left out.
//
// Shares are made of the plan's six columns. The column offered is Mitigating
// Actions; nothing is chosen beforehand.
package share

import (
	"slices"
	"sort"
	"strings"

	"amparo/internal/notebook"
)

// Pick is one item that someone tapped: an action (its Field is "title"), or a
// cell of a row of the plan.
type Pick struct {
	Ref   notebook.Ref
	Field string
}

// Share is what leaves: the columns by their fields' names, and rows of texts,
// one a column. With a single column every row is one item.
type Share struct {
	Fields []string
	Rows   [][]string
}

// columns are the fields of a row that can be shared, each under the name that
// the command line gives it.
var columns = []struct{ slug, field string }{
	{"threats-and-risks", "threats"},
	{"identified-vulnerabilities", "vulnerabilities"},
	{"strengths-and-capacities", "strengths"},
	{"mitigating-actions", "actions"},
	{"resources-needed", "resources"},
	{"who-needs-to-be-involved", "involved"},
}

// Slugs returns the names of the columns for the command line.
func Slugs() []string {
	var list []string
	for _, c := range columns {
		list = append(list, c.slug)
	}
	return list
}

// FieldOf returns the field of a column's name, or "".
func FieldOf(slug string) string {
	for _, c := range columns {
		if c.slug == slug || c.field == slug {
			return c.field
		}
	}
	return ""
}

// Slug returns the name of a field's column for the command line and for files,
// or "".
func Slug(field string) string {
	for _, c := range columns {
		if c.field == field {
			return c.slug
		}
	}
	return ""
}

// Columns returns the picks for whole columns: every row's cell, and with the
// actions those, too, that stand in no row.
func Columns(n *notebook.Notebook, fields []string) []Pick {
	var picks []Pick
	for _, r := range n.Records("row") {
		for _, field := range fields {
			if field != "actions" {
				picks = append(picks, Pick{r.Ref, field})
			}
		}
	}
	if slices.Contains(fields, "actions") {
		for _, r := range n.Records("action") {
			picks = append(picks, Pick{r.Ref, "title"})
		}
	}
	return picks
}

// Build makes the share of the picked items. Picks that name nothing, or a
// field that is no column, are passed over. Picks of one row stand in one row,
// together with the picked actions that this row names; equal rows become one.
func Build(n *notebook.Notebook, picks []Pick) Share {
	b := builder{book: n, fields: map[string]bool{}}
	for _, p := range picks {
		b.take(p)
	}
	var s Share
	for _, c := range columns {
		if b.fields[c.field] {
			s.Fields = append(s.Fields, c.field)
		}
	}
	s.Rows = b.rows(s.Fields)
	sort.Slice(s.Rows, func(i, j int) bool { return slices.Compare(s.Rows[i], s.Rows[j]) < 0 })
	s.Rows = slices.CompactFunc(s.Rows, slices.Equal)
	return s
}

type builder struct {
	book    *notebook.Notebook
	fields  map[string]bool
	cells   []cell
	actions []*notebook.Record
}

type cell struct {
	row         notebook.ID
	field, text string
}

func (b *builder) take(p Pick) {
	r := b.book.Get(p.Ref)
	switch {
	case r == nil:
	case r.Kind == "action" && p.Field == "title" && strings.TrimSpace(r.Title()) != "":
		if !slices.Contains(b.actions, r) {
			b.actions = append(b.actions, r)
		}
		b.fields["actions"] = true
	case r.Kind == "row" && p.Field != "actions" && FieldOf(p.Field) == p.Field:
		if text := strings.Join(r.Set(p.Field), "\n"); strings.TrimSpace(text) != "" {
			b.cells = append(b.cells, cell{r.ID, p.Field, text})
			b.fields[p.Field] = true
		}
	}
}

func (b *builder) rows(fields []string) [][]string {
	var rows [][]string
	placed := map[*notebook.Record]bool{}
	for _, id := range b.rowIDs() {
		row := make([]string, len(fields))
		for _, c := range b.cells {
			if c.row == id {
				row[slices.Index(fields, c.field)] = c.text
			}
		}
		if at := slices.Index(fields, "actions"); at >= 0 {
			row[at] = b.actionsOf(id, placed)
		}
		rows = append(rows, row)
	}
	for _, a := range b.actions {
		if !placed[a] {
			row := make([]string, len(fields))
			row[slices.Index(fields, "actions")] = a.Title()
			rows = append(rows, row)
		}
	}
	return rows
}

// rowIDs returns the rows of which a cell was picked.
func (b *builder) rowIDs() []notebook.ID {
	var ids []notebook.ID
	for _, c := range b.cells {
		if !slices.Contains(ids, c.row) {
			ids = append(ids, c.row)
		}
	}
	return ids
}

// actionsOf returns the picked actions that a row names, sorted, one a line.
func (b *builder) actionsOf(row notebook.ID, placed map[*notebook.Record]bool) string {
	r := b.book.Get(notebook.Ref{Kind: "row", ID: row})
	var titles []string
	for _, a := range b.actions {
		if slices.Contains(r.Set("actions"), a.ID.String()) {
			titles, placed[a] = append(titles, a.Title()), true
		}
	}
	sort.Slice(titles, func(i, j int) bool { return strings.Compare(titles[i], titles[j]) < 0 })
	return strings.Join(titles, "\n")
}
