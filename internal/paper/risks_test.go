package paper_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/paper"
)

// withPersona is a notebook with a risk of ours and one of an invented woman.
func withPersona() *notebook.Notebook {
	n := notebook.New()
	put := func(kind string, id byte, pairs ...string) {
		r := &notebook.Record{Ref: notebook.Ref{Kind: kind, ID: notebook.ID{id}}, Fields: map[string][]notebook.Value{}}
		for i := 0; i < len(pairs); i += 2 {
			r.Fields[pairs[i]] = []notebook.Value{{Text: pairs[i+1]}}
		}
		n.Put(r)
	}
	put("persona", 1, "title", "Amal")
	put("risk", 2, "title", "our office is searched", "impact", "4")
	put("risk", 3, "title", "her phone is taken", "persona", notebook.ID{1}.String())
	return n
}

func TestPrintedRisksSayWhoIsInvented(t *testing.T) {
	d, err := paper.Sheet(withPersona(), "risks", locale.New("en"), paper.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Blocks) != 3 || len(d.Blocks[0].Table.Rows) != 1 || d.Blocks[1].Heading != "Amal, invented" || d.Blocks[2].Table.Rows[0][0] != "her phone is taken" {
		t.Fatalf("%+v", d.Blocks)
	}
	if d.Blocks[0].Table.Rows[0][0] != "our office is searched" {
		t.Error("ours are not first")
	}
}

// A look back has one list for what is new, and says in it what is invented.
func TestALookBackSaysWhoIsInvented(t *testing.T) {
	d := paper.LookBack(notebook.Back{Since: "2026-05-01", New: withPersona().Records("risk")}, locale.New("en"), paper.Options{})
	want := []string{"Risk: our office is searched", "Someone invented: her phone is taken"}
	if len(d.Blocks) != 2 || !slices.Equal(d.Blocks[1].Items, want) {
		t.Errorf("%+v", d.Blocks)
	}
}

func TestTheBlankRiskTableAsksEverything(t *testing.T) {
	d, err := paper.Blank("risks", locale.New("en"), paper.Options{})
	if err != nil {
		t.Fatal(err)
	}
	page := string(d.HTML())
	for i := range notebook.KindOf("risk").Fields {
		f := &notebook.KindOf("risk").Fields[i]
		if f.Hidden || f.Name == "because" || f.Name == "note" || f.Name == "persona" { // on paper, a new view is a new sheet
			continue
		}
		if !strings.Contains(page, escaped(f.Question)) && !strings.Contains(page, escaped(f.Label)) {
			t.Errorf("the blank sheet does not ask for %s", f.Name)
		}
	}
	for _, words := range []string{"For us, or for an invented woman:", "5 very high", "1 light", "5 very shaken"} {
		if !strings.Contains(page, words) {
			t.Errorf("the scales do not say %q", words)
		}
	}
}

func escaped(text string) string { return strings.ReplaceAll(text, "'", "&#39;") }

// Slips hold the steps, and no word of what stands in a notebook.
func TestSlipsAreBlank(t *testing.T) {
	for _, c := range []struct {
		numbers bool
		want    string
	}{{false, "Impact: light · rather light · medium · heavy · very heavy · not sure"}, {true, "Impact: 1 · 2 · 3 · 4 · 5 · not sure"}} {
		rows := paper.Slips(locale.New("en"), paper.Options{Numbers: c.numbers}).Blocks[0].Table.Rows
		if len(rows) != 4 || len(rows[0]) != 2 {
			t.Fatalf("%d rows", len(rows))
		}
		lines := strings.Split(rows[3][1], "\n")
		if len(lines) != 4 || lines[2] != c.want {
			t.Errorf("a slip says %q", lines)
		}
	}
}
