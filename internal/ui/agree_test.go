package ui_test

import (
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

func TestAgreeingInOneTap(t *testing.T) {
	v := begin(t)
	row := v.add("row", notebook.Values{"threats": {"Our office is searched"}, "resources": {"one lock"}, "actions": {"A copy elsewhere"}})
	v.get(v.on("agreements"))
	if !v.says("Not agreed yet.") {
		t.Error("the page does not say that nothing is agreed yet")
	}
	v.post(v.on("agreements"), "subject", "plan")
	if !strings.Contains(v.path, "/agreement/") || !v.says("It is still as we agreed.") || !v.says("A copy elsewhere") {
		t.Fatalf("agreeing led to %s: %s", v.path, v.page.one(t, "main").text())
	}
	if !v.says("22 November 2026") {
		t.Error("the day is not today")
	}
	version := v.path
	if err := v.work().Set(t.Context(), row, workspace.Edit{Field: "resources", Texts: []string{"two locks"}}); err != nil {
		t.Fatal(err)
	}
	v.get(version)
	if !v.says("one lock") || !v.says("two locks") {
		t.Errorf("what changed since is not shown: %s", v.page.one(t, "main").text())
	}
	v.get(strings.Replace(version, "/agreement/", "/print/agreed/", 1))
	if page := string(v.last.Body); !v.last.Print || !strings.Contains(page, "one lock") || strings.Contains(page, "two locks") {
		t.Error("the printed version is not the one that was agreed on")
	}
}

func TestAgreeingOnAProtocolWithDaysAndWords(t *testing.T) {
	v := begin(t)
	p := v.add("protocol", notebook.Values{"title": {"When we travel"}, "before": {"Tell Luna"}})
	v.post(v.on("agreements"), "subject", p.ID.String(), "on", "2026-11-20", "again", "2027-05-20", "words", "Thank you all")
	if v.heading() != "When we travel" || !v.says("20 May 2027") || !v.says("Thank you all") {
		t.Errorf("the agreement says: %s", v.page.one(t, "main").text())
	}
	v.get(v.on("agreements"))
	if !v.says("Agreed together on 20 November 2026.") {
		t.Error("the protocol's card does not say when")
	}
}

func TestADayThatIsNoneIsAskedAgain(t *testing.T) {
	v := begin(t)
	v.add("row", notebook.Values{"threats": {"fire"}})
	v.post(v.on("agreements"), "subject", "plan", "on", "soon")
	if v.last.Status != 422 || !strings.HasPrefix(v.heading(), "Error: ") {
		t.Errorf("%d, %q", v.last.Status, v.heading())
	}
	v.post(v.on("agreements"), "subject", "nothing")
	if v.last.Status != 404 {
		t.Errorf("agreeing on what is not there gives %d", v.last.Status)
	}
}
