package paper

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"amparo/internal/locale"
	"amparo/internal/notebook"
)

// Everyday returns the one-page version of a protocol: its three lists, and
// what is needed when something goes another way. It is in large print if one
// page holds that: as it is, or else with the three lists side by side, which
// also keeps a longer one in the usual size on its page.
func Everyday(n *notebook.Notebook, r *notebook.Record, l *locale.Locale, o Options) Document {
	p := printer{n, l, o}
	d := p.document(r.Title())
	d.Lead = p.word()
	d.Blocks = p.fields(r, append(append([]string{}, parts...), everyday...))
	height := p.height(d.Blocks)
	if height <= largeRoom {
		d.Large = true
		return d
	}
	lists := p.beside(r)
	if lists.Head == nil {
		return d
	}
	beside := append([]Block{{Table: lists}}, p.fields(r, everyday)...)
	d.Large = p.height(beside) <= largeRoom
	if d.Large || height > usualRoom {
		d.Blocks = beside
	}
	return d
}

// beside returns the three lists of a protocol as the columns of a table.
func (p *printer) beside(r *notebook.Record) *Table {
	t := &Table{Name: p.word(), Rows: [][]string{nil}}
	for _, name := range parts {
		f := notebook.KindOf("protocol").Field(name)
		var items []string
		for i, item := range notebook.Items(p.text(r, f)) {
			items = append(items, strconv.Itoa(i+1)+". "+item)
		}
		if items != nil {
			t.Head, t.Rows[0] = append(t.Head, p.l.T(f.Label)), append(t.Rows[0], strings.Join(items, "\n"))
		}
	}
	return t
}

// About how much large print takes, in points: a line, a heading with its air,
// and what one page of A4 or Letter has below its title.
const (
	largeLine    = 18
	largeHeading = 27
	largeRoom    = 610
	usualRoom    = 735 // what it has when the same lines are in the usual size
	largeLetters = 78  // in a line
)

// height is about how many points blocks take in large print.
func (p *printer) height(blocks []Block) int {
	sum := 0
	for _, b := range blocks {
		switch {
		case b.Heading != "":
			sum += largeHeading
		case b.Table != nil:
			sum += largeHeading + 30 + largeLine*tallest(b.Table)
		default:
			for _, text := range append(strings.Split(b.Text, "\n"), b.Items...) {
				if text != "" {
					sum += largeLine*rowsOf(text, largeLetters) + 3
				}
			}
			sum += 7
		}
	}
	if p.l.RTL() {
		return sum * 5 / 4
	}
	return sum
}

// tallest counts the lines of the highest cell of a table's only row.
func tallest(t *Table) int {
	most := 0
	for _, cell := range t.Rows[0] {
		lines := 0
		for text := range strings.Lines(cell) {
			lines += rowsOf(text, largeLetters/max(len(t.Head), 1))
		}
		most = max(most, lines)
	}
	return most
}

func rowsOf(text string, letters int) int { return 1 + utf8.RuneCountInString(text)/letters }
