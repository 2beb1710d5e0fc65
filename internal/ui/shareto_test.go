package ui_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/notebook"
)

// hers returns a visitor in a notebook of her own, beside the collective's, and
// the id of the collective's.
func hers(t *testing.T) (v *visitor, ours string) {
	t.Helper()
	v = begin(t)
	ours = v.work().ID()
	v.post("/notebooks", "name", "Mine", "who", "me")
	return v, ours
}

// choices returns the choices of another notebook of the vault.
func (v *visitor) choices(id string) []*notebook.Record {
	v.t.Helper()
	here := v.work().ID()
	v.get("/n/" + id + "/choices")
	list := v.work().Notebook().Records("choice")
	v.get("/n/" + here + "/choices")
	return list
}

func TestSheAlonePutsAChoiceElsewhereAfterSeeingIt(t *testing.T) {
	v, ours := hers(t)
	ref := v.add("choice", notebook.Values{"title": {"A book in the drawer"}, "sort": {"keep"}, "why": {"CANARY why"}, "way": {"CANARY way"}, "note": {"CANARY note"}, "who": {"CANARY who"}})
	path := v.on("choice", ref.ID.String(), "share-to")
	page := v.get(path)
	if n := len(page.all("form input[checked]")); n != 0 {
		t.Errorf("%d are chosen beforehand", n)
	}
	if v.says("CANARY note") || len(page.all("input[name=part]")) != 4 {
		t.Errorf("it offers %s", page.one(t, "main").text())
	}
	v.post(path)
	if v.last.Status != 422 || !v.says("Tap at least one part.") || !v.says("Choose one of these notebooks.") {
		t.Errorf("with nothing chosen: %d", v.last.Status)
	}
	page = v.post(path, "part", "title", "part", "sort", "part", "note", "to", ours, "alias", "Luna")
	if got := page.one(t, "dl.have").text(); got != "Tool, practice or worry A book in the drawer What I decided I keep it Whose choice it is Luna" {
		t.Errorf("the preview says %s", got)
	}
	if len(v.choices(ours)) != 0 {
		t.Fatal("the preview has put it there")
	}
	form := page.all("main form")[0]
	v.post(path, append(fill(form), "go", "put")...)
	list := v.work().Notebook().Records("choice")
	if v.work().ID() != ours || len(list) != 1 || v.path != v.on("choice", list[0].ID.String()) {
		t.Fatalf("we are at %s", v.path)
	}
	if frozen := notebook.Freeze(v.work().Notebook().All()); strings.Contains(frozen, "CANARY") || !strings.Contains(frozen, "Luna") {
		t.Error("something else went along")
	}
	if list[0].ID == ref.ID {
		t.Error("both have one id")
	}
	v.stands(list[0], map[string]string{"title": "A book in the drawer", "sort": "keep", "who": "Luna"})
}

