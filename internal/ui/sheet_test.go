package ui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/notebook"
	"amparo/internal/ui"
	"amparo/internal/workspace"
)

// show goes to a page with a query.
func (v *visitor) show(path, query string) *element {
	v.t.Helper()
	return v.send(ui.Request{Method: "GET", Path: path, Query: parseQuery(query)})
}

// of returns a record as it stands now.
func (v *visitor) of(ref notebook.Ref) *notebook.Record { return v.work().Notebook().Get(ref) }

// set gives a field a value behind the pages' back.
func (v *visitor) set(ref notebook.Ref, edits ...workspace.Edit) {
	v.t.Helper()
	if err := v.work().Set(v.t.Context(), ref, edits...); err != nil {
		v.t.Fatal(err)
	}
}

// twice writes two texts into a field from two windows that had not seen each
// other.
func (v *visitor) twice(ref notebook.Ref, field, first, second string) {
	v.t.Helper()
	stamp := workspace.Stamp(v.of(ref), field)
	v.set(ref, workspace.Edit{Field: field, Texts: []string{first}, Stamp: stamp})
	v.set(ref, workspace.Edit{Field: field, Texts: []string{second}, Stamp: stamp})
}

// hrefs returns where the links of a part of the page lead.
func (e *element) hrefs(selector string) []string {
	var list []string
	for _, a := range e.all(selector + " a") {
		list = append(list, a.attrs["href"])
	}
	return list
}

var sheetNames = []string{"risks", "plan", "actions", "activities", "protocols", "people", "habits", "choices", "training", "sources"}

// An empty sheet says what it is for, shows an example from an invented group,
// and has one thing to do.
func TestAnEmptySheetHasPurposeExampleAndOneAction(t *testing.T) {
	v := begin(t)
	for _, name := range sheetNames {
		page := v.get(v.on(name))
		if len(page.all("main p.lead")) != 1 || page.one(t, "main p.lead").text() == "" {
			t.Errorf("%s says no purpose", name)
		}
		if len(page.all("main section.card dd")) == 0 {
			t.Errorf("%s shows no example", name)
		}
		if n := len(page.all("main a.button")) + len(page.all("main button")); n != 1 {
			t.Errorf("%s offers %d things to do", name, n)
		}
	}
}

func TestThePlanIsATableWhoseCellsCarryTheirHeadings(t *testing.T) {
	v := begin(t)
	row := v.add("row", notebook.Values{"threats": {"The office is searched.\nAt night."}, "later": {"after the trial"}, "vulnerabilities": {"one room"},
		"strengths": {"a lawyer"}, "actions": {"Two keys"}, "resources": {"a lock"}, "involved": {"all of us"}})
	action := v.work().Notebook().Linked(v.of(row), "actions")[0].Ref
	v.set(action, workspace.Edit{Field: "state", Texts: []string{"underway"}}, workspace.Edit{Field: "resources", Texts: []string{"an afternoon"}},
		workspace.Edit{Field: "leads", Texts: []string{"Luna"}})
	page := v.get(v.on("plan"))
	var heads, cells []string
	for _, th := range page.all("table.sheet th[scope=col]") {
		heads = append(heads, th.text())
	}
	want := []string{"Threats and Risks", "Identified Vulnerabilities", "Strengths and Capacities", "Mitigating Actions", "Resources Needed", "Who Needs to be Involved"}
	if diff := cmp.Diff(want, heads); diff != "" {
		t.Error(diff)
	}
	for _, td := range page.all("table.sheet tbody td") {
		cells = append(cells, td.attrs["role"]+": "+td.attrs["data-l"]+": "+td.text())
	}
	want = []string{"cell: Identified Vulnerabilities: one room", "cell: Strengths and Capacities: a lawyer",
		"cell: Mitigating Actions: Two keys under way", "cell: Resources Needed: a lock an afternoon", "cell: Who Needs to be Involved: all of us Luna"}
	if diff := cmp.Diff(want, cells); diff != "" {
		t.Error(diff)
	}
	name := page.one(t, "table.sheet th[role=rowheader]")
	if got := name.text(); got != "The office is searched. At night. Possible later: after the trial" {
		t.Errorf("the row is called %q", got)
	}
	if got := name.hrefs("a"); len(got) != 0 && got[0] != v.on("row", row.ID.String()) {
		t.Errorf("the row leads to %v", got)
	}
	for _, role := range []string{"table", "rowgroup", "row", "columnheader", "rowheader", "cell"} {
		if len(page.all("[role="+role+"]")) == 0 {
			t.Errorf("nothing says that it is a %s when the style makes cards of it", role)
		}
	}
	if v.of(row).Get("resources") != "a lock" {
		t.Error("what an action says was copied into the row")
	}
}

