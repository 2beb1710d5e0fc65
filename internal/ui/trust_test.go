package ui_test

import (
	"bytes"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/notebook"
	"amparo/internal/ui"
)

// beginAlone returns a visitor with an open notebook of her own, on a computer
// that can write and read files.
func beginAlone(t *testing.T) *visitor {
	t.Helper()
	v := start(t)
	v.formats = office{}
	v.restart()
	v.post("/create/me", "offered", passphrase)
	return v
}

// surround names someone for each ring, and one who is not placed.
func (v *visitor) surround() {
	v.add("actor", notebook.Values{"title": {"My sister"}, "trust_life": {"yes"}, "inform_life": {"yes"}, "clear_life": {"yes"}, "trust_work": {"no"}})
	v.add("actor", notebook.Values{"title": {"A friend"}, "trust_life": {"partly"}})
	v.add("actor", notebook.Values{"title": {"The telephone company"}, "sort": {"company"}, "watch_life": {"yes"}})
	v.add("actor", notebook.Values{"title": {"A neighbour"}})
}

// rings returns the lists of the page: the heading, and who stands beneath.
func (v *visitor) rings() map[string]string {
	lists := map[string]string{}
	for _, section := range v.page.all("main section") {
		var names []string
		for _, a := range section.all("li a") {
			names = append(names, a.text())
		}
		lists[section.one(v.t, "h2").text()] = strings.Join(names, ", ")
	}
	return lists
}

func TestTheRingsAreSaidInWords(t *testing.T) {
	v := beginAlone(t)
	v.surround()
	page := v.get(v.on("trust"))
	want := map[string]string{"Near": "My sister", "Halfway": "A friend", "Further out": "The telephone company", "Not placed yet": "A neighbour, Do I trust them?"}
	if diff := cmp.Diff(want, v.rings()); diff != "" {
		t.Error(diff)
	}
	var inPicture, inLists []string
	for _, text := range page.all("svg[role=img] text") {
		if _, err := strconv.Atoi(text.text()); err == nil {
			inPicture = append(inPicture, text.text())
		}
	}
	for _, dot := range page.all("span.dot") {
		inLists = append(inLists, dot.text())
	}
	if diff := cmp.Diff(inLists, inPicture); diff != "" || len(inLists) != 3 {
		t.Errorf("the picture has other numbers than the lists: %s", diff)
	}
	if !v.says("a company Could be watching, in my own life: yes.") {
		t.Error("nothing says why someone stands further out")
	}
	v.show(v.on("trust"), "for=work")
	want = map[string]string{"Near": "", "Halfway": "", "Further out": "My sister", "Not placed yet": "A friend, Do I trust them?, The telephone company, Do I trust them?, A neighbour, Do I trust them?"}
	if diff := cmp.Diff(want, v.rings()); diff != "" {
		t.Error(diff)
	}
}

// From right to left the picture is mirrored, number by number.
func TestTheRingsAreMirrored(t *testing.T) {
	v := beginAlone(t)
	v.add("actor", notebook.Values{"title": {"one"}, "trust_life": {"no"}})
	v.add("actor", notebook.Values{"title": {"two"}, "trust_life": {"no"}})
	at := func() []int {
		var list []int
		svg := v.get(v.on("trust")).one(t, "svg[role=img]")
		for i, c := range svg.all("circle[r=13]") {
			x, err := strconv.Atoi(c.attrs["cx"])
			if err != nil {
				t.Fatal(err)
			}
			number := svg.all("text")[i+3] // behind the names of the rings
			if number.attrs["x"] != c.attrs["cx"] {
				t.Errorf("the number %s does not stand in its dot: %s and %s", number.text(), number.attrs["x"], c.attrs["cx"])
			}
			list = append(list, x)
		}
		return list
	}
	right := at()
	v.language = "ar"
	left := at()
	for i := range right {
		if right[i]+left[i] != 288 || right[i] == left[i] {
			t.Errorf("dot %d stands at %d and at %d", i, right[i], left[i])
		}
	}
	if len(right) != 2 {
		t.Errorf("%d dots", len(right))
	}
}

