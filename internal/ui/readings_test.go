package ui_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/ui"
)

func TestARiskShowsItsTwoReadingsSideBySide(t *testing.T) {
	v := begin(t)
	ref := v.add("risk", notebook.Values{"title": {"a"}, "impact": {"4"}, "impact_personal": {"5"}, "reaction": {"2"}, "reaction_personal": {"4"}})
	page := v.get(v.on("risk", ref.ID.String()))
	var rows []string
	for _, tr := range page.all("table.sheet tbody tr") {
		rows = append(rows, tr.text())
	}
	if want := []string{"Impact heavy ○○○●○ very heavy ○○○○●", "Reaction rather calm ○●○○○ stressed ○○○●○"}; !slices.Equal(rows, want) {
		t.Errorf("%q", rows)
	}
	if !slices.Contains(page.hrefs("section"), v.on("risk", ref.ID.String(), "answer", "calmer")) {
		t.Error("a stressed one is not asked what would make us calmer")
	}
	v.add("settings", notebook.Values{"scales": {"numbers"}})
	page = v.get(v.on("risk", ref.ID.String()))
	if text := page.all("table.sheet tbody tr")[0].text(); text != "Impact 4 ○○○●○ 5 ○○○○●" {
		t.Errorf("as numbers: %q", text)
	}
	v.post(v.on("risk", ref.ID.String(), "answer", "calmer"), "calmer", "a number to call", "was.calmer", "", "go", "on")
	if !v.says("What would make us calmer: a number to call") {
		t.Error("what would make us calmer is not said")
	}
}

func TestTheMapSaysBothReadings(t *testing.T) {
	v := begin(t)
	v.add("risk", notebook.Values{"title": {"a"}, "probability": {"5"}, "impact": {"1"}, "impact_personal": {"4"}})
	for query, want := range map[string]string{"": "Impact: light. Impact on a person: heavy.", "for=person": "Impact on a person: heavy. Impact: light."} {
		v.show(v.on("map"), query)
		if !v.says(want) {
			t.Errorf("%q: %s", query, v.page.one(t, "ol.rows").text())
		}
	}
}

// The three numbers are never combined: whatever page of a notebook is opened,
// the only numbers that ratings bring to it are the ratings, the risk's own on the
// map, how many have rated, and the day. They are five and three, so that no
// product, sum or mean of them, nor of two, is one of these.
func TestNoPageCombinesTheNumbers(t *testing.T) {
	v := begin(t)
	v.add("settings", notebook.Values{"scales": {"numbers"}})
	ref := v.add("risk", notebook.Values{"title": {"a"}})
	v.add("row", notebook.Values{"threats": {"a"}, "risks": {ref.ID.String()}})
	before := v.numbers()
	v.set(ref, edit("probability", "5"), edit("impact", "3"), edit("reaction", "3"), edit("impact_personal", "3"), edit("reaction_personal", "3"))
	for range 2 {
		v.add("rating", notebook.Values{"risk": {ref.ID.String()}, "probability": {"5"}, "impact": {"3"}, "reaction": {"3"}})
	}
	rated := 0
	for path, now := range v.numbers() {
		for number, times := range now {
			if times > before[path][number] {
				if rated++; !slices.Contains([]string{"5", "3", "1", "2", "22", "2026"}, number) {
					t.Errorf("%s says %s", path, number)
				}
			}
		}
	}
	if len(before) < 40 || rated < 10 {
		t.Errorf("only %d pages, and ratings on them %d times", len(before), rated)
	}
}

// numbers returns how often each number stands on each page of the notebook.
func (v *visitor) numbers() map[string]map[string]int {
	v.t.Helper()
	found := map[string]map[string]int{}
	for _, r := range ui.Routes() {
		if r.Method != "GET" || !strings.HasPrefix(r.Pattern, "/n/") || strings.Contains(r.Pattern, "/share/{id}") || strings.Contains(r.Pattern, "/import/{id}") {
			continue
		}
		for _, path := range v.places(r.Pattern) {
			for _, query := range []string{"", "for=person", "by=weight"} {
				page := v.show(path, query)
				if page == nil || v.last.Status != 200 {
					continue
				}
				found[path+"?"+query] = map[string]int{}
				for _, number := range strings.FieldsFunc(page.one(v.t, "body").text(), func(r rune) bool { return r < '0' || r > '9' }) {
					found[path+"?"+query][number]++
				}
			}
		}
	}
	return found
}
