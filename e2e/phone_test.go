package e2e_test

import (
	"net/http"
	"net/http/httptest"
	"os/exec"
	"sync"
	"testing"
)

// phone builds the browser's program once for all tests of a run.
var phone = sync.OnceValues(func() (string, error) {
	build := exec.Command("make", "-s", "wasm")
	build.Dir = ".."
	out, err := build.CombinedOutput()
	return string(out), err
})

// policy is what a host of the browser's program sends with each file.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; " +
	"require-trusted-types-for 'script'; trusted-types amparo"

// servePhone serves the browser's program from this computer, and returns its
// address.
func servePhone(t *testing.T) string {
	t.Helper()
	if out, err := phone(); err != nil {
		t.Fatalf("building the browser's program: %v\n%s", err, out)
	}
	files := http.FileServer(http.Dir("../bin/wasm"))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range map[string]string{
			"Content-Security-Policy":      policy,
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Embedder-Policy": "require-corp",
			"Cross-Origin-Resource-Policy": "same-origin",
			"X-Content-Type-Options":       "nosniff",
		} {
			w.Header().Set(name, value)
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// A notebook is made in the browser alone, and what was typed can be read
// again.
func TestPhoneKeepsANotebookInMemory(t *testing.T) {
	t.Parallel()
	needs(t, "chromium")
	v := open(t, servePhone(t), look{width: 360, height: 740})
	v.until("the first question", `document.querySelector('a[href="/create/us"]') !== null`)
	v.next(`a[href="/create/us"]`)
	words := v.offered()
	v.begin()
	v.fill(`input[name="a_title"]`, "The office is searched")
	v.onward()
	v.addRow("The office is searched", "Keep a second copy of our files")

	// Locking ends the worker. Only the words open what it left.
	v.next(`form[action="/lock"] button`)
	v.next(`a[href="/unlock"]`)
	v.fill(`input[name="passphrase"]`, words)
	v.next("main .go button")
	v.next(`nav a[href$="/plan"]`)
	v.holds("main", "The office is searched", "Keep a second copy of our files")
	if hosts := v.seen.hosts(); len(hosts) != 1 {
		t.Errorf("other hosts were asked: %q", hosts)
	}
	if errors := v.seen.errors(); len(errors) > 0 {
		t.Errorf("the browser complained: %q", errors)
	}
}

// Each reader is met in her language, and the invented notebook is in it, too.
func TestPhoneSpeaksEachLanguage(t *testing.T) {
	t.Parallel()
	needs(t, "chromium")
	address := servePhone(t)
	for _, lang := range []string{"es", "ar"} {
		v := open(t, address, look{width: 360, height: 740, lang: lang})
		v.until("the first question", `document.querySelector('form[action="/look"]') !== null`)
		v.next(`form[action="/look"] button`)
		v.until("the language "+lang, `document.documentElement.lang === "`+lang+`"`)
		v.next(`nav a[href$="/risks"]`)
		if !v.has("main tbody tr, main li.card") {
			t.Errorf("%s: the example has no risks", lang)
		}
		if errors := v.seen.errors(); len(errors) > 0 {
			t.Errorf("%s: the browser complained: %q", lang, errors)
		}
	}
}

// addRow writes a row of the plan by its form, and reads it on the sheet.
func (v *view) addRow(threat, action string) {
	v.t.Helper()
	v.next("a.brand")
	v.next(`nav a[href$="/plan"]`)
	v.next(`main a[href$="/new/row"]`)
	v.fill(`main [name="threats"]`, threat)
	v.fill(`main [name="actions.new"]`, action)
	v.next("main form .go button")
	v.next(`nav a[href$="/plan"]`)
	v.holds("main", threat, action)
}
