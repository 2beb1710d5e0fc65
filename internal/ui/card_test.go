package ui_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/notebook"
)

func TestAProtocolIsReadAsThreeCards(t *testing.T) {
	v := begin(t)
	ref := v.add("protocol", notebook.Values{"title": {"When we travel"}, "purpose": {"home again"}, "before": {"1\n2\n3\n4\n5"}, "during": {"1\n2\n3\n4\n5\n6\n7\n8\n9"},
		"after": {strings.Repeat("x\n", 10)}, "silence": {"call Star"}})
	page := v.get(v.on("card", ref.ID.String()))
	cards := page.all("div.parts section")
	if len(cards) != 3 {
		t.Fatalf("%d cards", len(cards))
	}
	for i, want := range []struct {
		breath, many bool
		lists        int
	}{{false, false, 1}, {true, false, 2}, {true, true, 2}} {
		text := cards[i].text()
		if strings.Contains(text, "A breath.") != want.breath || strings.Contains(text, "These are many.") != want.many || len(cards[i].all("ol")) != want.lists {
			t.Errorf("card %d: %s", i, text)
		}
	}
	if got := cards[1].all("ol")[1].attrs["start"]; got != "6" {
		t.Errorf("after the breath it goes on at %q", got)
	}
	v.get(v.on("card", ref.ID.String(), "everyday"))
	if !v.says("call Star") || v.says("home again") || v.says("A breath.") {
		t.Error("the everyday version is not the short one")
	}
}

func TestAnEmptyPartAsksItsQuestion(t *testing.T) {
	v := begin(t)
	ref := v.add("protocol", notebook.Values{"title": {"When we travel"}})
	page := v.get(v.on("card", ref.ID.String()))
	if got := page.hrefs("div.parts"); len(got) != 3 || got[0] != v.on("protocol", ref.ID.String(), "answer", "before") {
		t.Errorf("the cards lead to %v", got)
	}
}

// Care and bodies are asked about once for a protocol, and the question can be
// put away.
func TestTheQuestionOfAProtocolCanBePutAway(t *testing.T) {
	v := begin(t)
	ref := v.add("protocol", notebook.Values{"title": {"When we travel"}})
	at := v.on("card", ref.ID.String())
	ask := func() []string { return v.get(at).hrefs("section.offer") }
	if !slices.Contains(ask(), v.on("protocol", ref.ID.String(), "answer", "care")) {
		t.Fatalf("asked: %v", ask())
	}
	form := v.page.one(t, "section.offer form")
	v.post(form.attrs["action"], append(fill(form), "suggestion", form.one(t, "button").attrs["value"])...)
	if v.path != at {
		t.Errorf("putting it away led to %s", v.path)
	}
	if slices.Contains(ask(), v.on("protocol", ref.ID.String(), "answer", "care")) {
		t.Error("the question is still there")
	}
}
