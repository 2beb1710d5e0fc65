package ui_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/notebook"
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
