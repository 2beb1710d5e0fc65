package workspace_test

import (
	"slices"
	"testing"

	"amparo/internal/catalog"
	"amparo/internal/workspace"
)

// The words are the same on each device that has the same, in each language,
// and others as soon as one has more.
func TestTheSameWordsMeanTheSame(t *testing.T) {
	now := someDay().time
	p := newPlace()
	ana, bo := founder(t, 1, now), newWoman(t, 1, 2, now)
	addTo(t, ana.w, "known before")
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo", Keeper: true})
	words := func(a *woman, lang string) []string {
		t.Helper()
		list, err := a.w.StateWords(t.Context(), catalog.Words(lang))
		if check(t, err); len(list) != 4 {
			t.Fatalf("%d words", len(list))
		}
		return list
	}
	meet := func() {
		for range 2 {
			ana.sync(t, p)
			bo.sync(t, p)
		}
	}
	for step, want := range []bool{true, false, true, false, true} {
		switch step {
		case 0:
			meet()
		case 1:
			addTo(t, ana.w, "apart")
		case 2:
			meet()
		case 3:
			check(t, ana.w.Renew(t.Context()))
		case 4:
			meet()
		}
		for _, lang := range []string{"en", "es", "ar"} {
			if got := slices.Equal(words(ana, lang), words(bo, lang)); got != want {
				t.Errorf("step %d, %s: the same is %t", step, lang, got)
			}
		}
	}
}

// Words from a short list would say little, so there are none.
func TestNoWordsFromAShortList(t *testing.T) {
	ana := founder(t, 1, someDay().time)
	for _, n := range []int{0, 1, 1023} {
		if words, err := ana.w.StateWords(t.Context(), catalog.Words("en")[:n]); err == nil {
			t.Errorf("of %d words: %q", n, words)
		}
	}
}
