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

// The three numbers are never combined: with 5, 3 and 4 no page of a notebook
// says their products or their sum.
func TestNoPageCombinesTheNumbers(t *testing.T) {
	v := begin(t)
	v.now = v.now.AddDate(0, 0, -v.now.Day()+9) // a day whose number is none of them
	v.add("settings", notebook.Values{"scales": {"numbers"}})
	ref := v.add("risk", notebook.Values{"title": {"a"}, "probability": {"5"}, "impact": {"3"}, "reaction": {"4"}, "impact_personal": {"3"}, "reaction_personal": {"4"}})
	v.add("row", notebook.Values{"threats": {"a"}, "risks": {ref.ID.String()}})
	for _, p := range []string{"5", "5"} {
		v.add("rating", notebook.Values{"risk": {ref.ID.String()}, "probability": {p}, "impact": {"3"}, "reaction": {"4"}})
	}
	pages := 0
	for _, r := range ui.Routes() {
		if r.Method != "GET" || !strings.HasPrefix(r.Pattern, "/n/") || strings.Contains(r.Pattern, "/share/{id}") || strings.Contains(r.Pattern, "/import/{id}") {
			continue
		}
		for _, path := range v.places(r.Pattern) {
			page := v.get(path)
			if page == nil || v.last.Status != 200 {
				continue
			}
			pages++
			text := strings.ReplaceAll(page.one(t, "body").text(), "20 minutes", "") // how long a meeting is
			for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' }) {
				if slices.Contains([]string{"15", "20", "12", "60"}, word) {
					t.Errorf("%s says %s: %s", path, word, page.one(t, "main").text())
				}
			}
		}
	}
	if pages < 40 {
		t.Errorf("only %d pages", pages)
	}
}
