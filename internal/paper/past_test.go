package paper_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/paper"
)

func TestAPastPlanPrintsWhatWeSaidAndHowItStood(t *testing.T) {
	then := sample()
	past := put(notebook.New(), "pastplan", notebook.ID{9}, map[string]string{"title": "Calm year", "begins": "2026-01-01", "finished": "2026-12-01", "glad": "We slept"})
	d := paper.Past(past, then, locale.New("en"), paper.Options{})
	if d.Title != "Calm year" || d.Lead != "from 1 January 2026 · finished on 1 December 2026" || !d.Landscape {
		t.Errorf("%q, %q", d.Title, d.Lead)
	}
	var got []string
	for _, b := range d.Blocks {
		text := b.Heading + b.Text
		if b.Table != nil {
			text = strings.Join(b.Table.Rows[0], "|")
		}
		got = append(got, text)
	}
	want := []string{"What we are glad about", "We slept", "Plan", "Our office is searched\nPossible later: before the election|one room|a lawyer|A sealed copy elsewhere|a stick|both teams",
		"Actions", "A sealed copy elsewhere|under way||1 March 2027", "Care", "tea & rest"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Large print is for a page that has room: a long protocol stays as it was.
func TestLargePrintIsForAShortProtocol(t *testing.T) {
	n := notebook.New()
	for text, large := range map[string]bool{"pack\nrest": true, strings.Repeat("pack\n", 60): false} {
		p := put(n, "protocol", notebook.ID{1}, map[string]string{"title": "Travel", "before": text})
		d := paper.Everyday(n, p, locale.New("en"), paper.Options{})
		if d.Large != large || strings.Contains(string(d.HTML()), `class="large"`) != large {
			t.Errorf("%d bytes are printed large: %t", len(text), d.Large)
		}
	}
}
