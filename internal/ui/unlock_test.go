package ui_test

import (
	"strings"
	"testing"
)

func TestOpeningAgain(t *testing.T) {
	v := begin(t)
	home := v.on("home")
	v.post("/lock")
	if !v.last.End || v.heading() != "Locked" {
		t.Fatalf("%s, end %t", v.heading(), v.last.End)
	}
	if v.get(home); v.path != "/unlock" {
		t.Fatalf("a page of a locked notebook leads to %s", v.path)
	}
	v.post("/unlock", "passphrase", "another thing altogether")
	if v.last.Status != 422 || v.app.Unlocked() {
		t.Fatalf("wrong words: %d, unlocked %t", v.last.Status, v.app.Unlocked())
	}
	if v.post("/unlock", "passphrase", passphrase); v.path != home {
		t.Errorf("leads to %s", v.path)
	}
}

// A vault shows the name that was chosen for it, or none at all.
func TestTheDoorShowsOnlyChosenNames(t *testing.T) {
	v := start(t)
	v.post("/create/me", "offered", passphrase, "name", "Private matters")
	v.post("/lock")
	page := v.get("/unlock")
	if strings.Contains(string(v.last.Body), "Private") || len(page.all("input[name=place]")) != 0 {
		t.Error("a notebook without a name on the door is shown")
	}
	v.get("/start")
	v.post("/create/us", "offered", "other "+passphrase, "label", "Kitchen")
	v.post("/lock")
	page = v.get("/unlock")
	if n := len(page.all("input[name=place]")); n != 2 || !v.says("Kitchen") || !v.says("Another one") {
		t.Errorf("%d ways in", n)
	}
	if v.post("/unlock", "place", "", "passphrase", passphrase); !v.app.Unlocked() || v.work().Name() != "Private matters" {
		t.Error("the hidden one does not open")
	}
	v.post("/door", "label", "Cellar")
	v.post("/lock")
	if v.get("/unlock"); !v.says("Cellar") {
		t.Error("the name was not changed")
	}
}
