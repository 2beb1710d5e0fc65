package e2e_test

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
)

// U15: what is typed is saved by itself within two seconds of the last key; the
// page says so, and a kill -9 then loses nothing.
func TestTypingIsSavedByItself(t *testing.T) {
	t.Parallel()
	needs(t, "chromium")
	p := start(t)
	v := open(t, p.address, look{})
	v.next(`a[href="/create/us"]`)
	passphrase := v.offered()
	v.begin()
	home := eval[string](v, "location.pathname.match(/^.n.[0-9a-f]+/)[0]")
	v.path(home + "/new/risk")
	field := `main input[name="title"], main textarea[name="title"]`
	v.until("the form", `document.querySelector('`+field+`') !== null`)
	eval[bool](v, `{document.querySelector('`+field+`').focus(); true}`)
	v.do("typing", command(input.InsertText, input.InsertTextParams{Text: "The office is searched"}))
	typed := time.Now()
	v.until("the word that it is saved", `document.querySelector("[data-saved]")?.innerText.trim().length > 0`)
	t.Logf("saved %v after the last key", time.Since(typed).Round(time.Millisecond))
	if err := p.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = p.cmd.Wait()
	again := open(t, startIn(t, p.home).address, look{})
	again.fill(`input[name="passphrase"]`, passphrase)
	again.next("main .go button")
	again.path(strings.Replace(home, "//", "/", 1) + "/risks")
	again.holds("main", "The office is searched")
}
