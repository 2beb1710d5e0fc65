package e2e_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// One of the group was not on our side. What she changed is seen, brought back,
// and the bringing back looked at once more, in Arabic on a telephone.
func TestBringingBackInArabic(t *testing.T) {
	bringingBack(t, look{lang: "ar", width: 360, dark: true}, backWords{"تفتيش المكتب", "نسخة في مكان آخر", "لا شيء", "لا أحد يثق بآنا"})
}

// The same in Spanish, on a telephone in light.
func TestBringingBackInSpanish(t *testing.T) {
	bringingBack(t, look{lang: "es", width: 360}, backWords{"Registran la oficina", "Una copia en otro lugar", "Nada", "Nadie confía en Ana"})
}

// The same in English on a laptop, in the dark.
func TestBringingBackInEnglish(t *testing.T) {
	bringingBack(t, look{lang: "en", dark: true}, inEnglish)
}

// The same, with JavaScript switched off.
func TestBringingBackWithoutJavaScript(t *testing.T) {
	bringingBack(t, look{lang: "en", width: 360, noJS: true}, inEnglish)
}

// backWords are what the two write: a risk, what can be done, what one of them makes
// of that, and a rumour.
type backWords struct{ office, before, after, rumour string }

var inEnglish = backWords{"The office is searched", "A copy elsewhere", "Nothing", "Nobody trusts Ana"}

const circleWords = "river lamp seven candle orchard moon"

// twoWomen makes a notebook of Ana's to which Luna was invited by a file. Luna has
// changed a risk and added another, and Ana has since rated the first anew.
func twoWomen(t *testing.T, w backWords) (home, office string) {
	t.Helper()
	home, stick := t.TempDir(), filepath.Join(t.TempDir(), "stick")
	luna := t.TempDir()
	say := func(home string, args ...string) string {
		return strings.TrimSpace(amparo(t, home, circleWords+"\n", append(args, "--passphrase-file", "-")...))
	}
	hers := func(args ...string) string { return say(luna, append(args, "--notebook", "Theirs")...) }
	say(home, "init", "--notebook", "Ours")
	office = say(home, "add", "risk", "title="+w.office, "can_do="+w.before, "probability=3")
	say(luna, "init")
	invite := say(home, "invite", "--name", "Luna")
	say(luna, "join", "--file", stick, "--name", "Theirs", invite[strings.LastIndex(invite, "\n")+1:])
	say(home, "invite", "--file", stick)
	words := say(luna, "join", "--file", stick)
	say(home, "invite", "--file", stick)
	say(home, "invite", "--file", stick, "--words", words)
	say(luna, "join", "--file", stick, "--words", words)
	hers("set", office, "can_do="+w.after, "probability=1")
	hers("add", "risk", "title="+w.rumour)
	hers("exchange", stick)
	say(home, "exchange", stick)
	say(home, "set", office, "probability=5")
	return home, office
}

func bringingBack(t *testing.T, l look, w backWords) {
	t.Parallel()
	needs(t, "chromium", axePath)
	home, office := twoWomen(t, w)
	v := open(t, startIn(t, home).address, l)
	v.path("/unlock")
	v.fill(`input[name="passphrase"]`, circleWords)
	v.next("main form .go button")
	v.path("/")
	nb := v.notebook()
	v.path(nb + "/home")
	v.seenAs(l, "back-home")
	v.next(`section.offer a[href$="/news"]`)
	v.holds("main", "Luna", w.after, w.before, w.rumour)
	v.well(l)
	v.seenAs(l, "back-news")
	v.next("main form .go button")
	v.lacks(w.rumour)
	v.well(l)

	v.next(`main a[href$="/bring-back"]`)
	v.well(l)
	v.seenAs(l, "back-who")
	v.click("main fieldset label:nth-of-type(2)")
	v.next("main form:last-of-type .go button")
	v.holds("main", "Luna", w.before, w.rumour)
	v.well(l)
	v.seenAs(l, "back-look")
	if path := v.here(); strings.Contains(path, "Luna") || strings.Contains(path, "20") && strings.Contains(path, "-1") {
		t.Errorf("the address tells: %s", path)
	}
	v.next("main form .go button")
	v.well(l)
	v.seenAs(l, "back-done")
	v.path(nb + "/risk/" + office)
	if got := v.value(`[name="can_do"]`); got != w.before {
		t.Errorf("what stood before is %q", got)
	}
	v.path(nb + "/bring-back")
	v.next(`main button[value="undo"]`)
	v.holds("main", w.after)
	v.well(l)
	v.seenAs(l, "back-undo")
	v.next("main form .go button")
	v.path(nb + "/risk/" + office)
	if got := v.value(`[name="can_do"]`); got != w.after {
		t.Errorf("undone, it is %q", got)
	}
	for _, complaint := range v.seen.errors() {
		t.Errorf("the browser complained: %q", complaint)
	}
}

// value returns what stands in a box.
func (v *view) value(selector string) string {
	v.t.Helper()
	v.until(selector, "document.querySelector('"+selector+"') !== null")
	return eval[string](v, "document.querySelector('"+selector+"').value")
}

// seenAs takes a picture of the whole page, where someone wants to look at it.
func (v *view) seenAs(l look, name string) {
	v.t.Helper()
	folder := os.Getenv("AMPARO_LOOK")
	if folder == "" {
		return
	}
	height := eval[int64](v, "document.documentElement.scrollHeight")
	tall := l
	tall.height = int(height)
	v.as(tall)
	v.still()
	v.picture(folder, name+"-"+l.lang+map[bool]string{true: "-dark", false: ""}[l.dark]+map[bool]string{true: "-nojs", false: ""}[l.noJS])
	v.as(l)
}
