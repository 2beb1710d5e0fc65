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

// A second one is not begun beside an open one, and what was typed stays.
func TestASecondCheckinLosesNothing(t *testing.T) {
	v := alone(t)
	v.get(v.on("new", "checkin"))
	stale := v.page.one(t, "main form[data-autosave]").attrs["action"]
	v.post(stale, "title", "the first")
	for _, begun := range []string{v.on("new", "checkin"), v.on("ask", "checkin")} {
		if v.get(begun); !strings.Contains(v.path, strings.TrimPrefix(stale, v.on())) {
			t.Errorf("%s leads to %s and not to the open one", begun, v.path)
		}
	}
	other := v.on("checkin", "aaaaaaaaaaaaaaaa")
	for _, path := range []string{other, other + "/ask/title"} {
		v.post(path, "title", "the second, long", "how", "a great deal", "go", "on")
		if len(v.work().Notebook().Records("checkin")) != 1 || !v.says("Another check-in is still open") {
			t.Fatalf("%s: a second one is open", path)
		}
		if title := v.page.one(t, "[id=f-title]"); title.attrs["value"]+title.text() != "the second, long" {
			t.Errorf("%s: what was typed is gone: %v", path, title)
		}
	}
	v.post(other, "title", "the second, long", "how", "a great deal", "also", "keep")
	list := v.work().Notebook().Records("checkin")
	if len(list) != 2 || list[0].Get("state") != "kept" || list[1].Get("how") != "a great deal" || list[1].Get("state") != "open" {
		t.Errorf("keeping the other one does not save this one: %s", v.page.one(t, "main").text())
	}
}

// One check-in is printed without what she noted for herself.
func TestOneCheckinIsPrinted(t *testing.T) {
	v := alone(t)
	ref := v.add("checkin", notebook.Values{"title": {"slow"}, "how": {"better"}, "note": {"canary"}})
	v.get(v.on("checkin", ref.ID.String()))
	printed := ""
	for _, a := range v.page.all("main a") {
		if strings.Contains(a.attrs["href"], "/print/checkin/") {
			printed = a.attrs["href"]
			break
		}
	}
	v.ask(printed)
	if body := string(v.last.Body); !strings.Contains(body, "better") || !strings.Contains(body, "How are you, how is it going?") || strings.Contains(body, "canary") {
		t.Errorf("%s: %s", printed, body)
	}
	v.ask(v.on("print", "checkins") + "?blank=1")
	if body := string(v.last.Body); !strings.Contains(body, "What is hard?") || strings.Contains(body, "better") {
		t.Errorf("the blank one: %s", body)
	}
}

// The one that is open is kept with one tap, where it is read and where it is
// written.
func TestAnOpenOneIsKeptInOneTap(t *testing.T) {
	v := alone(t)
	v.post(v.on("touch"), "do", "begin")
	open := v.work().Notebook().Records("checkin")[0]
	for _, page := range []string{v.on("touch"), v.on("checkin", open.ID.String())} {
		if v.get(page); !v.says("Keep it as it is") {
			t.Errorf("%s does not offer it", page)
		}
	}
	v.post(v.on("touch"), "do", "keep")
	if v.get(v.on("checkin", open.ID.String())); v.says("Keep it as it is") {
		t.Error("a kept one is to be kept again")
	}
}

// Nothing is counted: ten weeks of silence look like three.
func TestTenWeeksLookLikeThree(t *testing.T) {
	var seen []string
	for _, weeks := range []int{3, 10} {
		v := alone(t)
		day := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -7*weeks).Format(time.DateOnly)
		v.add("checkin", notebook.Values{"title": {"quiet"}, "on": {day}, "state": {"kept"}})
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
	v.add("drill", notebook.Values{"title": {"canary"}, "next": {"2027-03-01"}})
	if v.get(v.on("calendar")); len(v.page.all("main div.card li")) != 1 {
		t.Error("a day stands there twice")
	}
	v.post(v.on("calendar"), "word", "")
	if file := string(v.last.Body); v.last.Download != "notes.ics" || !strings.Contains(file, "20270301") || !strings.Contains(file, "SUMMARY:Notes\r\n") || strings.Contains(file, "canary") {
		t.Errorf("%s: %s", v.last.Download, file)
	}
}

// A file of days has at least one.
func TestWithoutADayThereIsNoCalendar(t *testing.T) {
	v := begin(t)
	if v.get(v.on("calendar")); len(v.page.all("main form")) != 0 {
		t.Error("a file without days is offered")
	}
	if v.post(v.on("calendar"), "word", ""); v.last.Download != "" {
		t.Error("there is a file without days")
	}
}

// The rhythm stands in the file of her own notebook, unless it rests.
func TestTheRhythmIsInHerCalendar(t *testing.T) {
	v := alone(t)
	v.post(v.on("touch"), "do", "rhythm", "weeks", "3")
	if v.get(v.on("calendar")); !v.says("every 3 weeks") {
		t.Error("the page does not show it")
	}
	v.post(v.on("calendar"), "word", "")
	if !strings.Contains(string(v.last.Body), "INTERVAL=3") {
		t.Errorf("%s", v.last.Body)
	}
	v.post(v.on("touch"), "do", "pause")
	if v.get(v.on("calendar")); v.says("every 3 weeks") {
		t.Error("it is there while it rests")
	}
}
