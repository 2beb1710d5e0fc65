package e2e_test

import "testing"

// Where to start, looking for a word, and looking back: with JavaScript and
// without it, on a telephone and from right to left.
func TestFindingTheWay(t *testing.T) {
	for name, l := range map[string]look{
		"Spanish":            {lang: "es", width: 360},
		"Arabic":             {lang: "ar", width: 360, dark: true},
		"without JavaScript": {lang: "en", width: 360, noJS: true},
	} {
		t.Run(name, func(t *testing.T) { findTheWay(t, l) })
	}
}

func findTheWay(t *testing.T, l look) {
	t.Parallel()
	needs(t, "chromium")
	p := start(t)
	v := open(t, p.address, l)
	lookAround(t, v)
	nb := v.notebook()

	v.next(`main a[href$="/begin"]`)
	if eval[int](v, `document.querySelectorAll("main ul.cards > li").length`) == 0 {
		t.Error("nothing to begin with")
	}
	v.path(nb + "/people")
	name := v.text("main tbody th a")
	v.next(`footer a[href$="/search"]`)
	v.fill(`input[name="words"]`, name)
	v.next(`main .go:not(.tools) button`)
	v.holds("main ul.cards", name)
	if address := eval[string](v, "location.href"); address != eval[string](v, "location.origin")+nb+"/search" {
		t.Errorf("the address says %s", address)
	}

	v.path(nb + "/look-back")
	v.fill(`textarea[name="proud"]`, "سنة هادئة")
	v.next(`main form:has([name="proud"]) .go button, main form:has([name="proud"]) p.go button`)
	v.path(nb + "/print/look-back")
	v.holds("body", "سنة هادئة")
}
