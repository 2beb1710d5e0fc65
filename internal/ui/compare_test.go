//go:build !js

package ui_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/catalog"
	"amparo/internal/locale"
	"amparo/internal/notebook"
)

// The four words are those of the state, in whichever language was asked for, and
// others once something was written.
func TestFourWordsStandForTheState(t *testing.T) {
	v := begin(t)
	shown := func(lang string) []string {
		t.Helper()
		words := strings.Fields(v.page.one(t, "main .six").text())
		want, err := v.work().StateWords(t.Context(), catalog.Words(lang))
		if err != nil || !slices.Equal(words, want) {
			t.Errorf("%s: %q, want %q, %v", lang, words, want, err)
		}
		return words
	}
	v.get(v.on("compare"))
	first := shown("en")
	for _, l := range locale.Languages() {
		v.send(get(v.on("compare"), "in", l.Code))
		shown(l.Code)
	}
	v.add("risk", notebook.Values{"title": {"a search"}})
	v.get(v.on("compare"))
	if slices.Equal(shown("en"), first) {
		t.Error("the words stay")
	}
}
