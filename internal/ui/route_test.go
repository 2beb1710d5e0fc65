package ui_test

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/ui"
)

// places returns paths that a pattern stands for, in the open notebook.
func (v *visitor) places(pattern string) []string {
	v.t.Helper()
	list := []string{strings.ReplaceAll(pattern, "{nb}", v.work().ID())}
	each := func(arg string, values ...string) {
		var more []string
		for _, path := range list {
			if !strings.Contains(path, arg) {
				more = append(more, path)
				continue
			}
			for _, value := range values {
				more = append(more, strings.Replace(path, arg, value, 1))
			}
		}
		list = more
	}
	each("{who}", "us", "me")
	each("{guide}/{step}", "first/worries", "first/weigh", "first/have", "first/do", "first/paper",
		"meeting/worry", "meeting/open", "meeting/need", "meeting/activity",
		"model/which", "model/name", "model/rest", "model/take", "model/can", "model/done")
	each("{guide}", "first", "meeting")
	each("{minutes}", "10", "20", "45")
	each("{sheet}", "plan", "risks", "protocols")
	var kinds []string
	for _, k := range notebook.Kinds() {
		kinds = append(kinds, k.Name)
	}
	each("{kind}", kinds...)
	for i, path := range list {
		list[i] = v.named(path)
	}
	return list
}

// named puts a record's id, and a field of its kind, into a path.
func (v *visitor) named(path string) string {
	parts := strings.Split(path, "/")
	kind := "protocol" // cards are a protocol's
	for i, part := range parts {
		if k := notebook.KindOf(part); k != nil {
			kind = part
		}
		switch {
		case part == "agreed":
			kind = "agreement"
		case part == "ballots":
			kind = "proposal"
		case part == "{id}":
			if list := v.work().Notebook().Records(kind); len(list) > 0 {
				parts[i] = list[0].ID.String()
			}
		case part == "{field}":
			parts[i] = notebook.KindOf(kind).Fields[0].Name
		}
	}
	return strings.Join(parts, "/")
}

// Every page, in each language and on a notebook in every state: it is whole,
// it has what every page has to have, and no link of it leads nowhere.
func TestEveryPageInEveryLanguage(t *testing.T) {
	for _, l := range locale.Languages() {
		t.Run(l.Code, func(t *testing.T) {
			v := start(t)
			v.language = l.Code
			v.post("/look")
			seen := map[string]bool{}
			pages := v.walk(l, seen)
			v.openHers()
			pages += v.walk(l, seen)
			v.follow(seen)
			t.Logf("%d pages, %d links", pages, len(seen))
		})
	}
}

// walk goes to every page in the open notebook, gathers where their links lead,
// and returns how many pages there were.
func (v *visitor) walk(l locale.Language, seen map[string]bool) int {
	v.t.Helper()
	pages := 0
	for _, r := range ui.Routes() {
		waits := slices.ContainsFunc([]string{"/share/{id}", "/import/{id}", "/bring-back/{id}", "/meeting/{id}"},
			func(part string) bool { return strings.Contains(r.Pattern, part) })
		if r.Method != "GET" || waits {
			continue // what waits for a second look has tests of its own
		}
		for _, path := range v.places(r.Pattern) {
			page := v.get(path)
			if v.last.Status == 404 && (strings.Contains(r.Pattern, "{kind}") || v.bare(path)) {
				continue // not every kind has the page, nor every notebook the record
			}
			if v.last.Status != 200 {
				v.t.Errorf("%s: %d", path, v.last.Status)
			}
			if page == nil {
				continue
			}
			pages++
			v.regards(l, path)
			for _, a := range page.all("a") {
				seen[a.attrs["href"]] = true
			}
			v.saysNothing(path)
		}
	}
	return pages
}

// bare says whether a path is about a record of which the open notebook has
// none, or about a kind that it does not take.
func (v *visitor) bare(path string) bool {
	kind := ""
	for part := range strings.SplitSeq(path, "/") {
		if k := notebook.KindOfSheet(part); k != nil {
			kind = k.Name
		}
	}
	return strings.Contains(path, "{id}") || strings.HasSuffix(path, "/touch") && !v.work().Own() || kind != "" && notebook.KindOf(kind).Own && !v.work().Own()
}

// openHers goes to the notebook that one woman keeps for herself.
func (v *visitor) openHers() {
	v.t.Helper()
	ours := v.on("home")
	for _, href := range v.get("/notebooks").hrefs("main h2") {
		if href != ours {
			v.get(href)
		}
	}
	if !v.work().Own() {
		v.t.Fatal("no notebook is hers alone")
	}
}

