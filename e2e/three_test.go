package e2e_test

import (
	"strings"
	"testing"
)

// Three women, three programs, three browsers and one relay: in English, Spanish
// and Arabic.
//
// Ana invites Bo and Eva. All three write while the relay is gone, two of them
// into the same field; they meet, keep both, and agree on it. Eva is taken out and
// reads nothing more. Bo loses her device, comes in again with another, and has
// everything.
func TestThreeWomenTogether(t *testing.T) {
	t.Parallel()
	needs(t, "chromium", axePath)
	h := moor(t)
	ana := newcomer(t, look{lang: "en", width: 1280})
	bo := newcomer(t, look{lang: "es", width: 360})
	eva := newcomer(t, look{lang: "ar", width: 360, dark: true})

	// Ana begins, names the relay, and invites the two others.
	ana.path("/create/us")
	ana.next("main .go button")
	ana.nb = ana.notebook()
	ana.path(ana.nb + "/ways")
	ana.fill(`input[name="relay"]`, "http://"+h.address)
	ana.fill(`textarea[name="codes"]`, h.codes(12))
	ana.next(`main form:has(input[name="relay"]) button`)
	ana.meetNow(ana.nb)
	risk := ana.writesRisk("Someone listens at the door")
	ana.brings(bo, "Bo", true)
	ana.brings(eva, "Eva", false)
	for _, w := range []*trio{ana, bo, eva} {
		w.meetNow(w.nb)
	}
	bo.meetNow(bo.nb)
	if bo.path(bo.nb + risk); bo.value(`[name="title"]`) != "Someone listens at the door" {
		t.Fatalf("Bo does not find the risk: %s", bo.text("main"))
	}

	// Apart, while the relay is gone: all three write, two at the same place.
	h.stop()
	ana.writes(ana.nb+risk, map[string]string{"can_do": "We speak in the garden"})
	bo.writes(bo.nb+risk, map[string]string{"can_do": "We put music on"})
	eva.writesRisk("The door does not close")
	bo.meetNow(bo.nb)
	bo.shows("offline-es")

	// Together again: everything is with everyone, and both texts stand there.
	h.start()
	for range 2 {
		for _, w := range []*trio{ana, bo, eva} {
			w.meetNow(w.nb)
		}
	}
	ana.meetNow(ana.nb)
	for _, w := range []*trio{ana, bo, eva} {
		w.path(w.nb + risk + "/beside/can_do")
		w.holds("main", "We speak in the garden", "We put music on")
		w.shows("beside")
	}
	ana.path(ana.nb + risk + "/beside/can_do")
	ana.next(`main button[value="both"]`)
	ana.meetNow(ana.nb)
	eva.meetNow(eva.nb)
	if eva.path(eva.nb + risk + "/beside/can_do"); eva.has(`main button[value="both"]`) {
		t.Error("what Ana has chosen still stands apart on Eva's device")
	}
	ana.path(ana.nb + "/agreements")
	ana.next(`main form .go button`)
	ana.meetNow(ana.nb)
	bo.meetNow(bo.nb)
	if bo.path(bo.nb + "/agreements"); !bo.has(`main a[href*="/agreement/"]`) {
		t.Error("Bo does not find what was agreed")
	}

	// Eva is taken out. What comes later stays closed to her, and her page says so.
	ana.member("Eva")
	ana.next(`main a[href$="/out"]`)
	ana.shows("out-asked")
	ana.next(`main form[action$="/out"] button`)
	ana.shows("out-done")
	later := ana.writesRisk("Written when Eva has gone")
	ana.meetNow(ana.nb)
	bo.meetNow(bo.nb)
	eva.hears()
	eva.shows("eva-out")
	if bo.path(bo.nb + later); bo.value(`[name="title"]`) != "Written when Eva has gone" {
		t.Error("Bo does not find what came later")
	}
	if eva.path(eva.nb + "/risks"); strings.Contains(eva.text("main"), "Written when Eva has gone") {
		t.Error("Eva reads what came later")
	}

	// Bo's device is lost. Ana takes it out, and Bo comes again with another one.
	ana.member("Bo")
	ana.next(`main form[action$="/device"] button`)
	ana.next(`main form:has([name="sure"]) button`)
	ana.meetNow(ana.nb)
	again := newcomer(t, look{lang: "es", width: 1280, dark: true})
	ana.path(ana.nb + "/invite")
	ana.click(`main label:has(input[name="who"]:not([value=""])):last-of-type`)
	ana.comesIn(again)
	again.meetNow(again.nb)
	again.path(again.nb + "/risks")
	again.holds("main", "Written when Eva has gone", "Someone listens at the door")
	again.shows("recovered")
	bo.hears()
	bo.shows("lost-device")
}

