package export_test

import (
	"bytes"
	"strings"
	"testing"

	"amparo/internal/export"
	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/paper"
)

// A single rating leaves in no format: with it or without it, what leaves is the
// same.
func TestSingleRatingsNeverLeave(t *testing.T) {
	leaving := func(n *notebook.Notebook) string {
		var b bytes.Buffer
		if err := export.WriteRecords(&b, n); err != nil {
			t.Fatal(err)
		}
		l := locale.New("en")
		for _, d := range []paper.Document{paper.Whole(n, l, paper.Options{}), paper.Book(n, l, paper.Options{})} {
			if err := export.Write(&b, "markdown", d); err != nil {
				t.Fatal(err)
			}
		}
		for _, sheet := range paper.Sheets() {
			d, err := paper.Sheet(n, sheet, l, paper.Options{Full: true})
			if err != nil {
				t.Fatal(err)
			}
			if err := export.Write(&b, export.CSV, d); err != nil {
				t.Fatal(err)
			}
		}
		return b.String()
	}
	n := whole()
	before := leaving(n)
	risk := n.Records("risk")[0]
	n.Put(&notebook.Record{Ref: notebook.Ref{Kind: "rating", ID: notebook.ID{99}}, Fields: map[string][]notebook.Value{
		"risk": {{Text: risk.ID.String()}}, "probability": {{Text: "1"}}, "impact": {{Text: "2"}}, "reaction": {{Text: "3"}}}})
	if leaving(n) != before {
		t.Error("a rating shapes what leaves")
	}
	if !strings.Contains(before, "persona.title") {
		t.Error("the persona does not leave with the notebook")
	}
	if _, err := paper.Sheet(n, "ratings", locale.New("en"), paper.Options{}); err == nil {
		t.Error("ratings print as a sheet")
	}
}
