package ui_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/ui"
)

// titles returns what records are called, in their order.
func (v *visitor) titles(kind string) []string {
	var list []string
	for _, r := range v.work().Notebook().Records(kind) {
		list = append(list, r.Title())
	}
	return list
}

// fields returns the names and values that a form would send as it stands.
func fields(form *element) []string {
	var pairs []string
	for _, input := range form.all("input") {
		kind := input.attrs["type"]
		if _, checked := input.attrs["checked"]; (kind == "radio" || kind == "checkbox") && !checked {
			continue
		}
		if name := input.attrs["name"]; name != "" {
			pairs = append(pairs, name, input.attrs["value"])
		}
	}
	for _, box := range form.all("textarea") {
		pairs = append(pairs, box.attrs["name"], strings.TrimPrefix(box.text(), "\n"))
	}
	return pairs
}

// with replaces the value of a field among pairs.
func with(pairs []string, name, value string) []string {
	list := append([]string(nil), pairs...)
	for i := 0; i < len(list); i += 2 {
		if list[i] == name {
			list[i+1] = value
			return list
		}
	}
	return append(list, name, value)
}

// fill sends the form of the page with some of its fields changed.
func (v *visitor) fill(pairs ...string) *element {
	v.t.Helper()
	form := v.page.one(v.t, "main form")
	all := fields(form)
	for i := 0; i < len(pairs); i += 2 {
		all = with(all, pairs[i], pairs[i+1])
	}
	return v.post(form.attrs["action"], all...)
}

// From the first page to the first saved row: five taps, no required field but
// one (U11, U12); then to the printed page.
func TestTheFirstHalfHour(t *testing.T) {
	v := start(t)
	v.get("/")
	v.get("/create/us")
	v.fill("name", "")
	if n := len(v.page.all("[required]")); n != 1 {
		t.Errorf("%d fields are required", n)
	}
	v.fill("a_title", "our office is searched", "b_title", "an infected link", "go", "on")
	if diff := cmp.Diff([]string{"our office is searched", "an infected link"}, v.titles("risk")); diff != "" {
		t.Fatal(diff)
	}
	risks := v.work().Notebook().Records("risk")
	v.fill(risks[0].ID.String()+"_probability", "3", risks[0].ID.String()+"_impact", "5", risks[1].ID.String()+"_probability", "2", "go", "on")
	if got := v.work().Notebook().Get(risks[0].Ref).Get("impact"); got != "5" {
		t.Errorf("impact is %q", got)
	}
	if !v.says("our office is searched") {
		t.Error("the page does not say which worry it is about")
	}
	v.fill("strengths", "a lawyer we can call", "go", "on")
	rows := v.work().Notebook().Records("row")
	if len(rows) != 1 || rows[0].Get("strengths") != "a lawyer we can call" || rows[0].Title() != "our office is searched" {
		t.Fatalf("the row is %v", rows)
	}
	v.fill("title", "a second copy elsewhere", "leads.new", "Luna", "until", "2027-01-31", "go", "on")
	rows = v.work().Notebook().Records("row")
	if actions := v.work().Notebook().Linked(rows[0], "actions"); len(actions) != 1 || actions[0].Get("state") != "notyet" {
		t.Errorf("the actions are %v", actions)
	}
	if !v.says("a second copy elsewhere") || v.path != v.on("first", "paper") {
		t.Errorf("%s does not show what was written", v.path)
	}
	v.get(v.on("first", "paper", "print"))
	for _, words := range []string{"our office is searched", "medium", "a lawyer we can call", "a second copy elsewhere"} {
		if !v.last.Print || !strings.Contains(string(v.last.Body), words) {
			t.Errorf("%q is not on the printed page", words)
		}
	}
}

// "Stop for today" comes back to the same step, with what was typed (U14).
func TestStoppingComesBackToTheSameStep(t *testing.T) {
	for step, field := range map[string]string{"worries": "b_title", "weigh": "", "have": "strengths", "do": "title"} {
		v := begin(t)
		v.fill("a_title", "an infected link", "go", "on")
		if v.get(v.on("first", step)); step == "weigh" {
			field = v.work().Notebook().Records("risk")[0].ID.String() + "_probability"
		}
		v.fill(field, "4", "go", "stop")
		if v.path != v.on("home") {
			t.Fatalf("%s: stopping leads to %s", step, v.path)
		}
		v.post("/lock")
		v.post("/unlock", "passphrase", passphrase)
		v.get(v.page.one(t, "section.offer a[href="+v.on("first", step)+"]").attrs["href"])
		if got := fields(v.page.one(t, "main form")); !slices.Equal(got, with(got, field, "4")) {
			t.Errorf("%s: what was typed is not there any more: %q", step, got)
		}
	}
}

// Skipping and not being sure are answers, and nothing typed is lost by them.
func TestEveryQuestionCanBePassed(t *testing.T) {
	for guide, first := range map[string]string{"first": "worries", "meeting": "worry"} {
		for _, go_ := range []string{"skip", "unsure"} {
			v := begin(t)
			v.get(v.on(guide, first))
			for pages := 0; v.path != v.on(guide, "paper"); pages++ {
				for _, b := range []string{"on", "unsure", "skip", "stop"} {
					v.page.one(t, "main button[value="+b+"]")
				}
				if v.page.one(t, "p.lead").text() == "" {
					t.Errorf("%s does not say why it asks", v.path)
				}
				if v.fill("go", go_); pages > 8 {
					t.Fatalf("%s does not end", guide)
				}
			}
			if all := v.work().Notebook().All(); len(all) != 1 {
				t.Errorf("passing everything wrote %d records", len(all))
			}
		}
	}
	v := begin(t)
	v.fill("b_title", "an infected link", "go", "skip")
	if diff := cmp.Diff([]string{"an infected link"}, v.titles("risk")); diff != "" {
		t.Error(diff)
	}
}

