package paper

import (
	"errors"
	"slices"
	"strings"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/share"
)

// Options say how a document is laid out and read.
type Options struct {
	Size         Size
	Numbers      bool   // scales as numbers; otherwise as words
	ProtocolWord string // what the group calls a protocol; "" is the usual word
	Full         bool   // every field that is filled, not the table's columns alone: for files that are read again
}

// ErrSheet says that there is no sheet of that name.
var ErrSheet = errors.New("no such sheet")

// Sheets returns the names of the sheets that can be printed.
func Sheets() []string {
	var list []string
	for _, k := range notebook.Kinds() {
		if !k.Only && !k.Closed {
			list = append(list, k.Sheet)
		}
	}
	return list
}

// leaving returns the sheets that go along with a whole notebook: all but those
// that never leave.
func leaving() []string {
	return slices.DeleteFunc(Sheets(), func(sheet string) bool { return notebook.KindOfSheet(sheet).Stays })
}

// landscape says whether a sheet has more columns than stand well upright.
func landscape(k *notebook.Kind) bool { return len(k.Columns()) > 3 }

// Sheet returns a sheet of the notebook, filled. Protocols and tools are a page each.
func Sheet(n *notebook.Notebook, sheet string, l *locale.Locale, o Options) (Document, error) {
	k := notebook.KindOfSheet(sheet)
	if k == nil || !slices.Contains(Sheets(), sheet) {
		return Document{}, ErrSheet
	}
	p := printer{n, l, o}
	if sheet == "protocols" && !o.Full {
		return p.cards(n.Records("protocol")), nil
	}
	switch {
	case sheet == "trust":
		return p.trust(n.Records(k.Name)), nil
	case sheet == "tools" && !o.Full:
		return p.tools(n.Records("tool")), nil
	case sheet == "checkins" && !o.Full:
		d := p.document(p.name(k))
		d.Blocks = p.checkins(n.Records("checkin"))
		return d, nil
	}
	d := p.document(p.name(k))
	d.Landscape = landscape(k)
	d.Blocks = []Block{{Table: p.table(k, n.Records(k.Name))}}
	if sheet == "risks" && !o.Full {
		d.Blocks = p.risks()
	}
	if sheet == "plan" {
		d.Lead = p.planLead()
		d.Blocks = append(d.Blocks, p.planQuestions()...)
	}
	if sheet == "training" && !o.Full {
		d.Blocks = append(d.Blocks, p.learning()...)
	}
	return d, nil
}

// Whole returns every sheet that holds something, one after the other, for a
// file that is read again.
func Whole(n *notebook.Notebook, l *locale.Locale, o Options) Document {
	o.Full = true
	p := printer{n, l, o}
	d := p.document(l.T("Notebook"))
	d.Landscape = true
	for _, sheet := range leaving() {
		k := notebook.KindOfSheet(sheet)
		if records := n.Records(k.Name); len(records) > 0 {
			d.Blocks = append(d.Blocks, Block{Heading: p.name(k), Level: 2, Break: len(d.Blocks) > 0}, Block{Table: p.table(k, records)})
		}
	}
	return d
}

// Blank returns a sheet to fill in by hand.
func Blank(sheet string, l *locale.Locale, o Options) (Document, error) {
	k := notebook.KindOfSheet(sheet)
	if k == nil || !slices.Contains(Sheets(), sheet) {
		return Document{}, ErrSheet
	}
	p := printer{notebook.New(), l, o}
	d := p.document(p.name(k))
	if sheet == "protocols" {
		d.Title = p.word()
		d.Blocks = p.blankCard()
		return d, nil
	}
	switch sheet {
	case "tools":
		d.Title = p.l.T(k.Fields[0].Label)
		d.Blocks = p.blankTool()
		return d, nil
	case "trust":
		return p.trust(nil), nil
	case "drills":
		d.Blocks = p.blankDrill()
		return d, nil
	case "checkins":
		d.Title, d.Blocks = p.blankCheckin()
		return d, nil
	}
	d.Landscape = landscape(k)
	t := p.table(k, nil)
	t.Blank = 5
	d.Blocks = []Block{{Table: t}}
	if sheet == "risks" {
		t.Blank = 4 // and room for how its scales are read, in each script
		d.Blocks = append(d.Blocks, p.riskQuestions()...)
	}
	return d, nil
}

