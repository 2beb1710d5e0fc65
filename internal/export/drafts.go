package export

import (
	"maps"
	"strings"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/paper"
)

// AllHeadings returns the labels and scale words of every sheet that can be
// printed, in each shipped language: what Map looks for in tables that came
// from us, or were filled in on our forms.
func AllHeadings() Headings {
	var h Headings
	for _, lang := range locale.Languages() {
		l := locale.New(lang.Code)
		for _, sheet := range paper.Sheets() {
			h.add(notebook.KindOfSheet(sheet), l)
		}
	}
	return h
}

func (h *Headings) add(k *notebook.Kind, l *locale.Locale) {
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.Hidden {
			continue
		}
		h.Labels = append(h.Labels, Label{Kind: k.Name, Field: f.Name, Label: l.T(f.Label), List: f.Type == notebook.Refs})
		for _, step := range f.Scale {
			h.Words = append(h.Words, Word{Kind: k.Name, Field: f.Name, Value: step.Value, Word: l.T(step.Word)})
		}
	}
}

// Records returns the drafts as a notebook takes them. A text that does not fit
// its field is kept in the note of its record, and Notes says so.
func (i *Import) Records() []notebook.Draft {
	later := laterWords()
	var list []notebook.Draft
	for _, d := range i.Drafts {
		out := notebook.Draft{Kind: d.Kind, Where: d.Where, Values: notebook.Values{}}
		k := notebook.KindOf(d.Kind)
		maps.Copy(out.Values, d.Lists)
		for name, text := range d.Fields {
			i.put(&out, k.Field(name), text, later)
		}
		list = append(list, named(k, out))
	}
	return list
}

// put gives one field its text.
func (i *Import) put(d *notebook.Draft, f *notebook.Field, text string, later []string) {
	if f.Name == "threats" {
		var beyond string
		if text, beyond = cutLater(text, later); beyond != "" {
			d.Values["later"] = append(d.Values["later"], beyond)
		}
	}
	if f.Type == notebook.Line {
		text = strings.Join(strings.Fields(text), " ")
	}
	if !f.Answered(text) {
		i.Notes = append(i.Notes, Note{d.Where, OffScale, text})
		d.Values["note"] = append(d.Values["note"], text)
		return
	}
	d.Values[f.Name] = append(d.Values[f.Name], text)
}

// named gives a draft without the field that names it a name: its first text
// that there is, so that nothing of a table is left out.
func named(k *notebook.Kind, d notebook.Draft) notebook.Draft {
	first := k.Fields[0].Name
	if strings.TrimSpace(strings.Join(d.Values[first], "")) != "" {
		return d
	}
	for _, f := range k.Fields[1:] {
		if text := strings.TrimSpace(strings.Join(d.Values[f.Name], " ")); text != "" && f.Type <= notebook.Lines {
			d.Values[first] = []string{strings.Join(strings.Fields(text), " ")}
			return d
		}
	}
	d.Values[first] = []string{"…"}
	return d
}

// laterWords are what stands before a threat that may come later, on printed
// plans of each language.
func laterWords() []string {
	var list []string
	for _, lang := range locale.Languages() {
		list = append(list, locale.New(lang.Code).T(notebook.KindOf("row").Field("later").Label)+":")
	}
	return list
}

// cutLater cuts what may come later off the text of a threat.
func cutLater(text string, words []string) (now, later string) {
	for _, w := range words {
		if before, after, ok := strings.Cut("\n"+text, "\n"+w); ok {
			return strings.TrimSpace(before), strings.TrimSpace(after)
		}
	}
	return text, ""
}