// trio is one of the three, with her browser.
type trio struct {
	*view
	look look
	nb   string
}

// shows looks at a page, and takes a picture of it where someone wants to see.
func (w *trio) shows(name string) {
	w.t.Helper()
	w.wellMade(w.look)
	w.seenAs(w.look, "three-"+name)
}

// hears has her meet the others, if her device has not done so by itself: then it
// may know that it is out, and offers to meet nobody.
func (w *trio) hears() {
	w.t.Helper()
	if w.path(w.nb + "/ways"); w.has(`main form[action$="/ways/meet"] button`) {
		w.next(`main form[action$="/ways/meet"] button`)
	}
}

// newcomer starts a program and a browser with nothing in them.
func newcomer(t *testing.T, l look) *trio {
	t.Helper()
	return &trio{view: open(t, startIn(t, t.TempDir()).address, l), look: l}
}

// writesRisk writes a risk, and returns where it stands in the notebook.
func (w *trio) writesRisk(title string) string {
	w.t.Helper()
	w.path(w.nb + "/new/risk")
	w.fill(`main [name="title"]`, title)
	w.next(`main form .go button`)
	w.path(w.nb + "/risks")
	return strings.TrimPrefix(eval[string](w.view, `[...document.querySelectorAll('main a[href*="/risk/"]')].find(a => a.textContent.includes(`+"`"+title+"`"+`)).getAttribute("href")`), w.nb)
}

// brings has this woman invite another one over the relay, until she is in.
func (w *trio) brings(guest *trio, name string, keeper bool) {
	w.t.Helper()
	w.path(w.nb + "/invite")
	w.fill("#f-name", name)
	if keeper {
		w.click(`main label:has(input[name="keeper"][value="yes"])`)
	}
	w.comesIn(guest)
}

// comesIn goes on from the filled form of an invite until the guest is in.
func (w *trio) comesIn(guest *trio) {
	w.t.Helper()
	w.next("main form .go button")
	w.shows("invite")
	letter := eval[string](w.view, `document.querySelector("#f-invite").value`)
	guest.path("/invited")
	guest.shows("invited")
	guest.next("main .go button")
	guest.fill("#f-invite", letter)
	guest.next("main .go button")
	again := `main form[action$="/look"] button`
	for range 6 {
		if w.has("p.six") && guest.has("p.six") {
			break
		}
		for _, v := range []*view{w.view, guest.view} {
			if v.has(again) && !v.has("p.six") {
				v.next(again)
			}
		}
	}
	guest.shows("words")
	words := func(v *view) string { return strings.Join(strings.Fields(v.text("p.six")), " ") }
	if a, b := words(w.view), words(guest.view); a == "" || a != b {
		w.t.Fatalf("the words are %q and %q", a, b)
	}
	w.next(`form[action$="/same"] button`)
	guest.next(`form[action$="/same"] button`)
	for range 4 {
		if guest.has(`form[action$="/end"] button`) {
			break
		}
		for _, v := range []*view{w.view, guest.view} {
			if v.has(again) {
				v.next(again)
			}
		}
	}
	guest.shows("in")
	guest.next(`form[action$="/end"] button`)
	guest.nb = guest.notebook()
	if w.has(again) {
		w.next(again)
	}
	if w.has(`form[action$="/end"] button`) {
		w.next(`form[action$="/end"] button`)
	}
}

// member goes to the page of one of the group.
func (w *trio) member(name string) {
	w.t.Helper()
	w.path(w.nb + "/group")
	w.path(eval[string](w.view, `[...document.querySelectorAll('main a[href*="/member/"]')].find(a => a.textContent.includes(`+"`"+name+"`"+`)).getAttribute("href")`))
	w.shows("member")
}
