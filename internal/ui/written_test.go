package ui_test

import (
	"testing"

	"amparo/internal/notebook"
)

// A number stands where the page has its numbers: with a direction of its own
// it would stand at the wrong edge of an Arabic page.
func TestANumberFollowsThePage(t *testing.T) {
	v := begin(t)
	v.post("/language", "language", "ar")
	drill := v.add("drill", notebook.Values{"title": {"رسالة في الليل"}, "sure": {"4"}, "how": {"slow, but together"}})
	id := drill.ID.String()
	words := map[string]bool{}
	for _, page := range []string{v.on("drills"), v.on("drill", id), v.on("drill", id, "asked"), v.on("drill", id, "history")} {
		v.get(page)
		numbers := 0
		v.page.one(t, "main").each(func(e *element) {
			text := e.text()
			if text == "4" && len(e.kids) == 0 {
				numbers++
			}
			if dir, ok := e.attrs["dir"]; ok && (text == "4" || e.attrs["value"] == "4") {
				t.Errorf("%s: <%s dir=%q>4", page, e.tag, dir)
			}
			if text == "slow, but together" && e.attrs["dir"] == "auto" {
				words[page] = true
			}
		})
		if numbers == 0 && page != v.on("drill", id) {
			t.Errorf("%s does not show the number", page)
		}
	}
	if len(words) < 3 {
		t.Errorf("a text has no direction of its own any more: %v", words)
	}
}