// regards looks at what the layout brings to every page.
func (v *visitor) regards(l locale.Language, path string) {
	v.t.Helper()
	root := v.page.one(v.t, "html")
	dir := "ltr"
	if l.Code == "ar" {
		dir = "rtl"
	}
	if root.attrs["lang"] != l.Code || root.attrs["dir"] != dir {
		v.t.Errorf("%s is in %s, %s", path, root.attrs["lang"], root.attrs["dir"])
	}
	if size := len(v.last.Body); size > 60<<10 {
		v.t.Errorf("%s has %d bytes", path, size)
	}
	if path != "/blank" && len(v.page.all("[autofocus]")) != 1 {
		v.t.Errorf("%s: %d elements want the focus", path, len(v.page.all("[autofocus]")))
	}
}

// plain is an address as a browser may write it down: of our own words and ids.
// What people write has a large letter, a space or an accent somewhere.
var plain = regexp.MustCompile(`^(data:,|[a-z0-9/?&=.,#_-]*)$`)

// saysNothing looks at the addresses that a page leads to or sends its forms to.
func (v *visitor) saysNothing(path string) {
	v.t.Helper()
	for _, name := range []string{"href", "action", "formaction"} {
		for _, e := range v.page.all("[" + name + "]") {
			if at := e.attrs[name]; !plain.MatchString(at) {
				v.t.Errorf("%s: an address says more than kinds and ids: %s", path, at)
			}
		}
	}
}

// follow goes to every address that a page named, once.
func (v *visitor) follow(seen map[string]bool) {
	v.t.Helper()
	for href := range seen {
		path, query, _ := strings.Cut(href, "?")
		path, _, _ = strings.Cut(path, "#")
		if !strings.HasPrefix(path, "/") {
			if !strings.HasPrefix(href, "#") && !strings.HasPrefix(href, "?") {
				v.t.Errorf("a link leads out of the program: %s", href)
			}
			continue
		}
		r := v.app.Serve(context.Background(), ui.Request{Method: "GET", Path: path, Query: parseQuery(query), Languages: v.language})
		if r.Status != 200 && r.Status != 303 {
			v.t.Errorf("a link leads to %s: %d", href, r.Status)
		}
	}
}

// Nothing that is looked at changes anything (S7).
func TestLookingChangesNothing(t *testing.T) {
	v := start(t)
	v.post("/look")
	before := notebook.Freeze(v.work().Notebook().All())
	if v.looks() < 100 {
		t.Error("few pages were shown")
	}
	if notebook.Freeze(v.work().Notebook().All()) != before {
		t.Error("a GET has written")
	}
	for _, v := range []*visitor{begin(t), beginAlone(t)} {
		for _, kind := range []string{"risk", "action", "activity", "protocol", "person", "tool", "indicator", "training"} {
			v.add(kind, notebook.Values{notebook.KindOf(kind).Fields[0].Name: {"Looked at"}})
		}
		if v.written == 0 {
			t.Error("what is written is not counted")
		}
		v.written = 0
		if v.looks() < 100 {
			t.Error("few pages of a vault were shown")
		}
		if v.written > 0 {
			t.Errorf("GETs have written to the vault %d times", v.written)
		}
	}
}

// asks returns what an address can ask of a page besides.
func (v *visitor) asks() []string {
	v.t.Helper()
	list := []string{"", "page=2", "for=person", "for=work", "by=weight", "paper=letter", "blank=1", "months=12", "read=1", "words=ar", "in=ar", "saved=1", "done=1"}
	if risks := v.work().Notebook().Records("risk"); len(risks) > 0 {
		id := risks[0].ID.String()
		list = append(list, "risk="+id, "of="+id, "moved="+id+"&way=up", "gone=risk."+id, "with="+id)
	}
	return list
}

// looks looks at every page that there is, and returns how many were shown.
func (v *visitor) looks() (shown int) {
	v.t.Helper()
	for _, r := range ui.Routes() {
		if r.Method != "GET" {
			continue
		}
		for _, path := range v.places(r.Pattern) {
			for _, query := range v.asks() {
				if v.app.Serve(context.Background(), ui.Request{Method: "GET", Path: path, Query: parseQuery(query)}).Status == 200 {
					shown++
				}
			}
		}
	}
	return shown
}

// While nothing is open, no page of a notebook and no setting answers.
func TestLockedPagesSendToTheDoor(t *testing.T) {
	v := begin(t)
	var paths []string
	for _, r := range ui.Routes() {
		if strings.HasPrefix(r.Pattern, "/n/") || slices.Contains([]string{"/settings", "/paper-key", "/paper-key/print", "/backup", "/notebooks"}, r.Pattern) {
			paths = append(paths, r.Method+" "+v.places(r.Pattern)[0])
		}
	}
	v.post("/lock")
	for _, path := range paths {
		method, path, _ := strings.Cut(path, " ")
		r := v.app.Serve(context.Background(), ui.Request{Method: method, Path: path})
		if r.Status != 303 || r.Location != "/" || len(r.Body) != 0 {
			t.Errorf("%s %s: %d to %s", method, path, r.Status, r.Location)
		}
	}
}
