package ui_test

import (
	"strings"
	"testing"

	"amparo/internal/notebook"
)

// An address is a text: no link, nothing that a browser would fetch by itself,
// and a sentence that says what opening it tells.
func TestAddressesAreTextAndNothingFetchesThem(t *testing.T) {
	v := begin(t)
	v.get(v.on("sources"))
	v.sentence("the empty sheet")
	ref := v.add("source", notebook.Values{"title": {"A guide"}, "address": {"https://guide.example"}, "who": {"Swallow"}})
	for _, path := range []string{"sources", "ideas/source", "source/" + ref.ID.String(), "new/source"} {
		v.get(v.on(path))
		v.sentence(path)
		for _, mark := range []string{`href="http`, `src="http`, "preconnect", "prefetch"} {
			if strings.Contains(string(v.last.Body), mark) {
				t.Errorf("%s has %s", path, mark)
			}
		}
	}
	if v.get(v.on("sources")); !v.says("https://guide.example") || !v.says("Swallow") {
		t.Errorf("the sheet says %s", v.page.one(t, "main").text())
	}
	if v.get(v.on("ideas", "source")); !v.says("https://securityinabox.org") || !v.says("a helpline") {
		t.Error("an idea does not say where it is")
	}
}

func (v *visitor) sentence(where string) {
	v.t.Helper()
	if !v.says("tells that place, and the network, that someone here looks") {
		v.t.Errorf("%s does not say what opening an address tells", where)
	}
}
