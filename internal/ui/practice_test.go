package ui_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/notebook"
)

func TestPractisingTakesOneTap(t *testing.T) {
	v := begin(t)
	p := v.add("protocol", notebook.Values{"title": {"When we travel"}, "sure": {"2"}})
	card := v.on("card", p.ID.String())
	v.get(card)
	if !v.says("Not talked through yet.") || !v.says("Not practised yet.") || !v.says("2 of us feel sure of it.") {
		t.Errorf("the card says %s", v.page.one(t, "main").text())
	}
	v.post(v.on("protocol", p.ID.String(), "talked"))
	if v.path != card || !v.says("Talked through on 22 November 2026.") {
		t.Errorf("%s says %s", v.path, v.page.one(t, "main").text())
	}
	v.post(v.on("protocol", p.ID.String(), "practised"))
	if !strings.Contains(v.path, "/drill/") || v.heading() != "When we travel" {
		t.Fatalf("practising led to %s", v.path)
	}
	v.submit("sure", "1", "hard", "The number was in the other phone", "open", "Who calls at night?", "next", "2026-11-22")
	v.get(card)
	for _, want := range []string{"Practised on 22 November 2026.", "1 of us feels sure of it.", "The number was in the other phone", "Who calls at night?"} {
		if !v.says(want) {
			t.Errorf("the card does not say %q", want)
		}
	}
	v.get(v.on("home"))
	if !v.says("Practise it again?") {
		t.Error("home does not offer to practise again")
	}
	v.add("drill", notebook.Values{"title": {"again"}, "protocol": {p.ID.String()}, "on": {"2026-11-23"}, "next": {"2027-05-01"}})
	v.get(v.on("home"))
	if v.says("Practise it again?") {
		t.Error("home asks for what was done")
	}
	if v.get(card); !v.says("1 of us feels sure of it.") {
		t.Error("a drill without a count has taken the last one away")
	}
}

// Nobody's understanding stands beside her name: a drill has no place for one.
func TestADrillKnowsNoNames(t *testing.T) {
	for _, f := range notebook.KindOf("drill").Fields {
		if f.Of == "person" || f.Type == notebook.Marks {
			t.Errorf("%s could hold who it was", f.Name)
		}
	}
	v := begin(t)
	v.add("person", notebook.Values{"alias": {"CANARY"}})
	p := v.add("protocol", notebook.Values{"title": {"When we travel"}, "owner": {"CANARY"}})
	v.post(v.on("protocol", p.ID.String(), "practised"))
	for _, path := range []string{v.path, v.on("drills"), v.on("new", "drill")} {
		if v.get(path); strings.Contains(string(v.last.Body), "CANARY") {
			t.Errorf("%s names someone", path)
		}
	}
}

// Where a list of measures is written, the page says when it has become long.
func TestManyMeasuresAreKindlySpokenOfWhereTheyAreWritten(t *testing.T) {
	v := begin(t)
	for n, want := range map[int]string{4: "", 5: "That is a good handful.", 9: "That is a good handful.", 10: "These are many."} {
		p := v.add("protocol", notebook.Values{"title": {"p"}, "during": {strings.Repeat("x\n", n)}})
		v.get(v.on("protocol", p.ID.String()))
		for _, words := range []string{"That is a good handful.", "These are many."} {
			if v.says(words) != (words == want) {
				t.Errorf("%d measures: %q is said: %t", n, words, v.says(words))
			}
		}
	}
}

// The everyday version is two taps from home.
func TestTheEverydayVersionIsTwoTapsAway(t *testing.T) {
	v := begin(t)
	p := v.add("protocol", notebook.Values{"title": {"When we travel"}, "before": {"Tell Luna"}})
	v.get(v.on("home"))
	if !slices.Contains(v.page.hrefs("main"), v.on("protocols")) {
		t.Fatal("home does not lead to the protocols")
	}
	if v.get(v.on("protocols")); !slices.Contains(v.page.hrefs("main"), v.on("card", p.ID.String(), "everyday")) {
		t.Errorf("the protocols lead to %v", v.page.hrefs("main"))
	}
}

// Both questions of a protocol come, one after the other, also when the first
// was put away.
func TestPuttingOneQuestionAwayLeavesTheOther(t *testing.T) {
	v := begin(t)
	p := v.add("protocol", notebook.Values{"title": {"When we travel"}})
	at, path := v.on("card", p.ID.String()), v.on("protocol", p.ID.String(), "answer")
	for _, name := range []string{"care", "physical"} {
		v.get(at)
		if !slices.Contains(v.page.hrefs("section.offer"), path+"/"+name) {
			t.Fatalf("%s is not asked: %v", name, v.page.hrefs("section.offer"))
		}
		form := v.page.one(t, "section.offer form")
		v.post(form.attrs["action"], append(fill(form), "suggestion", form.one(t, "button").attrs["value"])...)
	}
	if v.get(at); len(v.page.all("section.offer")) != 0 {
		t.Error("something is asked still")
	}
}
