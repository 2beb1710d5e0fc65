package e2e_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A whole round: three women on one laptop, one worry, one objection, and an
// agreement on one part of two.
func TestARoundWithThreeWomen(t *testing.T)       { threeWomen(t, look{width: 360}) }
func TestARoundWithoutJavaScript(t *testing.T)    { threeWomen(t, look{noJS: true}) }
func TestARoundInArabicOnATelephone(t *testing.T) { threeWomen(t, look{lang: "ar", width: 360}) }

// voices are what the three write, in the languages of the tests.
var voices = map[string][4]string{
	"":   {"The lock is too heavy for me", "Who pays for it?", "A search at night", "Fire in the kitchen"},
	"ar": {"القفل ثقيل عليّ", "من يدفع ثمنه؟", "تفتيش في الليل", "حريق في المطبخ"},
}

// table is where the women of a test sit down: a program with two rows of a
// plan and a proposal about them.
func table(t *testing.T, l look) (*view, string) {
	t.Helper()
	needs(t, "chromium")
	const words = "river lamp seven candle orchard moon"
	home, said := t.TempDir(), voices[l.lang]
	run := func(args ...string) string {
		return strings.TrimSpace(amparo(t, home, words+"\n", append(args, "--passphrase-file", "-")...))
	}
	run("init")
	run("add", "person", "alias=Luna")
	raid, fire := run("add", "row", "threats="+said[2]), run("add", "row", "threats="+said[3])
	id := run("add", "proposal", "title=Two", "rows="+raid, "rows="+fire)
	v := open(t, startIn(t, home).address, l)
	v.fill(`input[name="passphrase"]`, words)
	v.next("main .go button")
	return v, v.notebook() + "/proposal/" + id
}

func threeWomen(t *testing.T, l look) {
	t.Parallel()
	v, proposal := table(t, l)
	said := voices[l.lang]
	v.path(proposal + "/round")
	v.next(`main form:has([value="begin"]) button`)
	for i, answer := range []string{"worry", "object", "agree"} {
		v.next(`main a[href$="/mine"]`)
		if text := v.text("body"); strings.Contains(text, said[0]) || strings.Contains(text, said[1]) || v.has("main :checked:not([value=''])") {
			t.Fatalf("the page of the next woman tells of an earlier answer: %s", v.state())
		}
		v.fits(l.noJS)
		v.click(`main label:has([name="answer"][value="` + answer + `"])`)
		if i < 2 {
			v.fill(`main textarea[name="words"]`, said[i])
		}
		v.next("main form .go button")
		v.fits(l.noJS)
		if i < 2 {
			v.backIsEmpty(said[i])
			v.path(proposal + "/given")
		}
	}
	v.path(proposal + "/round")
	if text := v.text("main"); strings.Contains(text, said[0]) || strings.Contains(text, said[1]) {
		t.Error("the words are shown before they are opened")
	}
	v.fits(l.noJS)
	v.next(`main form:has([value="open"]) button`)
	text := v.text("main")
	if worry, objection := strings.Index(text, said[0]), strings.Index(text, said[1]); objection < 0 || worry < objection {
		t.Errorf("objections come first: %s", v.state())
	}
	v.fits(l.noJS)
	v.next(`main a[href$="/outcome"]`)
	v.fits(l.noJS)
	v.click(`main label:has([name="row"]):nth-of-type(2)`)
	v.click(`main label:has([name="keep"]):nth-of-type(2)`)
	v.next("main form .go button")
	if !strings.Contains(eval[string](v, "location.pathname"), "/agreement/") {
		t.Fatalf("no agreement: %s", v.state())
	}
	v.holds("main", said[2], said[3], said[0])
	if strings.Contains(v.text("main"), said[1]) {
		t.Error("words that nobody kept stand in the agreement")
	}
	v.fits(l.noJS)
	if errors := v.seen.errors(); len(errors) > 0 {
		t.Errorf("the browser complained: %q", errors[0])
	}
}

// backIsEmpty goes back with the browser's own button, as a curious hand would.
func (v *view) backIsEmpty(words string) {
	v.t.Helper()
	eval[bool](v, `history.back(); true`)
	v.until("the page before", `document.readyState === "complete" && location.pathname.endsWith("/mine")`)
	if left := eval[string](v, `document.querySelector("main textarea").value + [...document.querySelectorAll("main :checked")].map(e => e.value).join("")`); left != "" || strings.Contains(v.text("body"), words) {
		v.t.Errorf("Back shows an answer: %q", left)
	}
}

// fits looks for what is wrong on a page: scrolling sideways, and what the
// checker of accessibility finds.
func (v *view) fits(noJS bool) {
	v.t.Helper()
	if eval[bool](v, "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1") {
		v.t.Errorf("the page scrolls sideways: %s", v.state())
	}
	if _, err := os.Stat(axePath); err == nil && !noJS {
		for _, f := range v.axe() {
			v.t.Errorf("%s: %s", eval[string](v, "location.pathname"), f)
		}
	}
	if folder := os.Getenv("AMPARO_SEE"); folder != "" {
		v.picture(folder, strings.ReplaceAll(v.t.Name()+"-"+filepath.Base(pattern(eval[string](v, "location.pathname")))+"-"+eval[string](v, "String(Date.now() % 1e6)"), "/", "_"))
	}
}