// More than a ring has room for stand in its list all the same.
func TestTheListsHaveThemAll(t *testing.T) {
	v := beginAlone(t)
	for range 7 {
		v.add("actor", notebook.Values{"title": {"someone"}, "trust_life": {"yes"}, "inform_life": {"yes"}, "clear_life": {"yes"}})
	}
	page := v.get(v.on("trust"))
	if n := len(page.all("section li")); n != 7 || len(page.all("circle[r=13]")) >= n || !v.says("The lists have them all.") {
		t.Errorf("%d in the list", n)
	}
}

func TestEachQuestionOfTrustIsAskedOnceAndAnsweredTwice(t *testing.T) {
	v := beginAlone(t)
	v.get(v.on("ask", "actor"))
	v.post(v.path, "title", "The landlady", "go", "on")
	v.post(v.path, "sort", "person", "go", "on")
	if v.page.one(t, "p.over").text() != "Question 3 of 7" || len(v.page.all("fieldset")) != 2 {
		t.Fatalf("%s, %d answers", v.page.one(t, "p.over").text(), len(v.page.all("fieldset")))
	}
	v.post(v.path, "trust_life", "partly", "trust_work", "no", "go", "on")
	landlady := v.work().Notebook().Records("actor")[0]
	if landlady.Get("trust_life") != "partly" || landlady.Get("trust_work") != "no" {
		t.Errorf("kept: %q, %q", landlady.Get("trust_life"), landlady.Get("trust_work"))
	}
	if !strings.HasSuffix(v.path, "/ask/inform_life") {
		t.Errorf("leads to %s", v.path)
	}
	v.post(v.on("actor", landlady.ID.String(), "ask", "trust_life"), "trust_life", "partly", "trust_work", "no", "go", "unsure")
	if r := v.of(landlady.Ref); r.Get("trust_life") != "" || r.Get("trust_work") != "" {
		t.Error("not sure keeps an answer")
	}
	for range 4 {
		v.post(v.path, "go", "skip")
	}
	v.post(v.path, "go", "skip")
	if !strings.HasSuffix(v.path, "/asked") {
		t.Errorf("it ends at %s", v.path)
	}
}

// Paper comes first, blank, and the filled sheet when she asks for it.
func TestPaperIsOfferedFirst(t *testing.T) {
	v := beginAlone(t)
	page := v.get(v.on("trust"))
	ways := page.hrefs("main div.go")
	if len(ways) != 3 || ways[0] != v.on("print", "trust")+"?blank=1" || !v.says("Paper is not sealed.") {
		t.Fatalf("ways: %v", ways)
	}
	v.show(v.on("print", "trust"), "blank=1")
	if blank := string(v.last.Body); !v.last.Print || !strings.Contains(blank, "Do I trust them?") || strings.Count(blank, "<table") != 2 {
		t.Error("the blank sheet lacks its questions")
	}
	v.surround()
	if v.get(v.on("trust")).hrefs("main div.go")[0] != ways[0] {
		t.Error("paper is not first any more")
	}
	v.get(v.on("print", "trust"))
	if filled := string(v.last.Body); !v.last.Print || !strings.Contains(filled, "My sister") || !strings.Contains(filled, "Paper is not sealed") {
		t.Error("the filled sheet lacks what was written, or its warning")
	}
}

// In a group's notebook there is no such page, whatever its address.
func TestAGroupHasNoPageForWhomOneTrusts(t *testing.T) {
	v := begin(t)
	risk := v.add("risk", notebook.Values{"title": {"a"}})
	for _, path := range []string{"trust", "new/actor", "ask/actor", "order/actor", "bin/actor", "print/trust",
		"actor/aaaaaaaaaaaaaaaa", "actor/aaaaaaaaaaaaaaaa/ask/title", "risk/" + risk.ID.String() + "/seen"} {
		if v.get(v.on(path)); v.last.Status != 404 {
			t.Errorf("%s: %d", path, v.last.Status)
		}
	}
	v.post(v.on("actor", "aaaaaaaaaaaaaaaa"), "title", "someone")
	if v.last.Status != 404 || len(v.work().Notebook().Records("actor")) != 0 {
		t.Errorf("someone was written down: %d", v.last.Status)
	}
	v.get(v.on("risk", risk.ID.String()))
	if strings.Contains(string(v.last.Body), "Who could see this?") || strings.Contains(string(v.last.Body), "/trust") {
		t.Error("a group's risk leads there")
	}
	if v.show(v.on("print", "trust"), "blank=1"); !v.last.Print {
		t.Error("a blank sheet is for everyone")
	}
}

