package e2e_test

import (
	"strings"
	"testing"
)

// On a laptop that has the collective's vault, a woman makes one of her own, and
// copies a row into it.
func TestAVaultOfHerOwnInSpanish(t *testing.T) {
	vaultOfHerOwn(t, look{lang: "es", width: 360}, "Registran la oficina", "Otra copia", "Llamar a la abogada")
}

// The same, with JavaScript switched off.
func TestAVaultOfHerOwnWithoutJavaScript(t *testing.T) {
	vaultOfHerOwn(t, look{lang: "en", width: 360, noJS: true}, "The office is searched", "Another copy", "Call the lawyer")
}

// theirs opens the collective's vault in these tests.
const theirs = "copper lantern river basket morning quiet"

func vaultOfHerOwn(t *testing.T, l look, row, kept, left string) {
	t.Parallel()
	needs(t, "chromium", axePath)
	home := t.TempDir()
	amparo(t, home, theirs+"\n", "init", "--label", "Cocina", "--passphrase-file", "-")
	amparo(t, home, theirs+"\n", "add", "row", "threats="+row, "actions="+kept, "actions="+left, "--passphrase-file", "-")
	v := open(t, startIn(t, home).address, l)
	v.next(`main a[href="/create/me"]`)
	hers := v.offered()
	v.begin()
	v.next(`form[action="/lock"] button`)
	v.next(`main a[href="/unlock"]`)
	v.closedTo("", theirs)
	v.unlocked("Cocina", theirs)
	v.path(v.notebook() + "/plan")
	v.next(`main a[href*="/row/"]`)
	v.next(`main a[href$="/copy"]`)
	v.holds("main", row, kept, left)
	v.click(`main li.card:nth-of-type(2) label`)
	v.click(`main label:has(input[name="to"][value=""])`)
	v.next(`main .go button`)
	if body := v.text("main"); strings.Contains(body, row) || !v.has(`form[action="/carry"]`) {
		t.Errorf("the page in between shows the row: %s", body)
	}
	if !l.noJS { // the checker is a script
		for _, fault := range v.faults() {
			t.Errorf("the page in between: %s", fault)
		}
	}
	v.fill(`input[name="passphrase"]`, hers)
	v.next(`main .go button`)
	v.holds("h1", row)
	v.path(v.notebook() + "/plan")
	v.holds("main", row, kept)
	if strings.Contains(v.text("main"), left) {
		t.Error("what was left out came along")
	}
	v.path("/notebooks")
	v.next(`main section form[action="/lock"] button`)
	v.next(`main a[href="/create/me"]`)
	for _, complaint := range v.seen.errors() {
		if !strings.Contains(complaint, "422") { // the answer to words that open nothing
			t.Errorf("the browser complained: %q", complaint)
		}
	}
}

// closedTo checks that some words open nothing of a vault at the front page.
func (v *view) closedTo(label, words string) {
	v.t.Helper()
	v.unlock(label, words)
	if !v.has(`input[name="passphrase"]`) {
		v.t.Fatalf("%q opens what is shown as %q", words, label)
	}
}

// unlocked opens a vault at the front page.
func (v *view) unlocked(label, words string) {
	v.t.Helper()
	v.unlock(label, words)
	if v.has(`input[name="passphrase"]`) {
		v.t.Fatalf("what is shown as %q does not open: %s", label, v.state())
	}
}

func (v *view) unlock(label, words string) {
	v.t.Helper()
	place := `main label:has(input[name="place"][value=""])`
	if label != "" {
		place = `main label:has(input[name="place"]:not([value=""]))`
		v.holds(place, label)
	}
	v.click(place)
	v.fill(`input[name="passphrase"]`, words)
	v.next("main form .go button")
}
