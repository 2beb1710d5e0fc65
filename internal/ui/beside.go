package ui

import (
	"context"
	"errors"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// besideOf returns the field that the path names, where values stand side by
// side in it.
func (v *visit) besideOf() (sheet, *notebook.Record, *notebook.Field, error) {
	s, r, err := v.subject()
	if err != nil {
		return s, nil, nil, err
	}
	f := notebook.KindOf(s.kind).Field(v.arg("field"))
	if f == nil || f.Hidden {
		return s, nil, nil, workspace.ErrNotFound
	}
	return s, r, f, nil
}

// showBeside shows what two of us wrote into one field at the same time: keep
// one, keep both, or write something new out of them.
func showBeside(_ context.Context, v *visit) (Response, error) {
	s, r, f, err := v.besideOf()
	if err != nil {
		return Response{}, err
	}
	if r.Beside(f.Name) == nil {
		return v.see(v.on(s.kind, r.ID.String())), nil
	}
	return v.besidePage(s, r, f, v.inputs(notebook.KindOf(s.kind), r)), nil
}

func (v *visit) besidePage(s sheet, r *notebook.Record, f *notebook.Field, in *inputs) Response {
	path := v.on(s.kind, r.ID.String(), "beside", f.Name)
	stamp := hidden("was."+f.Name, workspace.Stamp(r, f.Name))
	var cards []html.Node
	for _, value := range r.Beside(f.Name) {
		text := v.words(f, value.Text)
		if text == "" {
			text = v.T("left empty")
		}
		cards = append(cards, html.E("li.card", html.E("p.lines", written(text), html.Text(text)),
			v.form(path, stamp, html.E("div.go", html.E("button.second", html.A("name", "keep"), html.A("value", valueName(value)), html.Text(v.T("Keep this")))))))
	}
	return v.page(page{Over: v.label(f), Heading: v.T("Both are here"), Place: s.place, Faults: in.faults,
		Lead: v.T("Two of us wrote at the same time. Nothing was lost. We choose together, now or later."),
		Body: html.All(
			html.E("p", auto(), link(v.on(s.kind, r.ID.String()), "", v.saysWhose(r))),
			html.E("ul.cards", cards...),
			html.If(joins(f), v.form(path, stamp, html.E("button", html.A("name", "keep"), html.A("value", "both"), html.Text(v.T("Keep both, one after the other"))))),
			html.E("section", html.W("h2", v.T("Or write it anew")), v.form(path, v.mended(in, f, r), html.E("div.go", html.W("button", v.T("Save")))))),
	})
}

// mended is the field with a text proposed out of all that stands there.
func (v *visit) mended(in *inputs, f *notebook.Field, r *notebook.Record) html.Node {
	if in.typed == nil {
		in.typed = notebook.Values{"was." + f.Name: {workspace.Stamp(r, f.Name)}}
		if joins(f) {
			in.typed[f.Name] = []string{both(f, r)}
		}
	}
	in.record = nil // what stands side by side is shown above
	return in.field(f)
}

// joins says whether two values of a field can become one by standing one after
// the other.
func joins(f *notebook.Field) bool {
	return f.Type == notebook.Text || f.Type == notebook.Lines || f.Type == notebook.Line
}

// both returns all values of a field in one text, each line once where it is a
// list.
func both(f *notebook.Field, r *notebook.Record) string {
	var list []string
	for _, value := range r.Beside(f.Name) {
		if value.Text != "" {
			list = append(list, value.Text)
		}
	}
	switch f.Type {
	case notebook.Line:
		return strings.Join(list, " / ")
	case notebook.Lines:
		return union(list)
	}
	return strings.Join(list, "\n\n")
}

// union returns the lines of several lists, each once.
func union(lists []string) string {
	var lines []string
	seen := map[string]bool{}
	for _, list := range lists {
		for _, line := range notebook.Items(list) {
			if !seen[line] {
				seen[line] = true
				lines = append(lines, line)
			}
		}
	}
	return strings.Join(lines, "\n")
}

// valueName names one of the values that stand side by side.
func valueName(value notebook.Value) string {
	return notebook.FormatVersions([]notebook.Version{value.Version})
}

// choose takes the choice in. When something else was written meanwhile, that
// stays beside what was chosen.
func choose(ctx context.Context, v *visit) (Response, error) {
	s, r, f, err := v.besideOf()
	if err != nil {
		return Response{}, err
	}
	text := v.req.Form.Get(f.Name)
	switch keep := v.req.Form.Get("keep"); keep {
	case "":
	case "both":
		if r.Beside(f.Name) == nil { // chosen already, as at a second tap
			return v.see(v.on(s.kind, r.ID.String())), nil
		}
		text = both(f, r)
	default:
		chosen, ok := valueNamed(r, f, keep)
		if !ok {
			return v.see(v.on(s.kind, r.ID.String(), "beside", f.Name)), nil
		}
		text = chosen
	}
	err = v.work.Set(ctx, r.Ref, workspace.Edit{Field: f.Name, Texts: []string{text}, Stamp: chosenStamp(v.req.Form.Get("was." + f.Name))})
	var fault *workspace.FieldError
	if errors.As(err, &fault) {
		return v.besidePage(s, r, f, v.again(notebook.KindOf(s.kind), r, err)), nil
	}
	return v.see(v.on(s.kind, r.ID.String())), err
}

func valueNamed(r *notebook.Record, f *notebook.Field, name string) (string, bool) {
	for _, value := range r.Fields[f.Name] {
		if valueName(value) == name {
			return value.Text, true
		}
	}
	return "", false
}

// chosenStamp keeps of a stamp what its writer had before her, and not the text:
// choosing the first of two values is a choice, although its text stays.
func chosenStamp(stamp string) string {
	versions, _, ok := strings.Cut(stamp, ".")
	if !ok {
		return ""
	}
	return versions + ".-"
}
