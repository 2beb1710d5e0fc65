package ui_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/ui"
)

// invent adds Amal with a risk of hers, beside one of ours.
func (v *visitor) invent() (amal, hers, ours notebook.Ref) {
	v.t.Helper()
	amal = v.add("persona", notebook.Values{"title": {"Amal"}, "life": {"studies nursing"}})
	hers = v.add("risk", notebook.Values{"title": {"her phone is read"}, "probability": {"4"}, "impact": {"3"}, "persona": {amal.ID.String()}})
	ours = v.add("risk", notebook.Values{"title": {"our office is searched"}, "probability": {"2"}, "impact": {"5"}})
	return amal, hers, ours
}

// Hers and ours never stand in one list: on no sheet, map, guide or state.
func TestAPersonasRisksStandApart(t *testing.T) {
	v := begin(t)
	amal, _, _ := v.invent()
	for _, page := range []string{"risks", "map", "model/which"} {
		v.get(v.on(page))
		if v.says("her phone is read") || !v.says("our office is searched") {
			t.Errorf("%s shows: %s", page, v.page.one(t, "main").text())
		}
		v.show(v.on(page), "of="+amal.ID.String())
		if !v.says("her phone is read") || v.says("our office is searched") {
			t.Errorf("hers on %s: %s", page, v.page.one(t, "main").text())
		}
		if !v.says("Amal, invented. These are her risks, and none of ours.") {
			t.Errorf("%s does not say that she is invented", page)
		}
	}
	if v.show(v.on("risks"), "by=weight"); v.says("her phone") {
		t.Error("hers stand among the heaviest of ours")
	}
	v.get(v.on("first", "weigh"))
	if v.says("her phone") || !v.says("our office") {
		t.Error("the first half hour weighs hers")
	}
	if v.get(v.on("home")); !v.says("1 worry named") {
		t.Error("home counts hers")
	}
}

// Wherever she shows, the page says that she is invented.
func TestAPersonaIsSaidToBeInvented(t *testing.T) {
	v := begin(t)
	amal, hers, _ := v.invent()
	row := v.add("row", notebook.Values{"threats": {"phones"}, "risks": {hers.ID.String()}})
	for _, path := range []string{
		v.on("risk", hers.ID.String()), v.on("risk", hers.ID.String(), "ask", "title"), v.on("risk", hers.ID.String(), "moves"),
		v.on("risk", hers.ID.String(), "apart"), v.on("row", row.ID.String()), v.on("risks"), v.on("map"), v.on("model", "which"),
	} {
		v.get(path)
		if text := v.page.one(t, "main").text(); !strings.Contains(text, "Amal, invented") {
			t.Errorf("%s: %s", path, text)
		}
	}
	v.get(v.on("personas"))
	if th := v.page.one(t, "tbody th"); th.text() != "Amal invented" {
		t.Errorf("her sheet says %q", th.text())
	}
	v.get(v.on("persona", amal.ID.String()))
	if !strings.HasPrefix(v.page.one(t, "main").text(), "An invented woman") || !slices.Contains(v.page.hrefs("p.onward"), v.on("risks")+"?of="+amal.ID.String()) {
		t.Error(v.page.one(t, "main").text())
	}
}

// Whatever page names a risk of hers, that page says that it is invented, and so
// does each list in which one of hers stands beside one of ours.
func TestWhereverHerRisksStandTheySayWhoseTheyAre(t *testing.T) {
	v := begin(t)
	amal, hers, ours := v.invent()
	v.add("row", notebook.Values{"threats": {"phones"}, "risks": {hers.ID.String(), ours.ID.String()}})
	v.add("indicator", notebook.Values{"title": {"a car"}, "risks": {hers.ID.String(), ours.ID.String()}})
	for _, persona := range []string{amal.ID.String(), ""} {
		gone := v.add("risk", notebook.Values{"title": {map[bool]string{true: "our bin", false: "her bin"}[persona == ""]}, "persona": {persona}})
		v.post(v.on("risk", gone.ID.String(), "remove"))
	}
	pages, lists := 0, 0
	look := func(path string) {
		body := string(v.last.Body)
		if v.last.Status != 200 || !strings.Contains(body, "her phone is read") && !strings.Contains(body, "her bin") {
			return
		}
		if pages++; !strings.Contains(strings.ToLower(body), "invented") {
			t.Errorf("%s does not say that she is invented", path)
		}
		if v.page == nil {
			return
		}
		over := v.heading()
		for _, p := range v.page.all("main p.over") {
			over = p.text() + over
		}
		for _, li := range v.page.all("main li") {
			words := li.text()
			if len(li.all("li")) > 1 || !strings.Contains(words, "her phone is read") && !strings.Contains(words, "her bin") {
				continue
			}
			if lists++; !strings.Contains(strings.ToLower(words), "invented") && !strings.Contains(over, "invented") {
				t.Errorf("%s: in a list stands %s", path, words)
			}
		}
	}
	for _, r := range ui.Routes() {
		if r.Method != "GET" {
			continue
		}
		for _, path := range v.places(r.Pattern) {
			v.get(path)
			look(path)
		}
	}
	for _, words := range []string{"phone", "office"} {
		v.post(v.on("search"), "words", words)
		look("search for " + words)
	}
	if pages < 20 || lists < 8 {
		t.Errorf("hers were seen on %d pages and in %d lists", pages, lists)
	}
}

// A risk that begins on her sheet is hers; her risks make no row of our plan by
// themselves; removed or deleted, she leaves them where they are.
func TestHerRisksStayHers(t *testing.T) {
	v := begin(t)
	amal, hers, _ := v.invent()
	v.show(v.on("new", "risk"), "of="+amal.ID.String())
	v.fill("title", "she is followed")
	if list := v.work().Notebook().RisksOf(amal.ID); len(list) != 2 || list[1].Title() != "she is followed" {
		t.Fatalf("her risks: %v", list)
	}
	if v.get(v.on("risk", hers.ID.String())); v.says("Make a row of it") {
		t.Error("a row of our plan is offered for hers")
	}
	v.post(v.on("persona", amal.ID.String(), "remove"))
	if v.get(v.on("risks")); v.says("her phone") || !v.says("Amal, invented") {
		t.Error("with her gone, her risks come among ours")
	}
	if err := v.work().Forget(t.Context(), amal); err != nil {
		t.Fatal(err)
	}
	v.show(v.on("risks"), "of="+amal.ID.String())
	if !v.says("Someone invented") || !v.says("her phone is read") {
		t.Error("her risks are not found any more")
	}
}
