package ui

import (
	"context"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// paperStep is the end of a guide: the page to take along.
func paperStep() step {
	return step{name: "paper",
		ask: func(v *visit) (string, string) {
			return v.T("Our first page"), v.T("This is a plan already. Print it, or keep it here.")
		},
		show: func(v *visit, _ []fault) html.Node { return v.firstPage() },
	}
}

func (v *visit) firstPage() html.Node {
	guide := v.arg("guide")
	return html.All(
		html.E("article.card.sheet", v.preview(v.firstDocument())...),
		html.W("p.note", v.T("A printed page is not sealed. Keep it where you would keep a letter.")),
		html.E("div.go", link(v.on(guide, "paper", "print"), "button", v.T("Print it")), link(v.on("home"), "button.second", v.T("See our path"))))
}

// preview shows the blocks of a document on a page.
func (v *visit) preview(d paper.Document) []html.Node {
	var list []html.Node
	for _, b := range d.Blocks {
		switch {
		case b.Heading != "":
			list = append(list, html.W("h2", b.Heading))
		case b.Items != nil:
			var items []html.Node
			for _, item := range b.Items {
				items = append(items, html.E("li", auto(), html.Text(item)))
			}
			list = append(list, html.E("ul", items...))
		default:
			list = append(list, html.E("p.lines", written(b.Text), html.Text(b.Text)))
		}
	}
	return list
}

// firstDocument is what a guide came to, on one sheet of paper.
func (v *visit) firstDocument() paper.Document {
	d := paper.Document{Title: v.T("Our first page"), Lang: v.Lang(), RTL: v.RTL(), Size: v.paper().Size, PageOf: v.T("Page %s of %s")}
	part := func(heading string, items []string) {
		if len(items) > 0 {
			d.Blocks = append(d.Blocks, paper.Block{Heading: heading, Level: 2}, paper.Block{Items: items})
		}
	}
	part(v.T("What worries us"), v.worryLines())
	if row := v.firstRow(v.first()); row != nil {
		k := notebook.KindOf("row")
		for _, name := range []string{"strengths", "vulnerabilities", "actions", "resources", "involved"} {
			part(v.T(k.Field(name).Label), notebook.Items(v.book().Shown(row, k.Field(name))))
		}
	}
	if v.arg("guide") == "meeting" {
		part(v.T("What we do in our work"), v.activityLines())
	}
	if d.Blocks == nil {
		d.Blocks = []paper.Block{{Text: v.T("Nothing is written yet. An empty page is a beginning, too.")}}
	}
	return d
}

func (v *visit) worryLines() []string {
	risk := notebook.KindOf("risk")
	var list []string
	for _, r := range v.worried(3) {
		words := []string{r.Title()}
		for _, name := range []string{"probability", "impact"} {
			if word := v.scaleWord(risk.Field(name), r.Get(name)); word != "" {
				words = append(words, v.T(risk.Field(name).Label)+": "+word)
			}
		}
		list = append(list, strings.Join(words, " · "))
	}
	return list
}

func (v *visit) activityLines() []string {
	needs := notebook.KindOf("activity").Field("needs")
	var list []string
	for _, r := range v.book().Records("activity") {
		line := r.Title()
		if word := v.scaleWord(needs, r.Get("needs")); word != "" {
			line += " · " + word
		}
		list = append(list, line)
	}
	return list
}

// printFirst shows what a guide came to as a page to print.
func printFirst(_ context.Context, v *visit) (Response, error) {
	if g := v.arg("guide"); g != "first" && g != "meeting" {
		return Response{}, workspace.ErrNotFound
	}
	return printed(v.firstDocument()), nil
}
