package e2e_test

import (
	"cmp"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPictures takes the pictures of the README from the example notebook. They
// go to the folder in AMPARO_PICTURES ("make pictures"), or nowhere.
func TestPictures(t *testing.T) {
	needs(t, "chromium")
	folder := cmp.Or(os.Getenv("AMPARO_PICTURES"), t.TempDir())
	p := start(t)
	laptop := look{width: 1120, height: 760}
	v := open(t, p.address, laptop)
	lookAround(t, v)
	nb := v.notebook()
	v.path(nb + "/protocols")
	card := eval[string](v, `document.querySelector('main a[href*="/card/"]').getAttribute("href")`)
	for name, path := range map[string]string{"home": nb + "/home", "plan": nb + "/plan", "map": nb + "/map", "card": card} {
		v.path(path)
		v.still()
		v.picture(folder, name)
	}
	v.path(nb + "/share")
	for i := range 3 {
		v.click("main .picks label:nth-of-type(" + string(rune('1'+i)) + ")")
	}
	v.next("main .go:not(.tools) button")
	v.still()
	v.picture(folder, "share")

	phone := look{width: 390, height: 780, dark: true, lang: "ar"}
	again := start(t)
	v = open(t, again.address, phone)
	lookAround(t, v)
	v.still()
	v.picture(folder, "phone")
	v.path(v.notebook() + "/plan")
	v.still()
	v.picture(folder, "phone-plan")
}

// still takes the focus from the heading, so that no ring is in a picture, and
// goes to the top.
func (v *view) still() {
	v.t.Helper()
	eval[bool](v, "document.activeElement?.blur(); scrollTo(0, 0); true")
	v.do("waiting for the picture", chromedp.WaitReady(chromedp.CSS("main")))
}
