package export_test

import (
	"testing"

	"amparo/internal/catalog"
	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/paper"
)

// The everyday version of each protocol of the example is one page, on both
// papers and in each language, in large print where that fits. So is the blank
// page for a drill.
func TestAnEverydayPageIsOnePage(t *testing.T) {
	for _, lang := range locale.Languages() {
		large := 0
		for _, r := range catalog.NewExample(lang.Code).Records {
			if r.Kind != "protocol" {
				continue
			}
			p := &notebook.Record{Ref: notebook.Ref{Kind: "protocol", ID: notebook.ID{1}}, Fields: map[string][]notebook.Value{}}
			for name, texts := range r.Values {
				if f := notebook.KindOf("protocol").Field(name); f.Type != notebook.Refs && f.Type != notebook.Date {
					p.Fields[name] = []notebook.Value{{Text: texts[0]}}
				}
			}
			for _, size := range []paper.Size{paper.A4, paper.Letter} {
				d := paper.Everyday(notebook.New(), p, locale.New(lang.Code), paper.Options{Size: size})
				pages := printPDF(t, d).pages
				if len(pages) != 1 {
					t.Errorf("%s %s: %d pages on paper %d, large %t", lang.Code, r.Key, len(pages), size, d.Large)
				}
				if d.Large {
					large++
					if got := pages[0].lines[len(pages[0].lines)-2].size; got < 13 {
						t.Errorf("%s %s: large print has %v points", lang.Code, r.Key, got)
					}
				}
			}
		}
		if want := map[string]int{"en": 6, "es": 6, "ar": 4}[lang.Code]; large < want {
			t.Errorf("%s: %d of 8 pages are in large print", lang.Code, large)
		}
		for _, size := range []paper.Size{paper.A4, paper.Letter} {
			d, err := paper.Blank("drills", locale.New(lang.Code), paper.Options{Size: size})
			if err != nil {
				t.Fatal(err)
			}
			if n := len(printPDF(t, d).pages); n != 1 {
				t.Errorf("%s: a blank drill takes %d pages", lang.Code, n)
			}
		}
	}
}

// The blank table of risks is one page with how its scales are read, and one for
// a risk looked at closely, on both papers and in each language.
func TestBlankRisksAreTwoPages(t *testing.T) {
	for _, lang := range locale.Languages() {
		for _, size := range []paper.Size{paper.A4, paper.Letter} {
			d, err := paper.Blank("risks", locale.New(lang.Code), paper.Options{Size: size})
			if err != nil {
				t.Fatal(err)
			}
			if n := len(printPDF(t, d).pages); n != 2 {
				t.Errorf("%s: %d pages on paper %d", lang.Code, n, size)
			}
		}
	}
}
