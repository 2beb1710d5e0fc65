package export_test

import (
	"testing"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/paper"
)

// What is carried into a meeting is one page each, on both papers and in each
// language, with a line to cut along between two slips.
func TestWhatIsTakenHomeIsOnePage(t *testing.T) {
	for _, l := range locale.Languages() {
		loc := locale.New(l.Code)
		for _, size := range []paper.Size{paper.A4, paper.Letter} {
			o := paper.Options{Size: size}
			slips := printPDF(t, paper.FeedbackSlips(loc, o)).pages
			if len(slips) != 1 {
				t.Errorf("%s: slips on %d pages of paper %d", l.Code, len(slips), size)
			}
			if n := len(slips[0].rules); n != 1+16+3 { // the title's, the lines, the cuts
				t.Errorf("%s: %d rules", l.Code, n)
			}
			for _, minutes := range paper.Agendas() {
				d, err := paper.Agenda(minutes, notebook.New(), loc, o)
				if err != nil {
					t.Fatal(err)
				}
				if n := len(printPDF(t, d).pages); n != 1 {
					t.Errorf("%s: %d minutes on %d pages of paper %d", l.Code, minutes, n, size)
				}
			}
		}
	}
}
