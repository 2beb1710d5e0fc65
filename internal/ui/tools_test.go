package ui_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/notebook"
)

// questions returns the names of the questions about a tool.
func questions() []string {
	var list []string
	for _, f := range notebook.KindOf("tool").Fields {
		if f.Note != "" {
			list = append(list, f.Name)
		}
	}
	return list
}

// A question about a tool and the words to it stand on one page.
func TestAToolIsAskedAboutWithRoomForWords(t *testing.T) {
	v := begin(t)
	id := v.add("tool", notebook.Values{"title": {"Paper Boat"}}).ID.String()
	path := v.on("tool", id, "ask", "free")
	page := v.get(path)
	if len(page.all("fieldset[id=f-free] input[type=radio]")) != 4 || len(page.all("textarea[name=free_note]")) != 1 {
		t.Fatalf("the page asks %s", page.one(t, "main").text())
	}
	if page.one(t, "fieldset[id=f-free] legend").text() == "" || len(page.all("h1[autofocus]")) != 1 {
		t.Error("the answers have no name, or the heading no focus")
	}
	if v.says("not sure") || !v.says("not asked yet") || !v.says("we do not know") {
		t.Error("some words are not there")
	}
	v.post(path, "was.free", "", "free", "no", "was.free_note", "", "free_note", "no source to be found", "go", "on")
	r := v.work().Notebook().Records("tool")[0]
	if r.Get("free") != "no" || r.Get("free_note") != "no source to be found" || v.path != v.on("tool", id, "ask", "makers") {
		t.Errorf("%q %q, and on to %s", r.Get("free"), r.Get("free_note"), v.path)
	}
	v.post(v.path, "was.makers", "", "was.makers_note", "", "makers_note", "we looked", "go", "unsure")
	r = v.work().Notebook().Records("tool")[0]
	if r.Get("makers") != "unknown" || r.Get("makers_note") != "we looked" {
		t.Errorf("not sure is kept as %q, with %q", r.Get("makers"), r.Get("makers_note"))
	}
	if v.get(v.on("tool", id, "asked")); !v.says("no source to be found") {
		t.Error("the end of the walk leaves the words out")
	}
}

// All questions are passed one by one, our own need first.
func TestTheWalkThroughATool(t *testing.T) {
	v := begin(t)
	id := v.add("tool", notebook.Values{"title": {"Paper Boat"}}).ID.String()
	v.get(v.on("tool", id, "ask", "title"))
	var asked []string
	for !strings.HasSuffix(v.path, "/asked") && len(asked) < 40 {
		asked = append(asked, v.path[strings.LastIndex(v.path, "/")+1:])
		v.post(v.path, "go", "skip")
	}
	want := slices.Concat([]string{"title", "need", "whom", "switch", "connection", "devices"}, questions(), []string{"state", "why", "on"})
	if !slices.Equal(asked, want) {
		t.Errorf("asked: %q", asked)
	}
}

// twoTools returns a visitor with two tools, and their ids.
func twoTools(t *testing.T) (*visitor, []notebook.Ref) {
	t.Helper()
	v := begin(t)
	return v, []notebook.Ref{
		v.add("tool", notebook.Values{"title": {"Walnut Box"}, "free_note": {"a note of ours"}}),
		v.add("tool", notebook.Values{"title": {"Paper Boat"}}),
	}
}

func TestTwoToolsStandBesideEachOther(t *testing.T) {
	v, tools := twoTools(t)
	a, b := tools[0].ID.String(), tools[1].ID.String()
	v.post(v.on("tool", a), "free", "yes", "need", "tell each other")
	page := v.get(v.on("tools", "beside"))
	if got := page.hrefs("ul.rows"); !slices.Equal(got, []string{v.on("tools", "beside") + "?a=" + a, v.on("tools", "beside") + "?a=" + b}) {
		t.Fatalf("to choose from: %q", got)
	}
	v.ask(v.on("tools", "beside") + "?a=" + a)
	if got := v.page.hrefs("ul.rows"); !slices.Equal(got, []string{v.on("tools", "beside") + "?a=" + a + "&b=" + b}) {
		t.Fatalf("beside it: %q", got)
	}
	v.ask(v.on("tools", "beside") + "?a=" + a + "&b=" + b)
	rows := v.page.all("table.sheet tbody tr")
	if len(rows) != 5+15+4+1 {
		t.Errorf("%d rows", len(rows))
	}
	free := rows[5].text()
	if !strings.Contains(free, "Free and open source") || !strings.Contains(free, "yes") || !strings.Contains(free, "a note of ours") || !strings.Contains(free, "nothing yet") {
		t.Errorf("the row says %q", free)
	}
	for _, query := range []string{"?a=" + a + "&b=nonsense", "?a=aaaaaaaaaaaaaaaa"} {
		if v.ask(v.on("tools", "beside") + query); v.last.Status != 404 {
			t.Errorf("%s: %d", query, v.last.Status)
		}
	}
}

