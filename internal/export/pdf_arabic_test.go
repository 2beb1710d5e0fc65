package export_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/paper"
)

// onLine prints one paragraph and returns its first line.
func onLine(t *testing.T, text string, rtl bool) pdfPrinted {
	t.Helper()
	doc := printPDF(t, paper.Document{RTL: rtl, Lang: "ar", Blocks: []paper.Block{{Text: text}}})
	return doc.pages[0].lines[0]
}

// seen is a line's text from left to right, as an eye meets its letters.
func seen(l pdfPrinted) string {
	letters := slices.Clone(l.letters)
	slices.SortStableFunc(letters, func(a, b pdfLetter) int {
		switch {
		case a.x+a.width/2 < b.x+b.width/2:
			return -1
		case a.x+a.width/2 > b.x+b.width/2:
			return 1
		}
		return 0
	})
	var b strings.Builder
	for _, l := range letters {
		b.WriteString(l.text)
	}
	return b.String()
}

func TestPDFOrdersMixedText(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		rtl              bool
	}{
		{"Arabic reads from the right", "ابج", "جبا", true},
		{"a year is not turned", "عام 2026", "2026 ماع", true},
		{"nor is it inside a sentence", "ا 2026 ب", "ب 2026 ا", true},
		{"nor a phone number", "ا 555-0134 ب", "ب 555-0134 ا", true},
		{"nor one with spaces", "ا +52 55 1234 5678 ب", "ب +52 55 1234 5678 ا", true},
		{"nor a link", "ا https://a.org/b-c/ ب", "ب https://a.org/b-c/ ا", true},
		{"nor an address, and the comma belongs to the sentence", "ا me@a.org، ب", "ب ،me@a.org ا", true},
		{"two numbers are two", "ا 3 4 ب", "ب 4 3 ا", true},
		{"Latin in Arabic", "ا Signal one ب", "ب Signal one ا", true},
		{"Arabic in Latin", "on اب off", "on با off", false},
		{"a number inside Arabic inside Latin", "on ا 12 ب off", "on ب 12 ا off", false},
		{"Arabic digits that begin Arabic in Latin", "on ١٢ ا off", "on ا ١٢ off", false},
		{"Arabic digits that end a Latin line", "ا ١٢", "١٢ ا", false},
		{"Latin stays Latin in an Arabic document", "Signal 7.", "Signal 7.", true},
		{"brackets", "ا (ب) ج", "ج )ب( ا", true},
		{"a hidden override turns nothing", "abc \u202edef\u202c", "abc def", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := seen(onLine(t, c.text, c.rtl)); got != c.want {
				t.Errorf("%q is seen as %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func TestPDFJoinsArabicLetters(t *testing.T) {
	forms := make(map[int]bool)
	for _, l := range onLine(t, "ببب ب", true).letters {
		if l.text == "ب" {
			forms[l.number] = true
		}
	}
	if len(forms) != 4 {
		t.Errorf("one letter has %d forms in a word and alone, want 4", len(forms))
	}
}

func TestPDFGivesBackLigaturesAndVowelSigns(t *testing.T) {
	for _, text := range []string{"لا", "إلى على", "مشفّرة معاً", "السّلامُ عليكم", "الله", "لَا", "نِساءٌ", "می\u200cخواهم", "پلیس"} {
		line := onLine(t, text, true)
		if got := line.read(true); got != text {
			t.Errorf("%q is read as %q", text, got)
		}
		for _, l := range line.letters {
			if n := len([]rune(l.text)); n > 1 {
				t.Errorf("%q: a glyph says %q, which readers would turn round", text, l.text)
			}
		}
	}
}

func TestPDFMirrorsRightToLeftDocuments(t *testing.T) {
	p := printPDF(t, plan("ar", 12, paper.A4)).pages[0]
	var x []float64
	for _, head := range planHeadAr {
		i := slices.IndexFunc(p.lines, func(l pdfPrinted) bool { return strings.HasPrefix(head, l.read(true)) })
		if i < 0 {
			t.Fatalf("%q is not printed", head)
		}
		x = append(x, -(p.lines[i].x + p.lines[i].width))
	}
	if !slices.IsSorted(x) {
		t.Errorf("the columns end at %v", x)
	}
	for _, l := range p.lines[:2] {
		if edge := l.x + l.width; edge < p.width-15*mm-1 {
			t.Errorf("%q ends at %.1f, not at the right margin", l.read(true), edge)
		}
	}
	foot := p.lines[len(p.lines)-2:]
	if foot[0].x < foot[1].x || !strings.HasPrefix(foot[1].read(true), "صفحة 1") {
		t.Errorf("the page's number is not at the left")
	}
}

func TestPDFPutsBulletsAtTheReadingSide(t *testing.T) {
	for _, rtl := range []bool{false, true} {
		d := paper.Document{RTL: rtl, Blocks: []paper.Block{{Items: []string{"Signal", "ابج"}}}}
		lines := printPDF(t, d).pages[0].lines
		for i := 0; i < 4; i += 2 {
			if lines[i].read(rtl) != "•" || (lines[i].x > lines[i+1].x) != rtl {
				t.Errorf("rtl %v: the bullet of %q stands at %.1f, the text at %.1f", rtl, lines[i+1].read(rtl), lines[i].x, lines[i+1].x)
			}
		}
	}
}

// TestPDFHangsTheLinesOfACell: where a cell has several lines, what goes on
// in the next line is told from what begins there.
func TestPDFHangsTheLinesOfACell(t *testing.T) {
	for rtl, word := range map[bool]string{false: "word ", true: "سطر "} {
		long := strings.Repeat(word, 40)
		d := paper.Document{RTL: rtl, Blocks: []paper.Block{{Table: &paper.Table{
			Head: []string{""}, Rows: [][]string{{long + "\n" + long}, {long}}}}}}
		var starts []float64
		for _, l := range printPDF(t, d).pages[0].lines[:6] {
			start := l.x - 15*mm
			if rtl {
				start = 195*mm - l.x - l.width
			}
			starts = append(starts, math.Round(start*10)/10)
		}
		if diff := cmp.Diff([]float64{5.5, 13.5, 5.5, 13.5, 5.5, 5.5}, starts); diff != "" {
			t.Errorf("rtl %v: %s", rtl, diff)
		}
	}
}
