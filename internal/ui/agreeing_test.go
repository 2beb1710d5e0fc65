package ui_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/share"
	"amparo/internal/workspace"
)

// ballot begins a round about a rule and returns the path of the proposal.
func (v *visitor) ballot(values notebook.Values) string {
	v.t.Helper()
	path := v.on("proposal", v.add("proposal", values).ID.String())
	v.get(path + "/round")
	v.press("begin")
	return path
}

// press taps the button that does something with a round.
func (v *visitor) press(what string) {
	v.t.Helper()
	for _, form := range v.page.all("main form") {
		inputs := form.all("input")
		if len(inputs) == 2 && inputs[0].attrs["value"] == what {
			v.post(form.attrs["action"], "do", what, "round", inputs[1].attrs["value"])
			return
		}
	}
	v.t.Fatalf("%s has no way to %s", v.path, what)
}

// says one woman's answer.
func (v *visitor) answers(path string, pairs ...string) {
	v.t.Helper()
	v.get(path + "/mine")
	round := v.page.one(v.t, "main form input[name=round]").attrs["value"]
	v.post(path+"/mine", append(pairs, "round", round)...)
}

// fresh is the random id that a form brings along for what is new.
var fresh = regexp.MustCompile(`name="[a-z]+\.at" value="[a-z2-7]+"`)

// ticked returns how many boxes of a name are ticked.
func (v *visitor) ticked(name string) int {
	n := 0
	for _, in := range v.page.all("input[name=" + name + "]") {
		if _, on := in.attrs["checked"]; on {
			n++
		}
	}
	return n
}

// While a round is open no page tells how many answered, or what: the pages are
// byte for byte the same before an answer and after it.
func TestNothingTellsOfAnAnswer(t *testing.T) {
	v := begin(t)
	luna := v.add("person", notebook.Values{"title": {"Luna"}})
	v.add("row", notebook.Values{"threats": {"A mother waits"}})
	path := v.ballot(notebook.Values{"title": {"Phones"}, "words": {"Phones stay in the tin."}})
	pages := []string{path + "/round", path + "/mine", path + "/given", path, path + "/history", path + "/outcome", v.on("history"), v.on("bin"), v.on("proposals"),
		v.on("agreements"), v.on("home"), v.on("people"), v.on("person", luna.ID.String()), v.on("person", luna.ID.String(), "history"), v.on("print"), v.on("export"), v.on("remove"), "/notebooks"}
	see := func() (all []string) {
		for _, p := range pages {
			v.get(p)
			all = append(all, fresh.ReplaceAllString(string(v.last.Body), ""))
		}
		return all
	}
	before := see()
	v.answers(path, "answer", "object", "words", "My mother is ill", "name", luna.ID.String())
	if v.heading() != "Thank you. Hand it on." {
		t.Fatalf("after answering: %q", v.heading())
	}
	thanks := string(v.last.Body)
	v.answers(path)
	if string(v.last.Body) != thanks {
		t.Error("whoever gave no answer sees another page")
	}
	if n := len(v.work().Notebook().Records("answer")); n != 1 {
		t.Fatalf("%d answers are kept", n)
	}
	for i, page := range see() {
		if page != before[i] {
			t.Errorf("%s tells of an answer", pages[i])
		}
	}
	a := v.work().Notebook().Records("answer")[0]
	for _, p := range []string{v.on("answer", a.ID.String()), v.on("answer", a.ID.String(), "history"), v.on("answers")} {
		if v.get(p); v.last.Status != 404 {
			t.Errorf("%s: %d", p, v.last.Status)
		}
	}
	for _, e := range share.Echoes(v.work().Notebook(), share.Columns(v.work().Notebook(), []string{"threats"})) {
		t.Errorf("a warning tells of an answer: %s", e.Word)
	}
	v.get(path + "/round")
	v.press("begin")
	if v.get(v.on("bin")); strings.Contains(string(v.last.Body), a.ID.String()) || v.says("an answer") {
		t.Error("the bin tells of an answer to the earlier text")
	}
	v.post(v.on("bin", "answer", a.ID.String()))
	if v.last.Status != 404 || v.work().Notebook().Get(a.Ref) != nil {
		t.Errorf("an answer to an earlier text came back: %d", v.last.Status)
	}
}

