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

// leaving is what leaves with a notebook, in one text.
func leaving(t *testing.T, n *notebook.Notebook) string {
	t.Helper()
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

// A single rating leaves in no format: with it or without it, what leaves is the
// same.
func TestSingleRatingsNeverLeave(t *testing.T) {
	n := whole()
	before := leaving(t, n)
	risk := n.Records("risk")[0]
	n.Put(&notebook.Record{Ref: notebook.Ref{Kind: "rating", ID: notebook.ID{99}}, Fields: map[string][]notebook.Value{
		"risk": {{Text: risk.ID.String()}}, "probability": {{Text: "1"}}, "impact": {{Text: "2"}}, "reaction": {{Text: "3"}}}})
	if leaving(t, n) != before {
		t.Error("a rating shapes what leaves")
	}
	if !strings.Contains(before, "persona.title") {
		t.Error("the persona does not leave with the notebook")
	}
	if _, err := paper.Sheet(n, "ratings", locale.New("en"), paper.Options{}); err == nil {
		t.Error("ratings print as a sheet")
	}
}

// Nor does an answer, also when the group has laid the answers open or agreed.
func TestAnswersNeverLeave(t *testing.T) {
	for _, steps := range [][]string{nil, {"together a"}, {"together a", "settled a"}} {
		n := whole()
		p := n.Records("proposal")[0]
		p.Fields["round"] = []notebook.Value{{Text: "a"}}
		for i, step := range steps {
			p.Fields["steps"] = append(p.Fields["steps"], notebook.Value{Text: step, Version: notebook.Version{N: uint64(i)}})
		}
		before := leaving(t, n)
		n.Put(&notebook.Record{Ref: notebook.Ref{Kind: "answer", ID: notebook.ID{99}}, Fields: map[string][]notebook.Value{
			"proposal": {{Text: p.ID.String()}}, "round": {{Text: "a"}}, "answer": {{Text: "object"}}, "words": {{Text: "who pays?"}}}})
		if leaving(t, n) != before {
			t.Errorf("with %q, an answer shapes what leaves", steps)
		}
		if len(n.AnswersTo(p)) != 1 || steps != nil && len(n.Heard(p)) != 1 {
			t.Fatal("it is no answer to the round")
		}
	}
}
