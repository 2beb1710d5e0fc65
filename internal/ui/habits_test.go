package ui_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/notebook"
)

func TestHabitsStandInThreeKinds(t *testing.T) {
	v := begin(t)
	v.add("habit", notebook.Values{"title": {"reading in bed"}, "whose": {"each"}})
	v.add("habit", notebook.Values{"title": {"wiping the board"}, "whose": {"ours"}, "sort": {"strong"}, "why": {"an empty room"}})
	v.add("habit", notebook.Values{"title": {"names in notes"}, "whose": {"team"}, "sort": {"unsafe"}, "instead": {"calling"}})
	v.add("habit", notebook.Values{"title": {"humming"}})
	page := v.get(v.on("habits"))
	var groups []string
	for _, section := range page.all("main section") {
		var cards []string
		for _, card := range section.all("li.card") {
			cards = append(cards, card.text())
		}
		groups = append(groups, section.one(t, "h2").text()+": "+strings.Join(cards, " / "))
	}
	want := []string{
		"What we all do: wiping the board a strong habit What it protects, or leaves open an empty room Make an action of it : wiping the board",
		"What a team does: names in notes an unsafe habit What could be there instead calling Make an action of it : names in notes",
		"What each of us does for herself: reading in bed Make an action of it : reading in bed",
		"Whose they are, we have not said: humming Make an action of it : humming",
	}
	if diff := cmp.Diff(want, groups); diff != "" {
		t.Error(diff)
	}
}

// A group that is longer than a page does not push the others apart.
func TestGroupsOfHabitsStayTogetherOverPages(t *testing.T) {
	v := begin(t)
	for i := range 45 {
		v.add("habit", notebook.Values{"title": {"hers " + strconv.Itoa(i)}, "whose": {"each"}})
	}
	v.add("habit", notebook.Values{"title": {"the last one"}, "whose": {"ours"}})
	v.get(v.on("habits"))
	if !v.says("What we all do the last one") {
		t.Errorf("the first page says %s", v.page.one(t, "main").text())
	}
	v.show(v.on("habits"), "page=2")
	if v.says("What we all do") || !v.says("What each of us does for herself") {
		t.Errorf("the second page says %s", v.page.one(t, "main").text())
	}
}

func TestOneTapMakesAHabitAnAction(t *testing.T) {
	v := begin(t)
	habit := v.add("habit", notebook.Values{"title": {"names in notes"}, "whose": {"team"}})
	page := v.get(v.on("habits"))
	v.post(page.one(t, "li.card form").attrs["action"])
	list := v.work().Notebook().Records("action")
	if len(list) != 1 || list[0].Title() != "names in notes" || list[0].Get("whose") != "team" || v.path != v.on("action", list[0].ID.String()) {
		t.Fatalf("%d actions, and we are at %s", len(list), v.path)
	}
	if !strings.Contains(strings.Join(v.page.hrefs("main section"), " "), v.on("habit", habit.ID.String())) {
		t.Error("the action does not lead back to its habit")
	}
	v.post(v.on("habit", habit.ID.String(), "action"))
	if n := len(v.work().Notebook().Records("action")); n != 1 || v.path != v.on("action", list[0].ID.String()) {
		t.Errorf("tapping again makes %d actions, and leads to %s", n, v.path)
	}
	if page := v.get(v.on("habits")); len(page.all("li.card form")) != 0 || !v.says("See its action") {
		t.Error("the sheet still offers to make one")
	}
}

// What could be there instead is a better name for what we will do.
func TestAnActionIsNamedAfterWhatComesInstead(t *testing.T) {
	v := begin(t)
	habit := v.add("habit", notebook.Values{"title": {"names in notes"}, "instead": {"calling about names"}})
	v.post(v.on("habit", habit.ID.String(), "action"))
	if v.heading() != "calling about names" {
		t.Errorf("it is called %q", v.heading())
	}
	v.post(v.on("habit", notebook.ID{9}.String(), "action"))
	if v.last.Status != 404 {
		t.Errorf("a habit that is not there: %d", v.last.Status)
	}
}
