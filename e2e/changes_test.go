package e2e_test

import (
	"strings"
	"testing"
)

// noted is what a woman types when something around her group has changed.
type noted struct{ protocol, measure, tool, change, happened, still, unused string }

var notes = map[string]noted{
	"en": {"When we travel", "Tell Luna where we go", "Paper Boat", "A car across the street", "It stood there all night", "Looked at, still right", "It names a tool that we do not use now: Paper Boat"},
	"ar": {"حين نسافر", "نخبر قمر إلى أين نذهب", "قارب الورق", "سيارة في الجهة المقابلة", "وقفت هناك طوال الليل", "نظرنا، وما زال مناسبًا", "فيه اسم أداة لا نستعملها الآن: قارب الورق"},
}

// A change around us, from the day on which it is noted until what it touches
// was looked at again.
func TestChangesAroundUs(t *testing.T) { changesAroundUs(t, look{lang: "en"}) }
func TestChangesAroundUsInArabic(t *testing.T) {
	changesAroundUs(t, look{lang: "ar", width: 360, dark: true})
}
func TestChangesAroundUsWithoutJavaScript(t *testing.T) {
	changesAroundUs(t, look{lang: "en", width: 360, noJS: true})
}

func changesAroundUs(t *testing.T, l look) {
	t.Parallel()
	needs(t, "chromium")
	w := notes[l.lang]
	v, nb := begun(t, l)
	v.writes(nb+"/new/protocol", map[string]string{"title": w.protocol, "before": w.measure})

	v.path(nb + "/new/indicator")
	v.fill(`input[name="title"]`, w.change)
	v.click(`main label:has(input[name="sort"][value="incident"])`)
	v.click(`main label:has(input[name="protocols"])`)
	v.saves()
	v.sideways()
	v.next(`.onward a`) // the four questions after an incident
	v.fill(`textarea[name="what"]`, w.happened)
	v.next(`main button[name="go"][value="on"]`)
	v.next(`main button[name="go"][value="stop"]`)

	v.path(nb + "/again")
	v.holds("main", w.protocol, w.change, w.still)
	v.sideways()
	v.path(nb + "/home")
	v.holds(".ideas", w.protocol, w.change)
	card := v.cardOf(nb)
	v.path(card)
	v.holds("main", w.change, w.still)
	v.sideways()
	v.stillRight(w.still)
	v.path(nb + "/again")
	v.lacks(w.change)
	if errors := v.seen.errors(); len(errors) > 0 {
		t.Errorf("the browser complained: %q", errors[0])
	}
}

// A decision about a tool: our need, a question with words to it on one page,
// two tools beside each other, and what names the one that is set aside.
func TestDecidingAboutTools(t *testing.T) { decidingAboutTools(t, look{lang: "en"}) }
func TestDecidingAboutToolsInArabic(t *testing.T) {
	decidingAboutTools(t, look{lang: "ar", width: 360})
}
func TestDecidingAboutToolsWithoutJavaScript(t *testing.T) {
	decidingAboutTools(t, look{lang: "en", width: 360, noJS: true})
}

func decidingAboutTools(t *testing.T, l look) {
	t.Parallel()
	needs(t, "chromium")
	w := notes[l.lang]
	v, nb := begun(t, l)
	v.writes(nb+"/new/protocol", map[string]string{"title": w.protocol, "before": w.measure})
	v.path(v.cardOf(nb))
	v.next(`main .go a.button`)
	v.click("details.more summary")
	v.fill(`textarea[name="tools"]`, w.tool)
	v.saves()

	v.path(nb + "/ask/tool")
	v.fill(`input[name="title"]`, w.tool)
	v.next(`main button[name="go"][value="on"]`)
	tool := v.here()[:strings.LastIndex(v.here(), "/ask/")]
	for range 5 { // our need, from whom, changing over, connection, devices
		v.next(`main button[name="go"][value="skip"]`)
	}
	v.click(`main label:has(input[name="free"][value="no"])`)
	v.fill(`textarea[name="free_note"]`, w.happened)
	v.sideways()
	v.next(`main button[name="go"][value="on"]`)
	v.next(`main button[name="go"][value="unsure"]`)
	v.writes(nb+"/new/tool", map[string]string{"title": w.change})

	v.path(tool)
	v.next(`.onward a`)
	v.next(`main ul.rows a`)
	v.holds("main", w.tool, w.change, w.happened)
	v.sideways()
	v.path(nb + "/again")
	v.lacks(w.unused)
	v.path(tool + "/answer/state")
	v.click(`main label:has(input[name="state"][value="aside"])`)
	v.next(`main button[name="go"][value="on"]`)
	v.path(nb + "/again")
	v.holds("main", w.unused)
	if errors := v.seen.errors(); len(errors) > 0 {
		t.Errorf("the browser complained: %q", errors[0])
	}
}

// begun returns a browser with a notebook of a group just made, and the
// notebook's path.
func begun(t *testing.T, l look) (*view, string) {
	t.Helper()
	v := open(t, start(t).address, l)
	v.next(`a[href="/create/us"]`)
	v.begin()
	return v, strings.Join(strings.Split(v.here(), "/")[:3], "/")
}

// here returns the path that is shown.
func (v *view) here() string {
	v.t.Helper()
	return eval[string](v, "location.pathname")
}

// writes fills the form of something new, and saves it.
func (v *view) writes(path string, texts map[string]string) {
	v.t.Helper()
	v.path(path)
	for name, text := range texts {
		v.fill(`main [name="`+name+`"]`, text)
	}
	v.saves()
}

// saves presses "Save".
func (v *view) saves() {
	v.t.Helper()
	v.next(`main form[data-autosave] .go button:not([name])`)
}

// cardOf returns the path of the first protocol's card.
func (v *view) cardOf(nb string) string {
	v.t.Helper()
	v.path(nb + "/protocols")
	return v.first(`main a[href*="/card/"]`)
}

// stillRight says of the first question on the page that all is still right, and
// waits until it is gone.
func (v *view) stillRight(words string) {
	v.t.Helper()
	v.click(`main form[action$="/looked"] button`)
	v.until("the question is gone", `document.querySelector('main form[action$="/looked"]') === null`)
	v.lacks(words)
}

// lacks checks that the page's main part does not say something.
func (v *view) lacks(text string) {
	v.t.Helper()
	if strings.Contains(v.text("main"), text) {
		v.t.Errorf("%q is on the page: %s", text, v.state())
	}
}

// sideways checks that nothing is wider than the window.
func (v *view) sideways() {
	v.t.Helper()
	if over := eval[int](v, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
		v.t.Errorf("the page is %d pixels wider than the window: %s", over, v.state())
	}
}
