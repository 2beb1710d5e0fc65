package e2e_test

import (
	"strings"
	"testing"
)

// A woman looks at whom she trusts, in her own notebook: paper first, then one
// question a page; the rings; and the question on a worry, which she opens.
func TestWhomSheTrustsInArabic(t *testing.T) {
	whomSheTrusts(t, look{lang: "ar", width: 360}, "صاحبة البيت", "من يقرأ رسائلي؟")
}

// The same, with JavaScript switched off.
func TestWhomSheTrustsWithoutJavaScript(t *testing.T) {
	whomSheTrusts(t, look{lang: "en", width: 360, noJS: true}, "The landlady", "Who reads my letters?")
}

func whomSheTrusts(t *testing.T, l look, someone, worry string) {
	t.Parallel()
	needs(t, "chromium")
	v := open(t, start(t).address, l)
	v.next(`a[href="/create/me"]`)
	v.begin()
	v.fill(`input[name="a_title"]`, worry)
	v.onward()
	v.path("/")
	v.path(v.first(`a[href$="/risks"]`))
	v.next(`main nav a[href$="/trust"]`)
	if first := eval[string](v, `document.querySelector("main .go a").getAttribute("href")`); !strings.HasSuffix(first, "/print/trust?blank=1") {
		t.Errorf("the first way is %s", first)
	}
	v.next(`main a[href$="/ask/actor"]`)
	v.fill(`input[name="title"]`, someone)
	v.next(`main button[value="on"]`)
	v.next(`main button[value="skip"]`)
	v.answer("trust", "partly", "no")
	v.next(`main button[value="skip"]`)
	v.next(`main button[value="skip"]`)
	v.answer("watch", "yes", "no")
	v.next(`main button[value="on"]`)
	v.holds("main", someone)
	v.next(`main .go a[href$="/trust"]`)
	v.rings(someone)
	v.next(`main nav a[href$="?for=work"]`)
	v.rings(someone)
	v.silent(someone, worry)
	if errors := v.seen.errors(); len(errors) > 0 {
		t.Errorf("the browser complained: %q", errors[0])
	}
}

// answer answers one question for life and for work, and goes on.
func (v *view) answer(question, life, work string) {
	v.t.Helper()
	v.click(`main label:has(input[name="` + question + `_life"][value="` + life + `"])`)
	v.click(`main label:has(input[name="` + question + `_work"][value="` + work + `"])`)
	v.next(`main button[value="on"]`)
}

// rings checks that someone stands in the outer ring, in words and as a number
// in the picture, which can be read at the width of the page.
func (v *view) rings(someone string) {
	v.t.Helper()
	v.holds("main section:nth-of-type(3) ol", someone)
	if texts := eval[int](v, `document.querySelectorAll("main svg[role=img] text").length`); texts != 4 {
		v.t.Errorf("%d texts in the picture", texts)
	}
	if size := eval[float64](v, `Math.min(...[...document.querySelectorAll("main svg[role=img] text")].map(e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a))`); size < 16 {
		v.t.Errorf("letters of %.1f px in the picture", size)
	}
	if !eval[bool](v, `(() => {const edge = document.querySelector("main svg[role=img]").getBoundingClientRect();
		return [...document.querySelectorAll("main svg[role=img] text")].every(e => {const b = e.getBoundingClientRect(); return b.left >= edge.left && b.right <= edge.right})})()`) {
		v.t.Error("a text leaves the picture")
	}
}

// silent checks that home and the worry name nobody, until she opens the
// question.
func (v *view) silent(someone, worry string) {
	v.t.Helper()
	for _, path := range []string{"/home", "/bin", "/history", "/print"} {
		v.path(v.notebook() + path)
		if strings.Contains(v.text("body"), someone) {
			v.t.Errorf("%s names someone", path)
		}
	}
	v.path(v.notebook() + "/risks")
	v.next(`main a[href*="/risk/"]`)
	if strings.Contains(v.text("body"), someone) {
		v.t.Error("the worry names someone by itself")
	}
	v.next(`main a[href$="/seen"]`)
	v.holds("main", someone, worry)
}
