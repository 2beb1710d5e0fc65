package ui_test

import (
	"strings"
	"testing"

	"amparo/internal/notebook"
)

func TestHomeIsAPathOfSixStations(t *testing.T) {
	v := begin(t)
	page := v.get(v.on("home"))
	var got []string
	for _, a := range page.all("ol.way a") {
		got = append(got, a.text())
	}
	if want := "Risks Plan Protocols Agree Live it Pass it on"; strings.Join(got, " ") != want {
		t.Errorf("%q", got)
	}
	if n := len(page.all("ol.way li.begun")); n != 0 {
		t.Errorf("%d stations have begun in an empty notebook", n)
	}
	page.one(t, "section.offer a[href="+v.on("first", "worries")+"]")

	v.add("risk", notebook.Values{"title": {"an infected link"}})
	v.add("row", notebook.Values{"threats": {"an infected link"}})
	v.add("action", notebook.Values{"title": {"call first"}, "state": {"well"}})
	page = v.get(v.on("home"))
	if n := len(page.all("ol.way li.begun")); n != 3 {
		t.Errorf("%d stations have begun", n)
	}
	for _, words := range []string{"1 worry named", "1 row", "1 action on its way", "when we want to"} {
		if !v.says(words) {
			t.Errorf("it does not say %q", words)
		}
	}
}

func TestOneThingForThisWeekCanBePutAway(t *testing.T) {
	v := begin(t)
	v.add("action", notebook.Values{"title": {"later"}, "state": {"notyet"}})
	ref := v.add("action", notebook.Values{"title": {"mend the lock"}, "state": {"underway"}})
	v.get(v.on("home"))
	if !v.says("One thing for this week mend the lock") {
		t.Fatalf("it does not propose what is under way: %s", v.page.one(t, "div.begin").text())
	}
	v.post(v.on("hide"), "suggestion", "week."+ref.ID.String(), "back", v.on("home"))
	if v.path != v.on("home") || v.says("mend the lock") {
		t.Error("it comes back after it was put away")
	}
	v.post("/settings/suggestions")
	v.get(v.on("home"))
	if !v.says("mend the lock") {
		t.Error("it does not come back when asked for")
	}
}

func TestADayToLookAgainIsSaidGently(t *testing.T) {
	v := begin(t)
	v.add("agreement", notebook.Values{"title": {"Travel"}, "on": {"2026-05-01"}, "again": {"2026-11-01"}})
	v.add("agreement", notebook.Values{"title": {"Visitors"}, "on": {"2026-10-01"}, "again": {"2027-04-01"}})
	v.get(v.on("home"))
	if !v.says("Travel: we wanted to look again around now.") || v.says("Visitors:") || !v.says("agreed on 1 October 2026") {
		t.Error(v.page.one(t, "main").text())
	}
}
