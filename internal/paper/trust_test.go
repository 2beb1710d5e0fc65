package paper_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/paper"
)

// The sheet about trust asks its five questions twice: a table for life, and
// one for work.
func TestTheSheetAboutTrustHasBothSides(t *testing.T) {
	n := notebook.New()
	n.Put(&notebook.Record{Ref: notebook.Ref{Kind: "actor", ID: notebook.ID{1}}, Fields: map[string][]notebook.Value{
		"title": {{Text: "The landlord"}}, "trust_life": {{Text: "no"}}, "watch_work": {{Text: "partly"}}}})
	d, err := paper.Sheet(n, "trust", locale.New("en"), paper.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var tables []*paper.Table
	for _, b := range d.Blocks {
		if b.Table != nil {
			tables = append(tables, b.Table)
		}
	}
	if len(tables) != 2 || len(tables[0].Head) != 6 {
		t.Fatalf("%d tables", len(tables))
	}
	if diff := cmp.Diff([][]string{{"The landlord", "no", "", "", "", ""}}, tables[0].Rows); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]string{{"The landlord", "", "", "", "partly", ""}}, tables[1].Rows); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(d.Lead, "not sealed") {
		t.Errorf("the paper says nothing of itself: %q", d.Lead)
	}
}

func TestTheBlankSheetAboutTrustHasRoomForBoth(t *testing.T) {
	d, err := paper.Blank("trust", locale.New("ar"), paper.Options{})
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, b := range d.Blocks {
		if b.Table != nil {
			rows += b.Table.Blank
		}
	}
	if rows != 10 {
		t.Errorf("%d empty rows", rows)
	}
}

// No document of a whole notebook has the sheet.
func TestNoBookHoldsWhatStays(t *testing.T) {
	n := notebook.New()
	n.Put(&notebook.Record{Ref: notebook.Ref{Kind: "actor", ID: notebook.ID{1}}, Fields: map[string][]notebook.Value{"title": {{Text: "The landlord"}}}})
	for name, d := range map[string]paper.Document{
		"whole": paper.Whole(n, locale.New("en"), paper.Options{}), "book": paper.Book(n, locale.New("en"), paper.Options{}),
	} {
		if len(d.Blocks) != 0 || strings.Contains(string(d.HTML()), "landlord") {
			t.Errorf("%s: %v", name, d.Blocks)
		}
	}
}