func TestGoingOnWithoutAWorryAsksOnceMore(t *testing.T) {
	v := begin(t)
	page := v.fill("go", "on")
	if v.last.Status != 422 || !strings.HasPrefix(v.heading(), "Error: ") {
		t.Errorf("%d: %s", v.last.Status, v.heading())
	}
	page.one(t, "div.summary a[href=#f-a_title]")
	if page.one(t, "input[name=a_title]").attrs["aria-invalid"] != "true" {
		t.Error("the field is not marked")
	}
}

func TestGoingBackChangesWhatIsThere(t *testing.T) {
	v := begin(t)
	v.fill("a_title", "an infected link", "go", "on")
	v.get(v.on("first", "worries"))
	v.fill("a_title", "an infected attachment", "go", "on")
	v.get(v.on("first", "do"))
	v.fill("title", "call before opening", "go", "on")
	v.get(v.on("first", "do"))
	v.fill("title", "always call before opening", "go", "on")
	if diff := cmp.Diff([]string{"an infected attachment"}, v.titles("risk")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"always call before opening"}, v.titles("action")); diff != "" {
		t.Error(diff)
	}
}

func TestTheMeetingFillsOneRowAndOneActivity(t *testing.T) {
	v := begin(t)
	v.get(v.on("meeting", "worry"))
	for _, pairs := range [][]string{
		{"a_title", "our office is searched"}, {}, {"strengths", "a lawyer"}, {"vulnerabilities", "one room"},
		{"title", "a second copy"}, {"resources", "two sticks", "involved", "Luna"}, {"title", "Travelling", "needs", "yes"},
	} {
		v.fill(append(pairs, "go", "on")...)
	}
	if v.path != v.on("meeting", "paper") || !v.says("Travelling") {
		t.Fatalf("it ends at %s", v.path)
	}
	row := v.work().Notebook().Records("row")[0]
	got := []string{row.Get("strengths"), row.Get("vulnerabilities"), row.Get("resources"), row.Get("involved")}
	if diff := cmp.Diff([]string{"a lawyer", "one room", "two sticks", "Luna"}, got); diff != "" {
		t.Error(diff)
	}
	if a := v.work().Notebook().Records("activity"); len(a) != 1 || a[0].Get("needs") != "yes" {
		t.Errorf("%v", a)
	}
}

// Two windows with the same page make values side by side, not a loss.
func TestAStalePageLosesNothing(t *testing.T) {
	v := begin(t)
	v.fill("a_title", "an infected link", "go", "on")
	v.get(v.on("first", "have"))
	v.fill("strengths", "we ask first", "go", "on")
	v.get(v.on("first", "have"))
	stale := v.page
	v.fill("strengths", "we call first", "go", "on")
	v.page = stale
	v.fill("strengths", "we wait a day", "go", "on")
	row := v.work().Notebook().Records("row")[0]
	if values := row.Beside("strengths"); len(values) != 2 {
		t.Fatalf("%d values stand", len(values))
	}
	page := v.get(v.on("first", "have"))
	if list := page.all("div.beside li"); len(list) != 2 || list[0].attrs["data-stamp"] == list[1].attrs["data-stamp"] {
		t.Error("they are not shown side by side")
	}
}

// What is typed in a guide is saved by itself: the answer is the same page, and
// saving again changes what was written before.
func TestAGuideSavesByItself(t *testing.T) {
	v := begin(t)
	partly := func(pairs ...string) {
		t.Helper()
		form := v.page.one(t, "main form[data-autosave]")
		all := fields(form)
		for i := 0; i < len(pairs); i += 2 {
			all = with(all, pairs[i], pairs[i+1])
		}
		values := ui.Values{}
		for pair := range slices.Chunk(all, 2) {
			values[pair[0]] = append(values[pair[0]], pair[1])
		}
		here := v.path
		v.send(ui.Request{Method: "POST", Path: form.attrs["action"], Form: values, Partial: true})
		if v.last.Status != 200 || v.path != here {
			t.Fatalf("saving leads from %s to %s: %d", here, v.path, v.last.Status)
		}
	}
	for _, c := range []struct{ guide, step, kind, field string }{
		{"first", "worries", "risk", "a_title"}, {"first", "have", "row", "strengths"}, {"first", "do", "action", "title"}, {"meeting", "activity", "activity", "title"},
	} {
		v.get(v.on(c.guide, c.step))
		partly(c.field, "some wo")
		partly(c.field, "some words")
		list := v.work().Notebook().Records(c.kind)
		name := strings.TrimPrefix(c.field, "a_")
		if len(list) != 1 || list[0].Get(name) != "some words" || list[0].Beside(name) != nil {
			t.Errorf("%s: %d records, %q", c.step, len(list), list[0].Get(name))
		}
	}
	if v.get(v.on("home")); strings.Contains(v.page.one(t, "main").text(), "Where we stopped") {
		t.Error("saving by itself counts as stopping")
	}
}
