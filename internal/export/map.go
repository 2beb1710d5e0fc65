package export

import (
	"maps"
	"slices"
	"strings"
)

// An Import is what tables mean as records. It is a proposal: nothing has been
// stored.
type Import struct {
	Form   string // "plan", "risks", another kind's name, "mixed", or "" if no table had known headings
	Drafts []Draft
	Notes  []Note // in the order of the tables
}

// A Draft is one record to be. A field is in Fields or, if it is a list, in
// Lists. What had no field of its own is in Fields["note"], each piece headed
// by its column's heading.
type Draft struct {
	Kind   string
	Fields map[string]string
	Lists  map[string][]string
	Where  string // of its first row: "A2", or "Sheet!A2" where there are several tables
}

// Map turns tables into drafts. A table's headings may stand below its title,
// in any order, and some may be missing. A row that says nothing in the column
// which names the record continues the row above; empty rows count for
// nothing.
func Map(grids []Grid, h Headings) Import {
	labels := append(slices.Clone(h.Labels), ownLabels()...)
	kinds, byKind := kindFields(labels)
	m := mapper{kinds: kinds, fields: byKind, scales: scalesOf(append(slices.Clone(h.Words), ownWords()...)), several: len(grids) > 1}
	for i := range grids {
		for _, part := range m.parts(grids[i]) {
			m.grid(&part)
		}
	}
	return m.out
}

// mapper gathers an Import.
type mapper struct {
	kinds   []string
	fields  map[string]fields
	scales  scales
	several bool
	out     Import
}

// column says what a column of a table holds.
type column struct {
	label   Label
	known   bool
	heading string // as written; empty where there is none
	where   string
}

// form is a table whose headings were found.
type form struct {
	grid    *Grid
	kind    string
	head    int // row of the headings
	columns []column
	first   int // the column that begins a record
}

// where names a place in a grid for people.
func (m *mapper) where(g *Grid, at string) string {
	if m.several && g.Name != "" {
		return g.Name + "!" + at
	}
	return at
}

func (m *mapper) note(where string, p Problem, text string) {
	if len(m.out.Notes) < maxNotes {
		m.out.Notes = append(m.out.Notes, Note{where, p, text})
	}
}

func (m *mapper) grid(g *Grid) {
	f, found := m.findForm(g)
	if !found {
		m.note(g.Name, NoHeadings, "")
		return
	}
	name := map[string]string{"row": "plan", "risk": "risks"}[f.kind]
	if name == "" {
		name = f.kind
	}
	if m.out.Form != "" && m.out.Form != name {
		name = "mixed"
	}
	m.out.Form = name
	m.aboveHeadings(f)
	m.columnNotes(f)
	m.rows(f)
}

// findForm looks for the row that names most fields of one kind. Two make sure;
// a single one does where it stands alone in a table of one column.
func (m *mapper) findForm(g *Grid) (form, bool) {
	best := form{grid: g}
	most := 0
	for r, row := range g.Rows[:min(len(g.Rows), 40)] {
		for _, kind := range m.kinds {
			columns, n := m.columns(kind, row)
			if n > most && (n > 1 || narrow(g)) {
				most = n
				best.kind, best.head, best.columns = kind, r, columns
			}
		}
	}
	best.first = firstColumn(best)
	return best, most > 0
}

// firstColumn returns the column whose text begins a record: that of the field
// which names it, else the first that is known.
func firstColumn(f form) int {
	names := map[string]string{"row": "threats", "risk": "title"}
	known := func(c column) bool { return c.known }
	naming := func(c column) bool { return c.known && c.label.Field == names[f.kind] }
	if i := slices.IndexFunc(f.columns, naming); i >= 0 {
		return i
	}
	return max(0, slices.IndexFunc(f.columns, known))
}

// narrow says whether the table has one column only.
func narrow(g *Grid) bool {
	for _, row := range g.Rows {
		if len(row) > 1 {
			return false
		}
	}
	return true
}

// columns reads a row as headings of a kind, and counts the fields it names.
func (m *mapper) columns(kind string, row []Cell) ([]column, int) {
	columns := make([]column, len(row))
	seen := map[string]bool{}
	for i, c := range row {
		l, ok := m.fields[kind].find(c.Text)
		columns[i] = column{label: l, known: ok, heading: c.Text, where: c.Where}
		if ok {
			seen[l.Field] = true
		}
	}
	return columns, len(seen)
}

// aboveHeadings says which text above the headings is left out.
func (m *mapper) aboveHeadings(f form) {
	for _, row := range f.grid.Rows[:f.head] {
		for _, c := range row {
			if c.Text != "" {
				m.note(m.where(f.grid, c.Where), AboveHeadings, c.Text)
			}
		}
	}
}

