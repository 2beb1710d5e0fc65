package e2e_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// press presses keys.
func (v *view) press(keys string) {
	v.t.Helper()
	v.do("pressing a key", chromedp.KeyEvent(keys))
}

// tabTo presses Tab until the focus is on what a selector finds, and checks on
// the way that the focus can be seen.
func (v *view) tabTo(selector string) {
	v.t.Helper()
	for range 80 {
		v.press(kb.Tab)
		if hidden := eval[bool](v, `(() => {const e = document.activeElement; if (!e || e === document.body) return false;
			const s = getComputedStyle(e); return e.matches(":focus-visible") && s.outlineStyle === "none" && s.boxShadow === "none"})()`); hidden {
			v.t.Errorf("the focus can't be seen on %s", eval[string](v, "document.activeElement.outerHTML.slice(0, 120)"))
		}
		if eval[bool](v, "document.activeElement?.matches("+strconv.Quote(selector)+") === true") {
			return
		}
	}
	v.t.Fatalf("Tab does not reach %s: %s", selector, v.state())
}

// enter presses Enter and waits for another page, whose heading has the focus.
func (v *view) enter() {
	v.t.Helper()
	eval[bool](v, `document.querySelector("main")?.setAttribute("data-before", ""); true`)
	v.press(kb.Enter)
	v.until("another page", settled)
	if !eval[bool](v, `document.activeElement?.matches("h1, .summary") === true`) {
		v.t.Errorf("%q: the focus is not on the heading", v.heading())
	}
}

// U6, U7: from the first page to the first saved risk by keyboard alone, also
// from right to left; after each step the focus is on the heading.
func TestTheFirstRiskByKeyboard(t *testing.T) {
	needs(t, "chromium")
	for _, lang := range []string{"en", "ar"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			p := start(t)
			v := open(t, p.address, look{lang: lang})
			w := halfHours[lang]
			v.tabTo(`a[href="/create/us"]`)
			v.enter()
			v.tabTo("main .go button")
			v.enter()
			v.tabTo(`input[name="a_title"]`)
			v.press(w.worries[0])
			v.tabTo(`main button[name="go"][value="on"]`)
			v.enter()
			v.tabTo("main input[type=radio]")
			v.press(kb.ArrowRight)
			v.tabTo(`main button[name="go"][value="on"]`)
			v.enter()
			v.path(strings.Replace(eval[string](v, "location.pathname.match(/^.n.[0-9a-f]+/)[0]")+"/risks", "//", "/", 1))
			v.holds("main", w.worries[0])
		})
	}
}

// S22, U18: Shift three times empties the page at once, and Back shows nothing;
// the button does the same without JavaScript.
func TestLeavingShowsNothingAnyMore(t *testing.T) {
	needs(t, "chromium")
	for _, c := range []struct {
		name  string
		l     look
		leave func(*view)
	}{
		{"keys", look{}, func(v *view) { v.press(kb.Shift + kb.Shift + kb.Shift) }},
		{"button", look{noJS: true}, func(v *view) { v.click("#leave button") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := start(t)
			v := open(t, p.address, c.l)
			v.path("/start")
			lookAround(t, v)
			v.path(eval[string](v, "location.pathname.replace('/home', '/plan')"))
			words := firstCell(v)
			began := time.Now()
			c.leave(v)
			v.until("an empty page", `!document.body.innerText.includes(`+strconv.Quote(words)+`)`)
			t.Logf("empty after %v", time.Since(began))
			v.until("the blank page", `document.querySelector("h1")?.innerText === "Notes"`)
			eval[bool](v, "history.back(), true")
			v.until("the page after going back", settled)
			if text := v.text("body"); strings.Contains(text, words) {
				t.Errorf("Back shows %q", words)
			}
		})
	}
}

// firstCell returns the text of the plan's first row.
func firstCell(v *view) string {
	v.t.Helper()
	text := v.text("main table th[scope=row] a")
	if len(text) < 5 {
		v.t.Fatalf("the plan shows nothing: %s", v.state())
	}
	return text
}
