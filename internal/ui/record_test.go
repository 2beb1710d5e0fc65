package ui_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// fill returns the names and values that a browser would send of a form, with
// some of them changed.
func fill(form *element, changes ...string) []string {
	values := map[string][]string{}
	var names []string
	put := func(name, value string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		values[name] = append(values[name], value)
	}
	form.each(func(e *element) {
		switch kind := e.attrs["type"]; {
		case e.tag == "textarea":
			var text strings.Builder
			for _, kid := range e.kids {
				text.WriteString(kid.words)
			}
			put(e.attrs["name"], strings.TrimPrefix(text.String(), "\n"))
		case e.tag != "input":
		case kind != "radio" && kind != "checkbox":
			put(e.attrs["name"], e.attrs["value"])
		default:
			if _, on := e.attrs["checked"]; on {
				put(e.attrs["name"], e.attrs["value"])
			}
		}
	})
	for i := 0; i < len(changes); i += 2 {
		if !slices.Contains(names, changes[i]) {
			names = append(names, changes[i])
		}
		values[changes[i]] = []string{changes[i+1]}
	}
	var pairs []string
	for _, name := range names {
		for _, value := range values[name] {
			pairs = append(pairs, name, value)
		}
	}
	return pairs
}

// submit sends the form of the page that saves by itself.
func (v *visitor) submit(changes ...string) *element {
	v.t.Helper()
	form := v.page.one(v.t, "form[data-autosave]")
	return v.post(form.attrs["action"], fill(form, changes...)...)
}

func TestANewRecordNeedsOneAnswer(t *testing.T) {
	v := begin(t)
	for _, kind := range []string{"risk", "row", "action", "activity", "protocol", "person", "habit", "choice", "training", "source"} {
		page := v.get(v.on("new", kind))
		if n := len(page.all("form [required]")); n != 1 {
			t.Errorf("%s: %d fields are required", kind, n)
		}
		first := notebook.KindOf(kind).Fields[0].Name
		v.submit(first, "something of ours")
		list := v.work().Notebook().Records(kind)
		if len(list) != 1 || list[0].Title() != "something of ours" || v.path != v.on(kind, list[0].ID.String()) {
			t.Errorf("%s: %d records, and we are at %s", kind, len(list), v.path)
		}
	}
}

// app.js posts the form of a new record again and again while someone types.
func TestSavingAgainMakesNoSecondRecord(t *testing.T) {
	v := begin(t)
	page := v.get(v.on("new", "row"))
	form := page.one(t, "form[data-autosave]")
	first := fill(form, "threats", "rai", "actions.new", "Two ke")
	v.post(form.attrs["action"], first...)
	stamps := func() []string {
		var pairs []string
		for _, name := range []string{"threats", "vulnerabilities", "strengths", "actions"} {
			pairs = append(pairs, "was."+name, v.page.one(t, "input[name=was."+name+"]").attrs["value"])
		}
		return pairs
	}
	v.post(form.attrs["action"], fill(form, append(stamps(), "threats", "raid", "actions.new", "Two keys\nA copy")...)...)
	book := v.work().Notebook()
	if n := len(book.Records("row")); n != 1 || book.Records("row")[0].Title() != "raid" {
		t.Fatalf("%d rows", n)
	}
	row := book.Records("row")[0]
	if got := book.Shown(row, notebook.KindOf("row").Field("actions")); got != "Two keys\nA copy" || len(book.Records("action")) != 2 {
		t.Errorf("actions: %q of %d", got, len(book.Records("action")))
	}
	v.post(form.attrs["action"], fill(form, append(stamps(), "threats", "raid", "actions.new", "A copy")...)...)
	if got := book.Shown(v.of(row.Ref), notebook.KindOf("row").Field("actions")); got != "A copy" {
		t.Errorf("after a line was taken out: %q", got)
	}
	if n := len(book.Records("action")); n != 1 {
		t.Errorf("%d actions are left", n)
	}
}

func TestALineThatIsThereAlreadyIsFound(t *testing.T) {
	v := begin(t)
	v.add("action", notebook.Values{"title": {"Call the lawyer"}})
	row := v.add("row", notebook.Values{"threats": {"raid"}})
	v.get(v.on("row", row.ID.String()))
	v.submit("actions.new", "  call the LAWYER ")
	book := v.work().Notebook()
	if n := len(book.Records("action")); n != 1 {
		t.Errorf("%d actions", n)
	}
	if got := book.Shown(v.of(row), notebook.KindOf("row").Field("actions")); got != "Call the lawyer" {
		t.Errorf("the row names %q", got)
	}
}

