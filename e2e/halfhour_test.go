package e2e_test

import (
	"strings"
	"testing"
)

// words are what a woman types in the first half hour.
type words struct {
	worries   [3]string
	strengths string
	action    string
	title     string // what the printed page is called, in her language
}

var halfHours = map[string]words{
	"en": {[3]string{"The office is searched", "A mail with a bad link", "The car breaks down"},
		"A neighbour who watches the door", "Keep a second copy of our files", "Our first page"},
	"es": {[3]string{"Registran la oficina", "Un correo con un enlace malo", "Se descompone el carro"},
		"Una vecina que mira la puerta", "Guardar otra copia de los archivos", "Nuestra primera página"},
	"ar": {[3]string{"تفتيش المكتب", "رسالة فيها رابط سيئ", "عطل في السيارة"},
		"جارة تراقب الباب", "نحفظ نسخة ثانية من ملفاتنا", "صفحتنا الأولى"},
}

// The first half hour, from first start to the page to print, as a woman
// walks it who has never seen the program, in each language.
func TestFirstHalfHourInEnglish(t *testing.T) { firstHalfHour(t, "en", look{lang: "en"}) }
func TestFirstHalfHourInSpanish(t *testing.T) { firstHalfHour(t, "es", look{lang: "es", width: 360}) }
func TestFirstHalfHourInArabic(t *testing.T)  { firstHalfHour(t, "ar", look{lang: "ar", width: 360}) }

// The same, with JavaScript switched off.
func TestFirstHalfHourWithoutJavaScript(t *testing.T) {
	firstHalfHour(t, "en", look{lang: "en", noJS: true})
}

func firstHalfHour(t *testing.T, lang string, l look) {
	t.Parallel()
	needs(t, "chromium")
	w := halfHours[lang]
	p := start(t)
	v := open(t, p.address, l)
	if got := eval[string](v, "document.documentElement.lang"); got != lang {
		t.Fatalf("the first page is in %q", got)
	}
	taps := 1
	v.next(`a[href="/create/us"]`)
	passphrase := v.offered()
	taps += v.begin()
	for i, field := range []string{"a_title", "b_title", "c_title"} {
		v.fill(`input[name="`+field+`"]`, w.worries[i])
	}
	v.onward()
	if taps++; taps > 5 {
		t.Errorf("%d taps to the first saved worry, more than 5", taps)
	}
	v.weigh()
	v.onward()
	v.fill(`main textarea`, w.strengths)
	v.onward()
	v.fill(`main input[name="title"], main textarea[name="title"]`, w.action)
	v.onward()
	if got := v.heading(); got != w.title {
		t.Errorf("it ends with %q, not %q", got, w.title)
	}
	v.holds("main", append(w.worries[:], w.action)...)
	v.path(eval[string](v, `document.querySelector('a[href*="/print"]').getAttribute("href")`))
	v.holds("body", append(w.worries[:], w.strengths, w.action)...)
	reopen(t, p, l, passphrase, w.worries[0])
	if errors := v.seen.errors(); len(errors) > 0 {
		t.Errorf("the browser complained: %q", errors[0])
	}
}

// offered returns the six words that are offered.
func (v *view) offered() string {
	v.t.Helper()
	return strings.Join(strings.Fields(v.text(".six")), " ")
}

// begin goes from the offered words to the first question, and returns the
// taps that it took.
func (v *view) begin() int {
	v.t.Helper()
	v.next("main .go button")
	return 1
}

// onward goes to the next question of a guide.
func (v *view) onward() {
	v.t.Helper()
	before := v.heading()
	v.next(`main button[name="go"][value="on"]`)
	if v.heading() == before || strings.HasPrefix(v.heading(), "Error") {
		v.t.Fatalf("no way on: %s", v.state())
	}
}

// weigh chooses the fourth step of each scale on the page.
func (v *view) weigh() {
	v.t.Helper()
	scales := eval[[]string](v, `[...new Set([...document.querySelectorAll("main input[type=radio]")].map(i => i.name))]`)
	if len(scales) != 6 {
		v.t.Fatalf("%d scales for three worries", len(scales))
	}
	for _, name := range scales {
		v.click(`main label:has(input[name="` + name + `"][value="4"])`)
	}
}

// holds checks that a part of the page says each of some texts.
func (v *view) holds(selector string, texts ...string) {
	v.t.Helper()
	all := v.text(selector)
	for _, text := range texts {
		if !strings.Contains(all, text) {
			v.t.Errorf("%q is not on the page: %s", text, v.state())
		}
	}
}

// reopen locks, checks that nothing is seen, and opens with the passphrase.
func reopen(t *testing.T, p *program, l look, passphrase, want string) {
	t.Helper()
	p.stop()
	again := startIn(t, p.home)
	v := open(t, again.address, l)
	if text := v.text("body"); strings.Contains(text, want) {
		t.Error("something is seen before it is opened")
	}
	v.fill(`input[name="passphrase"]`, passphrase)
	v.next("main .go button")
	v.path(eval[string](v, `document.querySelector('a[href$="/risks"]').getAttribute("href")`))
	v.holds("main", want)
}
