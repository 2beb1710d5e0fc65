package e2e_test

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// saved returns the file that a form of the page gives.
func (v *view) saved(action string) string {
	v.t.Helper()
	text := eval[string](v, `fetch("`+action+`", {method: "POST", body: new URLSearchParams()}).then(r => r.arrayBuffer())
		.then(b => btoa(Array.from(new Uint8Array(b), c => String.fromCharCode(c)).join("")))`)
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil || !strings.HasPrefix(string(b), "amparo-x") {
		v.t.Fatalf("%s gives no file: %v, %d bytes", action, err, len(b))
	}
	path := filepath.Join(v.t.TempDir(), "file")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		v.t.Fatal(err)
	}
	return path
}

// takes puts a file into the form of the page that takes one.
func (v *view) takes(file string) {
	v.t.Helper()
	form := `form[enctype="multipart/form-data"] `
	v.do("choosing a file", chromedp.SetUploadFiles(chromedp.CSS(form+"input[type=file]"), []string{file}))
	v.next(form + "button")
}

// pair are two women, each with a program and a browser of her own, who share
// nothing but files.
type pair struct {
	ana, eva *view
	nb       string              // Ana's notebook
	look     func(*view, string) // is called on each page that is new, with a name for it
}

// apart makes Ana's notebook and Eva's place on her device.
func apart(ana, eva *view, look func(*view, string)) *pair {
	p := &pair{ana: ana, eva: eva, look: look}
	ana.path("/create/us")
	ana.next("main .go button")
	p.nb = ana.notebook()
	ana.path(p.nb + "/group")
	look(ana, "group-alone")
	eva.path("/invited")
	look(eva, "invited")
	eva.next("main .go button")
	look(eva, "join")
	return p
}

// invites has Ana make an invite and Eva take it, and returns both pages of it.
func (p *pair) invites() (hers, theirs string) {
	p.ana.path(p.nb + "/invite")
	p.look(p.ana, "invite")
	p.ana.fill("#f-name", "Eva")
	p.ana.next("main .go button")
	p.look(p.ana, "invite-shown")
	letter := eval[string](p.ana, `document.querySelector("#f-invite").value`)
	p.eva.path("/join")
	p.eva.fill("#f-invite", letter)
	p.eva.next("main .go button")
	p.look(p.eva, "invite-taken")
	return eval[string](p.ana, "location.pathname"), eval[string](p.eva, "location.pathname")
}

// meets carries files until both see the words.
func (p *pair) meets(hers, theirs string) {
	p.ana.takes(p.eva.saved(theirs + "/file"))
	p.eva.takes(p.ana.saved(hers + "/file"))
	p.ana.takes(p.eva.saved(theirs + "/file"))
	p.look(p.ana, "words")
	p.look(p.eva, "words-guest")
	if a, b := p.ana.text("p.six"), p.eva.text("p.six"); strings.Join(strings.Fields(a), " ") != strings.Join(strings.Fields(b), " ") {
		p.ana.t.Fatalf("the words are %q and %q", a, b)
	}
}

// joins has both say that the words are the same.
func (p *pair) joins(hers, theirs string) {
	p.ana.next(`form[action$="/same"] button`)
	p.look(p.ana, "said-yes")
	p.eva.next(`form[action$="/same"] button`)
	p.eva.takes(p.ana.saved(hers + "/file"))
	p.look(p.eva, "in")
	p.ana.takes(p.eva.saved(theirs + "/file"))
	p.look(p.ana, "she-is-in")
	p.ana.next(`form[action$="/end"] button`)
	p.eva.next(`form[action$="/end"] button`)
}