// OfShare returns what leaves with a share, and nothing else.
func OfShare(s share.Share, l *locale.Locale, o Options) Document {
	p := printer{notebook.New(), l, o}
	k := notebook.KindOf("row")
	d := p.document(l.T("Shared from our plan"))
	t := &Table{Name: l.T("Shared"), Rows: s.Rows}
	for _, name := range s.Fields {
		t.Head = append(t.Head, l.T(k.Field(name).Label))
	}
	if len(s.Fields) == 1 {
		d.Title = t.Head[0]
	}
	d.Landscape = len(s.Fields) > 2
	if len(s.Fields) > 0 {
		d.Blocks = []Block{{Table: t}}
	}
	return d
}

// printer builds documents out of one notebook.
type printer struct {
	book *notebook.Notebook
	l    *locale.Locale
	o    Options
}

func (p *printer) document(title string) Document {
	return Document{
		Title: title, Lang: p.l.Lang(), RTL: p.l.RTL(), Size: p.o.Size,
		PageOf: p.l.T("Page %s of %s"),
	}
}

func (p *printer) name(k *notebook.Kind) string {
	if k.Name == "protocol" && p.o.ProtocolWord != "" {
		return p.o.ProtocolWord
	}
	return p.l.T(k.Many)
}

func (p *printer) word() string {
	if p.o.ProtocolWord != "" {
		return p.o.ProtocolWord
	}
	return p.l.T("Protocol")
}

// widths are the relative widths of the tables' columns; the rest is equal.
var widths = map[string]int{
	"title": 4, "can_do": 5, "probability": 2, "impact": 2, "reaction": 2, "actions": 5, "threats": 4,
	"vulnerabilities": 4, "strengths": 4, "resources": 3, "involved": 3, "note": 4, "life": 8,
}

// table returns the records of a kind as a table.
func (p *printer) table(k *notebook.Kind, records []*notebook.Record) *Table {
	t := &Table{Name: p.name(k)}
	fields := p.columns(k, records)
	for _, f := range fields {
		t.Head = append(t.Head, p.l.T(f.Label))
		t.Widths = append(t.Widths, max(3, widths[f.Name]))
	}
	for _, r := range records {
		row := make([]string, len(fields))
		for i, f := range fields {
			row[i] = p.text(r, f)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// columns returns the fields that a table shows: its columns, and with Full
// every other field that some record fills.
func (p *printer) columns(k *notebook.Kind, records []*notebook.Record) []*notebook.Field {
	list := k.Columns()
	if !p.o.Full {
		return list
	}
	for i := range k.Fields {
		f := &k.Fields[i]
		filled := slices.ContainsFunc(records, func(r *notebook.Record) bool { return p.book.Shown(r, f) != "" })
		if filled && !f.Column && !f.Hidden {
			list = append(list, f)
		}
	}
	return list
}

// text returns what stands in a field as people read it. Values that stand side
// by side are all shown, one a line.
func (p *printer) text(r *notebook.Record, f *notebook.Field) string {
	if f.Type != notebook.Choice && f.Type != notebook.Date {
		text := p.book.Shown(r, f)
		if f.Name == "threats" && !p.o.Full && r.Get("later") != "" {
			text += "\n" + p.l.T("Possible later") + ": " + r.Get("later")
		}
		return text
	}
	var list []string
	for _, v := range r.Set(f.Name) {
		switch {
		case f.Type == notebook.Date && !p.o.Full:
			v = p.l.Date(v)
		case f.Type == notebook.Choice && !(f.Numbered && p.o.Numbers):
			v = p.l.T(f.Scale.Word(v))
		}
		list = append(list, v)
	}
	return strings.Join(list, "\n")
}

func (p *printer) plan() *notebook.Record {
	return p.book.Get(notebook.Ref{Kind: "plan", ID: notebook.Single("plan")})
}

// planLead is the line under the plan's heading: its name and its days.
func (p *printer) planLead() string {
	r := p.plan()
	if r == nil {
		return ""
	}
	var parts []string
	if r.Title() != "" {
		parts = append(parts, r.Title())
	}
	if day := r.Get("begins"); day != "" {
		parts = append(parts, p.l.F("from %s", p.l.Date(day)))
	}
	if day := r.Get("ends"); day != "" {
		parts = append(parts, p.l.F("until %s", p.l.Date(day)))
	}
	return strings.Join(parts, " · ")
}

// planQuestions are the two that are asked once for the whole plan.
func (p *printer) planQuestions() []Block {
	r := p.plan()
	if r == nil {
		return nil
	}
	var list []Block
	for _, name := range []string{"physical", "care"} {
		if text := r.Get(name); text != "" {
			f := notebook.KindOf("plan").Field(name)
			list = append(list, Block{Heading: p.l.T(f.Label), Level: 2}, Block{Text: text})
		}
	}
	return list
}
