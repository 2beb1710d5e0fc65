package notebook_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/notebook"
)

// record returns a record of a kind whose id begins with n.
func record(kind string, n byte, fields map[string][]string) *notebook.Record {
	r := &notebook.Record{Ref: notebook.Ref{Kind: kind, ID: notebook.ID{n}}, Fields: map[string][]notebook.Value{}}
	for name, texts := range fields {
		for i, text := range texts {
			r.Fields[name] = append(r.Fields[name], notebook.Value{Text: text, Version: notebook.Version{N: uint64(i + 1)}})
		}
	}
	return r
}

func book(records ...*notebook.Record) *notebook.Notebook {
	n := notebook.New()
	for _, r := range records {
		n.Put(r)
	}
	return n
}

// The declaration is read by forms, checks, prints, exports and catalogues:
// what they rely on is written down here.
func TestTheDeclarationIsWhole(t *testing.T) {
	sheets := map[string]bool{}
	for _, k := range notebook.Kinds() {
		if k.Name == "" || k.One == "" || k.A == "" || k.Many == "" || sheets[k.Sheet] {
			t.Errorf("%s: a kind needs a name, words and a sheet of its own", k.Name)
		}
		sheets[k.Sheet] = true
		if !k.Only && !k.Closed && (len(k.Columns()) == 0 || !k.Fields[0].Column || k.Field("note") == nil) {
			t.Errorf("%s: a printed sheet has columns, the first is its name, and a note takes what fits nowhere", k.Name)
		}
		fields := map[string]bool{notebook.Order: true, "title": k.Fields[0].Name != "title"}
		for _, f := range k.Fields {
			if f.Name == "" || f.Label == "" || f.Question == "" || fields[f.Name] {
				t.Errorf("%s.%s: a field needs a name of its own, a label and a question", k.Name, f.Name)
			}
			fields[f.Name] = true
			if (f.Type == notebook.Choice) != (f.Scale != nil) {
				t.Errorf("%s.%s: a choice, and only a choice, has a scale", k.Name, f.Name)
			}
			if (f.Type == notebook.Refs) != (notebook.KindOf(f.Of) != nil) {
				t.Errorf("%s.%s: refs, and only refs, name a kind", k.Name, f.Name)
			}
			if f.Type == notebook.Marks && !f.Hidden {
				t.Errorf("%s.%s: no form asks for marks", k.Name, f.Name)
			}
			if f.Note != "" && (f.Type != notebook.Choice || k.Field(f.Note) == nil || k.Field(f.Note).Type != notebook.Text) {
				t.Errorf("%s.%s: words beside an answer are a text of the same kind", k.Name, f.Name)
			}
			if f.Why == "" && !f.Hidden {
				t.Errorf("%s.%s: people are told why something is asked", k.Name, f.Name)
			}
		}
	}
}