func TestOneToolAloneHasNothingBesideIt(t *testing.T) {
	v := begin(t)
	v.add("tool", notebook.Values{"title": {"Paper Boat"}})
	page := v.get(v.on("tools", "beside"))
	if len(page.all("main a.button")) != 1 || !v.says("So it could look, in an invented group") {
		t.Error("no example, or not one action")
	}
}

// skeleton is what a page says and how it is built, with each answer of yes, no
// or not known made the same, and without what forms carry along.
func skeleton(page *element) string {
	var b strings.Builder
	page.all("main")[0].each(func(e *element) {
		own := strings.TrimSpace(e.words)
		if slices.Contains([]string{"yes", "no", "we do not know"}, own) {
			own = "ANSWER"
		}
		for _, name := range []string{"class", "href", "id", "aria-label", "title", "d", "width", "style"} {
			own = e.attrs[name] + "|" + own
		}
		b.WriteString(e.tag + "|" + own + "\n")
	})
	return b.String()
}

// No answer moves a tool or a question, and nothing on any page depends on how
// many there are of a kind: whatever is answered, all but the answers' own words
// stays the same.
func TestAnswersMoveNothing(t *testing.T) {
	v, tools := twoTools(t)
	a, b := tools[0].ID.String(), tools[1].ID.String()
	pages := []string{
		v.on("tools"), v.on("order", "tool"), v.on("tool", a), v.on("tool", b), v.on("tool", a, "asked"), v.on("tool", b, "asked"),
		v.on("tools", "beside"), v.on("tools", "beside") + "?a=" + a, v.on("tools", "beside") + "?a=" + a + "&b=" + b, v.on("tools", "beside") + "?a=" + b + "&b=" + a,
		v.on("home"), v.on("protocols"), v.on("again"), v.on("print"), v.on("print", "tools"), v.on("print", "tool", a), v.on("print", "tool", b),
	}
	var first []string
	for turn, answers := range [][2][]string{
		{{"yes"}, {"no"}}, {{"no"}, {"yes"}}, {{"unknown"}, {"yes"}}, {{"yes", "no", "unknown"}, {"unknown", "yes", "no"}}, {{"no", "no", "yes", "unknown"}, {"yes", "yes", "yes", "no"}},
	} {
		for i, ref := range tools {
			var pairs []string
			for n, name := range questions() {
				pairs = append(pairs, name, answers[i][n%len(answers[i])])
			}
			v.post(v.on("tool", ref.ID.String()), pairs...)
		}
		for at, path := range pages {
			v.ask(path)
			now := v.stripped()
			if turn == 0 {
				first = append(first, now)
			} else if now != first[at] {
				t.Errorf("turn %d: %s is another page:\n%s\n\n%s", turn, path, first[at], now)
			}
		}
	}
}

// stripped returns what came last without the answers about tools.
func (v *visitor) stripped() string {
	if v.page != nil {
		return skeleton(v.page)
	}
	return strings.NewReplacer(">yes<", ">ANSWER<", ">no<", ">ANSWER<", ">we do not know<", ">ANSWER<").Replace(string(v.last.Body))
}

func TestToolsPrintAsPagesAndBlank(t *testing.T) {
	v, tools := twoTools(t)
	v.post(v.on("tool", tools[0].ID.String()), "free", "yes", "why", "it fits us", "state", "use")
	v.get(v.on("print", "tool", tools[0].ID.String()))
	body := string(v.last.Body)
	for _, want := range []string{"Walnut Box", "Is it free software", ">yes<", "a note of ours", "it fits us", "we use it"} {
		if !v.last.Print || !strings.Contains(body, want) {
			t.Errorf("printed, it does not say %q", want)
		}
	}
	if strings.Contains(body, "Paper Boat") {
		t.Error("another tool is printed, too")
	}
	v.ask(v.on("print", "tools") + "?blank=1")
	body = string(v.last.Body)
	if strings.Count(body, "<tr>") != 16 || !strings.Contains(body, "we decided against it") || strings.Contains(body, "Walnut") {
		t.Error("the blank page does not have the fifteen questions")
	}
}
