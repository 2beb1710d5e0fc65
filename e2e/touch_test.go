package e2e_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What a woman writes to keep in touch with herself: in her rhythm, with a rest
// in one tap, kept, printed; and weeks later nothing reproaches her.
func TestKeepingInTouchInSpanish(t *testing.T) {
	keepingInTouch(t, look{lang: "es", width: 360}, "Más tranquila desde el domingo", "Decir que no por teléfono")
}

// The same from right to left, in the dark.
func TestKeepingInTouchInArabic(t *testing.T) {
	keepingInTouch(t, look{lang: "ar", width: 360, dark: true}, "أهدأ منذ يوم الأحد", "أن أقول لا على الهاتف")
}

// The same on a laptop, in English.
func TestKeepingInTouchInEnglish(t *testing.T) {
	keepingInTouch(t, look{lang: "en"}, "Calmer since Sunday", "Saying no on the phone")
}

// The same, with JavaScript switched off.
func TestKeepingInTouchWithoutJavaScript(t *testing.T) {
	keepingInTouch(t, look{lang: "en", width: 360, noJS: true}, "Calmer since Sunday", "Saying no on the phone")
}

func keepingInTouch(t *testing.T, l look, how, hard string) {
	t.Parallel()
	needs(t, "chromium", axePath)
	home := t.TempDir()
	program := startIn(t, home)
	v := open(t, program.address, l)
	v.next(`main a[href="/create/me"]`)
	words := v.offered()
	v.begin()
	v.path("/")
	nb := v.notebook()

	v.path(nb + "/live")
	v.next(`main nav a[href$="/touch"]`)
	v.well(l)
	v.click(`main label:has([name="weeks"][value="3"])`)
	v.next(`main button[value="rhythm"]`)
	v.offers(nb, true)
	v.path(nb + "/touch")
	v.next(`main button[value="pause"]`)
	v.well(l)
	v.offers(nb, false)
	v.path(nb + "/touch")
	v.next(`main button[value="resume"]`)

	v.next(`main button[value="begin"]`)
	v.fill(`[name="how"]`, how)
	v.next(`main button[value="on"]`)
	v.fill(`[name="hard"]`, hard)
	v.next(`main button[value="stop"]`)
	checkin := v.keptForHerself(nb, l, how, hard)
	v.printed(checkin, how, hard)

	was := ""
	for _, days := range []int{22, 75} {
		program.stop()
		then := time.Now().AddDate(0, 0, -days).Format(time.DateOnly)
		amparo(t, home, words+"\n", "set", filepath.Base(checkin), "on="+then, "--passphrase-file", "-")
		program = startIn(t, home)
		v.visit(program.address)
		v.path("/unlock")
		v.fill(`input[name="passphrase"]`, words)
		v.next("main form .go button")
		v.path(nb + "/touch")
		now := v.text("main")
		v.offers(nb, true)
		now += v.text("main")
		if was != "" && now != was {
			t.Errorf("after %d days it says something else:\n%s\n\nbefore:\n%s", days, now, was)
		}
		was = now
	}
	for _, complaint := range v.seen.errors() {
		t.Errorf("the browser complained: %q", complaint)
	}
}

// well checks that a page is not too wide and has no fault that the checker of
// pages finds, where it can run.
func (v *view) well(l look) {
	v.t.Helper()
	v.narrow()
	if l.noJS {
		return
	}
	for _, fault := range v.faults() {
		v.t.Errorf("%s: %s", eval[string](v, "location.pathname"), fault)
	}
}

// offers looks whether home asks how she is.
func (v *view) offers(nb string, want bool) {
	v.t.Helper()
	v.path(nb + "/home")
	if v.has("#offer-touch") != want {
		v.t.Errorf("home offers it: %t\n%s", !want, v.state())
	}
}

// keptForHerself goes on with what is open, says that it is for herself and
// keeps it. It returns the path of the check-in.
func (v *view) keptForHerself(nb string, l look, how, hard string) string {
	v.t.Helper()
	v.path(nb + "/new/checkin") // one is open: no other is begun
	checkin := eval[string](v, "location.pathname")
	if !strings.Contains(checkin, "/checkin/") || v.attribute(`[name="how"]`, "dir") != "auto" {
		v.t.Fatalf("another one is begun: %s", v.state())
	}
	v.well(l)
	v.click("main details.more summary")
	v.click(`label:has([name="to"][value="mine"])`)
	v.next("main form[data-autosave] .go button")
	v.path(nb + "/touch")
	v.holds("main", how)
	v.well(l)
	v.next(`main button[value="keep"]`)
	if v.has(`main button[value="keep"]`) {
		v.t.Error("it is still open")
	}
	v.path(nb + "/checkins")
	v.holds("main", how)
	v.narrow()
	return checkin
}

// printed follows the links to paper: of this one, and of a page to write on.
func (v *view) printed(checkin, how, hard string) {
	v.t.Helper()
	v.path(checkin)
	v.path(v.attribute(`main a[href*="/print/checkin/"]`, "href"))
	v.holds("body", how, hard)
	v.path(checkin)
	v.path(strings.TrimSuffix(checkin, "/checkin/"+filepath.Base(checkin)) + "/touch")
	v.path(v.attribute(`main a[href*="blank=1"]`, "href"))
	if text := v.text("body"); strings.Contains(text, how) || strings.Contains(text, hard) {
		v.t.Error("the blank page is written on")
	}
}
