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
	v.path(nb + "/proposals")
	proposal := v.first(`main tbody tr:last-child a`)
	visited = append(visited, strings.Replace(proposal, "/proposal/", "/print/ballots/", 1))
	for _, page := range []string{"/round", "/mine", "/given"} {
		v.path(proposal + page)
		note()
	}
	v.path(risk + "/apart/rate")
	v.next("main form .go button")
	v.next(`main a[href$="/spread"]`)
	note()
	v.path(risk + "/forget")
	v.next("main form button")
	note()
	v.lend(nb)
	note()
	v.next("main .go button")
	note()
	return visited
}

// hers looks at the pages that only a notebook which one woman keeps for herself
// has, and returns their paths.
func (v *view) hers(visited []string, look func(path string)) []string {
	v.t.Helper()
	v.openHers()
	nb := v.notebook()
	known := map[string]bool{}
	for _, path := range visited {
		known[pattern(path)] = true
	}
	v.path(nb + "/trust")
	more := v.crawlOn(known, look)
	v.path(nb + "/live")
	v.next(`main a[href$="/touch"]`)
	v.next("main form .go button")
	more = append(more, eval[string](v, "location.pathname"))
	v.path(nb + "/touch")
	more = append(more, v.crawlOn(known, look)...)
	v.path(nb + "/new/risk")
	v.fill(`input[name="title"]`, "خطر")
	v.next("main .go button")
	v.next(`main a[href$="/seen"]`)
	here := eval[string](v, "location.pathname")
	look(here)
	return append(more, here)
}

// openHers goes from the example's notebook to the one of one of its women.
func (v *view) openHers() {
	v.t.Helper()
	v.path("/notebooks")
	v.next("main ul.cards li:last-child h2 a")
}

// lend goes to where a woman puts a choice of her own into the notebook of the
// others, with everything tapped.
func (v *view) lend(nb string) {
	v.t.Helper()
	v.path("/notebooks")
	v.next(`main h2 a:not([href^="` + nb + `/"])`)
	v.path(v.notebook() + "/new/choice")
	v.fill(`[name="title"]`, "دفتر في درج المطبخ")
	v.next("main form[data-autosave] .go button")
	v.next(`main a[href$="/share-to"]`)
	v.click(`label:has([name="part"])`)
	v.click(`label:has([name="to"])`)
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