// The question names nobody before she opens it.
func TestWhoCouldSeeThisNamesNobodyByItself(t *testing.T) {
	v := beginAlone(t)
	risk := v.add("risk", notebook.Values{"title": {"a"}}).ID.String()
	v.get(v.on("risk", risk, "seen"))
	if !v.says("I have named nobody who could be watching me.") {
		t.Error(v.page.one(t, "main").text())
	}
	before := v.get(v.on("risk", risk)).one(t, "main").text()
	v.surround()
	if v.get(v.on("risk", risk)); strings.Contains(string(v.last.Body), "telephone") || v.page.one(t, "main").text() != before {
		t.Error("the risk's page names someone, or says that there is one")
	}
	if !slices.Contains(v.page.hrefs("section.doing"), v.on("risk", risk, "seen")) {
		t.Error("nothing leads to the question")
	}
	if v.get(v.on("risk", risk, "seen")); !v.says("In my own life The telephone company") || v.says("My sister") || v.says("In my work") {
		t.Error(v.page.one(t, "main").text())
	}
}

func TestTheNotebookStaysHersWhileTheyAreThere(t *testing.T) {
	v := beginAlone(t)
	v.surround()
	v.post(v.on("settings"), "who", "us", "scales", "words", "protocol_word", "")
	if v.last.Status != 422 || !v.says("Delete it without a trace first") || !v.work().Own() {
		t.Errorf("%d: %s", v.last.Status, v.heading())
	}
	v.post(v.on("settings"), "who", "me", "scales", "numbers", "protocol_word", "")
	if v.last.Status != 200 || v.work().Notebook().Records("settings")[0].Get("scales") != "numbers" {
		t.Error("other settings can't be changed any more")
	}
}

func TestWhomSheRemovedWaitsInABinOfItsOwn(t *testing.T) {
	v := beginAlone(t)
	actor := v.add("actor", notebook.Values{"title": {"The landlady"}})
	v.post(v.on("actor", actor.ID.String(), "remove"))
	if v.path != v.on("trust") || !v.says("The landlady") {
		t.Fatalf("removing leads to %s", v.path)
	}
	if v.get(v.on("bin")); strings.Contains(string(v.last.Body), "landlady") {
		t.Error("the bin of the notebook names her")
	}
	if v.get(v.on("bin", "actor")); !v.says("The landlady") {
		t.Error("her own bin does not")
	}
	v.post(v.on("bin", "actor", actor.ID.String()))
	if v.of(actor) == nil {
		t.Error("it does not come back")
	}
	if v.get(v.on("bin", "risk")); v.last.Status != 404 {
		t.Error("every kind has a bin")
	}
}

// hersAlone says whether a path is a page about whom she trusts, which she asks
// for; all others are silent about it.
func hersAlone(path string) bool {
	return slices.ContainsFunc(strings.Split(path, "/"), func(part string) bool { return part == "trust" || part == "actor" || part == "seen" })
}

