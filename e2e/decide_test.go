package e2e_test

import (
	"strings"
	"testing"
)

// decided is what a woman types about her choices and habits.
type decided struct {
	habit, instead, choice, why, alias string
	action                             string // the habit's action, in the page's words
}

var decisions = map[string]decided{
	"en": {"We send names in voice notes", "Call about names", "A password book in a drawer", "Nobody opens that drawer", "Luna", "This and nothing else"},
	"es": {"Mandamos nombres en notas de voz", "Llamar para los nombres", "Una libreta en el cajón", "Nadie abre ese cajón", "Lluvia", "Esto y nada más"},
}

// Habits become actions, and a choice goes where she wants it, at 360 px.
func TestDecidingInSpanish(t *testing.T) { deciding(t, "es", look{lang: "es", width: 360}) }
func TestDecidingWithoutJavaScript(t *testing.T) {
	deciding(t, "en", look{lang: "en", width: 360, noJS: true})
}

func deciding(t *testing.T, lang string, l look) {
	t.Parallel()
	w := decisions[lang]
	v, ours := inOurs(t, l)
	v.note(ours, "habit", w.habit, func() {
		v.click(`label:has([name="whose"][value="team"])`)
		v.click(`label:has([name="sort"][value="unsafe"])`)
	})
	v.next(`main form[action$="/action"] button`)
	if v.heading() != w.habit || !v.has(`[name="whose"][value="team"]:checked`) {
		t.Errorf("the action is no child of its habit: %s", v.state())
	}
	v.next(`main section a[href*="/habit/"]`)
	v.next(`main p.onward a[href*="/action/"]`)
	v.path(ours + "/habits")
	v.holds("main", w.habit)

	v.path("/notebooks")
	v.fill(`input[name="name"]`, "Mine")
	v.click(`label:has([name="who"][value="me"])`)
	v.next(`form[action="/notebooks"] .go button`)
	mine := v.notebook()
	v.note(mine, "choice", w.choice, func() {
		v.fill(`[name="why"]`, w.why)
		v.click(`label:has([name="sort"][value="keep"])`)
	})
	v.next(`main a[href$="/share-to"]`)
	if v.has("main form :checked") {
		t.Error("something is chosen beforehand")
	}
	v.click(`label:has([name="part"][value="title"])`)
	v.click(`label:has([name="to"])`)
	v.fill(`[name="alias"]`, w.alias)
	v.next("main .go button")
	v.holds("main", w.choice, w.alias, w.action)
	if strings.Contains(v.text("main"), w.why) {
		t.Error("the preview shows what was not tapped")
	}
	v.next(`main button[value="put"]`)
	if v.notebook() != ours || v.heading() != w.choice {
		t.Errorf("she does not see what stands there: %s", v.state())
	}
	v.path(ours + "/choices")
	v.holds("main", w.choice)
	v.narrow()
	if errors := v.seen.errors(); len(errors) > 0 {
		t.Errorf("the browser complained: %q", errors[0])
	}
}
