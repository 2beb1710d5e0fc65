package export_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/export"
	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/paper"
)

// whole is a notebook in which every field of every printed sheet is filled.
func whole() *notebook.Notebook {
	n := notebook.New()
	var all []*notebook.Record
	ids := map[string]string{}
	for i, sheet := range paper.Sheets() {
		if k := notebook.KindOfSheet(sheet); !k.Stays {
			r := &notebook.Record{Ref: notebook.Ref{Kind: k.Name, ID: notebook.ID{byte(i + 1)}}, Fields: map[string][]notebook.Value{}}
			ids[k.Name], all = r.ID.String(), append(all, r)
		}
	}
	for _, r := range all {
		k := notebook.KindOf(r.Kind)
		for _, f := range k.Fields {
			if !f.Hidden {
				r.Fields[f.Name] = []notebook.Value{{Text: filled(k, &f, ids)}}
			}
		}
		n.Put(r)
	}
	n.Put(&notebook.Record{Ref: notebook.Ref{Kind: "actor", ID: notebook.ID{255}}, Fields: map[string][]notebook.Value{"title": {{Text: "never leaves"}}}})
	return n
}

func filled(k *notebook.Kind, f *notebook.Field, ids map[string]string) string {
	switch f.Type {
	case notebook.Refs:
		return ids[f.Of]
	case notebook.Choice:
		return f.Scale[len(f.Scale)-1].Value
	case notebook.Date:
		return "2027-03-01"
	case notebook.Number:
		return "7"
	case notebook.Line:
		return "=" + k.Name + "." + f.Name + " señal إشارة"
	}
	return k.Name + "." + f.Name + "\n- second line; \"quoted\", <b>"
}

// asDrafts is what an import of the notebook is expected to say.
func asDrafts(n *notebook.Notebook) map[string]notebook.Values {
	out := map[string]notebook.Values{}
	for _, sheet := range paper.Sheets() {
		k := notebook.KindOfSheet(sheet)
		if k.Stays {
			continue
		}
		for _, r := range n.Records(k.Name) {
			v := notebook.Values{}
			for i := range k.Fields {
				f := &k.Fields[i]
				if f.Hidden {
					continue
				}
				v[f.Name] = []string{r.Get(f.Name)}
				if f.Type == notebook.Refs {
					v[f.Name] = strings.Split(n.Shown(r, f), "\n")
				}
			}
			out[k.Name] = v
		}
	}
	return out
}

// What was exported comes back the same, in each format and language.
func TestAnExportComesBackTheSame(t *testing.T) {
	n := whole()
	for _, lang := range locale.Languages() {
		for _, format := range []string{export.ODS, export.XLSX, export.DOCX} {
			var b bytes.Buffer
			if err := export.Write(&b, format, paper.Whole(n, locale.New(lang.Code), paper.Options{})); err != nil {
				t.Fatal(err)
			}
			compare(t, lang.Code+" "+format, b.Bytes(), asDrafts(n))
		}
		for _, sheet := range paper.Sheets() {
			if notebook.KindOfSheet(sheet).Stays {
				continue
			}
			d, err := paper.Sheet(n, sheet, locale.New(lang.Code), paper.Options{Full: true, Numbers: true})
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := export.Write(&b, export.CSV, d); err != nil {
				t.Fatal(err)
			}
			kind := notebook.KindOfSheet(sheet).Name
			compare(t, lang.Code+" csv "+sheet, b.Bytes(), map[string]notebook.Values{kind: asDrafts(n)[kind]})
		}
	}
}

func compare(t *testing.T, what string, data []byte, want map[string]notebook.Values) {
	t.Helper()
	s, err := export.Read("notes", data)
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	in := export.Map(s.Grids, export.AllHeadings())
	got := map[string]notebook.Values{}
	for _, d := range in.Records() {
		got[d.Kind] = d.Values
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: %s", what, diff)
	}
	for _, note := range in.Notes {
		t.Errorf("%s: %s: %s", what, note.Where, note.Problem)
	}
}

