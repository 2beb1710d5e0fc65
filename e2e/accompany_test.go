package e2e_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// side is one of two who have a notebook together, with a program of her own.
type side struct {
	t      *testing.T
	home   string
	stick  string // the file that is carried between them
	theirs string // what she calls the notebook
	label  string // of her vault, and the words that open it
	words  string
}

func (s *side) run(args ...string) string {
	s.t.Helper()
	return strings.TrimSpace(amparo(s.t, s.home, s.words+"\n", append(args, "--passphrase-file", "-")...))
}

func (s *side) in(args ...string) string {
	s.t.Helper()
	return s.run(append(args, "--notebook", s.theirs)...)
}

// meet brings what is on the stick, and leaves there what it lacks.
func (s *side) meet() { s.in("exchange", s.stick) }

// closed locks the program, so that the stick can be carried.
func (s *side) closed(v *view) {
	s.t.Helper()
	v.next(`footer form[action="/lock"] button`)
}

// opened unlocks the program, and goes to a page.
func (s *side) opened(v *view, path string) {
	s.t.Helper()
	v.next(`main a[href="/unlock"]`)
	v.unlocked(s.label, s.words)
	v.path(path)
}

// sides lets a trainer into a notebook of a group, by a stick and four words.
func sides(t *testing.T, ours, hers string) (group, trainer *side) {
	t.Helper()
	stick := filepath.Join(t.TempDir(), "stick")
	group = &side{t, t.TempDir(), stick, hers, "Casa", theirs}
	trainer = &side{t, t.TempDir(), stick, ours, "Marta", "river lamp seven candle orchard moon"}
	group.run("init", "--label", "Casa", "--notebook", "Ours")
	group.run("add", "action", "title="+leaves, "--notebook", "Ours")
	group.run("add", "row", "threats="+stays, "actions="+leaves, "--notebook", "Ours")
	group.run("accompany", "new", hers)
	trainer.run("init", "--label", "Marta", "--notebook", "Mine")
	invite := group.in("invite", "--name", "Marta")
	trainer.run("join", "--file", stick, "--name", ours, invite[strings.LastIndex(invite, "\n")+1:])
	group.in("invite", "--file", stick)
	said := trainer.run("join", "--file", stick)
	words := said[strings.LastIndex(said, "\n")+1:]
	group.in("invite", "--file", stick, "--words", words)
	trainer.run("join", "--file", stick, "--words", words)
	return group, trainer
}

// What leaves in this journey, and what does not.
const leaves, stays = "A copy in another house", "Kanari the office is searched"

// A group sends an action, asks something, gets an answer, and ends it. Two
// vaults, two programs, two browsers.
func TestSomeoneAtOurSide(t *testing.T)          { someoneAtOurSide(t, look{width: 1280, dark: true}) }
func TestSomeoneAtOurSideInSpanish(t *testing.T) { someoneAtOurSide(t, look{lang: "es", width: 360}) }
func TestSomeoneAtOurSideInArabicWithoutJavaScript(t *testing.T) {
	someoneAtOurSide(t, look{lang: "ar", width: 360, noJS: true})
}

func someoneAtOurSide(t *testing.T, l look) {
	t.Parallel()
	needs(t, "chromium", axePath)
	group, trainer := sides(t, "The red door", "With Marta")
	v, w := open(t, startIn(t, group.home).address, l), open(t, startIn(t, trainer.home).address, l)

	// The group chooses one action, sees what would leave, and sends it with words.
	v.unlocked("Casa", group.words)
	v.path("/with")
	v.next(`main ul.cards a`)
	v.holds("aside", "Marta")
	v.wellMade(l)
	at := v.notebook()
	v.next(`main ul a[href$="/share"]`)
	if v.has("aside") {
		t.Error("the group's own notebook says that someone from outside reads it")
	}
	v.click(`main .picks label`)
	v.next("main .go:not(.tools) button")
	v.wellMade(l)
	v.fill(`#f-words`, "For you")
	v.next(`main form[action$="/send"] .go button`)
	v.holds("main", leaves, "For you")
	v.wellMade(l)
	v.path(at + "/together")
	v.fill(`#f-title`, "Which lock?")
	v.next(`main button[value="ask"]`)
	group.closed(v)
	group.meet()

	// The trainer finds it under her own name for the group, and answers.
	trainer.meet()
	w.unlocked("Marta", trainer.words)
	w.path("/groups")
	w.holds("main", "The red door", "Which lock?")
	w.wellMade(l)
	w.next(`main .cards a[href*="/question/"]`)
	w.wellMade(l)
	w.fill(`#f-answer`, "The simple one")
	w.next(`main button[value="answer"]`)
	w.next(`main .cards a[href*="/sent/"]`)
	w.holds("main", leaves, "For you")
	if strings.Contains(w.text("body"), stays) || strings.Contains(w.text("body"), "With Marta") {
		t.Error("she reads more than was sent")
	}
	w.wellMade(l)
	w.next(`main button[value="read"]`)
	if w.has("main .cards") {
		t.Errorf("something waits still: %s", w.text("main"))
	}
	trainer.closed(w)
	trainer.meet()

	// The answer comes. The group ends it in one tap, and goes on among themselves.
	group.meet()
	group.opened(v, at+"/together")
	v.holds("main", "The simple one")
	v.next(`main button[value="end"]`)
	if strings.Contains(v.text("aside"), "Marta") {
		t.Errorf("it says still: %s", v.text("aside"))
	}
	v.wellMade(l)
	v.fill(`#f-title`, "Among ourselves")
	v.next(`main button[value="ask"]`)
	group.closed(v)
	group.meet()
	trainer.meet()
	trainer.opened(w, "/groups")
	if strings.Contains(w.text("main"), "Among ourselves") {
		t.Error("what was asked afterwards came to her")
	}
}

// wellMade reports what is wrong with the page. The checker is a script.
func (v *view) wellMade(l look) {
	v.t.Helper()
	if l.noJS || l.lang == "ar" {
		return
	}
	for _, fault := range v.faults() {
		v.t.Errorf("%s: %s", v.state(), fault)
	}
}
