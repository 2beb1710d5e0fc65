package ui_test

import (
	"bytes"
	"context"
	"strconv"
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/ui"
	"amparo/internal/workload"
	"amparo/internal/workspace"
)

// large returns a visitor whose notebook is that of a large group after years:
// much was changed, agreed on and removed in it.
func large(t *testing.T) *visitor {
	t.Helper()
	v := begin(t)
	w := v.work()
	drafts := workload.Large()
	if _, err := w.Import(t.Context(), drafts); err != nil {
		t.Fatal(err)
	}
	for i, d := range drafts {
		ref := notebook.Ref{Kind: d.Kind, ID: d.ID}
		first := notebook.KindOf(d.Kind).Fields[0].Name
		if err := w.Set(t.Context(), ref, workspace.Edit{Field: first, Texts: append(d.Values[first], "again")[:1]}); err != nil {
			t.Fatal(err)
		}
		if d.Kind == "protocol" {
			if _, err := w.Agree(t.Context(), d.ID.String(), "2026-05-01", "2026-11-01", "a word"); err != nil {
				t.Fatal(err)
			}
		}
		if i%11 == 0 {
			if err := w.Remove(t.Context(), ref); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := w.Agree(t.Context(), workspace.PlanSubject, "2026-05-01", "2026-11-01", "a word"); err != nil {
		t.Fatal(err)
	}
	return v
}

// However much a group has, no page is larger than a slow telephone takes. What
// is printed is one document, however long. Each list goes on to its last page.
func TestPagesOfALargeNotebookStaySmall(t *testing.T) {
	v := large(t)
	pages := map[string]bool{}
	for _, r := range ui.Routes() {
		if r.Method != "GET" || strings.Contains(r.Pattern, "/share/{id}") || strings.Contains(r.Pattern, "/import/{id}") || strings.Contains(r.Pattern, "/print/") {
			continue
		}
		for _, path := range v.places(r.Pattern) {
			pages[path] = true
		}
	}
	own := map[string]int{} // a record's own page has all that it says
	for _, r := range v.heaviest() {
		own[v.on(r.Kind, r.ID.String())] = weight(r)
		for _, page := range []string{"", "/asked", "/history", "/forget", "/copy"} {
			pages[v.on(r.Kind, r.ID.String())+page] = true
		}
	}
	most, largest := 0, ""
	for path := range pages {
		for _, n := range []int{1, 2, 9999} {
			a := v.app.Serve(context.Background(), ui.Request{Method: "GET", Path: path, Query: ui.Values{"page": {strconv.Itoa(n)}}, Languages: v.language})
			if len(a.Body) > most {
				most, largest = len(a.Body), path
			}
			if len(a.Body) > sheetPage+own[path] {
				t.Errorf("%s, page %d: %d bytes", path, n, len(a.Body))
			}
			if !bytes.Contains(a.Body, []byte("Further ones")) {
				break
			}
		}
	}
	t.Logf("%d pages, the largest %s with %d bytes", len(pages), largest, most)
}

// heaviest returns the record of each kind that says most.
func (v *visitor) heaviest() map[string]*notebook.Record {
	v.t.Helper()
	found := map[string]*notebook.Record{}
	for _, r := range v.work().Notebook().All() {
		if found[r.Kind] == nil || weight(r) > weight(found[r.Kind]) {
			found[r.Kind] = r
		}
	}
	return found
}

func weight(r *notebook.Record) (sum int) {
	for _, values := range r.Fields {
		for _, value := range values {
			sum += len(value.Text)
		}
	}
	return sum
}
