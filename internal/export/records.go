package export

import (
	"encoding/json"
	"errors"
	"io"
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

// Errors of ReadRecords.
var (
	// ErrNotRecords says that a JSON file holds no records of ours.
	ErrNotRecords = errors.New("reading records: not a notebook's file")
	// ErrNewerRecords says that a newer version wrote the file.
	ErrNewerRecords = errors.New("reading records: a newer format")
)

// recordsVersion is the version of a whole export. A change of layout takes the
// next number, and ReadRecords goes on reading the earlier ones.
const recordsVersion = 1

type file struct {
	Amparo  int        `json:"amparo"`
	Kind    string     `json:"kind"` // "notebook" or "share"
	Records []Record   `json:"records,omitempty"`
	Columns []string   `json:"columns,omitempty"`
	Rows    [][]string `json:"rows,omitempty"`
}

// named is one record that a field names.
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

// WriteRecords writes every record of a notebook as JSON. Importing the file
// gives the same records with the same ids.
func WriteRecords(w io.Writer, n *notebook.Notebook) error {
	return writeJSON(w, file{Amparo: recordsVersion, Kind: "notebook", Records: Records(n, n.All(), true)})
}

// WriteShare writes a share as JSON: the names of its columns, and its rows in
// their order. It holds no id.
func WriteShare(w io.Writer, s share.Share) error {
	return writeJSON(w, file{Amparo: recordsVersion, Kind: "share", Columns: s.Fields, Rows: s.Rows})
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// ReadRecords reads what WriteRecords wrote. Values that stood side by side
// come back as one text, one below the other.
func ReadRecords(data []byte) ([]notebook.Draft, error) {
	var f file
	if err := DecodeJSON(data, &f); err != nil {
		return nil, err
	}
	switch {
	case f.Amparo > recordsVersion:
		return nil, ErrNewerRecords
	case f.Amparo != recordsVersion || f.Kind != "notebook":
		return nil, ErrNotRecords
	}
	var list []notebook.Draft
	for _, r := range f.Records {
		d, err := r.draft()
		if err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, nil
}

func (out *Record) draft() (notebook.Draft, error) {
	d := notebook.Draft{Kind: out.Kind, Values: notebook.Values{}, Where: out.ID}
	k := notebook.KindOf(out.Kind)
	id, err := notebook.ParseID(out.ID)
	if k == nil || err != nil {
		return d, ErrNotRecords
	}
	d.ID = id
	for name, v := range out.Fields {
		texts, ok := textsOf(v)
		if !ok || k.Field(name) == nil {
			return d, ErrNotRecords
		}
		d.Values[name] = texts
	}
	for name, texts := range out.Beside {
		d.Values[name] = []string{strings.Join(texts, "\n")}
	}
	return d, nil
}

// textsOf returns the text of a field, or the ids that it names.
func textsOf(v any) ([]string, bool) {
	switch v := v.(type) {
	case string:
		return []string{v}, true
	case []any:
		var ids []string
		for _, x := range v {
			m, ok := x.(map[string]any)
			if !ok {
				return nil, false
			}
			id, ok := m["id"].(string)
			if !ok {
				return nil, false
			}
			ids = append(ids, id)
		}
		return ids, true
	}
	return nil, false
}