func TestRecordsGoThroughJSON(t *testing.T) {
	n := whole()
	row := *n.Records("row")[0]
	row.Fields = map[string][]notebook.Value{"threats": {{Text: "one"}, {Text: "two"}}, "actions": row.Fields["actions"]}
	n.Put(&row)
	var b bytes.Buffer
	if err := export.WriteRecords(&b, n); err != nil {
		t.Fatal(err)
	}
	drafts, err := export.ReadRecords(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range drafts {
		r := n.Get(notebook.Ref{Kind: d.Kind, ID: d.ID})
		for name, texts := range d.Values {
			want := []string{r.Get(name)}
			if d.Kind == "row" && name == "threats" {
				want = []string{"one\ntwo"}
			}
			if diff := cmp.Diff(want, texts); diff != "" {
				t.Errorf("%s.%s: %s", d.Kind, name, diff)
			}
		}
	}
	if len(drafts) != len(n.All())-len(n.Records("actor")) || strings.Contains(b.String(), "never leaves") {
		t.Errorf("%d records of %d", len(drafts), len(n.All()))
	}
}

func TestOtherJSONIsRefused(t *testing.T) {
	for text, want := range map[string]error{
		`{"amparo":2,"kind":"notebook"}`: export.ErrNewer,
		`{"amparo":1,"kind":"share"}`:    export.ErrUnsupported,
		`{}`:                             export.ErrUnsupported,
		`[]`:                             export.ErrDamaged,
		`{"amparo":1,"kind":"notebook","records":[{"id":"x","kind":"risk"}]}`:                                     export.ErrDamaged,
		`{"amparo":1,"kind":"notebook","records":[{"id":"aaaaaaaaaaaaaaaa","kind":"risk","fields":{"title":1}}]}`: export.ErrDamaged,
		`{"amparo":1,"kind":"notebook","records":[{"kind":"row","fields":{"actions":[{"id":""}]}}]}`:              export.ErrDamaged,
	} {
		if _, err := export.ReadRecords([]byte(text)); err != want {
			t.Errorf("%s gives %v, want %v", text, err, want)
		}
	}
}

// A script may name records by title; one that is not in the file is found by
// its title, too. What stood side by side comes back in one text if it can.
func TestRecordsByHand(t *testing.T) {
	drafts, err := export.ReadRecords([]byte(`{"amparo":1,"kind":"notebook","records":[
		{"id":"aaaaaaaaaaaaaaaa","kind":"action","fields":{"title":"a"},"beside":{"title":["a","b"],"state":["done","well"],"note":[]}},
		{"kind":"row","fields":{"threats":"x","actions":["a new one",{"id":"aaaaaaaaaaaaaaaa","title":"a"},{"id":"bbbbbbbbbbbbbbbb","title":"elsewhere"},{"id":"cccccccccccccccc"}]},
		 "beside":{"threats":["x","y"]}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := []notebook.Values{
		{"title": {"a / b"}, "state": {"done"}},
		{"threats": {"x\ny"}, "actions": {"a new one", "aaaaaaaaaaaaaaaa", "elsewhere", "cccccccccccccccc"}},
	}
	for i, d := range drafts {
		if diff := cmp.Diff(want[i], d.Values); diff != "" {
			t.Errorf("record %d: %s", i, diff)
		}
	}
	if drafts[0].ID.String() != "aaaaaaaaaaaaaaaa" || drafts[1].ID != (notebook.ID{}) {
		t.Errorf("ids %s and %s", drafts[0].ID, drafts[1].ID)
	}
}

func FuzzReadRecords(f *testing.F) {
	var b bytes.Buffer
	if err := export.WriteRecords(&b, whole()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		drafts, err := export.ReadRecords(data)
		for _, d := range drafts {
			if err != nil || d.Values == nil {
				t.Error("a draft of a file that is refused, or one without values")
			}
		}
	})
}
