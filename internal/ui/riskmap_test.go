package ui_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/notebook"
)

func TestTheMapPlacesRisksAndSaysItInWords(t *testing.T) {
	v := begin(t)
	v.add("risk", notebook.Values{"title": {"light one"}, "probability": {"1"}, "impact": {"1"}, "reaction": {"1"}})
	v.add("risk", notebook.Values{"title": {"heavy one"}, "probability": {"5"}, "impact": {"4"}, "reaction": {"4"}, "can_do": {"call Star"}})
	later := v.add("risk", notebook.Values{"title": {"not yet placed"}, "probability": {"3"}})
	page := v.get(v.on("map"))
	var rows []string
	for _, tr := range page.all("table.grid tbody tr") {
		var row strings.Builder
		row.WriteString(tr.one(t, "th").text() + ":")
		for _, td := range tr.all("td") {
			row.WriteString(" [" + td.text() + "]")
		}
		rows = append(rows, row.String())
	}
	want := []string{"very high: [] [] [] [1 heavy one] []", "high: [] [] [] [] []", "medium: [] [] [] [] []", "low: [] [] [] [] []", "very low: [2 light one] [] [] [] []"}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	var heads []string
	for _, th := range page.all("table.grid thead th") {
		heads = append(heads, th.text())
	}
	if diff := cmp.Diff([]string{"light", "rather light", "medium", "heavy", "very heavy"}, heads); diff != "" {
		t.Error(diff)
	}
	items := page.all("ol.rows li")
	if len(items) != 2 || items[0].text() != "1 heavy one Probability: very high. Impact: heavy. Reaction: stressed. What would make us calmer? What we can do: call Star" {
		t.Errorf("in words: %q", items[0].text())
	}
	if text := items[1].text(); strings.Contains(text, "calmer") || !strings.Contains(text, "What can we do?") {
		t.Errorf("a calm one: %q", text)
	}
	if strings.Contains(page.one(t, "main").text(), "20") {
		t.Error("the product is shown")
	}
	if !slices.Contains(page.hrefs("main section"), v.on("risk", later.ID.String(), "ask", "probability")) {
		t.Errorf("what has no place leads to %v", page.hrefs("main section"))
	}
	for _, a := range page.all("table.grid a") {
		if id := strings.TrimPrefix(a.attrs["href"], "#"); len(page.all("[id="+id+"]")) != 1 {
			t.Errorf("a number leads to %s", a.attrs["href"])
		}
	}
}

func TestTheMapHasAPersonsReading(t *testing.T) {
	v := begin(t)
	v.add("risk", notebook.Values{"title": {"a"}, "probability": {"5"}, "impact": {"1"}, "impact_personal": {"5"}, "reaction_personal": {"3"}})
	v.show(v.on("map"), "for=person")
	if !v.says("Impact on a person: very heavy.") || !v.says("Reaction of a person: uneasy. What would make us calmer?") {
		t.Error(v.page.one(t, "ol.rows").text())
	}
}