// Whatever page is opened, and whatever leaves: nothing of whom she trusts is
// in it, unless it is a page about that alone.
func TestWhomSheTrustsShowsNowhereElse(t *testing.T) {
	v := beginAlone(t)
	v.post(v.on("settings"), "who", "me", "scales", "words", "protocol_word", "")
	canary := v.plantActors()
	v.add("row", notebook.Values{"threats": {"a worry"}, "actions": {"one thing"}})
	v.add("protocol", notebook.Values{"title": {"a protocol"}})
	v.add("risk", notebook.Values{"title": {"a risk"}})
	looked, own := 0, 0
	for _, r := range ui.Routes() {
		if r.Method != "GET" {
			continue
		}
		for _, path := range v.places(r.Pattern) {
			for _, query := range []string{"", "page=2", "for=work", "paper=letter", "as=pdf", "q=" + canary[0][:9]} {
				v.show(path, query)
				told := v.told(canary)
				if hersAlone(path) {
					own += told
				} else if looked++; told > 0 {
					t.Errorf("%s?%s tells of it", path, query)
				}
			}
		}
	}
	if looked < 200 || own < 20 {
		t.Errorf("%d pages were looked at; her own told %d times", looked, own)
	}
	v.exportsTellNothing(canary)
}

// plantActors writes words into every field of two actors, one of them removed,
// and returns the words.
func (v *visitor) plantActors() []string {
	v.t.Helper()
	words := []string{"Kanaribrzk", "Kanaripldw", "Kanarimnvt", "Kanariwqsx"}
	ref := v.add("actor", notebook.Values{"title": {words[0]}, "note": {words[1]}, "watch_life": {"yes"}, "trust_work": {"no"}})
	v.set(ref, edit("note", words[1]+" again"))
	gone := v.add("actor", notebook.Values{"title": {words[2]}, "note": {words[3]}})
	if err := v.work().Remove(v.t.Context(), gone); err != nil {
		v.t.Fatal(err)
	}
	return words
}

// told returns how many of the words the last answer holds.
func (v *visitor) told(words []string) int {
	n := 0
	said := opened(v.t, v.last.Body) + v.last.Location + v.last.Download
	if v.last.Type == "application/pdf" {
		said += inPDF(v.t, v.last.Body)
	}
	for _, word := range words {
		if strings.Contains(said, word) {
			n++
		}
	}
	return n
}

// inPDF is what a reader sees in a PDF, "" where there is no such program.
func inPDF(t *testing.T, data []byte) string {
	path, err := exec.LookPath("pdftotext")
	if err != nil {
		return ""
	}
	c := exec.Command(path, "-", "-")
	c.Stdin = bytes.NewReader(data)
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// exportsTellNothing saves the notebook and a share of it in each format.
func (v *visitor) exportsTellNothing(words []string) {
	v.t.Helper()
	for _, format := range formats() {
		if v.post(v.on("export"), "format", format); len(v.last.Body) == 0 || v.told(words) > 0 {
			v.t.Errorf("%s of the notebook: %d bytes, %d words", format, len(v.last.Body), v.told(words))
		}
		v.post(v.on("columns"), "column", "actions", "column", "threats")
		if v.told(words) > 0 {
			v.t.Error("the preview of a share tells of it")
		}
		look := strings.TrimSuffix(v.path, "/look")
		if v.post(look+"/file", "format", format); len(v.last.Body) == 0 || v.told(words) > 0 {
			v.t.Errorf("%s of a share: %d bytes, %d words", format, len(v.last.Body), v.told(words))
		}
	}
	if v.show(v.on("print", "trust"), "as=pdf"); v.told(words) == 0 && inPDF(v.t, v.last.Body) != "" {
		v.t.Error("the search does not find what her own PDF says")
	}
}

// A file brings nobody into a group's notebook, not even one that says whose it is.
func TestAFileBringsNobodyIntoAGroupsNotebook(t *testing.T) {
	v := beginAtAComputer(t)
	v.bring(v.on("import"), "notes.json", `{"amparo":1,"kind":"notebook","records":[{"kind":"risk","fields":{"title":"a risk"}},
		{"kind":"settings","fields":{"who":"me"}},{"kind":"actor","fields":{"title":"The landlady","trust_life":"no"}}]}`)
	v.post(v.path)
	if v.last.Status != 422 || !v.says("Nothing was taken in.") || !v.says("one woman keeps for herself") {
		t.Errorf("%d: %s", v.last.Status, v.heading())
	}
	if len(v.work().Notebook().Records("actor"))+len(v.work().Notebook().Records("risk")) != 0 || v.work().Own() {
		t.Error("something came in")
	}
}
