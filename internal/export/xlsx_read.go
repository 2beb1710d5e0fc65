package export

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// readXLSX reads every sheet of a workbook.
func (s *Sheet) readXLSX(p *pack) error {
	main, err := p.mainPart()
	if err != nil {
		return err
	}
	links, err := p.links(main)
	if err != nil {
		return err
	}
	r := xlsxReader{sheet: s, budget: newBudget()}
	for _, l := range links {
		if l.kind == "sharedStrings" {
			if err := r.readShared(p, l.target); err != nil {
				return err
			}
		}
	}
	sheets, err := workbookSheets(p, main)
	if err != nil {
		return err
	}
	for _, sheet := range sheets {
		for _, l := range links {
			if l.id == sheet.id && l.kind == "worksheet" {
				if err := r.readSheet(p, l.target, sheet.name); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

type sheetRef struct{ name, id string }

// workbookSheets reads the names of the sheets in the order of their tabs.
func workbookSheets(p *pack, main string) ([]sheetRef, error) {
	x, err := p.open(main)
	if err != nil || x == nil {
		return nil, firstOf(err, ErrDamaged)
	}
	var sheets []sheetRef
	for {
		start, err := x.nextStart()
		if err != nil || start == nil {
			return sheets, err
		}
		if start.Name.Local == "sheet" && len(sheets) < maxGrids {
			sheets = append(sheets, sheetRef{attr(start, "name"), attr(start, "id")})
		}
	}
}

// xlsxReader reads the sheets of one workbook, which share their strings.
type xlsxReader struct {
	sheet  *Sheet
	shared []string
	budget *budget
	name   string // of the sheet being read
}

func (r *xlsxReader) note(at string, p Problem) { r.sheet.note(r.name, at, p) }

func (r *xlsxReader) readShared(p *pack, name string) error {
	x, err := p.open(name)
	if err != nil || x == nil {
		return err
	}
	for {
		start, err := x.nextStart()
		if err != nil || start == nil {
			return err
		}
		if start.Name.Local != "si" {
			continue
		}
		text, err := xlsxString(x)
		if err != nil {
			return err
		}
		r.shared = append(r.shared, text)
	}
}

// xlsxString reads the plain and rich runs of a string whose opening tag came
// last; readings beside East Asian words stay out.
func xlsxString(x *xmlReader) (string, error) {
	var l lines
	var runs func(start *xml.StartElement) error
	runs = func(start *xml.StartElement) error {
		switch start.Name.Local {
		case "t":
			text, err := letters(x)
			if err != nil {
				return err
			}
			return l.add(xlsxUnescape(oneLineEnd(text)))
		case "r":
			return x.children(runs, nil)
		}
		return x.skip()
	}
	err := x.children(runs, nil)
	return l.text(), err
}

// letters reads all text within the element whose opening tag came last.
func letters(x *xmlReader) (string, error) {
	var l lines
	err := x.children(func(*xml.StartElement) error { return x.skip() }, func(b []byte) error { return l.add(string(b)) })
	return l.b.String(), err
}

// xlsxUnescape turns _x000D_ and the like into the signs that XML cannot hold.
func xlsxUnescape(text string) string {
	var b strings.Builder
	for {
		i := strings.Index(text, "_x")
		if i < 0 || b.Len() > maxCell {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:i])
		code, ok := xlsxCode(text[i:])
		if ok {
			b.WriteRune(code)
			text = text[i+7:]
		} else {
			b.WriteString("_x")
			text = text[i+2:]
		}
	}
}

// xlsxCode reads one sign of the form _xHHHH_.
func xlsxCode(text string) (rune, bool) {
	if len(text) < 7 || text[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(text[2:6], 16, 16)
	return rune(n), err == nil
}

// readSheet reads one sheet. Rows and cells may leave out the empty ones.
func (r *xlsxReader) readSheet(p *pack, part, name string) error {
	x, err := p.open(part)
	if err != nil || x == nil {
		return firstOf(err, ErrDamaged)
	}
	r.name = name
	t := newTable(name, r.budget)
	next := 0
	for {
		start, err := x.nextStart()
		if err != nil {
			return err
		}
		if start == nil {
			break
		}
		switch start.Name.Local {
		case "row":
			err = r.row(x, start, t, &next)
		case "mergeCell":
			err = t.merge(attr(start, "ref"))
		case "drawing":
			r.note("", PictureLeft)
		case "legacyDrawing":
			r.note("", CommentLeft)
		}
		if err != nil {
			return err
		}
	}
	r.sheet.Grids = append(r.sheet.Grids, t.finish())
	return nil
}

// row reads one row; next is the row that would come if none were left out.
func (r *xlsxReader) row(x *xmlReader, start *xml.StartElement, t *table, next *int) error {
	at := *next
	if n, err := strconv.Atoi(attr(start, "r")); err == nil {
		at = n - 1
	}
	if at < *next || at > 1<<20 {
		return ErrDamaged
	}
	if at > *next {
		if err := t.endRow(at - *next); err != nil {
			return err
		}
	}
	*next = at + 1
	col := 0
	err := x.children(func(c *xml.StartElement) error {
		if c.Name.Local != "c" {
			return x.skip()
		}
		if ref, _, ok := cellRef(attr(c, "r")); ok {
			col = ref
		}
		text, err := r.cell(x, c, where(at, col))
		if err != nil {
			return err
		}
		err = t.put(col, text, false)
		col++
		return err
	}, nil)
	if err != nil {
		return err
	}
	return t.endRow(1)
}

// cell reads a cell's value as a person sees it, as far as a number's plain
// digits are that.
func (r *xlsxReader) cell(x *xmlReader, c *xml.StartElement, at string) (string, error) {
	kind := attr(c, "t")
	formula, text := false, ""
	err := x.children(func(start *xml.StartElement) (err error) {
		switch start.Name.Local {
		case "f":
			formula = true
		case "v":
			text, err = letters(x)
			return err
		case "is":
			text, err = xlsxString(x)
			return err
		}
		return x.skip()
	}, nil)
	if err != nil {
		return "", err
	}
	if kind == "e" || formula && kind == "" && text == "" {
		r.note(at, BrokenFormula)
	}
	return r.value(kind, text)
}

func (r *xlsxReader) value(kind, text string) (string, error) {
	switch kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < 0 || n >= len(r.shared) {
			return "", ErrDamaged
		}
		return r.shared[n], nil
	case "b":
		return map[string]string{"1": "TRUE", "0": "FALSE"}[text], nil
	case "str":
		return xlsxUnescape(oneLineEnd(text)), nil
	}
	return text, nil
}

// cellRef reads a name such as "B4" into its column and row from 0.
func cellRef(ref string) (col, row int, ok bool) {
	i := 0
	for i < len(ref) && i < 4 && ref[i] >= 'A' && ref[i] <= 'Z' {
		col = col*26 + int(ref[i]-'A') + 1
		i++
	}
	row, err := strconv.Atoi(ref[i:])
	return col - 1, row - 1, err == nil && i > 0 && row > 0
}

// merge marks the cells that a merged range covers below its first row.
func (t *table) merge(ref string) error {
	first, last, found := strings.Cut(ref, ":")
	col, row, ok := cellRef(first)
	col2, row2, ok2 := cellRef(last)
	if !found || !ok || !ok2 || col2 >= maxCols {
		return nil
	}
	rows := t.grid.Rows
	for r := row + 1; r <= min(row2, len(rows)-1); r++ {
		for len(rows[r]) <= col2 {
			rows[r] = append(rows[r], Cell{Where: where(r, len(rows[r]))})
		}
		for c := col; c <= col2; c++ {
			rows[r][c].Under = rows[r][c].Text == ""
		}
		if t.budget.cells -= col2 + 1; t.budget.cells < 0 {
			return ErrTooLarge
		}
	}
	return nil
}
