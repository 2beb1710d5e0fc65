package paper

import (
	"strings"
	"unicode/utf8"

	"amparo/internal/locale"
	"amparo/internal/notebook"
)

// LookBack returns what people look back on, to read aloud or to print: what we
// are proud of, what was agreed, what we did, what is new, what changed and what
// we let go. A part that holds nothing is left out.
func LookBack(b notebook.Back, l *locale.Locale, o Options) Document {
	p := printer{notebook.New(), l, o}
	d := p.document(l.T("What we look back on"))
	d.Lead = l.F("since %s", l.Date(b.Since))
	if b.Proud != "" {
		d.Blocks = append(d.Blocks, Block{Heading: l.T("What we are proud of"), Level: 2}, Block{Text: b.Proud})
	}
	for _, part := range []struct {
		heading string
		records []*notebook.Record
	}{
		{l.T("What we agreed on"), b.Agreed},
		{l.T("What we did, and what goes well"), b.Done},
		{l.T("What is new"), b.New},
		{l.T("What changed"), b.Changed},
		{l.T("What we let go"), b.LetGo},
	} {
		if len(part.records) > 0 {
			d.Blocks = append(d.Blocks, Block{Heading: part.heading, Level: 2}, Block{Items: p.titles(part.records)})
		}
	}
	if d.Blocks == nil {
		d.Blocks = []Block{{Text: l.T("Nothing was written in this time. Quiet times are fine, too.")}}
	}
	return d
}

// titles names records, each with what it is and, where it has a day or a
// reason of its own, that.
func (p *printer) titles(records []*notebook.Record) []string {
	var list []string
	for _, r := range records {
		k := notebook.KindOf(r.Kind)
		text := capital(p.l.T(k.One)) + ": " + r.Title()
		switch r.Kind {
		case "action":
			text = r.Title()
			if state := k.Field("state").Scale.Word(r.Get("state")); state != "" {
				text += " (" + p.l.T(state) + ")"
			}
			if why := r.Get("why"); why != "" {
				text += ": " + why
			}
		case "agreement":
			text = r.Title() + ", " + p.l.Date(r.Get("on"))
		case "protocol":
			text = p.word() + ": " + r.Title()
		case "risk":
			if notebook.PersonaOf(r) != (notebook.ID{}) {
				text = p.l.T("Someone invented") + ": " + r.Title()
			}
		}
		list = append(list, text)
	}
	return list
}

// capital writes the first letter of a word large.
func capital(word string) string {
	_, n := utf8.DecodeRuneInString(word)
	return strings.ToUpper(word[:n]) + word[n:]
}
