package ui_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/notebook"
)

// Looking again writes the readings and the reason at once; the earlier view
// stays readable with its day and its reason.
func TestLookingAgainKeepsTheEarlierView(t *testing.T) {
	v := begin(t)
	ref := v.add("risk", notebook.Values{"title": {"raid"}, "probability": {"4"}, "impact": {"5"}, "reaction": {"5"}, "because": {"the hearing"}})
	v.now = v.now.AddDate(0, 0, 20)
	page := v.get(v.on("risk", ref.ID.String(), "moves"))
	if box := page.one(t, "textarea[name=because]"); box.text() != "" {
		t.Errorf("an old reason stands beside a new view: %q", box.text())
	}
	v.fill("probability", "2", "because", "the lamp is there")
	v.now = v.now.AddDate(0, 0, 1)
	page = v.get(v.on("risk", ref.ID.String(), "moves"))
	var got []string
	for _, li := range page.all("ul.rows li") {
		got = append(got, li.text())
	}
	want := []string{
		"Yesterday Probability: low, before high Impact: still very heavy Reaction: still very shaken Why: the lamp is there",
		"22 November 2026 Probability: high Impact: very heavy Reaction: very shaken Why: the hearing",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if r := v.of(ref); r.Get("because") != "the lamp is there" || r.Beside("because") != nil || r.Beside("probability") != nil {
		t.Errorf("%v", r.Fields)
	}
	if v.get(v.on("history")); len(v.page.all("section")) != 2 {
		t.Error("it was not one sitting")
	}
	if v.get(v.on("risk", ref.ID.String(), "moves")); !v.says("Along the line: from 22 November 2026 to 12 December 2026.") {
		t.Error(v.page.one(t, "main").text())
	}
}

// A form that changes nothing takes no reason away, and looking without another
// view keeps why.
func TestLookingWithoutAnotherView(t *testing.T) {
	v := begin(t)
	ref := v.add("risk", notebook.Values{"title": {"raid"}, "probability": {"4"}, "because": {"the hearing"}})
	v.now = v.now.AddDate(0, 0, 20)
	v.get(v.on("risk", ref.ID.String(), "moves"))
	v.fill()
	if got := v.of(ref).Get("because"); got != "the hearing" {
		t.Errorf("the reason became %q", got)
	}
	v.get(v.on("risk", ref.ID.String(), "moves"))
	v.fill("because", "we looked, it is so")
	if got := v.page.all("ul.rows li")[0].text(); got != "Today Probability: still high Why: we looked, it is so" {
		t.Errorf("%q", got)
	}
	v.get(v.on("risk", ref.ID.String(), "moves"))
	v.fill("probability", "", "because", "")
	if r := v.of(ref); r.Get("probability") != "" || r.Get("because") != "" {
		t.Errorf("not sure: %v", r.Fields)
	}
}

func TestAPersonsViewMovesByItself(t *testing.T) {
	v := begin(t)
	ref := v.add("risk", notebook.Values{"title": {"raid"}, "impact": {"1"}, "impact_personal": {"5"}})
	v.show(v.on("risk", ref.ID.String(), "moves"), "for=person")
	if !v.says("Impact on a person: very heavy") || v.says("Impact: light") {
		t.Error(v.page.one(t, "main").text())
	}
	v.fill("impact_personal", "2")
	if r := v.of(ref); r.Get("impact_personal") != "2" || r.Get("impact") != "1" {
		t.Errorf("%v", r.Fields)
	}
}

// The picture holds one line a reading, told apart by how it is drawn and by
// its marks, and no text; the words stand around it.
func TestThePictureOfMovesIsToldApartWithoutColour(t *testing.T) {
	v := start(t)
	v.post("/look")
	for _, r := range v.work().Notebook().Records("risk") {
		page := v.get(v.on("risk", r.ID.String(), "moves"))
		if len(page.all("ul.rows li")) < 3 {
			continue
		}
		svg := page.one(t, "svg.scene")
		if svg.text() != "" || svg.attrs["aria-hidden"] != "true" {
			t.Error("the picture holds text, which cannot be mirrored")
		}
		dashes, marks := map[string]bool{}, map[string]bool{}
		for _, g := range svg.all("g") {
			_, shape, _ := strings.Cut(g.all("path")[0].attrs["d"], "m")
			marks[shape] = true
		}
		for _, p := range svg.all("path") {
			if strings.Contains(p.attrs["d"], "L") {
				dashes[p.attrs["stroke-dasharray"]] = true
			}
			if p.attrs["stroke"] != "" || p.attrs["fill"] != "" {
				t.Error("a line has a colour of its own")
			}
		}
		if len(dashes) != 3 || len(marks) != 3 {
			t.Errorf("%d ways of drawing, %d shapes", len(dashes), len(marks))
		}
		return
	}
	t.Fatal("no risk of the example moved")
}
