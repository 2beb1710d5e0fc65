package e2e_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// looks are how every page is looked at: two for each language that differ in
// everything, and in the long run the four others.
func looks(lang string) []look {
	rtl := lang == "ar"
	if !long() {
		return []look{{width: 320, height: 640, dark: rtl, lang: lang}, {width: 1280, dark: !rtl, lang: lang}}
	}
	return []look{{width: 320, height: 640, dark: !rtl, lang: lang}, {width: 1280, dark: rtl, lang: lang},
		{width: 320, height: 640, forced: true, lang: lang}, {width: 1280, forced: true, lang: lang}}
}

// long reports whether everything is tried at full length.
func long() bool { return os.Getenv("AMPARO_LONG") == "1" }

// Every page can be read, reached and used: the accessibility checker finds
// nothing serious or moderate, nothing scrolls sideways at 320 px, no text is
// small, no target tiny, nothing that has the focus is covered, and no field
// is written down by the browser.
//
// The two walks are as long as all other tests together, so they go side by
// side and before them: at the end one of them would go on alone.
func TestEveryPage(t *testing.T) {
	for name, lang := range map[string]string{"InEnglish": "en", "InArabic": "ar"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			everyPage(t, lang)
		})
	}
}

func everyPage(t *testing.T, lang string) {
	t.Helper()
	needs(t, "chromium", axePath)
	p := start(t)
	v := open(t, p.address, look{lang: lang, bare: true})
	v.carryAxe()
	faults := map[string][]string{}
	note := func(path string) {
		for _, l := range looks(lang) {
			v.as(l)
			for _, fault := range v.faults() {
				faults[fault] = append(faults[fault], fmt.Sprintf("%s at %d px, dark %t, forced %t", pattern(path), l.width, l.dark, l.forced))
			}
		}
	}
	closed := v.crawl(note)
	v.path("/start")
	lookAround(t, v)
	opened := append(v.crawl(note), v.deeper(note)...)
	opened = append(opened, v.hers(opened, note)...)
	report(t, faults)
	complete(t, append(closed, opened...))
	if hosts := v.seen.hosts(); len(hosts) != 1 {
		t.Errorf("other hosts were asked: %q", hosts)
	}
	if errors := v.seen.errors(); len(errors) > 0 {
		t.Errorf("the browser complained %d times: %q", len(errors), slices.Compact(errors)[0])
	}
}

// faults returns what is wrong with the page as it is seen now.
func (v *view) faults() []string {
	v.t.Helper()
	eval[bool](v, "scrollTo(0, 0); true")
	list := eval[[]string](v, inspection)
	list = append(append(list, eval[[]string](v, turned)...), eval[[]string](v, longer)...)
	for _, f := range v.axe() {
		list = append(list, f.String())
	}
	return append(list, eval[[]string](v, covered)...)
}

// report makes an error of each fault, with the first places that have it.
func report(t *testing.T, faults map[string][]string) {
	t.Helper()
	for fault, places := range faults {
		t.Errorf("%s\n\tin %d places: %s", fault, len(places), strings.Join(places[:min(len(places), 3)], "; "))
	}
}

// elsewhere are the pages that a walk along the links does not come to, and
// where they are looked at instead.
var elsewhere = map[string]string{
	"/static/style.css":           "no page",
	"/static/app.js":              "no page",
	"/blank":                      "says nothing",
	"/unlock":                     "TestFirstHalfHour",
	"/n/{nb}/{guide}/paper/print": "TestFirstHalfHour",
}

// complete checks that the walk came by every line of the table of routes.
func complete(t *testing.T, visited []string) {
	t.Helper()
	for _, route := range routes(t) {
		if elsewhere[route] == "" && !slices.ContainsFunc(visited, func(path string) bool { return answers(route, path) }) {
			t.Errorf("no way leads to %s", route)
		}
	}
}

// answers reports whether a route answers a path.
func answers(route, path string) bool {
	path, _, _ = strings.Cut(path, "?")
	want, got := strings.Split(route, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if want[i] != got[i] && !strings.HasPrefix(want[i], "{") {
			return false
		}
	}
	return true
}
