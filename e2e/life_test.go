package e2e_test

import (
	"strings"
	"testing"
)

// A plan is finished and a protocol practised in the example notebook, as women
// would do it in a meeting: with JavaScript and without, on a laptop and on a
// phone, in three languages.
func TestAPlanIsFinishedInEnglish(t *testing.T) { finishing(t, look{lang: "en"}) }
func TestAPlanIsFinishedInSpanish(t *testing.T) { finishing(t, look{lang: "es", width: 360}) }
func TestAPlanIsFinishedInArabic(t *testing.T) {
	finishing(t, look{lang: "ar", width: 360, dark: true})
}
func TestAPlanIsFinishedWithoutJavaScript(t *testing.T) {
	finishing(t, look{lang: "en", width: 360, noJS: true})
}

func finishing(t *testing.T, l look) {
	t.Parallel()
	needs(t, "chromium")
	v := open(t, start(t).address, l)
	lookAround(t, v)
	nb := v.notebook()
	v.practise(nb)

	v.path(nb + "/plan")
	title := v.text("main table tbody th a")
	v.next(`main a[href$="/plan/finish"]`)
	v.narrow()
	first := v.attribute(`main fieldset input[type="radio"]`, "name")
	v.click(`label:has(input[name="` + first + `"][value="done"])`)
	for pages := 0; !strings.HasSuffix(eval[string](v, "location.pathname"), "/look"); pages++ {
		if pages > 5 {
			t.Fatalf("the questions do not end: %s", v.state())
		}
		v.next(`main form[action$="/plan/finish"] button:not([name])`)
	}
	v.narrow()
	v.fill(`textarea[name="glad"]`, "Chocolate")
	v.fill(`input[name="title"]`, "Mañana سنة")
	v.next(`main form[action$="/look"] button`)
	v.holds("main", "Chocolate", title)
	v.narrow()
	past := eval[string](v, "location.pathname")
	v.path(nb + "/plan")
	v.holds("main", "Mañana سنة")
	v.months(nb)
	v.path(past)
	v.next(`form[action$="/back"] button`)
	v.path(nb + "/plan")
	if strings.Contains(v.text("main"), "Mañana سنة") {
		t.Error("it was not taken back")
	}
	if errors := v.seen.errors(); len(errors) > 0 {
		t.Errorf("the browser complained: %q", errors[0])
	}
}

// practise goes in two taps from home to the everyday page, notes a practice in
// one tap, and compares two versions.
func (v *view) practise(nb string) {
	v.t.Helper()
	v.path(nb + "/home")
	v.next(`main a[href$="/protocols"]`)
	card := v.attribute(`main .cards h2 a`, "href")
	v.next(`main .cards a[href$="/everyday"]`)
	v.narrow()
	v.path(card)
	v.next(`form[action$="/talked"] button`)
	v.next(`form[action$="/practised"] button`)
	if !strings.Contains(eval[string](v, "location.pathname"), "/drill/") {
		v.t.Fatalf("no note of it: %s", v.state())
	}
	v.path(nb + "/agreements")
	protocol := card[strings.LastIndex(card, "/")+1:]
	v.next(`main form:has(input[name="subject"][value="` + protocol + `"]) p.go button`)
	v.path(card)
	v.next(`main a[href$="/versions"]`)
	v.narrow()
	if !v.has("main details dt") {
		v.t.Errorf("nothing stands side by side: %s", v.state())
	}
}

// months looks at the path of the months: on a phone the list comes before its
// picture, and both have the same numbers.
func (v *view) months(nb string) {
	v.t.Helper()
	v.path(nb + "/timeline")
	v.narrow()
	if !eval[bool](v, `(() => {
		const list = document.querySelector("main ol.rows"), picture = document.querySelector("main svg[role=img]");
		const numbers = e => [...e].map(x => x.textContent).sort().join();
		const below = picture.getBoundingClientRect().top >= list.getBoundingClientRect().bottom || innerWidth > 800;
		return below && numbers(document.querySelectorAll("ol.rows .dot")) === numbers(picture.querySelectorAll("g.dot text"));
	})()`) {
		v.t.Errorf("the picture does not follow its list: %s", v.state())
	}
}

// narrow checks that nothing on the page has to be scrolled sideways.
func (v *view) narrow() {
	v.t.Helper()
	if wide := eval[int](v, "document.documentElement.scrollWidth - innerWidth"); wide > 0 {
		v.t.Errorf("%s is %d pixels too wide", eval[string](v, "location.pathname"), wide)
	}
}

// attribute returns an attribute of the first of what a selector finds.
func (v *view) attribute(selector, name string) string {
	v.t.Helper()
	return eval[string](v, "document.querySelector('"+selector+"').getAttribute('"+name+"')")
}
