package ui_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// year puts a plan of two rows into the notebook: one whose action is done, one
// whose action has not begun.
func (v *visitor) year() (done, open notebook.Ref) {
	v.add("plan", notebook.Values{"title": {"A calmer year"}, "begins": {"2026-01-01"}, "ends": {"2026-11-20"}})
	done = v.add("row", notebook.Values{"threats": {"The office is searched"}, "actions": {"A copy elsewhere"}})
	open = v.add("row", notebook.Values{"threats": {"The car breaks down"}, "actions": {"Mend the brakes"}})
	v.add("protocol", notebook.Values{"title": {"When we travel"}, "before": {"Tell Luna"}})
	return done, open
}

// became returns the name of the field in which a page asks about an action.
func (v *visitor) became(title string) string {
	v.t.Helper()
	for _, a := range v.work().Notebook().Records("action") {
		if a.Title() == title {
			return a.ID.String() + "_state"
		}
	}
	v.t.Fatalf("no action is called %s", title)
	return ""
}

// Finishing, from home to the next plan: what became of each action, a few words,
// a past plan, and everything back with one tap.
func TestAPlanIsFinishedAndTakenBack(t *testing.T) {
	v := begin(t)
	done, open := v.year()
	before := notebook.Freeze(v.work().Notebook().Records("protocol"))
	page := v.get(v.on("home"))
	if !slices.Contains(page.hrefs("section.offer"), v.on("plan", "finish")) {
		t.Fatalf("home does not offer to look back: %v", page.hrefs("section.offer"))
	}
	page = v.get(v.on("plan", "finish"))
	if n := len(page.all("fieldset")); n != 2 || !v.says("later, in the next plan") || v.says("not yet") {
		t.Errorf("it asks about %d actions: %s", n, page.one(t, "main").text())
	}
	v.submit(v.became("A copy elsewhere"), "done", v.became("Mend the brakes"), "notyet")
	if v.path != v.on("plan", "finish", "look") {
		t.Fatalf("the answers led to %s", v.path)
	}
	lists := v.page.all("main details")
	if len(lists) != 3 || !strings.Contains(lists[0].text(), "The office is searched") || !strings.Contains(lists[1].text(), "Mend the brakes") || !strings.Contains(lists[2].text(), "When we travel") {
		t.Errorf("what will be is not said: %s", v.page.one(t, "main").text())
	}
	form := v.page.one(t, "main form[action="+v.path+"]")
	v.post(v.path, fill(form, "glad", "We slept well", "learnt", "Ask earlier", "title", "The second year", "ends", "2027-11-20")...)
	if !strings.Contains(v.path, "/pastplan/") || v.heading() != "A calmer year" || !v.says("We slept well") || !v.says("The office is searched") || !v.says("finished on 22 November 2026") {
		t.Fatalf("%s says %s", v.path, v.page.one(t, "main").text())
	}
	past := v.path
	book := v.work().Notebook()
	if book.Get(done) != nil || book.Get(open) == nil || notebook.Freeze(book.Records("protocol")) != before {
		t.Error("the next plan does not begin with what was left")
	}
	v.get(v.on("plan"))
	if v.says("The office is searched") || !v.says("The car breaks down") || !v.says("A draft · from 22 November 2026 · until 20 November 2027") {
		t.Errorf("the plan of today: %s", v.page.one(t, "main").text())
	}
	v.ask(strings.Replace(past, "/pastplan/", "/print/pastplan/", 1))
	if page := string(v.last.Body); !v.last.Print || !strings.Contains(page, "The office is searched") || !strings.Contains(page, "Ask earlier") {
		t.Error("the printed past plan is not whole")
	}
	v.post(past + "/back")
	book = v.work().Notebook()
	if v.path != v.on("plan") || book.Get(done) == nil || len(book.Records("pastplan")) != 0 || !v.says("A calmer year") {
		t.Errorf("taking it back led to %s: %s", v.path, v.page.one(t, "main").text())
	}
}

// What is said of a past plan can be written in later; its version can't.
func TestAPastPlanKeepsItsVersion(t *testing.T) {
	v := begin(t)
	v.year()
	v.post(v.on("plan", "finish", "look"), "finished", "2026-11-22")
	version := v.work().Notebook().Records("pastplan")[0].Get("version")
	v.submit("glad", "Soup", "version", "nothing")
	past := v.work().Notebook().Records("pastplan")[0]
	if past.Get("glad") != "Soup" || past.Get("version") != version || version == "" {
		t.Errorf("it says %q, and its version has %d bytes of %d", past.Get("glad"), len(past.Get("version")), len(version))
	}
	for _, path := range []string{v.on("new", "pastplan"), v.on("ask", "pastplan")} {
		if v.get(path); v.last.Status != 404 {
			t.Errorf("%s: %d", path, v.last.Status)
		}
	}
	if v.post(v.on("pastplan", "aaaaaaaaaaaaaaaa"), "title", "made up"); v.last.Status != 404 {
		t.Errorf("a past plan is made by hand: %d", v.last.Status)
	}
}

