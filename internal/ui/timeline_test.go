package ui_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"amparo/internal/notebook"
)

// months fills a notebook with a day of each kind.
func (v *visitor) months() {
	v.add("plan", notebook.Values{"begins": {"2026-10-01"}, "ends": {"2027-03-31"}})
	v.add("action", notebook.Values{"title": {"Long ago"}, "state": {"notyet"}, "until": {"2026-10-05"}})
	v.add("action", notebook.Values{"title": {"A copy elsewhere"}, "from": {"2026-11-01"}, "until": {"2027-01-15"}})
	v.add("action", notebook.Values{"title": {"Whenever"}})
	p := v.add("protocol", notebook.Values{"title": {"When we travel"}, "review": {"2027-02-01"}, "talked": {"2026-11-02"}})
	v.add("drill", notebook.Values{"title": {"The call"}, "protocol": {p.ID.String()}, "on": {"2026-11-03"}, "next": {"2027-02-10"}})
}

func TestTheMonthsAreAListAndAPicture(t *testing.T) {
	v := begin(t)
	v.months()
	page := v.get(v.on("timeline"))
	var months []string
	for _, h := range page.all("section h2") {
		months = append(months, h.text())
	}
	if want := []string{"October 2026", "November 2026", "February 2027", "On any day"}; !slices.Equal(months, want) {
		t.Errorf("months: %q", months)
	}
	items, numbers := page.all("ol.rows li"), page.all("svg[role=img] g.dot text")
	if len(items) != 7 || len(numbers) != len(items) {
		t.Fatalf("%d in the list, %d in the picture", len(items), len(numbers))
	}
	if got := items[2].text(); got != "3 A copy elsewhere From: 1 November 2026 · Until about: 15 January 2027" {
		t.Errorf("a span is said as %q", got)
	}
	if bars := page.all("svg[role=img] rect"); len(bars) != 2 {
		t.Errorf("%d bars for a plan and an action", len(bars))
	}
	if !slices.Contains(page.hrefs("ul.linked"), v.on("action", v.work().Notebook().Records("action")[2].ID.String())) {
		t.Error("what has no day is not on any day")
	}
	if list, picture := strings.Index(string(v.last.Body), "<ol"), strings.Index(string(v.last.Body), "role=\"img\""); list > picture {
		t.Error("on a phone the picture comes before the list")
	}
}

// An action whose day has gone by looks as it did before, in the list and in the
// picture, and no word is of lateness.
func TestNothingIsLate(t *testing.T) {
	v := begin(t)
	v.months()
	look := func() (item string, marks []string) {
		page := v.get(v.on("timeline"))
		items := page.all("ol.rows li")
		items[1].each(func(e *element) { item += e.tag + "." + e.attrs["class"] + " " + e.words })
		for _, e := range append(page.all("svg[role=img] circle"), page.all("g.dot text")...) {
			delete(e.attrs, "cx")
			delete(e.attrs, "x")
			marks = append(marks, fmt.Sprint(e.tag, e.attrs))
		}
		return item, marks
	}
	item, marks := look()
	v.now = v.now.AddDate(0, -2, 0)
	if before, marksBefore := look(); item != before || !slices.Equal(marks, marksBefore) || !strings.Contains(item, "Long ago") || len(marks) != 14 {
		t.Errorf("once its day has gone by it looks different:\n%s\n%s\n%q\n%q", before, item, marksBefore, marks)
	}
	main := strings.ToLower(v.page.one(t, "main").text())
	v.now = v.now.AddDate(0, 2, 0)
	main += strings.ToLower(v.get(v.on("timeline")).one(t, "main").text())
	for _, word := range []string{"late", "overdue", "missed", "past due", "%"} {
		if strings.Contains(main, word) {
			t.Errorf("it says %q", word)
		}
	}
}

// From the right, everything stands mirrored: each mark, number, bar, line and
// word of the picture. What is wide ends where it began.
func TestThePictureIsMirrored(t *testing.T) {
	v := begin(t)
	v.months()
	part := func(e *element, name string) float64 {
		at, err := strconv.ParseFloat(strings.TrimSuffix(e.attrs[name], "%"), 64)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	left := v.get(v.on("timeline")).one(t, "svg[role=img]")
	v.language = "ar"
	right := v.get(v.on("timeline")).one(t, "svg[role=img]")
	for tag, along := range map[string]string{"circle": "cx", "text": "x", "rect": "x", "line": "x1"} {
		from, to := left.all(tag), right.all(tag)
		if len(from) < 2 || len(from) != len(to) {
			t.Fatalf("%d and %d are %s", len(from), len(to), tag)
		}
		for i := range from {
			sum := part(from[i], along) + part(to[i], along)
			if tag == "rect" {
				sum += part(to[i], "width")
			}
			if sum < 99.9 || sum > 100.1 {
				t.Errorf("%s %d is at %v and at %v", tag, i, from[i].attrs, to[i].attrs)
			}
		}
	}
}

// A long list begins where today is.
func TestALongListBeginsAtToday(t *testing.T) {
	v := begin(t)
	for year := range 60 {
		v.add("action", notebook.Values{"title": {"Then"}, "until": {strconv.Itoa(1960+year) + "-01-01"}})
	}
	v.add("action", notebook.Values{"title": {"Tomorrow"}, "until": {"2026-11-23"}})
	v.get(v.on("timeline"))
	if !v.says("Tomorrow") || !v.says("Earlier ones") {
		t.Error("it begins long ago")
	}
}

func TestEmptyMonthsSayWhatTheyAreFor(t *testing.T) {
	v := begin(t)
	if v.get(v.on("timeline")); !v.says("For example:") || len(v.page.all("svg[role=img]")) != 0 {
		t.Error("the empty page has no example")
	}
}
