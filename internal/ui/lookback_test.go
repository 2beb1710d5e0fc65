package ui_test

import (
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

func TestLookingBackNamesWhatCameAndWent(t *testing.T) {
	v := begin(t)
	v.add("risk", notebook.Values{"title": {"an old worry"}})
	kept := v.add("action", notebook.Values{"title": {"copy our files"}})
	gone := v.add("activity", notebook.Values{"title": {"the fair"}})
	v.now = v.now.AddDate(0, 4, 0)
	v.add("risk", notebook.Values{"title": {"a new worry"}})
	v.set(kept, workspace.Edit{Field: "state", Texts: []string{"done"}})
	v.set(v.add("action", notebook.Values{"title": {"a camera"}}), workspace.Edit{Field: "state", Texts: []string{"notforus"}})
	v.post(v.on("activity", gone.ID.String(), "remove"))
	v.post(v.on("about-plan"), "proud", "We ate together", "was.proud", "")
	v.get(v.on("look-back"))
	for _, want := range []string{"Risk: a new worry", "copy our files (done)", "a camera (not for us)", "Activity: the fair", "We ate together"} {
		if !strings.Contains(strings.ToLower(string(v.last.Body)), strings.ToLower(want)) {
			t.Errorf("%q is not there", want)
		}
	}
	if strings.Contains(string(v.last.Body), "an old worry") {
		t.Error("what was not touched is there")
	}
	v.show(v.on("print", "look-back"), "months=12")
	for _, want := range []string{"an old worry", "We ate together"} {
		if !strings.Contains(string(v.last.Body), want) {
			t.Errorf("%q is not on paper", want)
		}
	}
}

func TestBeginningNamesAFewThings(t *testing.T) {
	v := begin(t)
	v.get(v.on("begin"))
	if !v.says("Name what worries us") {
		t.Error("an empty notebook does not begin with worries")
	}
	risk := v.add("risk", notebook.Values{"title": {"a worry"}})
	page := v.get(v.on("begin"))
	if !v.says("Put a worry into the plan") || v.says("Name what worries us") {
		t.Error("a worry does not lead to the plan")
	}
	found := false
	for _, a := range page.all("main ul.cards a") {
		found = found || a.attrs["href"] == v.on("risk", risk.ID.String())
	}
	if !found {
		t.Error("no way to the worry")
	}
	if n := len(page.all("main > ul.cards > li")); n > 3 {
		t.Errorf("%d things at once", n)
	}
}
