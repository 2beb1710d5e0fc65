package e2e_test

import (
	"strings"
	"testing"
)

// learned is what is typed about something to learn.
type learned struct{ action, wish, later, topic string }

var lessons = map[string]learned{
	"en": {"Fewer names", "How to keep a key list apart", "How to keep it sealed", "Signal"},
	"es": {"Menos nombres", "Cómo guardar aparte la lista", "Cómo guardarla sellada", "Signal"},
	"ar": {"أسماء أقل", "كيف نحفظ القائمة منفصلة", "كيف نحفظها مختومة", "سيغنال"},
}

// What to learn is collected and never typed twice; who could teach stands
// beside who would like to learn; an address is a text.
func TestLearningInArabic(t *testing.T)  { learning(t, "ar", look{lang: "ar", width: 360}) }
func TestLearningInSpanish(t *testing.T) { learning(t, "es", look{lang: "es", width: 360}) }
func TestLearningWithoutJavaScript(t *testing.T) {
	learning(t, "en", look{lang: "en", width: 360, noJS: true})
}

func learning(t *testing.T, lang string, l look) {
	t.Parallel()
	w := lessons[lang]
	v, nb := inOurs(t, l)
	v.note(nb, "action", w.action)
	action := eval[string](v, "location.pathname")
	v.says(action, "training", w.wish)
	v.path(nb + "/training")
	v.holds("main", w.action, w.wish)
	v.next(`main form[action$="/training"] button`)
	if v.heading() != w.action {
		t.Errorf("it is called %q", v.heading())
	}
	v.holds("main", w.wish)
	v.says(action, "training", w.later)
	v.path(nb + "/training")
	v.holds("main", w.later)
	if v.has(`main form[action$="/training"]`) || strings.Contains(v.text("main"), w.wish) {
		t.Errorf("the wish stands there twice, or in its old words: %s", v.state())
	}
	v.narrow()

	for _, side := range []string{"teach", "learn"} {
		v.note(nb, "choice", w.topic)
		v.click("main details.more summary")
		v.click(`label:has([name="` + side + `"][value="yes"])`)
		v.next("main form[data-autosave] .go button")
	}
	v.path(nb + "/live")
	v.next(`main nav a[href$="/teach"]`)
	if n := eval[int](v, `document.querySelectorAll("main section:first-of-type dt").length`); n != 2 {
		t.Errorf("the two do not meet: %s", v.state())
	}
	v.next(`main form[action$="/training"] button`)
	v.path(nb + "/ideas/source")
	v.click("main ul.ideas li:first-child button")
	v.until("the source", `document.querySelector("main li [role=status]")`)
	v.path(nb + "/sources")
	v.holds("main table", "https://securityinabox.org")
	if v.has(`main a[href^="http"]`) || len(v.seen.hosts()) != 1 {
		t.Error("an address is a link, or was asked")
	}
	v.narrow()
	if errors := v.seen.errors(); len(errors) > 0 {
		t.Errorf("the browser complained: %q", errors[0])
	}
}

// says writes a text into a field that stands under "more" on a record's page.
func (v *view) says(record, field, text string) {
	v.t.Helper()
	v.path(record)
	v.click("main details.more summary")
	v.fill(`[name="`+field+`"]`, text)
	v.next("main form[data-autosave] .go button")
}
