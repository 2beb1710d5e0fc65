package e2e_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// lookAround opens the example notebook, which shows every state.
func lookAround(t *testing.T, v *view) {
	t.Helper()
	v.next(`form[action="/look"] button`)
}

// pattern returns the line of the table of routes that a path belongs to, as
// far as its parts say so: ids become {id}.
func pattern(path string) string {
	path, _, _ = strings.Cut(path, "?")
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if random.MatchString(part) {
			parts[i] = "{id}"
		}
	}
	return strings.Join(parts, "/")
}

var random = regexp.MustCompile(`^([0-9a-z]{16}|[0-9a-f]{32})$`)

// links returns the paths of ours that the page leads to.
func (v *view) links() []string {
	v.t.Helper()
	return eval[[]string](v, `[...document.querySelectorAll('a[href^="/"]')].map(a => a.getAttribute("href"))`)
}

// crawl looks at the page that is shown and at one page of each kind that can
// be reached from it, and returns their paths.
func (v *view) crawl(look func(path string)) []string {
	v.t.Helper()
	return v.crawlOn(map[string]bool{}, look)
}

// crawlOn does so for the kinds of pages that are not known yet.
func (v *view) crawlOn(known map[string]bool, look func(path string)) []string {
	v.t.Helper()
	queue := []string{eval[string](v, "location.pathname")}
	var visited []string
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		kind := pattern(path)
		if known[kind] || strings.HasPrefix(path, "/static/") {
			continue
		}
		known[kind] = true
		v.path(path)
		visited = append(visited, path)
		if !v.has(`form[action="/leave"]`) {
			continue // a page to print, which is looked at on paper
		}
		look(path)
		queue = append(queue, v.links()...)
	}
	slices.Sort(visited)
	return visited
}

// routes returns the patterns of all pages, as the program's own table has
// them.
func routes(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../internal/ui/route.go")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, found := range regexp.MustCompile(`\{"GET", "([^"]+)"`).FindAllStringSubmatch(string(text), -1) {
		list = append(list, found[1])
	}
	if len(list) < 20 {
		t.Fatalf("only %d routes found", len(list))
	}
	return list
}
