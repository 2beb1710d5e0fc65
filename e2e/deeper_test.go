package e2e_test

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
)

// deeper goes to the pages that no link leads to, because something has to be
// done first, and calls look on each. It returns their paths.
func (v *view) deeper(look func(path string)) []string {
	v.t.Helper()
	nb := v.notebook()
	v.path(nb + "/risks")
	risk := v.first(`main a[href*="/risk/"]`)
	var visited []string
	note := func() {
		here := eval[string](v, "location.pathname")
		visited = append(visited, here)
		look(here)
	}
	v.path(risk + "/asked")
	note()
	v.conflict(risk)
	v.path(risk + "/beside/title")
	note()
	v.path(nb + "/share")
	v.click("main .picks label")
	v.next("main .go:not(.tools) button")
	note()
	share := strings.TrimSuffix(visited[len(visited)-1], "/look")
	v.path(share)
	note()
	visited = append(visited, share+"/print")
	v.bring(nb, "Threats and Risks,Mitigating Actions\nتفتيش المكتب,نسخة ثانية\n")
	note()
	v.path(risk + "/forget")
	v.next("main form button")
	note()
	return visited
}

// notebook returns the path of the notebook that is open: that of the page, or
// the one that the page leads home to.
func (v *view) notebook() string {
	v.t.Helper()
	if here := eval[string](v, "(location.pathname.match(/^.n.[0-9a-f]+/) || [''])[0]"); here != "" {
		return here
	}
	return strings.TrimSuffix(v.first(`a[href^="/n/"][href$="/home"]`), "/home")
}

// first returns the path that the first of some links leads to, without what
// stands behind the id of a record.
func (v *view) first(selector string) string {
	v.t.Helper()
	path := eval[string](v, "document.querySelector('"+selector+"').getAttribute('href')")
	if parts := strings.Split(path, "/"); len(parts) > 5 {
		path = strings.Join(parts[:5], "/")
	}
	return path
}

// conflict writes two titles for a risk from the same form, as two windows do.
func (v *view) conflict(risk string) {
	v.t.Helper()
	v.path(risk)
	if !eval[bool](v, `(async () => {
		const form = document.querySelector('main form:has([name="title"])');
		const data = new URLSearchParams(new FormData(form));
		for (const title of ["نافذة", "نافذة أخرى"]) {
			data.set("title", title);
			await fetch(form.action, {method: "POST", body: data});
		}
		return true;
	})()`) {
		v.t.Fatal("no two windows")
	}
}

// bring brings a table of comma-separated values to be looked at.
func (v *view) bring(nb, table string) {
	v.t.Helper()
	file := filepath.Join(v.t.TempDir(), "table.csv")
	if err := os.WriteFile(file, []byte(table), 0o600); err != nil {
		v.t.Fatal(err)
	}
	v.path(nb + "/import")
	v.do("choosing a file", chromedp.SetUploadFiles(chromedp.CSS("input[type=file]"), []string{file}))
	v.next("main .go button")
}
