package e2e_test

import "testing"

// A heading is tapped and asks its questions in a protocol of ours; a protocol
// that is written out is read, and then taken. On a phone, from right to left.
func TestIdeasForProtocolsInArabic(t *testing.T) {
	ideasForProtocols(t, look{lang: "ar", width: 360}, "بحرية، في كل مرة", "هل نفتح الهاتف إن طُلب منا؟")
}

func TestIdeasForProtocolsInSpanish(t *testing.T) {
	ideasForProtocols(t, look{lang: "es", width: 360, dark: true}, "Cada una decide libremente", "¿Desbloqueamos el teléfono si nos lo piden?")
}

// The same, with JavaScript switched off.
func TestIdeasForProtocolsWithoutJavaScript(t *testing.T) {
	ideasForProtocols(t, look{lang: "en", width: 360, noJS: true}, "Each decides freely", "Do we unlock the phone if we are asked?")
}

func ideasForProtocols(t *testing.T, l look, whole, question string) {
	t.Parallel()
	needs(t, "chromium")
	p := start(t)
	v := open(t, p.address, l)
	v.next(`a[href="/create/us"]`)
	v.begin()
	nb := eval[string](v, `location.pathname.split("/").slice(0, 3).join("/")`)

	v.path(nb + "/ideas/protocol")
	v.next("#idea-2 a")
	v.holds("main", whole)
	wide(v)
	v.next("main form button")
	v.holds("#idea-2", v.text("#idea-2 h3"))
	if v.has("#idea-2 form") || !v.has("#idea-2 [role=status] a") {
		t.Errorf("what was taken is offered again: %s", v.state())
	}

	wide(v)
	v.holds("#idea-11", question)
	v.click("#idea-11 button")
	v.until("the heading in our list", `document.querySelector("#idea-11 [role=status] a")`)
	heading := v.text("#idea-11 h3")
	v.next("#idea-11 [role=status] a")
	if v.heading() != heading {
		t.Errorf("the protocol is called %q, not %q", v.heading(), heading)
	}
	v.holds("main", question)
	if errors := v.seen.errors(); len(errors) > 0 {
		t.Errorf("the browser complained: %q", errors[0])
	}
}

// wide reports what scrolls sideways on a narrow screen.
func wide(v *view) {
	v.t.Helper()
	if n := eval[int](v, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); n > 0 {
		v.t.Errorf("the page is %d px too wide: %s", n, v.state())
	}
}
