package ui_test

import (
	"slices"
	"testing"
	"time"

	"amparo/internal/notebook"
)

func TestRemovingCanBeUndoneAtOnceAndForThirtyDays(t *testing.T) {
	v := begin(t)
	for _, kind := range []string{"risk", "row", "action", "activity", "protocol", "person", "habit", "choice", "training", "source"} {
		ref := v.add(kind, notebook.Values{"title": {"something"}})
		v.post(v.on(kind, ref.ID.String(), "remove"))
		if v.of(ref) != nil || v.path != v.on(notebook.KindOf(kind).Sheet) || !v.says("It can come back for 30 days") && !v.says("Removed.") {
			t.Fatalf("%s: after removing we are at %s", kind, v.path)
		}
		v.post(v.page.one(t, "div.beside form").attrs["action"])
		if v.of(ref) == nil || v.path != v.on(kind, ref.ID.String()) {
			t.Errorf("%s: bringing back led to %s", kind, v.path)
		}
		v.post(v.on(kind, ref.ID.String(), "remove"))
	}
	v.now = v.now.Add(29 * 24 * time.Hour)
	page := v.get(v.on("bin"))
	if n := len(page.all("ul.cards li")); n != 10 {
		t.Errorf("%d are in the bin", n)
	}
	if !v.says("Removed: 22 November 2026. It can come back until 22 December 2026.") {
		t.Error(page.one(t, "main").text())
	}
	v.post(page.all("ul.cards form")[0].attrs["action"])
	if n := len(v.work().Notebook().Removed()); n != 9 {
		t.Errorf("%d are left", n)
	}
}

func TestAnEmptyBinSaysWhatItIsFor(t *testing.T) {
	v := begin(t)
	page := v.get(v.on("bin"))
	if len(page.all("main a.button")) != 1 || len(page.all("p.example")) != 1 {
		t.Error("no example or no action")
	}
}

func TestWhatIsRemovedStaysOutOfEverySheet(t *testing.T) {
	v := begin(t)
	ref := v.add("action", notebook.Values{"title": {"CANARY"}})
	v.add("row", notebook.Values{"threats": {"raid"}, "actions": {ref.ID.String()}})
	v.post(v.on("action", ref.ID.String(), "remove"))
	for _, path := range []string{"plan", "actions", "live"} {
		if v.get(v.on(path)); v.says("CANARY") {
			t.Errorf("%s shows it", path)
		}
	}
	if v.get(v.on("bin")); !slices.Contains(v.page.hrefs("ul.cards"), v.on("action", ref.ID.String(), "forget")) {
		t.Error("the bin does not offer to delete it now")
	}
}
