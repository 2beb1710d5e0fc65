package ui_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/notebook"
)

// asking returns a visitor whose protocol asks to be looked at again, since a
// car stands across the street.
func asking(t *testing.T) (*visitor, notebook.Ref, notebook.Ref) {
	t.Helper()
	v := begin(t)
	ref := v.add("protocol", notebook.Values{"title": {"When we travel"}, "before": {"tell Luna"}})
	car := v.add("indicator", notebook.Values{"title": {"a car across the street"}, "sort": {"incident"}, "protocols": {ref.ID.String()}})
	return v, ref, car
}

const noticed = "Something around us changed: a car across the street"

func TestWhatAsksIsSaidWithItsReason(t *testing.T) {
	v, ref, car := asking(t)
	id := ref.ID.String()
	for _, path := range []string{v.on("again"), v.on("protocol", id), v.on("card", id), v.on("home")} {
		page := v.get(path)
		if !v.says(noticed) {
			t.Errorf("%s does not say why", path)
		}
		hrefs := page.hrefs("section.offer")
		if path == v.on("home") {
			if !slices.Contains(hrefs, v.on("card", id)) {
				t.Errorf("home leads to %q", hrefs)
			}
			continue
		}
		if !slices.Contains(hrefs, v.on("protocol", id)+"#f-title") || !slices.Contains(hrefs, v.on("indicator", car.ID.String())) {
			t.Errorf("%s leads to %q", path, hrefs)
		}
		page.one(t, "form[action="+v.on("protocol", id, "looked")+"]")
	}
	for _, never := range []string{"late", "since", "overdue", "1 "} {
		if v.get(v.on("again")); strings.Contains(v.page.one(t, "section.offer").text(), never) {
			t.Errorf("it says %q", never)
		}
	}
}

func TestLookedAtStillRight(t *testing.T) {
	for _, place := range []string{"again", "record", "card"} {
		v, ref, _ := asking(t)
		path := map[string]string{"again": v.on("again"), "record": v.on("protocol", ref.ID.String()), "card": v.on("card", ref.ID.String())}[place]
		form := v.get(path).one(t, "form[action="+v.on("protocol", ref.ID.String(), "looked")+"]")
		var pairs []string
		for _, field := range form.all("input") {
			pairs = append(pairs, field.attrs["name"], field.attrs["value"])
		}
		v.post(form.attrs["action"], pairs...)
		if v.path != path || v.says(noticed) {
			t.Errorf("%s: it leads to %s, and still asks: %t", place, v.path, v.says(noticed))
		}
		if got := v.work().Asking(); got != nil {
			t.Errorf("%s: %d questions are open", place, len(got))
		}
	}
}

func TestSavingSomethingNewAnswers(t *testing.T) {
	v, ref, _ := asking(t)
	path := v.on("protocol", ref.ID.String())
	v.post(path, "title", "When we travel", "was.title", v.get(path).one(t, `input[name=was.title]`).attrs["value"])
	if len(v.work().Asking()) != 1 {
		t.Error("saving the same has answered")
	}
	v.post(path, "say", "we visit friends")
	if v.says(noticed) || v.work().Asking() != nil {
		t.Error("a change has not answered")
	}
}

func TestAQuestionCanBePutAwayForGood(t *testing.T) {
	v, ref, _ := asking(t)
	button := v.get(v.on("again")).one(t, "button.link[name=suggestion]")
	v.post(v.on("hide"), "suggestion", button.attrs["value"], "back", v.on("again"))
	for _, path := range []string{v.on("again"), v.on("home"), v.on("card", ref.ID.String()), v.on("protocol", ref.ID.String())} {
		if v.get(path); v.says(noticed) {
			t.Errorf("%s asks after it was put away", path)
		}
	}
	if len(v.work().Asking()) != 1 {
		t.Error("putting away on this device has answered for all")
	}
	v.add("indicator", notebook.Values{"title": {"a second car"}, "protocols": {ref.ID.String()}})
	if v.get(v.on("again")); !v.says("a second car") {
		t.Error("a new reason does not ask")
	}
}

