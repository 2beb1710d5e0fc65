package ui_test

import (
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// Two versions stand side by side, and what changed is said in words.
func TestVersionsStandSideBySide(t *testing.T) {
	v := begin(t)
	p := v.add("protocol", notebook.Values{"title": {"When we travel"}, "before": {"Tell Luna\nTake water"}, "silence": {"Call Star"}, "calloff": {"Anyone"}})
	at := v.on("protocol", p.ID.String(), "versions")
	if v.get(at); !v.says("No version of it is agreed on yet.") {
		t.Errorf("without a version: %s", v.page.one(t, "main").text())
	}
	v.post(v.on("agreements"), "subject", p.ID.String(), "on", "2026-06-01")
	if v.get(at); !v.says("Nothing differs between these two.") {
		t.Error("the same version differs from itself")
	}
	if err := v.work().Set(t.Context(), p, workspace.Edit{Field: "before", Texts: []string{"Tell Luna\nTake bread"}},
		workspace.Edit{Field: "silence", Texts: []string{"Call Pearl"}}, workspace.Edit{Field: "kit", Texts: []string{"Map"}}, workspace.Edit{Field: "calloff", Texts: []string{""}}); err != nil {
		t.Fatal(err)
	}
	rows := func() string {
		var list []string
		for _, tr := range v.page.all("table.sheet tbody tr") {
			list = append(list, tr.text())
		}
		return strings.Join(list, "; ")
	}
	v.get(at)
	want := "Before changed Tell Luna Take water taken out Tell Luna Take bread added; " +
		"When we hear nothing changed Call Star Call Pearl; What we take along added nothing yet Map added; Who may call it off taken out Anyone nothing yet"
	if rows() != want {
		t.Errorf("they say: %s", rows())
	}
	if same := v.page.one(t, "main details").text(); same != "The same in both Name When we travel" {
		t.Errorf("what is the same: %s", same)
	}
	v.post(v.on("agreements"), "subject", p.ID.String(), "on", "2026-09-01")
	agreed := v.work().Notebook().Records("agreement")
	v.ask(at + "?then=now&now=" + agreed[0].ID.String())
	if !strings.Contains(rows(), "Call Pearl Call Star") {
		t.Errorf("the other way round: %s", rows())
	}
	v.ask(at + "?then=" + agreed[0].ID.String() + "&now=" + agreed[1].ID.String())
	if rows() != want {
		t.Errorf("two agreed versions: %s", rows())
	}
	for _, nav := range v.page.all("main nav ul") {
		if n := len(nav.all("a[aria-current]")); n > 1 {
			t.Errorf("%d are chosen at once", n)
		}
	}
}