func TestARecordShowsWhatIsAskedFirstAndFoldsTheRest(t *testing.T) {
	v := begin(t)
	ref := v.add("risk", notebook.Values{"title": {"our <b>office"}, "probability": {"4"}, "note": {"n"}})
	page := v.get(v.on("risk", ref.ID.String()))
	if v.heading() != "our <b>office" {
		t.Errorf("heading %q", v.heading())
	}
	if got := len(page.all("form details [name=note]")); got != 1 {
		t.Errorf("the note stands %d times among the rest", got)
	}
	if len(page.all("form details [name=probability]")) != 0 || len(page.all("fieldset [name=probability]")) != 6 {
		t.Error("probability is not asked first, as a group of six answers")
	}
	if _, open := page.one(t, "form details").attrs["open"]; open {
		t.Error("the rest is not folded")
	}
	v.submit("domain", "physical", "probability", "2")
	r := v.of(ref)
	if r.Get("domain") != "physical" || r.Get("probability") != "2" || r.Get("note") != "n" {
		t.Errorf("saved: %v", r.Fields)
	}
	if !v.says("Saved on this device at " + v.clock()) {
		t.Errorf("it does not say when it was saved: %s", v.page.one(t, "p.saved").text())
	}
}

func (v *visitor) clock() string { return v.now.Local().Format("15:04") }

func TestAFaultShowsTheFormAgainAsTyped(t *testing.T) {
	v := begin(t)
	ref := v.add("action", notebook.Values{"title": {"a"}})
	v.get(v.on("action", ref.ID.String()))
	page := v.submit("until", "next week", "note", "typed")
	if v.last.Status != 422 || !strings.HasPrefix(v.heading(), "Error: ") {
		t.Errorf("%d %q", v.last.Status, v.heading())
	}
	if _, open := page.one(t, "form details").attrs["open"]; !open {
		t.Error("the field with the fault is folded away")
	}
	if got := page.one(t, "textarea[name=note]").text(); got != "typed" {
		t.Errorf("what was typed became %q", got)
	}
	if !slices.Equal(page.hrefs("div.summary"), []string{"#f-until"}) || len(page.all("div.summary[autofocus]")) != 1 {
		t.Error("the summary has not the focus, or does not lead to the field")
	}
	if v.of(ref).Get("note") != "" {
		t.Error("half of a form was saved")
	}
	v.get(v.on("new", "risk"))
	v.submit("can_do", "typed")
	if v.last.Status != 422 || v.page.one(t, "textarea[name=can_do]").text() != "typed" {
		t.Errorf("a new risk without its sentence: %d", v.last.Status)
	}
}

// A form from another window writes beside, and what it did not touch stays.
func TestTwoWindowsLoseNothing(t *testing.T) {
	v := begin(t)
	ref := v.add("risk", notebook.Values{"title": {"a"}, "can_do": {"old"}, "note": {"old"}})
	page := v.get(v.on("risk", ref.ID.String()))
	stale := page.one(t, "form[data-autosave]")
	v.submit("can_do", "from one window")
	v.post(stale.attrs["action"], fill(stale, "can_do", "from the other", "note", "new")...)
	if got := v.of(ref).Beside("can_do"); len(got) != 2 {
		t.Errorf("side by side: %v", got)
	}
	if !v.says("from one window") || !v.says("from the other") || v.of(ref).Get("note") != "new" {
		t.Error("a text is not on the page")
	}
	v.submit() // nothing touched
	if got := v.of(ref).Beside("can_do"); len(got) != 2 {
		t.Error("a form that nobody touched chose one of them")
	}
}

func TestWhatIsLinkedIsShownBothWays(t *testing.T) {
	v := begin(t)
	risk := v.add("risk", notebook.Values{"title": {"a risk of ours"}})
	row := v.add("row", notebook.Values{"threats": {"raid"}, "risks": {risk.ID.String()}, "actions": {"Two keys"}})
	action := v.work().Notebook().Linked(v.of(row), "actions")[0]
	v.set(action.Ref, workspace.Edit{Field: "leads", Texts: []string{"Luna"}})
	luna := v.work().Notebook().Records("person")[0]
	for at, to := range map[string]string{
		"risk/" + risk.ID.String():     v.on("row", row.ID.String()),
		"row/" + row.ID.String():       v.on("action", action.ID.String()),
		"action/" + action.ID.String(): v.on("row", row.ID.String()),
		"person/" + luna.ID.String():   v.on("action", action.ID.String()),
	} {
		if got := v.get(v.on(at)).hrefs("ul.linked"); !slices.Contains(got, to) {
			t.Errorf("%s leads to %v", at, got)
		}
	}
}

func TestManyRecordsToChooseFromAreFoldedAndParted(t *testing.T) {
	v := begin(t)
	var drafts []notebook.Draft
	for i := range 80 {
		drafts = append(drafts, notebook.Draft{Kind: "action", Values: notebook.Values{"title": {"act " + strings.Repeat("x", i+1)}}})
	}
	if _, err := v.work().Import(t.Context(), drafts); err != nil {
		t.Fatal(err)
	}
	last := v.work().Notebook().Records("action")[79]
	row := v.add("row", notebook.Values{"threats": {"raid"}, "actions": {last.ID.String()}})
	page := v.get(v.on("row", row.ID.String()))
	if got := len(page.all("[name=actions]")); got != 41 {
		t.Errorf("%d actions to choose from", got)
	}
	if got := page.all("[name=actions]")[0].attrs["value"]; got != last.ID.String() {
		t.Error("what was chosen does not stand first")
	}
	v.submit()
	if got := v.of(row).Set("actions"); !slices.Equal(got, []string{last.ID.String()}) {
		t.Errorf("saving untouched leaves %v", got)
	}
}
