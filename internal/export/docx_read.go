package export

import (
	"encoding/xml"
	"strconv"
)

// readDOCX reads every table of a text document.
func (s *Sheet) readDOCX(p *pack) error {
	main, err := p.mainPart()
	if err != nil {
		return err
	}
	x, err := p.open(main)
	if err != nil || x == nil {
		return firstOf(err, ErrDamaged)
	}
	r := docxReader{x: x, sheet: s, budget: newBudget()}
	for {
		start, err := x.nextStart()
		if err != nil {
			return err
		}
		if start == nil {
			return nil
		}
		switch start.Name.Local {
		case "tbl":
			err = r.table()
		case "Fallback":
			err = x.skip()
		}
		if err != nil {
			return err
		}
	}
}

// docxReader walks through the main part of a text document.
type docxReader struct {
	x      *xmlReader
	sheet  *Sheet
	budget *budget
	name   string // of the table being read: its number
}

func (r *docxReader) note(at string, p Problem) { r.sheet.note(r.name, at, p) }

func (r *docxReader) table() error {
	if len(r.sheet.Grids) >= maxGrids {
		return ErrTooLarge
	}
	r.name = itoa(len(r.sheet.Grids) + 1)
	t := newTable(r.name, r.budget)
	row := 0
	err := r.each("tr", func() error {
		row++
		return r.row(t, row-1)
	})
	if err != nil {
		return err
	}
	r.sheet.Grids = append(r.sheet.Grids, t.finish())
	return nil
}

// each calls do for every child of that name, also where it stands in one of
// the wrappers that Word puts around rows, cells and paragraphs.
func (r *docxReader) each(name string, do func() error) error {
	return r.x.children(func(start *xml.StartElement) error {
		switch start.Name.Local {
		case name:
			return do()
		case "sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice":
			return r.each(name, do)
		}
		return r.x.skip()
	}, nil)
}

func (r *docxReader) row(t *table, row int) error {
	col, deleted := 0, false
	var child func(start *xml.StartElement) error
	child = func(start *xml.StartElement) error {
		switch start.Name.Local {
		case "trPr":
			before, del, err := r.rowShape()
			col, deleted = before, del
			return err
		case "tc":
			cols, err := r.cell(t, row, col)
			col += cols
			return err
		case "sdt", "sdtContent", "customXml", "ins", "moveTo":
			return r.x.children(child, nil)
		}
		return r.x.skip()
	}
	if err := r.x.children(child, nil); err != nil {
		return err
	}
	if deleted {
		t.row = t.row[:0]
	}
	return t.endRow(1)
}

// rowShape reads how many columns a row leaves out at its beginning, and
// whether somebody has marked it as deleted.
func (r *docxReader) rowShape() (before int, deleted bool, err error) {
	err = r.x.children(func(start *xml.StartElement) error {
		switch start.Name.Local {
		case "gridBefore":
			before = number(attr(start, "val"), 0)
		case "del":
			deleted = true
		}
		return r.x.skip()
	}, nil)
	return before, deleted, err
}

// number reads a count of columns, or gives the other value where there is none.
func number(text string, other int) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return other
	}
	return min(n, maxCols+1)
}

// cell reads one cell and says over how many columns it stands.
func (r *docxReader) cell(t *table, row, col int) (cols int, err error) {
	var l lines
	c := docxCell{r: r, l: &l, at: where(row, col), cols: 1}
	if err := r.x.children(c.block, nil); err != nil {
		return 0, err
	}
	if c.under {
		l = lines{}
	}
	for i := range min(c.cols, maxCols) {
		if err := t.put(col+i, l.text(), c.under); err != nil {
			return 0, err
		}
		l = lines{}
	}
	return c.cols, nil
}

// docxCell is a cell while it is read.
type docxCell struct {
	r     *docxReader
	l     *lines
	at    string
	cols  int
	under bool
	inner int // how many tables deep
}

// block reads a paragraph, a table within the cell, or the cell's own shape.
func (c *docxCell) block(start *xml.StartElement) error {
	switch start.Name.Local {
	case "p":
		c.l.begin()
		return c.r.x.children(c.inline, nil)
	case "tcPr":
		return c.r.x.children(c.shape, nil)
	case "tbl":
		if c.inner == 0 {
			c.r.note(c.at, TableInside)
		}
		c.inner++
		err := c.r.x.children(c.block, nil)
		c.inner--
		return err
	case "tr", "tc", "sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice":
		return c.r.x.children(c.block, nil)
	}
	return c.r.x.skip()
}

func (c *docxCell) shape(start *xml.StartElement) error {
	if c.inner > 0 {
		return c.r.x.skip()
	}
	switch start.Name.Local {
	case "gridSpan":
		c.cols = max(1, number(attr(start, "val"), 1))
	case "vMerge":
		c.under = attr(start, "val") != "restart"
	}
	return c.r.x.skip()
}

// inline reads what stands in a paragraph. What somebody marked as deleted or
// moved away stays out.
func (c *docxCell) inline(start *xml.StartElement) error {
	switch start.Name.Local {
	case "t":
		text, err := letters(c.r.x)
		if err != nil {
			return err
		}
		return c.l.add(text)
	case "br", "cr":
		c.l.begin()
	case "tab":
		return firstOf(c.l.add("\t"), c.r.x.skip())
	case "noBreakHyphen":
		return firstOf(c.l.add("-"), c.r.x.skip())
	case "commentReference":
		c.r.note(c.at, CommentLeft)
	case "drawing", "pict", "object":
		c.r.note(c.at, PictureLeft)
	case "del", "moveFrom", "Fallback", "pPr", "rPr", "rt":
	default:
		return c.r.x.children(c.inline, nil)
	}
	return c.r.x.skip()
}
