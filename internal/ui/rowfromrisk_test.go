package ui_test

import (
	"testing"

	"amparo/internal/notebook"
)

func TestOneTapMakesARowOfARisk(t *testing.T) {
	v := begin(t)
	risk := v.add("risk", notebook.Values{"title": {"our office is searched"}})
	page := v.get(v.on("risks"))
	button := page.one(t, "table button")
	if form := page.one(t, "form[id=tap]"); button.attrs["form"] != "tap" || form.attrs["method"] != "post" {
		t.Error("the button belongs to no form")
	}
	v.post(button.attrs["formaction"])
	rows := v.work().Notebook().Records("row")
	if len(rows) != 1 || rows[0].Title() != "our office is searched" || v.path != v.on("row", rows[0].ID.String()) {
		t.Fatalf("%d rows, and we are at %s", len(rows), v.path)
	}
	v.post(v.on("risk", risk.ID.String(), "row"))
	if n := len(v.work().Notebook().Records("row")); n != 1 {
		t.Errorf("tapping again makes %d rows", n)
	}
	for _, path := range []string{"risks", "risk/" + risk.ID.String()} {
		page := v.get(v.on(path))
		found := false
		for _, href := range page.hrefs("main") {
			found = found || href == v.on("row", rows[0].ID.String())
		}
		if !found || !v.says("See its row") {
			t.Errorf("%s does not lead to the row", path)
		}
	}
}

func TestAnActivityBeginsItsProtocol(t *testing.T) {
	v := begin(t)
	activity := v.add("activity", notebook.Values{"title": {"Travelling"}})
	v.add("activity", notebook.Values{"title": {"Payroll"}, "needs": {"no"}})
	page := v.get(v.on("activities"))
	v.post(page.one(t, "table button").attrs["formaction"])
	protocols := v.work().Notebook().Records("protocol")
	if len(protocols) != 1 || protocols[0].Title() != "Travelling" || v.of(activity).Get("needs") != "yes" {
		t.Fatalf("%d protocols; the activity says %q", len(protocols), v.of(activity).Get("needs"))
	}
	v.post(v.on("activity", activity.ID.String(), "protocol"))
	if v.path != v.on("card", protocols[0].ID.String()) || len(v.work().Notebook().Records("protocol")) != 1 {
		t.Errorf("tapping again led to %s", v.path)
	}
}
