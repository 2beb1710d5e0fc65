package paper_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/paper"
)

// tools returns a notebook with two tools, whose questions have the answers by
// turns.
func tools(answers ...[]string) *notebook.Notebook {
	n := notebook.New()
	for i, title := range []string{"Walnut Box", "Paper Boat"} {
		fields := map[string]string{"title": title, "need": "a safe place", "why": "so we decided", "state": "use", "free_note": "<b>a note</b>"}
		at := 0
		for _, f := range notebook.KindOf("tool").Fields {
			if f.Note != "" {
				fields[f.Name] = answers[i][at%len(answers[i])]
				at++
			}
		}
		put(n, "tool", notebook.ID{byte(i + 1)}, fields)
	}
	return n
}

// Whatever is answered, nothing but the answers themselves becomes another: on
// paper, in a book to read, and in a table for programs.
func TestAnswersMoveNothingOnPaper(t *testing.T) {
	l := locale.New("en")
	same := strings.NewReplacer(">yes<", ">ANSWER<", ">no<", ">ANSWER<", ">we do not know<", ">ANSWER<")
	made := func(n *notebook.Notebook) []string {
		filled, err := paper.Sheet(n, "tools", l, paper.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, d := range []paper.Document{filled, paper.Book(n, l, paper.Options{}), paper.Whole(n, l, paper.Options{}), paper.Tool(n, n.Records("tool")[0], l, paper.Options{})} {
			list = append(list, same.Replace(string(d.HTML())))
		}
		return list
	}
	first := made(tools([]string{"yes"}, []string{"no"}))
	if !strings.Contains(first[0], "Walnut Box") || strings.Index(first[0], "Walnut Box") > strings.Index(first[0], "Paper Boat") {
		t.Fatal("the tools are not in the order that people gave them")
	}
	for _, n := range []*notebook.Notebook{tools([]string{"no"}, []string{"yes"}), tools([]string{"unknown"}, []string{"yes", "no"}), tools([]string{"no", "yes", "unknown"}, []string{"unknown"})} {
		if diff := cmp.Diff(first, made(n)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestAToolOnPaper(t *testing.T) {
	n := tools([]string{"yes"}, []string{"unknown"})
	d := paper.Tool(n, n.Records("tool")[1], locale.New("en"), paper.Options{})
	if d.Title != "Paper Boat" || len(d.Blocks) == 0 || d.Blocks[0].Heading != "What we need it for" {
		t.Errorf("it begins with %+v", d.Blocks[0])
	}
	for _, b := range d.Blocks {
		if b.Table == nil {
			continue
		}
		if want := []string{"Is it free software, with a source that anyone can read?", "we do not know", "<b>a note</b>"}; len(b.Table.Rows) != 15 || cmp.Diff(want, b.Table.Rows[0]) != "" {
			t.Errorf("%d rows, the first is %q", len(b.Table.Rows), b.Table.Rows[0])
		}
		return
	}
	t.Error("the questions are not there")
}

// The blank sheet has room for our need, and each question with a place for each
// answer.
func TestABlankToolIsWrittenByHand(t *testing.T) {
	for _, lang := range locale.Languages() {
		d, err := paper.Blank("tools", locale.New(lang.Code), paper.Options{})
		if err != nil {
			t.Fatal(err)
		}
		lines, rows := 0, 0
		for _, b := range d.Blocks {
			lines += b.Lines
			if b.Table == nil {
				continue
			}
			for _, row := range b.Table.Rows {
				if rows++; len(row) != 5 || row[0] == "" || row[1]+row[2]+row[3] != "" {
					t.Errorf("%s: %q", lang.Code, row)
				}
			}
		}
		if lines != 1+5*2+2 || rows != 15 {
			t.Errorf("%s: %d lines and %d questions", lang.Code, lines, rows)
		}
	}
}
