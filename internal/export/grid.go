package export

import (
	"strconv"
	"strings"
)

// A Sheet is what a file held: its tables, and what we could not read in it.
type Sheet struct {
	Format string // as Detect names it
	Grids  []Grid // in the order of the file; never empty
	Notes  []Note // in the order of the file

	places []string // the table that each note is about
}

// note remembers what was left out at a place of a table.
func (s *Sheet) note(table, at string, p Problem) {
	if len(s.Notes) < maxNotes {
		s.Notes = append(s.Notes, Note{Where: at, Problem: p})
		s.places = append(s.places, table)
	}
}

// namePlaces puts the table's name before each place, where there are several
// tables.
func (s *Sheet) namePlaces() {
	for i, table := range s.places {
		if len(s.Grids) > 1 && table != "" {
			s.Notes[i].Where = strings.TrimSuffix(table+"!"+s.Notes[i].Where, "!")
		}
	}
	s.places = nil
}

// A Grid is one table. Rows keep their place in the file, so an empty row
// between two others is there; empty rows and columns at the end are not. Rows
// may differ in length.
type Grid struct {
	Name string // of the sheet; for a text document the table's number; may be empty
	Rows [][]Cell
}

// A Cell is what stood in one place. Lines are separated by "\n".
type Cell struct {
	Text  string
	Where string // as spreadsheets say it: "B4"
	Under bool   // lies under a cell above that spans this row too; Text is empty
}

// A Note says that something was left out or changed while reading, and where.
type Note struct {
	Where   string // such as "B4" or, with several tables, "Sheet 2!B4"; empty when it is about all
	Problem Problem
	Text    string // the heading or the words it is about, if any: a person's own text
}

// A Problem is a sentence for people, in English; it is also the key of its
// translation.
type Problem string

// What can be said of a file or a table that was read.
const (
	GuessedLetters Problem = "We guessed how this file writes its letters. Please look whether accents are right."
	LostLetters    Problem = "Some letters in this file could not be read. A sign stands in their place."
	CommentLeft    Problem = "A comment in this file was left out."
	PictureLeft    Problem = "A picture in this file was left out."
	TableInside    Problem = "A table stood inside a cell. We kept its text, line by line."
	BrokenFormula  Problem = "A formula here had no result. We kept what the file shows."
	NoHeadings     Problem = "We found no headings here that we know. We left this table out."
	UnknownColumn  Problem = "We do not know this heading. We keep its text as a note."
	ColumnTwice    Problem = "This heading stands twice. We put both texts together."
	BesideColumns  Problem = "This text stands under no heading. We keep it as a note."
	OffScale       Problem = "This does not fit our scale. We keep it as a note."
	WordsBeside    Problem = "There are more words here than our scale holds. We keep them as a note."
	SpreadDown     Problem = "This cell spans several rows. We put its text in each of them."
	AboveHeadings  Problem = "This text stands above the headings. We left it out."
)

// Problems returns every Problem, for those who translate them or test that
// each has its words.
func Problems() []Problem {
	return []Problem{
		GuessedLetters, LostLetters, CommentLeft, PictureLeft, TableInside, BrokenFormula, NoHeadings,
		UnknownColumn, ColumnTwice, BesideColumns, OffScale, WordsBeside, SpreadDown, AboveHeadings,
	}
}

// The limits of one file. They are wide for people and narrow for bombs.
const (
	maxInput = 20 << 20 // bytes of the file
	maxRows  = 20_000   // of one table
	maxCols  = 200
	maxCells = 500_000  // of all tables together, empty ones between full ones included
	maxCell  = 64 << 10 // bytes of text
	maxGrids = 500
)

// table gathers one grid row by row and keeps to the limits. Empty rows cost
// nothing until a full one follows.
type table struct {
	grid    Grid
	row     []Cell
	empties int
	budget  *budget
}

// budget is what the tables of one file may still hold together. It stops
// small files that repeat a large cell very often.
type budget struct{ cells, text int }

func newBudget() *budget { return &budget{cells: maxCells, text: maxUnpacked} }

// spend takes off what a row holds, and says whether that was there.
func (b *budget) spend(row []Cell) bool {
	b.cells -= len(row)
	for _, c := range row {
		b.text -= len(c.Text)
	}
	return b.cells >= 0 && b.text >= 0
}

func newTable(name string, budget *budget) *table {
	return &table{grid: Grid{Name: name}, budget: budget}
}

// put places text in column col (from 0) of the row being gathered.
func (t *table) put(col int, text string, under bool) error {
	if text == "" && !under {
		return nil
	}
	if col >= maxCols || len(text) > maxCell {
		return ErrTooLarge
	}
	for len(t.row) <= col {
		t.row = append(t.row, Cell{})
	}
	t.row[col] = Cell{Text: text, Under: under}
	return nil
}

// endRow closes the row being gathered and writes it times times.
func (t *table) endRow(times int) error {
	row := trimRow(t.row)
	t.row = t.row[:0]
	if len(row) == 0 {
		t.empties = min(t.empties+times, maxRows+1)
		return nil
	}
	if len(t.grid.Rows)+t.empties+times > maxRows {
		return ErrTooLarge
	}
	for ; t.empties > 0; t.empties-- {
		t.grid.Rows = append(t.grid.Rows, nil)
	}
	for range times {
		if !t.budget.spend(row) {
			return ErrTooLarge
		}
		t.add(row)
	}
	return nil
}

func (t *table) add(row []Cell) {
	r := len(t.grid.Rows)
	kept := make([]Cell, len(row))
	for i, c := range row {
		c.Where = where(r, i)
		kept[i] = c
	}
	t.grid.Rows = append(t.grid.Rows, kept)
}

// trimRow takes the empty cells off the end.
func trimRow(row []Cell) []Cell {
	n := len(row)
	for n > 0 && row[n-1].Text == "" && !row[n-1].Under {
		n--
	}
	return row[:n]
}

// finish ends the table: what only lies under another cell at its end, with
// nothing beside it, goes.
func (t *table) finish() Grid {
	rows := t.grid.Rows
	for n := len(rows); n > 0 && blank(rows[n-1]); n-- {
		rows = rows[:n-1]
	}
	t.grid.Rows = rows
	return t.grid
}

// blank says whether no cell of the row holds text.
func blank(row []Cell) bool {
	for _, c := range row {
		if c.Text != "" {
			return false
		}
	}
	return true
}

// where names row and col (both from 0) as spreadsheets do: 3, 1 is "B4".
func where(row, col int) string {
	return columnName(col) + strconv.Itoa(row+1)
}

// columnName returns the letters of column col, counted from 0: A, Z, AA.
func columnName(col int) string {
	name := ""
	for col++; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}