func TestLongSheetsAreParted(t *testing.T) {
	v := begin(t)
	var drafts []notebook.Draft
	for i := range 97 {
		drafts = append(drafts, notebook.Draft{Kind: "row", Values: notebook.Values{"threats": {fmt.Sprintf("worry %d", i)}}})
	}
	if _, err := v.work().Import(t.Context(), drafts); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, query := range []string{"", "page=2", "page=3", "page=9", "page=-1"} {
		page := v.show(v.on("plan"), query)
		names := page.all("table.sheet th[scope=row]")
		got = append(got, fmt.Sprintf("%q: %d from %s; %s", query, len(names), names[0].text(), page.one(t, "nav[aria-label=Pages]").text()))
	}
	want := []string{
		`"": 40 from worry 0; 1 to 40 of 97 Further ones`, `"page=2": 40 from worry 40; Earlier ones 41 to 80 of 97 Further ones`,
		`"page=3": 17 from worry 80; Earlier ones 81 to 97 of 97`, `"page=9": 17 from worry 80; Earlier ones 81 to 97 of 97`,
		`"page=-1": 40 from worry 0; 1 to 40 of 97 Further ones`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// planPage is the most that a page of the plan may weigh, sheetPage any page.
const (
	planPage  = 40 << 10
	sheetPage = 60 << 10
)

// However long the texts are, a page stays small enough for a slow telephone.
func TestPagesStaySmall(t *testing.T) {
	for _, language := range []string{"en", "es", "ar"} {
		for name, text := range map[string]string{
			"usual": strings.Repeat("una frase ", 4), "long": strings.Repeat("words of the group ", 300), "quotes": strings.Repeat(`"<&>'`, 200),
			"arabic": strings.Repeat("كلمات المجموعة ", 40),
		} {
			v := start(t)
			v.language = language
			v.post("/create/us", "offered", passphrase)
			var drafts []notebook.Draft
			for i := range 60 {
				n := fmt.Sprint(i, " ")
				drafts = append(drafts,
					notebook.Draft{Kind: "row", Values: notebook.Values{"threats": {n + text}, "vulnerabilities": {text}, "strengths": {text}, "resources": {text}, "involved": {text}, "actions": {n + "act " + text[:30], "b" + n}}},
					notebook.Draft{Kind: "risk", Values: notebook.Values{"title": {n + text}, "probability": {"4"}, "impact": {"3"}, "reaction": {"5"}, "can_do": {text}}},
					notebook.Draft{Kind: "protocol", Values: notebook.Values{"title": {n + text}, "purpose": {text}, "before": {text}}})
			}
			if _, err := v.work().Import(t.Context(), drafts); err != nil {
				t.Fatal(err)
			}
			row := v.work().Notebook().Records("row")[0]
			for _, path := range []string{"risks", "plan", "actions", "protocols", "map", "order/row", "history", "row/" + row.ID.String(), "ideas/risk", "ideas/protocol"} {
				v.get(v.on(path))
				size, most := len(v.last.Body), sheetPage
				if path == "plan" {
					most = planPage
				}
				if size > most && path != "row/"+row.ID.String() {
					t.Errorf("%s, %s texts, %s: %d bytes of %d", language, name, path, size, most)
				}
				if path == "plan" || name == "usual" {
					t.Logf("%s, %s texts, %s: %d bytes, %d rows", language, name, path, size, len(v.page.all("tbody tr")))
				}
			}
		}
	}
}

func TestHeaviestRisksComeFirstWhenWanted(t *testing.T) {
	v := begin(t)
	v.add("risk", notebook.Values{"title": {"light"}, "probability": {"1"}, "impact": {"2"}})
	v.add("risk", notebook.Values{"title": {"heavy"}, "probability": {"5"}, "impact": {"4"}})
	first := func(query string) string {
		return v.show(v.on("risks"), query).all("table.sheet th[scope=row]")[0].text()
	}
	if first("") != "light" || first("by=weight") != "heavy" {
		t.Errorf("first: %q, and by weight %q", first(""), first("by=weight"))
	}
	for _, product := range []string{"20", " 2 "} {
		if v.says(product) {
			t.Error("the product of the two readings is shown")
		}
	}
}

func TestScalesAreReadAsTheGroupLikes(t *testing.T) {
	v := begin(t)
	v.add("risk", notebook.Values{"title": {"a"}, "probability": {"4"}})
	if v.get(v.on("risks")); !v.says("high") {
		t.Error("a scale is not said in words")
	}
	v.add("settings", notebook.Values{"scales": {"numbers"}})
	if v.get(v.on("risks")); v.says("high") || !v.says("4") {
		t.Error("a scale is not said in numbers")
	}
}

func TestTheGroupsWordForProtocolIsEverywhere(t *testing.T) {
	v := begin(t)
	v.add("settings", notebook.Values{"protocol_word": {"agreement"}})
	activity := v.add("activity", notebook.Values{"title": {"Travel"}, "needs": {"yes"}})
	p := v.add("protocol", notebook.Values{"title": {"Travel"}, "before": {"pack"}})
	for _, path := range []string{"activities", "protocols", "sort", "new/protocol", "activity/" + activity.ID.String(), "card/" + p.ID.String(), "protocol/" + p.ID.String(), "ideas/protocol"} {
		page := v.get(v.on(path))
		text := strings.ToLower(page.one(t, "main").text())
		if strings.Contains(text, "protocol") {
			t.Errorf("%s: %s", path, text[max(0, strings.Index(text, "protocol")-40):])
		}
		if !strings.Contains(text, "agreement") {
			t.Errorf("%s does not use the group's word", path)
		}
	}
}

func TestASheetSaysWhereSomethingStandsSideBySide(t *testing.T) {
	v := begin(t)
	ref := v.add("risk", notebook.Values{"title": {"a"}, "can_do": {"x"}})
	v.twice(ref, "can_do", "first", "second")
	page := v.get(v.on("risks"))
	if !slices.Contains(page.hrefs("div.beside"), v.on("risk", ref.ID.String(), "beside", "can_do")) {
		t.Errorf("the sheet leads to %v", page.hrefs("div.beside"))
	}
	if !v.says("first") || !v.says("second") {
		t.Error("one of the two texts is not shown")
	}
}

// Every page of records can be seen in every language, and in a notebook with
// everything in it.
func TestEveryPageOfTheExampleCanBeSeen(t *testing.T) {
	for _, language := range []string{"en", "es", "ar"} {
		v := start(t)
		v.language = language
		v.post("/look")
		pages := append([]string{"teach", "wishes", "map", "sort", "bin", "history", "about-plan"}, sheetNames...)
		for _, kind := range []string{"risk", "row", "action", "activity", "protocol", "person", "habit", "choice", "training", "source"} {
			id := v.work().Notebook().Records(kind)[0].ID.String()
			first := notebook.KindOf(kind).Fields[0].Name
			pages = append(pages, "new/"+kind, "order/"+kind, kind+"/"+id, kind+"/"+id+"/ask/"+first, kind+"/"+id+"/answer/"+first,
				kind+"/"+id+"/asked", kind+"/"+id+"/history", kind+"/"+id+"/forget", kind+"/"+id+"/forget/wait", "ask/"+kind)
			if kind == "protocol" {
				pages = append(pages, "card/"+id, "card/"+id+"/everyday")
			}
		}
		for _, kind := range []string{"risk", "activity", "protocol", "source"} {
			pages = append(pages, "ideas/"+kind)
		}
		for _, path := range pages {
			v.get(v.on(path))
			if v.last.Status != 200 || len(v.last.Body) > sheetPage {
				t.Errorf("%s %s: %d, %d bytes", language, path, v.last.Status, len(v.last.Body))
			}
			if strings.ContainsAny(v.heading(), "%") {
				t.Errorf("%s %s: %q", language, path, v.heading())
			}
		}
	}
}

func TestWhatIsNotThereHasACalmPage(t *testing.T) {
	v := begin(t)
	none := notebook.ID{9}.String()
	for _, path := range []string{"risk/" + none, "risk/nonsense", "card/" + none, "order/agreement", "new/settings", "ask/settings", "ideas/row",
		"risk/" + none + "/history", "settings/" + none + "/history", "risk/" + none + "/forget", "risk/" + none + "/ask/domain", "risk/" + none + "/ask/probability",
		"risk/" + none + "/beside/title", "agreement/" + none + "/beside/version"} {
		v.get(v.on(path))
		if v.last.Status != 404 {
			t.Errorf("%s: %d", path, v.last.Status)
		}
	}
	ref := v.add("risk", notebook.Values{"title": {"a"}})
	for _, path := range []string{"risk/" + ref.ID.String() + "/beside/colour", "risk/" + ref.ID.String() + "/ask/colour"} {
		if v.get(v.on(path)); v.last.Status != 404 {
			t.Errorf("%s: %d", path, v.last.Status)
		}
	}
	for _, path := range []string{"risk/nonsense", "bin/risk/" + none, "bin/risk/x", "risk/" + none + "/remove", "risk/" + none + "/row",
		"activity/" + none + "/protocol", "ideas/risk", "ideas/row", "order/settings", "risk/" + none + "/history", "risk/" + none + "/forget"} {
		if v.post(v.on(path), "key", "nothing"); v.last.Status != 404 {
			t.Errorf("POST %s: %d", path, v.last.Status)
		}
	}
}
