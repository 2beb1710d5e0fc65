package export

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/share"
)

// Record is how a record stands in JSON. The names and the shapes are a
// contract with scripts; fields may be added.
//
//	{"id": "mfzwizltoq3tqojq", "kind": "row",
//	 "fields": {"threats": "text", "actions": [{"id": "...", "title": "..."}]},
//	 "beside": {"threats": ["text", "another text"]}}
//
// A field that holds nothing is left out. A field that names records is a list
// with their ids and titles; every other is a text. Where values stand side by
// side, fields has the first and beside has all.
type Record struct {
	ID     string              `json:"id"`
	Kind   string              `json:"kind"`
	Fields map[string]any      `json:"fields"`
	Beside map[string][]string `json:"beside,omitempty"`
}

// recordsVersion is the version of a whole export. A change of layout takes the
// next number, and ReadRecords goes on reading the earlier ones.
const recordsVersion = 1

// notebookFile is a whole export.
type notebookFile struct {
	Amparo  int      `json:"amparo"`
	Kind    string   `json:"kind"` // "notebook"
	Records []Record `json:"records"`
}

// shareFile is a share: the columns by name, and the rows in their order.
type shareFile struct {
	Amparo  int        `json:"amparo"`
	Kind    string     `json:"kind"` // "share"
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
}

// namedRecord is one record that a field names.
type namedRecord struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Records returns records as JSON has them; never nil. Hidden fields, such as
// the fixed version of an agreement, are in them only with hidden.
func Records(n *notebook.Notebook, records []*notebook.Record, hidden bool) []Record {
	list := []Record{}
	for _, r := range records {
		list = append(list, recordOf(n, r, hidden))
	}
	return list
}

func recordOf(n *notebook.Notebook, r *notebook.Record, hidden bool) Record {
	out := Record{ID: r.ID.String(), Kind: r.Kind, Fields: map[string]any{}}
	k := notebook.KindOf(r.Kind)
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.Hidden && !hidden {
			continue
		}
		out.field(n, r, f)
	}
	return out
}

func (out *Record) field(n *notebook.Notebook, r *notebook.Record, f *notebook.Field) {
	if f.Type == notebook.Refs {
		var list []namedRecord
		for _, to := range n.Linked(r, f.Name) {
			list = append(list, namedRecord{to.ID.String(), to.Title()})
		}
		if list != nil {
			out.Fields[f.Name] = list
		}
		return
	}
	if marks := r.Set(f.Name); f.Type == notebook.Marks && len(marks) > 0 {
		out.Fields[f.Name] = marks
		return
	}
	if text := r.Get(f.Name); text != "" {
		out.Fields[f.Name] = text
	}
	for _, v := range r.Beside(f.Name) {
		if out.Beside == nil {
			out.Beside = map[string][]string{}
		}
		out.Beside[f.Name] = append(out.Beside[f.Name], v.Text)
	}
}

// WriteRecords writes every record of a notebook that may leave as JSON.
// Importing the file gives the same records with the same ids.
func WriteRecords(w io.Writer, n *notebook.Notebook) error {
	leaving := slices.DeleteFunc(n.All(), func(r *notebook.Record) bool { return notebook.KindOf(r.Kind).Stays })
	return writeJSON(w, notebookFile{recordsVersion, "notebook", Records(n, leaving, true)})
}

// WriteShare writes a share as JSON: the names of its columns, and its rows in
// their order. It holds no id.
func WriteShare(w io.Writer, s share.Share) error {
	names := []string{}
	for _, field := range s.Fields {
		names = append(names, share.Slug(field))
	}
	return writeJSON(w, shareFile{recordsVersion, "share", names, append([][]string{}, s.Rows...)})
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// ReadRecords reads what WriteRecords wrote, or a script that keeps to its
// shapes: an id may be left out, and a field that names records may have plain
// titles. Values that stood side by side come back as one text where their
// field has room for both, else as the first. It looks at no declaration but
// for that: a kind or a field that does not exist is for the notebook to
// refuse. Errors are those of Read.
func ReadRecords(data []byte) ([]notebook.Draft, error) {
	var f notebookFile
	if err := DecodeJSON(data, &f); err != nil {
		return nil, err
	}
	switch {
	case f.Amparo > recordsVersion:
		return nil, ErrNewer
	case f.Amparo != recordsVersion || f.Kind != "notebook":
		return nil, ErrUnsupported
	}
	inside := map[string]bool{}
	for _, r := range f.Records {
		inside[r.ID] = true
	}
	var list []notebook.Draft
	for i := range f.Records {
		d, err := f.Records[i].draft(inside)
		if err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, nil
}

// draft returns the record as a notebook takes it in.
func (out *Record) draft(inside map[string]bool) (notebook.Draft, error) {
	id, err := notebook.ParseID(out.ID)
	if out.ID != "" && err != nil {
		return notebook.Draft{}, ErrDamaged
	}
	d := notebook.Draft{Kind: out.Kind, ID: id, Values: notebook.Values{}}
	k := notebook.KindOf(out.Kind)
	for name, v := range out.Fields {
		texts, ok := textsOf(v, inside)
		if !ok {
			return notebook.Draft{}, ErrDamaged
		}
		d.Values[name] = texts
	}
	for name, texts := range out.Beside {
		if f := k.Field(name); f != nil && len(texts) > 0 {
			d.Values[name] = together(f, texts)
		}
	}
	return d, nil
}

// textsOf reads a text, or a list of texts and of records by name.
func textsOf(v any, inside map[string]bool) ([]string, bool) {
	switch v := v.(type) {
	case string:
		return []string{v}, true
	case []any:
		list := []string{}
		for _, item := range v {
			name, ok := nameOf(item, inside)
			if !ok {
				return nil, false
			}
			list = append(list, name)
		}
		return list, true
	}
	return nil, false
}

// nameOf reads one item of a list: a text as it stands; a record of this file
// by its id, and any other by its title.
func nameOf(item any, inside map[string]bool) (string, bool) {
	switch v := item.(type) {
	case string:
		return v, true
	case map[string]any:
		id, _ := v["id"].(string)
		title, _ := v["title"].(string)
		if inside[id] || title == "" {
			return id, id != ""
		}
		return title, true
	}
	return "", false
}

// together puts values that stood side by side into one text where the field
// has room for that, so that none is dropped; a scale, a day or a count takes
// the first.
func together(f *notebook.Field, values []string) []string {
	switch f.Type {
	case notebook.Text, notebook.Lines:
		return []string{strings.Join(values, "\n")}
	case notebook.Line:
		return []string{strings.Join(values, " / ")}
	}
	return values[:1]
}