// columnNotes says which headings are unknown or stand twice.
func (m *mapper) columnNotes(f form) {
	seen := map[string]bool{}
	for _, c := range f.columns {
		at := m.where(f.grid, c.where)
		switch {
		case c.heading != "" && !c.known:
			m.note(at, UnknownColumn, c.heading)
		case c.known && seen[c.label.Field]:
			m.note(at, ColumnTwice, c.heading)
		}
		if c.known {
			seen[c.label.Field] = true
		}
	}
}

// rows turns all rows below the headings into drafts.
func (m *mapper) rows(f form) {
	var d *draft
	above := map[int]string{} // the text of cells that may span the rows below
	for r := f.head + 1; r < len(f.grid.Rows); r++ {
		row := f.grid.Rows[r]
		if blank(row) && !anyUnder(row) {
			clear(above)
			continue
		}
		if m.repeated(f, row) {
			continue
		}
		if d == nil || begins(f, row) {
			m.add(d)
			d = newDraft(f, m.where(f.grid, rowWhere(row)))
			m.spread(f, d, row, above)
		}
		maps.DeleteFunc(above, func(i int, _ string) bool { return i >= len(row) })
		for i, c := range row {
			if !c.Under {
				above[i] = c.Text
			}
			if c.Text != "" {
				m.put(f, d, i, c)
			}
		}
	}
	m.add(d)
}

// anyUnder says whether a cell of the row belongs to one above.
func anyUnder(row []Cell) bool {
	return slices.ContainsFunc(row, func(c Cell) bool { return c.Under })
}

// begins says whether a row begins a record: there is text in its first column.
func begins(f form, row []Cell) bool {
	return f.first < len(row) && row[f.first].Text != ""
}

// repeated says whether the row is the headings once more, as printed tables
// have them on each page.
func (m *mapper) repeated(f form, row []Cell) bool {
	for i, c := range f.columns {
		text := ""
		if i < len(row) {
			text = row[i].Text
		}
		if text != c.heading {
			return false
		}
	}
	return true
}

// rowWhere is the place of the first cell with text.
func rowWhere(row []Cell) string {
	for _, c := range row {
		if c.Text != "" {
			return c.Where
		}
	}
	return ""
}

// spread gives a new record the text of cells that span its row from above.
func (m *mapper) spread(f form, d *draft, row []Cell, above map[int]string) {
	for i, c := range row {
		if c.Under && above[i] != "" {
			m.note(m.where(f.grid, c.Where), SpreadDown, "")
			m.put(f, d, i, Cell{Text: above[i], Where: c.Where})
		}
	}
}

// put adds a cell's text to the draft.
func (m *mapper) put(f form, d *draft, col int, c Cell) {
	at := m.where(f.grid, c.Where)
	if col >= len(f.columns) || !f.columns[col].known {
		heading := ""
		if col < len(f.columns) {
			heading = f.columns[col].heading
		}
		if heading == "" {
			m.note(at, BesideColumns, "")
		}
		d.beside(heading, c.Text)
		return
	}
	column := f.columns[col]
	scale := m.scales[f.kind+" "+column.label.Field]
	if scale == nil || column.label.Field == "note" {
		d.add(column.label, c.Text)
		return
	}
	value, whole := scale.read(c.Text)
	if value == "" || len(d.texts[column.label.Field]) > 0 {
		m.note(at, OffScale, c.Text)
	} else if !whole {
		m.note(at, WordsBeside, c.Text)
	}
	if value != "" && len(d.texts[column.label.Field]) == 0 {
		d.add(column.label, value)
	} else {
		whole = false
	}
	if !whole {
		d.beside(column.heading, c.Text)
	}
}

// draft is a Draft while its rows are read.
type draft struct {
	kind  string
	where string
	texts map[string][]string
	lists map[string]bool
	notes []string
}

func newDraft(f form, where string) *draft {
	return &draft{kind: f.kind, where: where, texts: map[string][]string{}, lists: map[string]bool{}}
}

func (d *draft) add(l Label, text string) {
	d.texts[l.Field] = append(d.texts[l.Field], text)
	d.lists[l.Field] = l.List
}

// beside keeps text that has no field of its own.
func (d *draft) beside(heading, text string) {
	if heading = strings.Join(strings.Fields(heading), " "); heading != "" {
		text = heading + ": " + text
	}
	d.notes = append(d.notes, text)
}

// add closes a draft and keeps it, unless there is none.
func (m *mapper) add(d *draft) {
	if d == nil {
		return
	}
	out := Draft{Kind: d.kind, Where: d.where, Fields: map[string]string{}, Lists: map[string][]string{}}
	if len(d.notes) > 0 {
		d.texts["note"] = append(d.texts["note"], d.notes...)
	}
	for _, field := range slices.Sorted(maps.Keys(d.texts)) {
		text := strings.Join(d.texts[field], "\n")
		if d.lists[field] {
			if entries := entries(text); len(entries) > 0 {
				out.Lists[field] = entries
			}
		} else {
			out.Fields[field] = text
		}
	}
	m.out.Drafts = append(m.out.Drafts, out)
}
