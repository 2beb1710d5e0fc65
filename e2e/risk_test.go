package e2e_test

import (
	"strings"
	"testing"
)

// riskWords are what a group types while it thinks a risk through.
type riskWords struct {
	risk, raises, calmer, reason, persona string
	invented                              string // how her name is said
}

var riskModels = map[string]riskWords{
	"en": {"The office is searched", "The hearing is near", "A number by the door", "The lamp is there", "Nour", "Nour, invented"},
	"es": {"Registran la oficina", "Se acerca la audiencia", "Un número en la puerta", "Ya está la lámpara", "Nour", "Nour, inventada"},
}

// The risk model, as a group uses it: three parts with a stop between them, each
// woman's rating apart, one value for all, and how it moved.
func TestTheRiskModelInABrowser(t *testing.T) { riskModel(t, "en", look{lang: "en"}) }

// The same on a phone in Spanish, with JavaScript switched off.
func TestTheRiskModelOnAPhoneWithoutJavaScript(t *testing.T) {
	riskModel(t, "es", look{lang: "es", width: 360, noJS: true})
}

func riskModel(t *testing.T, lang string, l look) {
	t.Parallel()
	needs(t, "chromium")
	w := riskModels[lang]
	p := start(t)
	v := open(t, p.address, l)
	v.next(`a[href="/create/us"]`)
	v.begin()
	nb := v.notebook()
	v.path(nb + "/model/which")
	v.next(`main a[href*="/model/name?"]`)
	v.fill(`main [name="title"]`, w.risk)
	v.pick("probability", "4")
	v.onward()
	v.fill(`main textarea[name="raises"]`, w.raises)
	v.onward()
	v.path(nb + "/home")
	v.next(`section.offer a[href$="/model/rest"]`)
	v.narrow()
	v.next(`main a[href$="/model/heavy"]`)
	v.pick("impact", "5")
	v.pick("impact_personal", "4")
	v.onward()
	v.pick("reaction", "5")
	v.next(`main button[name="go"][value="stop"]`)
	v.next(`section.offer a[href$="/model/take"]`)
	v.holds("main", w.risk)
	v.onward()
	v.next(`main a[href$="/model/can"]`)
	v.fill(`main textarea[name="calmer"]`, w.calmer)
	v.onward()
	v.holds("main", w.risk, w.raises, w.calmer)
	v.narrow()
	risk := v.first(`main a[href*="/risk/"]`)
	v.rateApart(risk, w.raises, l)
	v.path(risk + "/moves")
	v.pick("probability", "2")
	v.fill(`main textarea[name="because"]`, w.reason)
	v.next(`main form .go button`)
	v.holds("main", w.reason)
	if n := eval[int](v, `document.querySelectorAll("ul.rows > li").length`); n != 3 {
		t.Errorf("%d views are readable: %s", n, v.state())
	}
	v.narrow()
	v.personaInABrowser(nb, w, l)
	if errors := v.seen.errors(); len(errors) > 0 {
		t.Errorf("the browser complained: %q", errors[0])
	}
}

// pick chooses a step of a scale.
func (v *view) pick(name, value string) {
	v.t.Helper()
	v.click(`main label:has(input[name="` + name + `"][value="` + value + `"])`)
}

// rateApart lets two women rate, one after the other, goes back as a curious
// third one would, and keeps what they say together.
func (v *view) rateApart(risk, reason string, l look) {
	v.t.Helper()
	for _, step := range []string{"5", "3"} {
		v.path(risk + "/apart")
		v.next(`main a[href$="/apart/rate"]`)
		v.narrow()
		v.pick("probability", step)
		v.pick("impact", step)
		v.next(`main form .go button`)
		eval[bool](v, `document.querySelector("main").setAttribute("data-before", ""); history.back(); true`)
		v.until("the page before", settled+` && location.pathname.endsWith("/rate")`)
		if chosen := eval[string](v, `[...document.querySelectorAll("main input:checked")].map(i => i.value).join("")`); chosen != "" {
			v.t.Errorf("back shows what she said: %q", chosen)
		}
	}
	v.path(risk + "/apart/spread")
	v.narrow()
	if n := eval[int](v, `document.querySelectorAll("main section.card").length`); n != 3 {
		v.t.Errorf("%d readings in the spread", n)
	}
	v.pick("probability", "3")
	v.fill(`main textarea[name="because"]`, reason)
	v.next(`main form .go button`)
	v.path(risk + "/apart")
	if strings.Contains(v.text("main"), "2") || v.has(`main a[href$="/apart/spread"]`) {
		v.t.Error("single ratings are still there")
	}
}

// personaInABrowser invents a woman and looks at her risks apart from ours.
func (v *view) personaInABrowser(nb string, w riskWords, l look) {
	v.t.Helper()
	v.path(nb + "/new/persona")
	v.fill(`main input[name="title"]`, w.persona)
	v.next(`main form .go button`)
	v.path(nb + "/risks")
	v.holds("main", w.invented)
	v.next(`main nav a[href*="?of="]`)
	v.holds("main", w.invented)
	if strings.Contains(v.text("main"), w.risk) {
		v.t.Error("ours stand among hers")
	}
	v.narrow()
}