func TestThePlanHasItsSixColumnsInOrder(t *testing.T) {
	var got []string
	for _, f := range notebook.KindOf("row").Columns() {
		got = append(got, f.Label)
	}
	want := []string{
		"Threats and Risks", "Identified Vulnerabilities", "Strengths and Capacities",
		"Mitigating Actions", "Resources Needed", "Who Needs to be Involved",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAnswersFitTheirFields(t *testing.T) {
	for _, c := range []struct {
		kind, field, text string
		want              bool
	}{
		{"risk", "probability", "5", true}, {"risk", "probability", "6", false}, {"risk", "probability", "", true},
		{"risk", "title", "two\nlines", false}, {"risk", "can_do", "two\nlines", true},
		{"action", "until", "2028-02-29", true}, {"action", "until", "2027-02-29", false}, {"action", "until", "soon", false},
		{"protocol", "sure", "12", true}, {"protocol", "sure", "-1", false},
		{"row", "actions", notebook.ID{1}.String(), true}, {"row", "actions", "a title", false},
	} {
		if got := notebook.KindOf(c.kind).Field(c.field).Answered(c.text); got != c.want {
			t.Errorf("%s.%s takes %q: %t", c.kind, c.field, c.text, got)
		}
	}
}

func TestRecordsStandInTheirOrder(t *testing.T) {
	n := book(
		record("risk", 1, map[string][]string{"title": {"third"}}),
		record("risk", 2, map[string][]string{"title": {"second"}, "order": {"b"}}),
		record("risk", 3, map[string][]string{"title": {"first"}, "order": {"a"}}),
	)
	var got []string
	for _, r := range n.Records("risk") {
		got = append(got, r.Title())
	}
	if diff := cmp.Diff([]string{"first", "second", "third"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheHeaviestRisksComeFirstAndUnansweredLast(t *testing.T) {
	n := book(
		record("risk", 1, map[string][]string{"title": {"not answered"}}),
		record("risk", 2, map[string][]string{"title": {"light"}, "probability": {"2"}, "impact": {"2"}}),
		record("risk", 3, map[string][]string{"title": {"heavy"}, "probability": {"4"}, "impact": {"5"}}),
	)
	var got []string
	for _, r := range notebook.Heaviest(n.Records("risk")) {
		got = append(got, r.Title())
	}
	if diff := cmp.Diff([]string{"heavy", "light", "not answered"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestAFrozenVersionStaysAsItWas(t *testing.T) {
	action := record("action", 9, map[string][]string{"title": {"lock \"the\" door\nتأمين"}})
	n := book(action, record("row", 1, map[string][]string{
		"threats": {"burglary", "side by side"}, "actions": {action.ID.String()}, "order": {"1"},
	}))
	text := notebook.Freeze(n.All())
	again, err := notebook.Thaw(text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(text, notebook.Freeze(again.All())); diff != "" {
		t.Error(diff)
	}
	if list := notebook.Compare(n, again, "row", "action"); list != nil {
		t.Errorf("a version differs from what it fixed: %v", list)
	}
	for _, bad := range []string{"", "amparo version 2\n", text[:len(text)-1], strings.Replace(text, `"1"`, `1`, 1), "amparo version 1\n\torder \"1\"\n"} {
		if _, err := notebook.Thaw(bad); err == nil {
			t.Errorf("%q thaws", bad)
		}
	}
}

func TestWhatChangedSinceAVersion(t *testing.T) {
	before := book(
		record("row", 1, map[string][]string{"threats": {"burglary"}, "resources": {"a lock"}}),
		record("row", 2, map[string][]string{"threats": {"fire"}}),
	)
	after := book(
		record("row", 1, map[string][]string{"threats": {"burglary"}, "resources": {"two locks"}}),
		record("row", 3, map[string][]string{"threats": {"flood"}}),
	)
	type line struct {
		How                  notebook.How
		Title, Field, Before string
		After                string
	}
	var got []line
	for _, d := range notebook.Compare(before, after, "row") {
		got = append(got, line{d.How, d.Title, d.Field, d.Before, d.After})
	}
	want := []line{
		{notebook.Gone, "fire", "", "", ""},
		{notebook.Changed, "burglary", "resources", "a lock", "two locks"},
		{notebook.Added, "flood", "", "", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNamesGoThroughText(t *testing.T) {
	id := notebook.ID{1, 2, 3, 255}
	if got, err := notebook.ParseID(id.String()); err != nil || got != id {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"", "short", "ABCDEFGHIJKLMNOP", "abcdefghijklmn!p"} {
		if _, err := notebook.ParseID(bad); err == nil {
			t.Errorf("%q is an id", bad)
		}
	}
	list := []notebook.Version{{Device: notebook.Device{7}, N: 1 << 60}, {N: 3}}
	if got, err := notebook.ParseVersions(notebook.FormatVersions(list)); err != nil || !cmp.Equal(got, list) {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := notebook.ParseVersions("abc"); err == nil {
		t.Error("abc names versions")
	}
}

func FuzzThaw(f *testing.F) {
	f.Add(notebook.Freeze(book(record("row", 1, map[string][]string{"threats": {"a", "b"}})).All()))
	f.Fuzz(func(t *testing.T, text string) {
		n, err := notebook.Thaw(text)
		if err == nil {
			n.All()
		}
	})
}

// What a form's hidden field says is the versions that were written into it, or
// nothing.
func FuzzVersions(f *testing.F) {
	f.Add(notebook.FormatVersions([]notebook.Version{{Device: notebook.Device{1}, N: 2}, {N: 3}}))
	f.Add("abc")
	f.Fuzz(func(t *testing.T, text string) {
		if list, err := notebook.ParseVersions(text); err == nil && notebook.FormatVersions(list) != text {
			t.Errorf("%q is read as %v", text, list)
		}
	})
}
