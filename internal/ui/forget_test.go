package ui_test

import (
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

func TestDeletingNowIsAskedTwice(t *testing.T) {
	v := begin(t)
	ref := v.add("risk", notebook.Values{"title": {"CANARY"}})
	page := v.get(v.on("risk", ref.ID.String(), "forget"))
	form := page.one(t, "main form")
	v.post(form.attrs["action"], append(fill(form), "sure", "first")...)
	if v.of(ref) == nil || !strings.HasSuffix(v.path, "/forget/wait") {
		t.Fatalf("the first time led to %s", v.path)
	}
	form = v.page.one(t, "main form")
	if form.attrs["data-wait"] == "" || len(form.hrefs("div.go")) != 1 || form.hrefs("div.go")[0] != v.on("risk", ref.ID.String()) {
		t.Errorf("it can't be stopped: %v", form.attrs)
	}
	v.post(form.attrs["action"], fill(form)...)
	if v.work().Notebook().Look(ref) != nil || v.path != v.on("risks") {
		t.Errorf("the second time led to %s", v.path)
	}
	for _, path := range []string{"history", "bin", "risks"} {
		if v.get(v.on(path)); strings.Contains(string(v.last.Body), "CANARY") {
			t.Errorf("%s still has it", path)
		}
	}
}

// Agreed versions that hold it are asked about, and go only when tapped.
func TestAgreedVersionsGoWhenTheyAreTapped(t *testing.T) {
	for _, too := range []bool{false, true} {
		v := begin(t)
		ref := v.add("row", notebook.Values{"threats": {"CANARY"}})
		agreed, err := v.work().Agree(t.Context(), workspace.PlanSubject, "2026-11-22", "", "")
		if err != nil {
			t.Fatal(err)
		}
		page := v.get(v.on("row", ref.ID.String(), "forget"))
		form := page.one(t, "main form")
		pairs := append(fill(form), "sure", "first")
		if too {
			pairs = append(pairs, "with", form.one(t, "[type=checkbox]").attrs["value"])
		}
		v.post(form.attrs["action"], pairs...)
		form = v.page.one(t, "main form")
		v.post(form.attrs["action"], fill(form)...)
		if v.work().Notebook().Look(ref) != nil {
			t.Error("the row is still there")
		}
		if gone := v.work().Notebook().Look(agreed) == nil; gone != too {
			t.Errorf("tapped: %t; gone: %t", too, gone)
		}
	}
}

func TestWhatIsInTheBinIsDeletedFromThere(t *testing.T) {
	v := begin(t)
	ref := v.add("person", notebook.Values{"alias": {"Luna"}})
	v.post(v.on("person", ref.ID.String(), "remove"))
	v.post(v.on("person", ref.ID.String(), "forget"), "sure", "now")
	if v.work().Notebook().Look(ref) != nil {
		t.Error("it is still there")
	}
}
