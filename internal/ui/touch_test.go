package ui_test

import (
	"strings"
	"testing"
	"time"

	"amparo/internal/notebook"
)

// alone returns a notebook of one's own.
func alone(t *testing.T) *visitor {
	v := start(t)
	v.post("/create/me", "own", "", "offered", "one two three four five six")
	v.get(v.on("home"))
	return v
}

func TestKeepingInTouchOneAtATime(t *testing.T) {
	v := alone(t)
	v.post(v.on("touch"), "do", "begin")
	first := v.path
	v.post(v.on("touch"), "do", "begin")
	if v.path != first || len(v.work().Notebook().Records("checkin")) != 1 {
		t.Errorf("a second one was begun: %s", v.path)
	}
	v.post(v.on("touch"), "do", "keep")
	v.post(v.on("touch"), "do", "ask")
	if len(v.work().Notebook().Records("checkin")) != 2 {
		t.Error("a question on any day does not begin another")
	}
}

// Nothing is counted: ten weeks of silence look like three.
func TestTenWeeksLookLikeThree(t *testing.T) {
	var seen []string
	for _, weeks := range []int{3, 10} {
		v := alone(t)
		day := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -7*weeks).Format(time.DateOnly)
		v.add("checkin", notebook.Values{"title": {"quiet"}, "on": {day}})
		v.post(v.on("touch"), "do", "rhythm", "weeks", "3")
		touch := v.page.one(t, "main").text()
		v.get(v.on("home"))
		if !v.says("How are you?") {
			t.Error("home does not offer it")
		}
		seen = append(seen, touch+v.page.one(t, "main").text())
		v.post(v.on("touch"), "do", "pause")
		if v.get(v.on("home")); v.says("How are you?") {
			t.Error("home offers it during a pause")
		}
	}
	if seen[0] != seen[1] {
		t.Errorf("they differ:\n%s\n%s", seen[0], seen[1])
	}
}

func TestACollectiveHasNoCheckins(t *testing.T) {
	v := begin(t)
	if v.post(v.on("touch"), "do", "begin"); v.last.Status != 404 {
		t.Errorf("%d", v.last.Status)
	}
}

func TestDaysForACalendar(t *testing.T) {
	v := begin(t)
	v.add("protocol", notebook.Values{"title": {"canary"}, "review": {"2027-03-01"}})
	v.get(v.on("calendar"))
	if !v.says("1 March 2027") {
		t.Error("the page does not show the day")
	}
	v.post(v.on("calendar"), "word", "")
	if file := string(v.last.Body); v.last.Download != "notes.ics" || !strings.Contains(file, "20270301") || strings.Contains(file, "canary") {
		t.Errorf("%s: %s", v.last.Download, file)
	}
}
