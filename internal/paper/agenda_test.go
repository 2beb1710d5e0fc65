package paper_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/paper"
)

// The steps of an agenda take as long as the meeting, in each language, and
// every step says something.
func TestAnAgendaTakesAsLongAsTheMeeting(t *testing.T) {
	for _, l := range locale.Languages() {
		loc := locale.New(l.Code)
		for _, minutes := range paper.Agendas() {
			d, err := paper.Agenda(minutes, notebook.New(), loc, paper.Options{})
			if err != nil {
				t.Fatal(err)
			}
			sum := 0
			for _, row := range d.Blocks[0].Table.Rows {
				for n := range minutes + 1 {
					if row[0] == loc.N("%d minute", "%d minutes", n) {
						sum += n
					}
				}
				if row[1] == "" {
					t.Errorf("%s, %d minutes: a step says nothing", l.Code, minutes)
				}
			}
			if sum != minutes {
				t.Errorf("%s: the steps of %d minutes take %d", l.Code, minutes, sum)
			}
		}
	}
	if _, err := paper.Agenda(30, notebook.New(), locale.New("en"), paper.Options{}); err == nil {
		t.Error("an agenda of 30 minutes")
	}
}

// An agenda names what the first wave begins with that names anything, and no
// one and nothing else of the notebook.
func TestAnAgendaNamesWhatWeBeginWith(t *testing.T) {
	n := notebook.New()
	travel := put(n, "protocol", notebook.ID{1}, map[string]string{"title": "Travelling home"})
	later := put(n, "protocol", notebook.ID{2}, map[string]string{"title": "Visitors"})
	put(n, "wave", notebook.ID{3}, map[string]string{"title": "Whoever likes"})
	put(n, "wave", notebook.ID{4}, map[string]string{"title": "The radio", "protocols": travel.ID.String()})
	put(n, "wave", notebook.ID{5}, map[string]string{"title": "The kitchen", "protocols": later.ID.String()})
	swallow := put(n, "person", notebook.ID{6}, map[string]string{"alias": "Swallow"})
	put(n, "area", notebook.ID{7}, map[string]string{"title": "The villages", "delegate": swallow.ID.String()})
	put(n, "barrier", notebook.ID{8}, map[string]string{"title": "Full evenings"})
	put(n, "feedback", notebook.ID{9}, map[string]string{"title": "Too long"})
	for _, minutes := range paper.Agendas() {
		d, err := paper.Agenda(minutes, n, locale.New("en"), paper.Options{})
		if err != nil {
			t.Fatal(err)
		}
		page := string(d.HTML())
		if !strings.Contains(page, "We begin with: Travelling home") {
			t.Errorf("%d minutes: what we begin with is not named", minutes)
		}
		for _, word := range []string{"Visitors", "The kitchen", "Swallow", "The villages", "Full evenings", "Too long"} {
			if strings.Contains(page, word) {
				t.Errorf("%d minutes: %q is named", minutes, word)
			}
		}
	}
}

// Slips hold no word of ours and ask for no name: the word only says that none
// is needed.
func TestFeedbackSlipsAreBlank(t *testing.T) {
	d := paper.FeedbackSlips(locale.New("en"), paper.Options{})
	lines, cuts, asked := 0, 0, []string{}
	for _, b := range d.Blocks {
		lines += b.Lines
		if b.Cut {
			cuts++
		}
		if b.Heading != "" {
			asked = append(asked, b.Heading)
		}
	}
	if lines != 16 || cuts != 3 || len(asked) != 4 || len(slices.Compact(asked)) != 1 {
		t.Errorf("%d lines, %d cuts, %q", lines, cuts, asked)
	}
	if page := string(d.HTML()); strings.Count(page, `class="cut"`) != 3 || strings.Contains(strings.ToLower(page), "anonymous") {
		t.Errorf("the page: %s", page)
	}
}
