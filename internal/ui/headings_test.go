//go:build !js

package ui_test

import (
	"slices"
	"testing"

	"amparo/internal/notebook"
)

// A heading and a bullet stand where the page has them, whichever way a name or a
// text in them runs.
func TestHeadingsAndBulletsFollowThePage(t *testing.T) {
	v := begin(t)
	ref := v.add("risk", notebook.Values{"title": {"a search"}, "can_do": {"old"}})
	v.twice(ref, "can_do", "call", "write")
	risk, risks := v.on("risk", ref.ID.String()), v.on("risks")
	v.with("With Marta")
	v.post(v.on("together"), "do", "ask", "title", "How do we begin?")
	v.letIn("name", "Marta")
	v.post("/language", "language", "ar")
	for page, want := range map[string]string{
		risk: "call", risks: "a search", v.on("together"): "How do we begin?",
		"/with": "With Marta", v.on("readers"): "Marta", v.on("devices"): "Marta", v.on("member", v.person("Marta").String()): "Marta",
	} {
		v.get(page)
		named := false
		v.page.one(t, "main").each(func(e *element) {
			_, turned := e.attrs["dir"]
			if turned && slices.Contains([]string{"h1", "h2", "h3", "li"}, e.tag) {
				t.Errorf("%s: <%s dir> %s", page, e.tag, e.text())
			}
			named = named || e.tag == "bdi" && e.text() == want
		})
		if !named {
			t.Errorf("%s does not say %s", page, want)
		}
	}
}