func TestAWholeRoundToPartsNowAndPartsLater(t *testing.T) {
	v := begin(t)
	luna := v.add("person", notebook.Values{"title": {"Luna"}})
	raid := v.add("row", notebook.Values{"threats": {"A search at night"}, "resources": {"one lock"}})
	fire := v.add("row", notebook.Values{"threats": {"Fire in the kitchen"}})
	path := v.ballot(notebook.Values{"title": {"Two rows"}, "rows": {raid.ID.String(), fire.ID.String()}})
	v.answers(path, "answer", "agree")
	v.answers(path, "answer", "worry", "words", "The lock is heavy")
	v.answers(path, "answer", "object", "words", "Who pays?", "name", luna.ID.String())
	if v.get(path + "/outcome"); v.path != path+"/round" {
		t.Errorf("the outcome is offered before the answers are opened: %s", v.path)
	}
	v.press("open")
	main := v.page.one(t, "main").text()
	first, second, third := strings.Index(main, "Who pays?"), strings.Index(main, "The lock is heavy"), strings.Index(main, "One of us agrees.")
	if first < 0 || second < first || third < second || !strings.Contains(main, "Luna") || !strings.Contains(main, "What would make it possible?") {
		t.Fatalf("the open answers: %s", main)
	}
	if strings.Contains(main, "%") || strings.Contains(main, v.now.Local().Format("15:04")) || len(v.page.all("main meter, main progress")) > 0 {
		t.Error("a share of a whole, or an hour, is shown")
	}
	for _, way := range []string{"Change it, and begin anew", "Parts yes, parts later", "Agree all the same, with the worry written down", "Not now"} {
		if !strings.Contains(main, way) {
			t.Errorf("no way: %s", way)
		}
	}
	v.set(raid, workspace.Edit{Field: "resources", Texts: []string{"two locks"}})
	v.get(path + "/outcome")
	keep := v.page.all("input[name=keep]")
	if len(keep) != 2 || v.ticked("row") != 2 || v.ticked("keep") != 0 {
		t.Fatalf("%d words can be kept", len(keep))
	}
	v.post(path+"/outcome", "keep", keep[1].attrs["value"])
	if v.last.Status != 422 || !v.says("Choose one part at least.") || v.ticked("keep") != 1 || v.ticked("row") != 0 {
		t.Errorf("without a part: %d", v.last.Status)
	}
	v.post(path+"/outcome", "row", raid.ID.String(), "keep", keep[1].attrs["value"], "again", "2027-02-01")
	if !strings.Contains(v.path, "/agreement/") || v.heading() != "Two rows" {
		t.Fatalf("agreeing led to %s: %s", v.path, v.page.one(t, "main").text())
	}
	for _, words := range []string{"22 November 2026", "1 February 2027", "A search at night", "one lock", "two locks", "Left for later", "Fire in the kitchen", "The lock is heavy"} {
		if !v.says(words) {
			t.Errorf("the agreement does not say %q", words)
		}
	}
	if v.says("Who pays?") || v.says("Luna") {
		t.Error("the agreement says more than was kept")
	}
	if v.get(path + "/round"); !v.says("We agreed on it.") || !slices.Contains(v.page.hrefs("main"), v.on("agreement", v.work().Notebook().Records("agreement")[0].ID.String())) {
		t.Error("the proposal does not lead to its agreement")
	}
}

// Whoever goes back from the page that is handed on finds no answer there: the
// host makes the browser drop what it holds. It looks the same without one.
func TestGoingBackShowsNoAnswer(t *testing.T) {
	v := begin(t)
	path := v.ballot(notebook.Values{"title": {"Phones"}, "words": {"Phones stay in the tin."}})
	if v.answers(path, "answer", "object", "words", "My mother is ill"); !v.last.Unseen {
		t.Error("the browser keeps the page on which she answered")
	}
	if v.get(path + "/given"); !v.last.Unseen {
		t.Error("the browser keeps what she wrote and did not give")
	}
}

