package ui_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/notebook"
)

func TestThePlanIsAskedOnceAboutBodiesAndCare(t *testing.T) {
	v := begin(t)
	v.add("row", notebook.Values{"threats": {"a"}})
	page := v.get(v.on("plan"))
	if got := page.hrefs("section.offer"); !slices.Equal(got, []string{v.on("about-plan") + "#f-physical", v.on("about-plan") + "#f-care"}) {
		t.Errorf("the plan asks %v", got)
	}
	form := page.all("section.offer form")[0]
	v.post(form.attrs["action"], append(fill(form), "suggestion", form.one(t, "button").attrs["value"])...)
	if v.path != v.on("plan") || len(v.page.hrefs("section.offer")) != 1 {
		t.Errorf("putting one away led to %s with %v", v.path, v.page.hrefs("section.offer"))
	}
	v.get(v.on("about-plan"))
	v.submit("care", "one free Sunday", "begins", "2027-01-01")
	v.get(v.on("plan"))
	if len(v.page.hrefs("section.offer")) != 0 || !v.says("one free Sunday") {
		t.Error("what was answered is asked again, or is not shown")
	}
	v.get(v.on("about-plan"))
	v.submit("ends", "in a year", "care", "two")
	if v.last.Status != 422 || !strings.HasPrefix(v.heading(), "Error: ") || v.page.one(t, "textarea[name=care]").text() != "two" {
		t.Errorf("a day that is none: %d", v.last.Status)
	}
}