// pages are looked at once Eva is in.
func (p *pair) pages() {
	p.look(p.ana, "group")
	eva := eval[string](p.ana, `[...document.querySelectorAll("main h2 a")].find(a => a.textContent === "Eva").getAttribute("href")`)
	for name, path := range map[string]string{"member": eva, "out": eva + "/out", "lost": p.nb + "/lost", "exchange": p.nb + "/exchange", "invite-again": p.nb + "/invite", "travel-alone": p.nb + "/travel"} {
		p.ana.path(path)
		p.look(p.ana, name)
	}
	hers := p.eva.notebook()
	for name, path := range map[string]string{"group-guest": hers + "/group", "travel": hers + "/travel"} {
		p.eva.path(path)
		p.look(p.eva, name)
	}
	p.eva.path(hers + "/travel")
	p.eva.next("main .go button")
	p.look(p.eva, "untold")
}

// Two women who share nothing but files come together, in two languages, by the
// pages alone. Each page can be read and used in every light.
func TestTwoWomenComeTogether(t *testing.T) {
	t.Parallel()
	needs(t, "chromium", axePath)
	faults := map[string][]string{}
	known := map[string]bool{}
	note := func(v *view, name string) {
		if known[name] {
			return
		}
		known[name] = true
		lang := eval[string](v, "document.documentElement.lang")
		for _, l := range looks(lang) {
			v.as(l)
			for _, fault := range v.faults() {
				faults[fault] = append(faults[fault], name)
			}
		}
	}
	p := apart(open(t, start(t).address, look{}), open(t, start(t).address, look{lang: "ar"}), note)
	hers, theirs := p.invites()
	p.meets(hers, theirs)
	p.joins(hers, theirs)
	p.pages()
	hers, _ = p.invites()
	p.ana.path(p.nb + "/group")
	if !p.ana.has(`main a[href="` + hers + `"]`) {
		t.Error("an invite that is under way can't be found again")
	}
	report(t, faults)
	for _, v := range []*view{p.ana, p.eva} {
		if errors := v.seen.errors(); len(errors) > 0 {
			t.Errorf("the browser complained %d times: %q", len(errors), slices.Compact(errors)[0])
		}
	}
}

// Without JavaScript every step is a form.
func TestTogetherWithoutJavaScript(t *testing.T) {
	t.Parallel()
	ana := open(t, start(t).address, look{noJS: true})
	ana.path("/create/us")
	ana.next("main .go button")
	nb := ana.notebook()
	ana.path(nb + "/invite")
	ana.fill("#f-name", "Eva")
	ana.next("main .go button")
	if !ana.has("main svg[role=img] path") || eval[string](ana, `document.querySelector("#f-invite").value`) == "" {
		t.Error("the invite does not show")
	}
	ana.next(`form[action$="/end"] button, form[action$="/bring"] button`)
	if !strings.HasPrefix(ana.heading(), "Error") {
		t.Errorf("no file was chosen, and the page is %q", ana.heading())
	}
}

// A tap that comes twice sends a form once: two invites from one tap would leave
// one of them lying about. A second later it can be sent again.
func TestASecondTapIsTheFirstOne(t *testing.T) {
	t.Parallel()
	needs(t, "chromium")
	v := open(t, start(t).address, look{})
	v.path("/create/us")
	v.next("main .go button")
	nb := v.notebook()
	v.path(nb + "/invite")
	v.fill("#f-name", "Eva")
	sent := eval[int](v, `(() => {
		let sent = 0
		addEventListener("submit", e => { if (!e.defaultPrevented) sent++ })
		const button = document.querySelector("main .go button")
		button.click(), button.click(), button.form.requestSubmit(button)
		return sent
	})()`)
	if sent != 1 {
		t.Errorf("one tap sends it %d times", sent)
	}
	v.until("the invite", `document.querySelector("#f-invite") !== null`)

	v.path(nb + "/exchange")
	later := eval[int](v, `new Promise(done => {
		let sent = 0
		addEventListener("submit", e => { if (!e.defaultPrevented) sent++; e.preventDefault() })
		const button = document.querySelector("main .go button")
		button.click()
		setTimeout(() => { button.click(); done(sent) }, 1100)
	})`)
	if later != 2 {
		t.Errorf("a second later it is sent %d times in all", later)
	}
}
