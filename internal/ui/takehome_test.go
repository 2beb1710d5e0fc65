package ui_test

import (
	"strings"
	"testing"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/paper"
)

// While nothing is written each part says what it is for, with an example and
// one thing to do.
func TestTakingItHomeBegins(t *testing.T) {
	v := begin(t)
	page := v.get(v.on("take-home"))
	if n := len(page.all("main section .example")); n != 4 {
		t.Errorf("%d examples", n)
	}
	for _, kind := range []string{"area", "wave", "barrier", "feedback"} {
		ways := 0
		for _, path := range page.hrefs("main section") {
			if path == v.on("new", kind) {
				ways++
			}
		}
		if ways != 1 {
			t.Errorf("%d ways to begin with %s", ways, kind)
		}
	}
	if v.get(v.on("home")); !v.says("when we want to") {
		t.Error("home asks for more than there is")
	}
}

func TestTakingItHomeBringsTheSheetsTogether(t *testing.T) {
	v := begin(t)
	travel := v.add("protocol", notebook.Values{"title": {"Travelling home"}})
	swallow := v.add("person", notebook.Values{"alias": {"Swallow"}})
	first := v.add("wave", notebook.Values{"title": {"The radio and the kitchen"}, "from": {"2026-12-20"}, "protocols": {travel.ID.String()}})
	v.add("wave", notebook.Values{"title": {"The villages"}})
	v.add("area", notebook.Values{"title": {"The radio team"}, "meets": {"Every second Tuesday"}, "delegate": {swallow.ID.String()}, "wave": {first.ID.String()}})
	v.add("area", notebook.Values{"title": {"The office"}, "delegate": {swallow.ID.String()}})
	v.add("barrier", notebook.Values{"title": {"Full evenings"}, "idea": {"Ten minutes with the tea"}})
	open := v.add("barrier", notebook.Values{"title": {"Old habits"}})
	v.add("feedback", notebook.Values{"title": {"Too long for the bus"}, "answer": {"A card"}})
	page := v.get(v.on("take-home"))
	var parts []string
	for _, section := range page.all("main section") {
		parts = append(parts, section.text())
	}
	for i, want := range [][]string{
		{"Our areas", "Every second Tuesday", "Our small commission: Swallow"},
		{"First The radio and the kitchen", "20 December 2026", "Travelling home", "The radio team", "After that The villages"},
		{"10 minutes 20 minutes 45 minutes"},
		{"Full evenings Ten minutes with the tea", "Old habits What is an idea for it?"},
		{"Too long for the bus A card", "a name is not shown", "paper is better"},
	} {
		for _, words := range want {
			if !strings.Contains(parts[i], words) {
				t.Errorf("%q is not in %q", words, parts[i])
			}
		}
	}
	if strings.Contains(parts[0], "Swallow · Swallow") || !strings.Contains(strings.Join(page.hrefs("main"), " "), v.on("barrier", open.ID.String(), "answer", "idea")) {
		t.Errorf("%q", parts)
	}
	if v.says("anonymous") {
		t.Error("what is not shown is called anonymous")
	}
	if v.get(v.on("home")); !v.says("starting first: The radio and the kitchen") {
		t.Error("home does not say who starts")
	}
}

// An agenda on screen has the steps of the paper and what we begin with; another
// length is no page.
func TestAnAgendaOnScreen(t *testing.T) {
	v := begin(t)
	travel := v.add("protocol", notebook.Values{"title": {"Travelling home"}})
	v.add("wave", notebook.Values{"title": {"The radio"}, "protocols": {travel.ID.String()}})
	for _, minutes := range []string{"10", "20", "45"} {
		page := v.get(v.on("take-home", minutes))
		if !v.says("A meeting of "+minutes+" minutes") || !v.says("We begin with: Travelling home") {
			t.Errorf("%s: %s", minutes, page.one(t, "main").text())
		}
		if !strings.Contains(strings.Join(page.hrefs("main"), " "), v.on("print", "everyday", travel.ID.String())) {
			t.Error("no way to the page for every day")
		}
	}
	d, err := paper.Agenda(45, v.work().Notebook(), locale.New("en"), paper.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if rows := v.page.all("main tbody tr"); len(rows) != len(d.Blocks[1].Table.Rows) {
		t.Errorf("%d steps on screen, %d on paper", len(rows), len(d.Blocks[1].Table.Rows))
	}
	for _, minutes := range []string{"30", "0", "x"} {
		if v.get(v.on("take-home", minutes)); v.last.Status != 404 {
			t.Errorf("a meeting of %s: %d", minutes, v.last.Status)
		}
	}
}

// However much is written, the page stays calm and leads to the rest.
func TestTakingItHomeStaysShort(t *testing.T) {
	v := begin(t)
	for range 30 {
		v.add("barrier", notebook.Values{"title": {strings.Repeat(`"long" `, 60)}, "idea": {strings.Repeat(`"idea" `, 200)}})
		v.add("area", notebook.Values{"title": {"An area"}})
	}
	page := v.get(v.on("take-home"))
	if n := len(page.all("main tbody tr")); n != 12 {
		t.Errorf("%d areas at once", n)
	}
	if len(v.last.Body) > 60_000 || !v.says("There is more on the sheet.") {
		t.Errorf("%d bytes", len(v.last.Body))
	}
}