// A record that is deleted now is asked about where a past plan holds it, too.
func TestAPastPlanThatHoldsItIsAskedAbout(t *testing.T) {
	v := begin(t)
	done, _ := v.year()
	v.get(v.on("plan", "finish"))
	v.submit(v.became("A copy elsewhere"), "done")
	v.post(v.on("plan", "finish", "look"), "finished", "2026-11-22")
	past := v.work().Notebook().Records("pastplan")[0]
	page := v.get(v.on("row", done.ID.String(), "forget"))
	if box := page.one(t, "form [type=checkbox]"); box.attrs["value"] != past.ID.String() {
		t.Errorf("it asks about %s", box.attrs["value"])
	}
}

func TestADayThatIsNoneIsAskedAgainBeforeFinishing(t *testing.T) {
	v := begin(t)
	done, _ := v.year()
	v.post(v.on("plan", "finish", "look"), "finished", "soon", "glad", "Soup")
	if v.last.Status != 422 || v.page.one(t, "textarea[name=glad]").text() != "Soup" || len(v.page.hrefs("div.summary")) != 1 {
		t.Errorf("%d: %s", v.last.Status, v.page.one(t, "main").text())
	}
	v.post(v.on("plan", "finish", "look"), "finished", "2026-11-22", "ends", "never")
	if v.last.Status != 422 || v.work().Notebook().Get(done) == nil {
		t.Errorf("%d", v.last.Status)
	}
}

// A thousand actions are asked about page by page, stop for today comes back to
// the same page, and each page is small.
func TestAThousandActionsAreFinishedPageByPage(t *testing.T) {
	v := begin(t)
	var drafts []notebook.Draft
	for range 1000 {
		drafts = append(drafts, notebook.Draft{Kind: "action", Values: notebook.Values{"title": {strings.Repeat("نسخة ثانية ", 8)}, "until": {"2027-01-01"}}})
	}
	if _, err := v.work().Import(t.Context(), drafts); err != nil {
		t.Fatal(err)
	}
	v.get(v.on("plan", "finish"))
	for page := 1; page <= 2; page++ {
		if size := len(v.last.Body); size > 60<<10 {
			t.Errorf("page %d has %d bytes", page, size)
		}
		v.submit(v.page.all("form[data-autosave] input[type=radio]")[0].attrs["name"], "done")
	}
	settled := 0
	for _, a := range v.work().Notebook().Records("action") {
		if notebook.Over(a) {
			settled++
		}
	}
	if settled != 2 {
		t.Errorf("%d of 2 answers were kept", settled)
	}
	v.submit("go", "stop")
	if !slices.Contains(v.page.hrefs("section.offer"), v.on("plan", "finish")+"?page=3") {
		t.Errorf("home leads back to %v", v.page.hrefs("section.offer"))
	}
	for _, path := range []string{v.on("plan", "finish", "look"), v.on("timeline")} {
		if v.get(path); len(v.last.Body) > 60<<10 {
			t.Errorf("%s has %d bytes", path, len(v.last.Body))
		}
	}
	v.post(v.on("plan", "finish", "look"))
	if v.get(v.path); len(v.last.Body) > 60<<10 || v.last.Status != 200 {
		t.Errorf("the past plan has %d bytes", len(v.last.Body))
	}
}

// Agreeing offers to call the plan agreed, and forces nothing. The agreement of a
// plan that is past offers nothing for the next one.
func TestThePlanIsCalledAgreedWhenWeSaySo(t *testing.T) {
	v := begin(t)
	v.year()
	v.post(v.on("agreements"), "subject", "plan", "on", "2026-11-21")
	plan := func() string { return v.work().Notebook().Records("plan")[0].Get("state") }
	if plan() != "" {
		t.Fatalf("agreeing made the plan %q", plan())
	}
	form := v.page.one(t, "section.offer form[action="+v.on("plan", "state")+"]")
	v.post(form.attrs["action"], fill(form)...)
	if plan() != "agreed" || !v.says("Agreed · from 1 January 2026") {
		t.Errorf("the plan is %q", plan())
	}
	if err := v.work().Set(t.Context(), v.work().Notebook().Records("plan")[0].Ref, workspace.Edit{Field: "state", Texts: []string{"draft"}}); err != nil {
		t.Fatal(err)
	}
	v.post(v.on("plan", "finish", "look"), "finished", "2026-11-22")
	if v.get(v.on("plan")); len(v.page.all("form[action="+v.on("plan", "state")+"]")) != 0 {
		t.Error("the next plan is offered as agreed")
	}
}
