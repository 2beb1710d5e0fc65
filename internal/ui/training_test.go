package ui_test

import (
	"strconv"
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

func TestWishesAreCollectedFromWhereTheyStand(t *testing.T) {
	v := begin(t)
	action := v.add("action", notebook.Values{"title": {"Look at the apps"}, "training": {"Who sees my pictures?"}})
	v.add("protocol", notebook.Values{"title": {"When we travel"}, "open": {"Who drives?"}, "hard": {"no signal"}})
	v.add("choice", notebook.Values{"title": {"Signal"}, "learn": {"yes"}, "way": {"an old phone"}})
	page := v.get(v.on("training"))
	cards := page.all("ul.cards li.card")
	want := []string{"An action Look at the apps Training wanted Who sees my pictures?", "A choice Signal What stands in the way an old phone",
		"Protocol When we travel Open questions Who drives? What gets in the way no signal"}
	if len(cards) != len(want) {
		t.Fatalf("%d wishes", len(cards))
	}
	for i, card := range cards {
		if !strings.HasPrefix(card.text(), want[i]) {
			t.Errorf("wish %d: %s", i, card.text())
		}
	}
	v.post(cards[0].one(t, "form").attrs["action"])
	list := v.work().Notebook().Records("training")
	if len(list) != 1 || list[0].Title() != "Look at the apps" || v.path != v.on("training", list[0].ID.String()) {
		t.Fatalf("%d records, and we are at %s", len(list), v.path)
	}
	for name := range list[0].Fields {
		if name != "title" && name != "action" && name != notebook.Order {
			t.Errorf("%s was copied", name)
		}
	}
	if !v.says("Who sees my pictures?") {
		t.Error("what the action says does not stand beneath")
	}
	v.set(action, workspace.Edit{Field: "training", Texts: []string{"Which program asks for my place?"}})
	if page := v.get(v.on("training")); !v.says("Which program asks for my place?") || v.says("Who sees my pictures?") || len(page.all("ul.cards li.card")) != 2 {
		t.Errorf("the sheet says %s", page.one(t, "main").text())
	}
	if v.get(v.on("training", list[0].ID.String())); !v.says("Which program asks for my place?") {
		t.Error("the record's page does not say the present words")
	}
	v.post(v.on("action", action.ID.String(), "training"))
	if n := len(v.work().Notebook().Records("training")); n != 1 || v.path != v.on("training", list[0].ID.String()) {
		t.Errorf("noting again makes %d records, and leads to %s", n, v.path)
	}
}

// Only what can wish for something can be noted.
func TestOnlyWhatWishesIsNoted(t *testing.T) {
	v := begin(t)
	risk := v.add("risk", notebook.Values{"title": {"fire"}})
	person := v.add("person", notebook.Values{"alias": {"Luna"}})
	for _, path := range []string{"risk/" + risk.ID.String(), "who/" + person.ID.String(), "title/" + risk.ID.String(), "action/" + risk.ID.String()} {
		if v.post(v.on(path, "training")); v.last.Status != 404 {
			t.Errorf("%s: %d", path, v.last.Status)
		}
	}
}

func TestManyWishesHaveAPageOfTheirOwn(t *testing.T) {
	v := begin(t)
	v.get(v.on("wishes"))
	if !v.says("Nothing is wished for") {
		t.Errorf("without a wish: %s", v.page.one(t, "main").text())
	}
	for i := range 90 {
		v.add("action", notebook.Values{"title": {"Learn " + strconv.Itoa(i)}, "training": {strings.Repeat("long ", 300)}})
	}
	if page := v.get(v.on("training")); len(page.all("ul.cards li.card")) != 3 || !v.says("All wishes") || len(v.last.Body) > sheetPage {
		t.Errorf("the sheet has %d wishes and %d bytes", len(page.all("ul.cards li.card")), len(v.last.Body))
	}
	if page := v.get(v.on("wishes")); len(page.all("ul.cards li.card")) < 20 || len(v.last.Body) > sheetPage || !v.says("of 90") {
		t.Errorf("the page has %d wishes and %d bytes", len(page.all("ul.cards li.card")), len(v.last.Body))
	}
}

// A sheet whose every record has origins that say much stays a page.
func TestTrainingWithLongOriginsStaysSmall(t *testing.T) {
	v := begin(t)
	for i := range 60 {
		long := []string{strings.Repeat("long ", 300)}
		action := v.add("action", notebook.Values{"title": {"Learn " + strconv.Itoa(i)}, "training": long})
		choice := v.add("choice", notebook.Values{"title": {"Learn " + strconv.Itoa(i)}, "learn": {"yes"}, "why": long, "way": long})
		v.add("training", notebook.Values{"title": {"Learn " + strconv.Itoa(i)}, "action": {action.ID.String()}, "choice": {choice.ID.String()}})
	}
	if v.get(v.on("training")); len(v.last.Body) > sheetPage {
		t.Errorf("%d bytes", len(v.last.Body))
	}
}

func TestTrainingPrintsFilledAndBlank(t *testing.T) {
	v := begin(t)
	noted := v.add("action", notebook.Values{"title": {"Fewer names"}, "training": {"A key list"}})
	v.add("training", notebook.Values{"title": {"Fewer names"}, "action": {noted.ID.String()}})
	v.add("choice", notebook.Values{"title": {"Signal"}, "learn": {"yes"}, "way": {"an old phone"}})
	v.add("training", notebook.Values{"title": {"Take a picture down"}, "who": {"Rain", "Jasmine"}, "by": {"2027-03-01"}, "teach": {"Swallow"}})
	for query, filled := range map[string]bool{"": true, "blank=1": false} {
		v.show(v.on("print", "training"), query)
		body := string(v.last.Body)
		for _, word := range []string{"Take a picture down", "Jasmine", "1 March 2027", "Swallow", "A key list", "Signal", "an old phone"} {
			if strings.Contains(body, word) != filled {
				t.Errorf("%q: %s is there: %v", query, word, !filled)
			}
		}
		if !strings.Contains(body, "Who could teach") {
			t.Errorf("%q has no heading", query)
		}
	}
}
