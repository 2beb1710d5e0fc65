package ui_test

import (
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/ui"
)

// ask goes to an address with a query.
func (v *visitor) ask(address string) {
	v.t.Helper()
	path, query, _ := strings.Cut(address, "?")
	v.send(ui.Request{Method: "GET", Path: path, Query: parseQuery(query)})
}

func TestEverythingThatIsOfferedPrints(t *testing.T) {
	v := beginAtAComputer(t)
	v.plan()
	v.post(v.on("agreements"), "subject", "plan")
	v.ask(v.on("print") + "?paper=letter")
	var links []string
	for _, a := range v.page.all("li.card a") {
		links = append(links, a.attrs["href"])
	}
	// Five filled sheets and every blank one, two ways with one protocol, and one
	// agreed version: each as a page and as a PDF.
	if want := 2 * (5 + blankSheets() + 2 + 1); len(links) != want {
		t.Errorf("%d links, want %d: %q", len(links), want, links)
	}
	for _, address := range links {
		v.ask(address)
		body := string(v.last.Body)
		switch {
		case strings.HasSuffix(address, "as=pdf"):
			if v.last.Download != "notes.pdf" || !strings.HasPrefix(body, "%PDF-") || !strings.Contains(body, "792") {
				t.Errorf("%s is no PDF on Letter", address)
			}
		case !v.last.Print || !strings.Contains(body, "size:letter"):
			t.Errorf("%s is no page to print on Letter", address)
		case strings.Contains(address, "blank") == strings.Contains(body, canary) && !strings.Contains(address, "people"):
			t.Errorf("%s is not as filled as it says", address)
		}
	}
}

// blankSheets counts the sheets that a group can print to fill in by hand.
func blankSheets() int {
	n := 0
	for _, k := range notebook.Kinds() {
		if !k.Only && !k.Closed && !k.Own {
			n++
		}
	}
	return n
}

func TestPrintingWithoutAComputer(t *testing.T) {
	v := begin(t)
	v.get(v.on("print"))
	if n := len(v.page.all("li.card a")); n != blankSheets() || !v.says("In a browser we write pages.") {
		t.Errorf("%d links on the page of an empty notebook", n)
	}
	v.ask(v.on("print", "plan") + "?blank=1&as=pdf")
	if v.last.Status != 404 {
		t.Errorf("a PDF that nobody can write gives %d", v.last.Status)
	}
}

func TestWhatIsNotThereDoesNotPrint(t *testing.T) {
	v := begin(t)
	risk := v.add("risk", notebook.Values{"title": {"fire"}})
	for _, path := range []string{v.on("print", "settings"), v.on("print", "card", risk.ID.String()), v.on("print", "agreed", "nothing")} {
		v.get(path)
		if v.last.Status != 404 {
			t.Errorf("%s gives %d", path, v.last.Status)
		}
	}
}
