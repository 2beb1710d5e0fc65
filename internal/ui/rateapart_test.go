package ui_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/ui"
)

// From hand to hand: nothing of an earlier answer shows; then words with counts,
// one value, and no single rating any more.
func TestRatingApartFromHandToHand(t *testing.T) {
	v := begin(t)
	ref := v.add("risk", notebook.Values{"title": {"raid"}, "probability": {"1"}, "impact": {"1"}, "because": {"earlier"}})
	path := v.on("risk", ref.ID.String(), "apart")
	for n, answers := range [][]string{{"4", "5", "3"}, {"4", "2", ""}, {"5", "5", "3"}} {
		v.get(path)
		if n > 0 && !v.says("What we said does not show.") && !v.says("What she said does not show.") {
			t.Error("it does not say that it does not show")
		}
		text := v.page.one(t, "main").text()
		for _, step := range slices.Concat(notebook.Probability, notebook.Impact, notebook.Reaction) {
			if strings.Contains(text, step.Word) {
				t.Errorf("between two hands: %s", text)
			}
		}
		page := v.get(path + "/rate")
		for _, in := range page.all("main input[checked]") {
			if in.attrs["value"] != "" {
				t.Errorf("%s=%s is chosen beforehand", in.attrs["name"], in.attrs["value"])
			}
		}
		if len(page.all("[data-autosave]")) != 0 {
			t.Error("a half answer would be saved by itself")
		}
		v.fill("probability", answers[0], "impact", answers[1], "reaction", answers[2])
		if v.path != path {
			t.Fatalf("rating led to %s", v.path)
		}
	}
	page := v.get(path + "/spread")
	var cards []string
	for _, c := range page.all("section.card") {
		cards = append(cards, c.text())
	}
	want := "Probability high: 2 ●● very high: 1 ● | Impact rather light: 1 ● very heavy: 2 ●● | Reaction uneasy: 2 ●● not sure: 1 ●"
	if got := strings.Join(cards, " | "); got != want {
		t.Errorf("the spread is %q", got)
	}
	if strings.ContainsAny(page.one(t, "main").text(), "%") {
		t.Error("a share of a whole is shown")
	}
	v.fill("probability", "4", "impact", "5", "because", "we talked it over")
	if got := v.work().Notebook().Records("rating"); len(got) != 0 {
		t.Errorf("%d single ratings stay", len(got))
	}
	if r := v.of(ref); r.Get("probability") != "4" || r.Get("impact") != "5" || r.Get("because") != "we talked it over" {
		t.Errorf("%v", r.Fields)
	}
	if v.get(v.on("history")); v.says("uneasy") || v.says("Which risk") {
		t.Error("the history tells of single ratings")
	}
	if v.get(path); !v.says("Each of us says how she sees it") {
		t.Error("a new round does not begin at the beginning")
	}
}

// After a rating the host makes the browser drop the page on which she chose.
func TestGoingBackShowsNoRating(t *testing.T) {
	v := begin(t)
	path := v.on("risk", v.add("risk", notebook.Values{"title": {"raid"}}).ID.String(), "apart", "rate")
	answer := v.app.Serve(t.Context(), ui.Request{Method: "POST", Path: path, Form: ui.Values{"probability": {"5"}}})
	if answer.Status != 303 || !answer.Unseen || len(v.work().Notebook().Records("rating")) != 1 {
		t.Errorf("%d: the browser keeps what she said", answer.Status)
	}
}

// One rating alone is her answer: it does not show.
func TestOneRatingAloneDoesNotShow(t *testing.T) {
	v := begin(t)
	ref := v.add("risk", notebook.Values{"title": {"raid"}})
	v.add("rating", notebook.Values{"risk": {ref.ID.String()}, "probability": {"5"}})
	v.get(v.on("risk", ref.ID.String(), "apart", "spread"))
	if len(v.page.all("section.card")) != 0 || strings.Contains(v.page.one(t, "main").text(), "very high:") {
		t.Error("the one answer shows")
	}
}

// The pages say plainly, in few words beside the button, what does show.
func TestRatingApartSaysWhatItCannotHide(t *testing.T) {
	for _, l := range locale.Languages() {
		v := begin(t)
		v.language = l.Code
		ref := v.add("risk", notebook.Values{"title": {"raid"}})
		for range 2 {
			v.add("rating", notebook.Values{"risk": {ref.ID.String()}, "probability": {"5"}})
		}
		for _, page := range []string{"apart", "apart/rate", "apart/spread"} {
			v.get(v.on("risk", ref.ID.String(), page))
			note := v.page.one(t, "p.note").text()
			if n := len(strings.Fields(note)); n > 25 || n < 15 {
				t.Errorf("%s, %s: %d words", l.Code, page, n)
			}
			if l.Code == "en" && (!strings.Contains(note, "not anonymous") || !strings.Contains(note, "each device signs") || !strings.Contains(note, "Paper")) {
				t.Errorf("it says %q", note)
			}
		}
	}
}

// Ratings have no page, no place in a list, and no way out.
func TestSingleRatingsHaveNoPage(t *testing.T) {
	v := begin(t)
	ref := v.add("risk", notebook.Values{"title": {"raid"}})
	rating := v.add("rating", notebook.Values{"risk": {ref.ID.String()}, "probability": {"5"}})
	for _, path := range []string{
		v.on("ratings"), v.on("rating", rating.ID.String()), v.on("rating", rating.ID.String(), "history"),
		v.on("order", "rating"), v.on("new", "rating"), v.on("print", "ratings"),
	} {
		if v.get(path); v.last.Status != 404 {
			t.Errorf("%s: %d", path, v.last.Status)
		}
	}
	v.get(v.on("print", "slips"))
	if body := string(v.last.Body); !v.last.Print || !strings.Contains(body, "very shaken") || strings.Contains(body, "raid") {
		t.Error("the slips are not blank")
	}
}