func TestTheTextIsFixedAndWhatChangedIsSaid(t *testing.T) {
	v := begin(t)
	p := v.add("protocol", notebook.Values{"title": {"When we travel"}, "before": {"Pack\nTell Luna"}})
	v.get(v.on("agreements"))
	v.post(v.on("propose"), "subject", p.ID.String())
	path := strings.TrimSuffix(v.path, "/round")
	v.press("begin")
	v.get(path + "/mine")
	old := v.page.one(t, "main form input[name=round]").attrs["value"]
	v.set(p, workspace.Edit{Field: "before", Texts: []string{"Tell Luna\nRest"}})
	if v.get(path + "/round"); !v.says("What changed since we fixed the text") || !v.says("Taken out Pack New Rest") {
		t.Errorf("what changed: %s", v.page.one(t, "main").text())
	}
	for _, page := range []string{"/mine", "/round"} {
		if text := v.get(path+page).one(t, "main div.doc").text(); !strings.Contains(text, "Pack") || strings.Contains(text, "Rest") {
			t.Errorf("%s: what is answered to is %q", page, text)
		}
	}
	v.press("begin")
	if v.says("What changed since") || v.says("Pack") {
		t.Error("begun anew, it is still the earlier text")
	}
	v.post(path+"/mine", "round", old, "answer", "worry", "words", "Half a page of worry")
	if v.last.Status != 422 || !v.says("Half a page of worry") || !v.says("The text was fixed anew meanwhile.") {
		t.Errorf("an answer to the earlier text: %d, %s", v.last.Status, v.page.one(t, "main").text())
	}
	v.post(v.on("propose"), "subject", p.ID.String())
	if v.path != path+"/round" || len(v.work().Notebook().Records("proposal")) != 1 {
		t.Errorf("a second tap made a second proposal: %s", v.path)
	}
	v.post(path+"/round", "do", "open", "round", old)
	if s := notebook.StageOf(v.work().Notebook().Records("proposal")[0]); s != notebook.Answering {
		t.Errorf("a page that is older than the round brought it to %s", s)
	}
}

func TestWordsWithoutAnAnswerAreNotLost(t *testing.T) {
	v := begin(t)
	path := v.ballot(notebook.Values{"title": {"Phones"}, "words": {"In the tin."}})
	v.answers(path, "words", "I do not know yet")
	if v.last.Status != 422 || !v.says("Choose one of these answers.") || !v.says("I do not know yet") {
		t.Errorf("%d: %s", v.last.Status, v.page.one(t, "main").text())
	}
	if len(v.page.all("main form[data-autosave]")) != 0 {
		t.Error("an answer is saved before it is given")
	}
}

// In a notebook that is asked about the plan, one tap is as simple as before.
func TestOneTapStaysAndAProposalWaits(t *testing.T) {
	v := begin(t)
	v.add("row", notebook.Values{"threats": {"raid"}})
	v.get(v.on("agreements"))
	if got := v.page.all("section.card form button")[0].text(); got != "Agreed together today" {
		t.Errorf("the first button says %q", got)
	}
	v.post(v.on("propose"), "subject", "plan")
	path := strings.TrimSuffix(v.path, "/round")
	v.press("begin")
	for _, p := range []string{v.on("home"), v.on("agreements")} {
		if v.get(p); !v.says("A proposal waits for us to talk") {
			t.Errorf("%s does not offer the proposal", p)
		}
	}
	v.get(path + "/round")
	v.press("leave")
	if v.get(v.on("home")); v.says("A proposal waits") {
		t.Error("what was left for another time still waits")
	}
	v.get(path + "/round")
	v.press("begin")
	v.press("open")
	v.get(path + "/outcome")
	v.post(path+"/outcome", "on", "someday")
	if v.last.Status != 422 || v.page.one(t, "input[name=on]").attrs["value"] != "someday" {
		t.Errorf("a day that is none gives %d", v.last.Status)
	}
}

func TestSlipsOfPaper(t *testing.T) {
	v := begin(t)
	path := v.ballot(notebook.Values{"title": {"Phones in the tin"}, "words": {"secret reason"}})
	v.answers(path, "answer", "worry", "words", "the lamp")
	v.get(v.on("print", "ballots", strings.TrimPrefix(path, v.on("proposal")+"/")))
	body := string(v.last.Body)
	if !v.last.Print || strings.Count(body, "Phones in the tin") != 4 || strings.Count(body, "not for me to say") != 4 || strings.Contains(body, "the lamp") {
		t.Errorf("the slips: %s", body)
	}
}
