package export

import (
	"encoding/xml"
	"maps"
	"strings"
)

const (
	mimeODS = "application/vnd.oasis.opendocument.spreadsheet"
	mimeODT = "application/vnd.oasis.opendocument.text"
)

// readODF reads the tables of an OpenDocument spreadsheet or text.
func (s *Sheet) readODF(p *pack) error {
	if locked, err := odfLocked(p); err != nil || locked {
		return firstOf(err, ErrLocked)
	}
	x, err := p.open("content.xml")
	if err != nil || x == nil {
		return firstOf(err, ErrDamaged)
	}
	r := odfReader{x: x, sheet: s, budget: newBudget()}
	root := false
	for {
		start, err := x.nextStart()
		if err != nil {
			return err
		}
		if start == nil {
			break
		}
		if err := r.top(start, &root); err != nil {
			return err
		}
	}
	if !root {
		return ErrDamaged
	}
	return nil
}

// firstOf returns err if there is one, else the other.
func firstOf(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// odfLocked says whether the manifest tells of encrypted parts.
func odfLocked(p *pack) (bool, error) {
	x, err := p.open("META-INF/manifest.xml")
	if err != nil || x == nil {
		return false, err
	}
	for {
		start, err := x.nextStart()
		if err != nil || start == nil {
			return false, err
		}
		if start.Name.Local == "encryption-data" {
			return true, nil
		}
	}
}

// odf returns an element's name with the usual prefix of its namespace, such
// as "table:table-row", whatever prefix the file uses.
func odf(name xml.Name) string {
	space := strings.TrimSuffix(name.Space, ":1.0")
	return space[strings.LastIndexByte(space, ':')+1:] + ":" + name.Local
}

// odfReader walks through content.xml.
type odfReader struct {
	x      *xmlReader
	sheet  *Sheet
	budget *budget
	name   string // of the table being read
}

func (r *odfReader) note(at string, p Problem) { r.sheet.note(r.name, at, p) }

// top looks at an element outside of tables.
func (r *odfReader) top(start *xml.StartElement, root *bool) error {
	switch odf(start.Name) {
	case "office:document-content":
		*root = true
		if v := attr(start, "version"); v != "" && !strings.HasPrefix(v, "1.") {
			return ErrNewer
		}
	case "table:tracked-changes", "text:tracked-changes":
		return r.x.skip()
	case "table:table":
		return r.table(start)
	}
	return nil
}

func (r *odfReader) table(start *xml.StartElement) error {
	if len(r.sheet.Grids) >= maxGrids {
		return ErrTooLarge
	}
	r.name = attr(start, "name")
	if r.sheet.Format == ODT {
		r.name = itoa(len(r.sheet.Grids) + 1)
	}
	t := newTable(r.name, r.budget)
	merged := newSpans()
	if err := r.x.children(r.rows(t, merged), nil); err != nil {
		return err
	}
	r.sheet.Grids = append(r.sheet.Grids, t.finish())
	return nil
}

// rows returns what to do with the children of a table, or of one of the
// groups that hold its rows.
func (r *odfReader) rows(t *table, merged *spans) func(*xml.StartElement) error {
	return func(start *xml.StartElement) error {
		switch odf(start.Name) {
		case "table:table-row":
			return r.row(start, t, merged)
		case "table:table-header-rows", "table:table-rows", "table:table-row-group":
			return r.x.children(r.rows(t, merged), nil)
		case "table:shapes":
			r.note("", PictureLeft)
		}
		return r.x.skip()
	}
}

func (r *odfReader) row(start *xml.StartElement, t *table, merged *spans) error {
	col := 0
	times := count(start, "number-rows-repeated", maxRows+1)
	err := r.x.children(func(cell *xml.StartElement) error {
		name := odf(cell.Name)
		if name != "table:table-cell" && name != "table:covered-table-cell" {
			return r.x.skip()
		}
		n := count(cell, "number-columns-repeated", maxCols+1)
		at := where(len(t.grid.Rows)+t.empties, col)
		lines, err := r.cell(cell, at)
		if err != nil {
			return err
		}
		covered := name == "table:covered-table-cell"
		for i := 0; i < n && (covered || lines != ""); i++ {
			if err := t.put(col+i, lines, covered && merged.under(col+i)); err != nil {
				return err
			}
		}
		if !covered {
			merged.open(col, count(cell, "number-columns-spanned", maxCols), count(cell, "number-rows-spanned", maxRows))
		}
		col = min(col+n, maxCols+1)
		return nil
	}, nil)
	if err != nil {
		return err
	}
	merged.endRow(times)
	return t.endRow(times)
}

// spans remembers, for each column, how many rows below a cell above covers.
type spans struct{ now, next map[int]int }

func newSpans() *spans { return &spans{now: map[int]int{}, next: map[int]int{}} }

// under says whether the column, in the present row, lies under a cell above.
func (s *spans) under(col int) bool { return s.now[col] > 0 }

// open notes a cell of the present row that covers cols columns and rows rows,
// its own included.
func (s *spans) open(col, cols, rows int) {
	if rows < 2 {
		return
	}
	for c := col; c < min(col+cols, maxCols); c++ {
		s.next[c] = rows
	}
}

// endRow moves on by times rows.
func (s *spans) endRow(times int) {
	maps.Copy(s.now, s.next)
	clear(s.next)
	for c := range s.now {
		if s.now[c] -= times; s.now[c] <= 0 {
			delete(s.now, c)
		}
	}
}

// cell reads the paragraphs of a cell, one a line. Cells that hold a value and
// no paragraph give that value.
func (r *odfReader) cell(start *xml.StartElement, at string) (string, error) {
	value := attr(start, "string-value")
	if value == "" && attr(start, "value-type") == "float" {
		value = attr(start, "value")
	}
	l := lines{}
	if err := r.blocks(&l, at, 0); err != nil {
		return "", err
	}
	if text := l.text(); text != "" {
		return text, nil
	}
	return value, nil
}

// blocks reads the paragraphs, lists and inner tables of a cell.
func (r *odfReader) blocks(l *lines, at string, inner int) error {
	return r.x.children(func(start *xml.StartElement) error {
		switch odf(start.Name) {
		case "text:p", "text:h":
			l.begin()
			return r.inline(l, at)
		case "table:table":
			if inner == 0 {
				r.note(at, TableInside)
			}
			return r.blocks(l, at, inner+1)
		case "office:annotation":
			r.note(at, CommentLeft)
			return r.x.skip()
		case "draw:frame":
			r.note(at, PictureLeft)
			return r.x.skip()
		case "text:list", "text:list-item", "text:section", "table:table-row", "table:table-cell", "table:table-rows", "table:table-header-rows":
			return r.blocks(l, at, inner)
		}
		return r.x.skip()
	}, nil)
}

// inline reads the letters of a paragraph.
func (r *odfReader) inline(l *lines, at string) error {
	return r.x.children(func(start *xml.StartElement) error {
		switch odf(start.Name) {
		case "text:s":
			if err := l.add(strings.Repeat(" ", count(start, "c", maxCell))); err != nil {
				return err
			}
		case "text:tab":
			if err := l.add("\t"); err != nil {
				return err
			}
		case "text:line-break":
			l.begin()
		case "office:annotation":
			r.note(at, CommentLeft)
		case "draw:frame":
			r.note(at, PictureLeft)
		case "text:note", "text:tracked-changes", "text:ruby-text":
		default:
			return r.inline(l, at)
		}
		return r.x.skip()
	}, func(b []byte) error { return l.add(odfSpaces(string(b))) })
}

// odfSpaces makes each run of white space one blank, as OpenDocument means it.
func odfSpaces(text string) string {
	if !strings.ContainsAny(text, "\n\r\t") && !strings.Contains(text, "  ") {
		return text
	}
	var b strings.Builder
	last := false
	for _, c := range text {
		space := c == ' ' || c == '\n' || c == '\r' || c == '\t'
		if !space {
			b.WriteRune(c)
		} else if !last {
			b.WriteByte(' ')
		}
		last = space
	}
	return b.String()
}
