package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

func TestHistorySaysWhatWasWrittenByDay(t *testing.T) {
	v := begin(t)
	ref := v.add("risk", notebook.Values{"title": {"a"}, "can_do": {"first"}, "probability": {"2"}})
	v.now = v.now.AddDate(0, 0, 3)
	v.set(ref, workspace.Edit{Field: "can_do", Texts: []string{"second"}})
	v.now = v.now.AddDate(0, 0, 1)
	v.set(ref, workspace.Edit{Field: "probability", Texts: []string{"5"}})
	page := v.get(v.on("risk", ref.ID.String(), "history"))
	var days []string
	for _, h := range page.all("main section h2") {
		days = append(days, h.text())
	}
	if want := []string{"Today", "Yesterday", "4 days ago"}; !slices.Equal(days, want) {
		t.Errorf("days: %q, want %q", days, want)
	}
	sections := page.all("main section")
	if got := sections[0].one(t, "li").text(); got != "Probability very high before: low" {
		t.Errorf("today: %q", got)
	}
	if text := page.one(t, "main").text(); strings.Contains(text, v.now.Local().Format("15:04")) {
		t.Error("an hour is shown")
	}
	for _, li := range page.all("ul.rows li") {
		if strings.HasPrefix(li.text(), "What can I do? first") {
			v.post(v.path, "line", li.one(t, "button").attrs["value"])
		}
	}
	if got := v.of(ref).Get("can_do"); got != "first" || v.path != v.on("risk", ref.ID.String()) {
		t.Errorf("put back: %q at %s", got, v.path)
	}
	v.now = v.now.AddDate(0, 0, 30)
	if v.get(v.on("history")); !v.says("25 November 2026") || !slices.Contains(v.page.hrefs("ul.rows"), v.on("risk", ref.ID.String())) {
		t.Error("the notebook's history names no day, or not the record")
	}
}

func TestWhatWasTakenOutOfAListIsPutBack(t *testing.T) {
	v := begin(t)
	ref := v.add("row", notebook.Values{"threats": {"raid"}, "actions": {"Two keys", "A copy"}})
	v.now = v.now.Add(time.Hour)
	v.set(ref, workspace.Edit{Field: "actions", Texts: []string{"A copy"}})
	page := v.get(v.on("row", ref.ID.String(), "history"))
	if !v.says("taken out: Two keys") {
		t.Fatal(page.one(t, "main").text())
	}
	v.post(v.path, "line", page.all("ul.rows button")[0].attrs["value"])
	if got := v.work().Notebook().Linked(v.of(ref), "actions"); len(got) != 2 {
		t.Errorf("%d actions", len(got))
	}
}

// A line that is not what it was any more changes nothing.
func TestAnotherLineIsNeverPutBack(t *testing.T) {
	v := begin(t)
	ref := v.add("risk", notebook.Values{"title": {"a"}, "note": {"n"}})
	v.now = v.now.Add(time.Hour)
	v.set(ref, workspace.Edit{Field: "title", Texts: []string{"b"}}, workspace.Edit{Field: "note", Texts: []string{"m"}})
	for _, line := range []string{"", "1", "1.zzz", "2.zzz", "3.zzz", "99.x", "-1.x", "x.y"} {
		v.post(v.on("risk", ref.ID.String(), "history"), "line", line)
		if v.last.Status != 200 || v.of(ref).Title() != "b" || v.of(ref).Get("note") != "m" {
			t.Errorf("%q: %d, %v", line, v.last.Status, v.of(ref).Fields)
		}
	}
}