func TestHomeOffersThreeAtMost(t *testing.T) {
	v := begin(t)
	var ids []string
	for _, title := range []string{"one", "two", "three", "four", "five"} {
		ids = append(ids, v.add("risk", notebook.Values{"title": {"risk " + title}}).ID.String())
	}
	car := v.add("indicator", notebook.Values{"title": {"a car"}, "risks": ids[:3]})
	page := v.get(v.on("home"))
	if got := strings.Count(page.one(t, "div.ideas").text(), "Something around us changed"); got != 3 || slices.Contains(page.hrefs("div.ideas p"), v.on("again")) {
		t.Errorf("of three, home offers %d", got)
	}
	v.post(v.on("indicator", car.ID.String()), "was.risks", "", "risks", ids[0], "risks", ids[1], "risks", ids[2], "risks", ids[3], "risks", ids[4])
	page = v.get(v.on("home"))
	text := page.one(t, "div.ideas").text()
	if got := strings.Count(text, "Something around us changed"); got != 3 || !slices.Contains(page.hrefs("div.ideas p"), v.on("again")) || strings.Contains(text, "5") {
		t.Errorf("of five, home offers %d: %s", got, text)
	}
}

func TestNothingAsksHasPurposeExampleAndOneAction(t *testing.T) {
	v := begin(t)
	page := v.get(v.on("again"))
	if !v.says("For example:") || len(page.all("main a.button")) != 1 || page.one(t, "main a.button").attrs["href"] != v.on("new", "indicator") {
		t.Error("the empty page has no example, or not one action")
	}
}

// A key is an answer to an open question alone.
func TestOtherKeysAreNoAnswers(t *testing.T) {
	v, ref, _ := asking(t)
	v.post(v.on("protocol", ref.ID.String(), "looked"), "key", "review.2026-01-01", "back", v.on("again"))
	v.post(v.on("protocol", ref.ID.String(), "looked"), "back", v.on("again"))
	if got := v.work().Notebook().Get(ref).Set(notebook.Looked); got != nil {
		t.Errorf("its marks are %q", got)
	}
	v.post(v.on("activity", ref.ID.String(), "looked"), "key", "x")
	if v.last.Status != 404 {
		t.Errorf("a record of another kind: %d", v.last.Status)
	}
}

func TestAnIncidentOffersFourQuestions(t *testing.T) {
	v, _, car := asking(t)
	page := v.get(v.on("indicator", car.ID.String()))
	if got := page.one(t, "p.onward a").attrs["href"]; got != v.on("indicator", car.ID.String(), "ask", "what") {
		t.Errorf("it leads to %s", got)
	}
	for _, want := range []string{"at_risk", "done", "help"} {
		v.get(v.on("indicator", car.ID.String(), "ask", want))
		if v.last.Status != 200 {
			t.Errorf("%s is not asked", want)
		}
	}
	law := v.add("indicator", notebook.Values{"title": {"a law"}, "sort": {"law"}})
	if len(v.get(v.on("indicator", law.ID.String())).all("p.onward")) != 0 {
		t.Error("a law is no incident")
	}
}

// What was answered is kept out of sight in what was written.
func TestAnswersAreNoLinesOfHistory(t *testing.T) {
	v, ref, _ := asking(t)
	v.now = v.now.AddDate(0, 0, 3)
	v.post(v.on("protocol", ref.ID.String(), "looked"), "key", v.work().Asking()[0].Key)
	for _, path := range []string{v.on("protocol", ref.ID.String(), "history"), v.on("history")} {
		page := v.get(path)
		if v.says("noted.") || len(page.all("section h2")) != 1 {
			t.Errorf("%s: %s", path, page.one(t, "main").text())
		}
	}
}
