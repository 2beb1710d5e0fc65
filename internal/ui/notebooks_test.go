package ui_test

import (
	"testing"

	"amparo/internal/notebook"
)

func TestNotebooksAreMadeNamedAndRemoved(t *testing.T) {
	v := begin(t)
	first := v.work().ID()
	v.post("/notebooks", "name", "With the trainer", "who", "us")
	if v.work().ID() == first || v.work().Name() != "With the trainer" || v.path != v.on("home") {
		t.Fatalf("%s is %s", v.path, v.work().Name())
	}
	v.add("risk", notebook.Values{"title": {"an infected link"}})
	if v.post(v.on("name"), "name", "  "); v.last.Status != 422 {
		t.Errorf("no name at all: %d", v.last.Status)
	}
	v.post(v.on("name"), "name", "With Ana")
	if page := v.get("/notebooks"); len(page.all("ul.cards li")) != 2 || !v.says("With Ana") {
		t.Errorf("the list says %s", page.one(t, "main").text())
	}
	if v.get(v.on("remove")); !v.says("2 records are in it.") {
		t.Errorf("it does not say what goes: %s", v.page.one(t, "main").text())
	}
	v.post(v.on("remove"))
	if page := v.page; v.path != "/notebooks" || len(page.all("ul.cards li")) != 1 {
		t.Errorf("%s: %s", v.path, page.one(t, "main").text())
	}
	if v.get("/"); v.path != "/n/"+first+"/home" {
		t.Errorf("the front leads to %s", v.path)
	}
}
