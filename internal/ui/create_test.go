package ui_test

import (
	"context"
	"strings"
	"testing"
)

func TestMakingANotebookAsksForNothing(t *testing.T) {
	v := start(t)
	page := v.get("/create/us")
	if !v.says(passphrase) {
		t.Error("no words are offered")
	}
	if n := len(page.all("[required]")); n != 0 {
		t.Errorf("%d required fields", n)
	}
	v.post("/create/us", "offered", passphrase, "name", "Our house", "label", "Kitchen")
	if v.path != v.on("first", "worries") {
		t.Errorf("leads to %s", v.path)
	}
	if name := v.work().Name(); name != "Our house" {
		t.Errorf("it is called %s", name)
	}
	places, err := v.shelf.List(context.Background())
	if err != nil || len(places) != 1 || places[0].Label != "Kitchen" {
		t.Errorf("%v, %v", places, err)
	}
	if len(v.stays) == 0 || v.stays[0].Minutes() != 5 {
		t.Errorf("the host was told to wait %v", v.stays)
	}
}

func TestWordsOfOnesOwn(t *testing.T) {
	for _, c := range []struct{ name, own, again, fault string }{
		{"soon guessed", "sunshine", "sunshine", "A stranger could guess this soon"},
		{"not the same", "copper lantern window harbour thistle blanket", "copper lantern", "not the same yet"},
		{"good", "copper lantern window harbour thistle blanket", "copper lantern window harbour  thistle blanket ", ""},
	} {
		v := start(t)
		page := v.post("/create/me", "offered", passphrase, "own", c.own, "again", c.again)
		if c.fault == "" {
			if !strings.HasPrefix(v.path, "/n/") {
				t.Errorf("%s: %s", c.name, v.heading())
			}
			continue
		}
		if v.last.Status != 422 || !strings.HasPrefix(v.heading(), "Error: ") || !v.says(c.fault) || !v.says(passphrase) {
			t.Errorf("%s: %d %s", c.name, v.last.Status, page.one(t, "main").text())
		}
		if strings.Contains(string(v.last.Body), c.own) {
			t.Errorf("%s: the words come back on the page", c.name)
		}
		page.one(t, "main [autofocus]")
	}
}
