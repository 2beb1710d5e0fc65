package ui_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/notebook"
)

func TestWhoTeachesMeetsWhoLearns(t *testing.T) {
	v := begin(t)
	if v.get(v.on("teach")); !v.says("it shows here") {
		t.Errorf("while empty: %s", v.page.one(t, "main").text())
	}
	teacher := v.add("choice", notebook.Values{"title": {"Signal"}, "teach": {"yes"}, "who": {"Swallow"}})
	v.add("choice", notebook.Values{"title": {" signal "}, "learn": {"yes"}})
	v.add("choice", notebook.Values{"title": {"Knots"}, "teach": {"yes"}})
	v.add("action", notebook.Values{"title": {"Look at the apps"}, "training": {"Backups"}})
	before := notebook.Freeze(v.work().Notebook().All())
	page := v.get(v.on("teach"))
	var sections []string
	for _, section := range page.all("main section") {
		sections = append(sections, section.text())
	}
	want := []string{
		"Offered, and wished for Signal Could teach it Swallow Would like to learn it one of us Note it as something to learn : signal",
		"Someone would like to learn Backups Would like to learn it from an action: Look at the apps Note it as something to learn : Look at the apps",
		"Someone could teach Knots Could teach it one of us",
	}
	if diff := cmp.Diff(want, sections); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(strings.Join(page.hrefs("main dd"), " "), v.on("choice", teacher.ID.String())) {
		t.Error("an offer does not lead to where it was made")
	}
	if notebook.Freeze(v.work().Notebook().All()) != before {
		t.Error("they were matched by a look")
	}
	v.post(page.all("main section form")[0].attrs["action"])
	if page = v.get(v.on("teach")); len(page.all("main section")[0].all("form")) != 0 || !v.says("See what we noted") {
		t.Errorf("noted, it says %s", page.one(t, "main").text())
	}
	for _, digit := range "123456789" {
		if strings.ContainsRune(page.one(t, "main").text(), digit) {
			t.Error("somebody is counted")
		}
	}
}