// stands fails the test unless a record holds these texts, and no other ones.
func (v *visitor) stands(r *notebook.Record, want map[string]string) {
	v.t.Helper()
	got := map[string]string{}
	for _, f := range notebook.KindOf(r.Kind).Fields {
		if text := v.work().Notebook().Shown(r, &f); text != "" {
			got[f.Name] = text
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		v.t.Errorf("there stands another one than in the preview: %s", diff)
	}
}

func TestEachPartCanBeLeftOutEvenItsName(t *testing.T) {
	v, ours := hers(t)
	ref := v.add("choice", notebook.Values{"title": {"CANARY title"}, "sort": {"worry"}, "why": {"he pays the bill"}})
	path := v.on("choice", ref.ID.String(), "share-to")
	page := v.post(path, "part", "why", "to", ours)
	if !v.says("No name is shown") || page.one(t, "dl.have").text() != "Tool, practice or worry A choice of one of us Why I chose so he pays the bill" {
		t.Errorf("the preview says %s", page.one(t, "main").text())
	}
	v.post(path, append(fill(page.all("main form")[0]), "go", "put")...)
	r := v.work().Notebook().Records("choice")[0]
	v.stands(r, map[string]string{"title": "A choice of one of us", "why": "he pays the bill"})
	if frozen := notebook.Freeze(v.work().Notebook().All()); strings.Contains(frozen, "CANARY") || len(v.work().Notebook().Records("person")) != 0 {
		t.Errorf("there stands %q", frozen)
	}
}

// What changed since the preview is looked at again, and a form that did not
// pass by the preview puts nothing anywhere.
func TestOnlyWhatWasSeenIsPut(t *testing.T) {
	v, ours := hers(t)
	ref := v.add("choice", notebook.Values{"title": {"one"}})
	path := v.on("choice", ref.ID.String(), "share-to")
	v.post(path, "part", "title", "to", ours, "go", "put")
	if v.says("was changed meanwhile") || len(v.choices(ours)) != 0 {
		t.Error("what was not seen is put there")
	}
	page := v.post(path, "part", "title", "to", ours)
	sent := append(fill(page.all("main form")[0]), "go", "put")
	v.twice(ref, "title", "two", "two") // another window
	v.post(path, sent...)
	if !v.says("Something here was changed meanwhile.") || !v.says("two") || len(v.choices(ours)) != 0 {
		t.Errorf("it says %s", v.page.one(t, "main").text())
	}
	page = v.post(path, "part", "title", "to", ours, "go", "back")
	if n := len(page.all("form input[checked]")); n != 2 {
		t.Errorf("going back, %d are still chosen", n)
	}
}

// Whichever part was changed meanwhile, and whichever was not in the preview.
func TestEachPartIsLookedAtAgain(t *testing.T) {
	v, ours := hers(t)
	parts := [][3]string{{"title", "one", "two"}, {"sort", "keep", "notnow"}, {"why", "one", "two"}, {"way", "one", "two"}, {"teach", "yes", "no"}, {"learn", "no", "yes"}}
	was := notebook.Values{}
	for _, p := range parts {
		was[p[0]] = []string{p[1]}
	}
	ref := v.add("choice", was)
	path := v.on("choice", ref.ID.String(), "share-to")
	for _, p := range parts {
		sent := append(fill(v.post(path, "part", p[0], "to", ours).all("main form")[0]), "go", "put")
		v.set(ref, edit(p[0], p[2]))
		if v.post(path, sent...); !v.says("Something here was changed meanwhile.") || len(v.choices(ours)) != 0 {
			t.Fatalf("another %s than the preview showed is put there", p[0])
		}
	}
	sent := append(fill(v.post(path, "part", "title", "to", ours).all("main form")[0]), "part", "why", "go", "put")
	if v.post(path, sent...); !v.says("Something here was changed meanwhile.") || len(v.choices(ours)) != 0 {
		t.Error("a part that was not in the preview is put there")
	}
}

// In the collective's notebook nobody puts another woman's choice elsewhere.
func TestNobodyElsePutsAChoiceElsewhere(t *testing.T) {
	v, _ := hers(t)
	mine := v.work().ID()
	v.post("/notebooks", "name", "Ours", "who", "us")
	ref := v.add("choice", notebook.Values{"title": {"Rain's own"}, "sort": {"keep"}})
	if v.get(v.on("choice", ref.ID.String())); v.says("Put it into another notebook") {
		t.Error("it is offered")
	}
	page := v.get(v.on("choice", ref.ID.String(), "share-to"))
	if len(page.all("main form")) != 0 || !v.says("A woman does this herself") {
		t.Errorf("the page says %s", page.one(t, "main").text())
	}
	if v.post(v.on("choice", ref.ID.String(), "share-to"), "part", "title", "to", mine, "go", "put"); v.last.Status != 404 {
		t.Errorf("it is done: %d", v.last.Status)
	}
}

// Home suggests a first choice only where she is by herself, and only while
// there is none.
func TestHomeSuggestsDecidingInHerOwnNotebook(t *testing.T) {
	v := begin(t)
	offered := func() bool { v.t.Helper(); return len(v.get(v.on("home")).all("section[id=offer-decide]")) == 1 }
	v.add("row", notebook.Values{"threats": {"fire"}})
	if offered() {
		t.Error("the group is told to decide for herself")
	}
	v.post("/notebooks", "name", "Mine", "who", "me")
	if offered() {
		t.Error("it is suggested in an empty notebook")
	}
	v.add("row", notebook.Values{"threats": {"fire"}})
	if !offered() {
		t.Error("it is not suggested")
	}
	v.add("choice", notebook.Values{"title": {"A drawer"}})
	if offered() {
		t.Error("it is suggested again")
	}
}
