package paper_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/share"
)

func put(n *notebook.Notebook, kind string, id notebook.ID, fields map[string]string) *notebook.Record {
	r := &notebook.Record{Ref: notebook.Ref{Kind: kind, ID: id}, Fields: map[string][]notebook.Value{}}
	for name, text := range fields {
		r.Fields[name] = []notebook.Value{{Text: text}}
	}
	n.Put(r)
	return r
}

func sample() *notebook.Notebook {
	n := notebook.New()
	copies := put(n, "action", notebook.ID{1}, map[string]string{"title": "A sealed copy elsewhere", "state": "underway", "until": "2027-03-01"})
	put(n, "row", notebook.ID{2}, map[string]string{
		"threats": "Our office is searched", "later": "before the election", "vulnerabilities": "one room", "strengths": "a lawyer",
		"actions": copies.ID.String(), "resources": "a stick", "involved": "both teams",
	})
	put(n, "risk", notebook.ID{3}, map[string]string{"title": "A <b>link</b>", "probability": "4", "impact": "2"})
	put(n, "plan", notebook.Single("plan"), map[string]string{"title": "Calm year", "begins": "2026-12-01", "care": "tea & rest"})
	put(n, "protocol", notebook.ID{4}, map[string]string{"title": "Travel", "before": "tell Ana\n\npack", "silence": "call", "drill": "in May"})
	return n
}

func sheet(t *testing.T, name string, o paper.Options) paper.Document {
	t.Helper()
	d, err := paper.Sheet(sample(), name, locale.New("en"), o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestThePrintedPlan(t *testing.T) {
	d := sheet(t, "plan", paper.Options{})
	want := [][]string{{
		"Our office is searched\nPossible later: before the election", "one room", "a lawyer", "A sealed copy elsewhere", "a stick", "both teams",
	}}
	if diff := cmp.Diff(want, d.Blocks[0].Table.Rows); diff != "" {
		t.Error(diff)
	}
	if !d.Landscape || !strings.HasPrefix(d.Lead, "Calm year") || d.Blocks[len(d.Blocks)-1].Text != "tea & rest" {
		t.Errorf("the page around it: %+v", d)
	}
}

func TestScalesAsWordsOrNumbers(t *testing.T) {
	words := sheet(t, "risks", paper.Options{}).Blocks[0].Table.Rows[0]
	numbers := sheet(t, "risks", paper.Options{Numbers: true}).Blocks[0].Table.Rows[0]
	if diff := cmp.Diff([]string{"A <b>link</b>", "high", "rather light", "", ""}, words); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"A <b>link</b>", "4", "2", "", ""}, numbers); diff != "" {
		t.Error(diff)
	}
}

func TestAFullSheetHasEveryFilledField(t *testing.T) {
	d := sheet(t, "plan", paper.Options{Full: true})
	head := d.Blocks[0].Table.Head
	if len(head) != 7 || head[6] != "Possible later" {
		t.Errorf("columns: %q", head)
	}
	if got := d.Blocks[0].Table.Rows[0][0]; got != "Our office is searched" {
		t.Errorf("first cell: %q", got)
	}
}

func TestAProtocolOnOnePage(t *testing.T) {
	n := sample()
	d := paper.Everyday(n, n.Records("protocol")[0], locale.New("en"), paper.Options{ProtocolWord: "Custom"})
	var got []string
	for _, b := range d.Blocks {
		got = append(got, b.Heading+b.Text+strings.Join(b.Items, "|"))
	}
	want := []string{"Before", "tell Ana|pack", "When we hear nothing", "call"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if d.Title != "Travel" || d.Lead != "Custom" {
		t.Errorf("%q, %q", d.Title, d.Lead)
	}
}

func TestEverySheetCanBePrintedBlank(t *testing.T) {
	for _, lang := range []string{"en", "es", "ar"} {
		for _, name := range paper.Sheets() {
			d, err := paper.Blank(name, locale.New(lang), paper.Options{})
			if err != nil {
				t.Fatal(err)
			}
			room := 0
			for _, b := range d.Blocks {
				room += b.Lines
				if b.Table != nil {
					room += b.Table.Blank
				}
			}
			if room == 0 || d.Title == "" {
				t.Errorf("%s, %s: no room to write", lang, name)
			}
		}
	}
	if _, err := paper.Blank("settings", locale.New("en"), paper.Options{}); err == nil {
		t.Error("settings can be printed")
	}
}

func TestASharePrintsWhatItHoldsAndNothingElse(t *testing.T) {
	n := sample()
	s := share.Build(n, share.Columns(n, []string{"actions"}))
	page := string(paper.OfShare(s, locale.New("en"), paper.Options{}).HTML())
	if !strings.Contains(page, "A sealed copy elsewhere") {
		t.Error("the shared action is not on the page")
	}
	for _, private := range []string{"office", "lawyer", "Calm", "2027", "under way"} {
		if strings.Contains(page, private) {
			t.Errorf("%q stands on a shared page", private)
		}
	}
}

func TestPeoplesTextIsNoMarkup(t *testing.T) {
	page := string(sheet(t, "risks", paper.Options{}).HTML())
	if strings.Contains(page, "<b>") || !strings.Contains(page, "&lt;b&gt;link") {
		t.Error("text of a person became markup")
	}
	if !strings.Contains(page, `<title>Notes</title>`) {
		t.Error("the title is not the neutral one")
	}
}

func TestArabicIsPrintedFromTheRight(t *testing.T) {
	d, err := paper.Sheet(sample(), "plan", locale.New("ar"), paper.Options{Size: paper.Letter})
	if err != nil {
		t.Fatal(err)
	}
	page := string(d.HTML())
	if !d.RTL || !strings.Contains(page, `dir="rtl"`) || !strings.Contains(page, "letter landscape") {
		t.Errorf("the page is laid out otherwise: %.300s", page)
	}
}

func TestABookHoldsEverySheetThatHoldsSomething(t *testing.T) {
	d := paper.Book(sample(), locale.New("en"), paper.Options{Full: true})
	var headings []string
	breaks := 0
	for _, b := range d.Blocks {
		if b.Level == 2 {
			headings = append(headings, b.Heading)
		}
		if b.Break {
			breaks++
		}
	}
	want := []string{"Risks", "Plan", "Care", "Actions", "Protocols", "Travel"}
	if diff := cmp.Diff(want, headings); diff != "" {
		t.Error(diff)
	}
	if breaks != 3 || len(d.Blocks[1].Table.Head) != 5 {
		t.Errorf("%d new pages; the first table has %q", breaks, d.Blocks[1].Table.Head)
	}
}
