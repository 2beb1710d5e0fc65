package e2e_test

import (
	"strings"
	"testing"
)

// taken is what is typed about taking it home.
type taken struct{ protocol, area, meets, delegate, wave, barrier, idea, said, lead string }

var homeward = map[string]taken{
	"en": {"Travelling home", "The radio team", "Every second Tuesday", "Swallow", "The radio and the kitchen",
		"The evenings are full", "Ten minutes with the tea", "Too long for the bus", "For a meeting that we have already."},
	"es": {"El viaje a casa", "El equipo de radio", "Un martes sí y otro no", "Golondrina", "La radio y la cocina",
		"Las tardes están llenas", "Diez minutos con el té", "Demasiado largo para el autobús", "Para una reunión que ya tenemos."},
	"ar": {"طريق العودة", "فريق الإذاعة", "كل ثلاثاءين مرة", "سنونو", "الإذاعة والمطبخ",
		"الأمسيات ممتلئة", "عشر دقائق مع الشاي", "طويلة في الحافلة", "لاجتماع نعقده أصلًا."},
}

// Areas with their delegate, who starts first, what could get in the way with an
// idea, and what was said, on one page; from there to an agenda and to slips.
func TestTakingItHomeInArabic(t *testing.T) {
	takingHome(t, "ar", look{lang: "ar", width: 360, dark: true})
}
func TestTakingItHomeInSpanish(t *testing.T) { takingHome(t, "es", look{lang: "es", width: 360}) }
func TestTakingItHomeWithoutJavaScript(t *testing.T) {
	takingHome(t, "en", look{lang: "en", width: 360, noJS: true})
}

func takingHome(t *testing.T, lang string, l look) {
	t.Parallel()
	w := homeward[lang]
	v, nb := inOurs(t, l)
	v.note(nb, "protocol", w.protocol)
	v.path(nb + "/new/person")
	v.fill(`[name="alias"]`, w.delegate)
	v.next("main form[data-autosave] .go button")

	v.path(nb + "/pass")
	v.next(`main nav a[href$="/take-home"]`)
	if n := eval[int](v, `document.querySelectorAll("main section > .card .button").length`); n != 4 {
		t.Errorf("while empty it has %d things to do: %s", n, v.state())
	}
	v.next(`main a[href$="/new/wave"]`)
	v.fill(`[name="title"]`, w.wave)
	v.click(`label:has([name="protocols"]:not([value=""]))`)
	v.next("main form[data-autosave] .go button")
	v.note(nb, "area", w.area, func() {
		v.fill(`[name="meets"]`, w.meets)
		v.click(`label:has([name="delegate"]:not([value=""]))`)
	})
	v.click("main details.more summary")
	v.click(`label:has([name="wave"]:not([value=""]))`)
	v.next("main form[data-autosave] .go button")
	v.note(nb, "barrier", w.barrier)
	v.note(nb, "feedback", w.said)

	v.path(nb + "/take-home")
	v.holds("main", w.area, w.meets, w.delegate, w.wave, w.protocol, w.barrier, w.said)
	v.next(`main a[href$="/answer/idea"]`)
	v.fill(`[name="idea"]`, w.idea)
	v.next(`main form button[type="submit"], main form .go button`)
	v.path(nb + "/take-home")
	v.holds("main", w.idea)
	v.narrow()

	v.next(`main a[href$="/take-home/20"]`)
	v.holds("main", w.lead, w.protocol)
	if n := eval[int](v, `document.querySelectorAll("main tbody tr").length`); n != 5 {
		t.Errorf("%d steps: %s", n, v.state())
	}
	v.narrow()
	paper := eval[string](v, `document.querySelector('main a[href*="/print/agenda/20"]').getAttribute("href")`)
	v.path(paper)
	v.holds("main", w.lead, w.protocol)
	v.path(nb + "/print/feedback-slips")
	if page := v.text("main"); strings.Contains(page, w.area) || strings.Contains(page, w.protocol) || strings.Contains(page, w.delegate) {
		t.Errorf("a slip tells of us: %s", page)
	}
	lines := eval[[]float64](v, `[...document.querySelectorAll(".line")].map(e => e.getBoundingClientRect().height * 25.4 / 96)`)
	if len(lines) != 16 || lines[0] < 8 {
		t.Errorf("lines to write on, in mm: %v", lines)
	}
	v.path(nb + "/home")
	v.holds("main", w.wave)
	if errors := v.seen.errors(); len(errors) > 0 {
		t.Errorf("the browser complained: %q", errors[0])
	}
}
