package notebook_test

import (
	"slices"
	"testing"

	"amparo/internal/notebook"
)

// A look back names what we wrote, and nothing of what was given without being
// heard, stays on its own sheet, or is made by a step of the program.
func TestALookBackTellsNothingOfWhatIsKeptQuiet(t *testing.T) {
	for _, k := range notebook.Kinds() {
		quiet := k.Quiet || k.Unordered || k.Stays || k.Closed || k.Only || k.Name == "person"
		for _, how := range []notebook.How{notebook.Added, notebook.Changed, notebook.Gone} {
			r := record(k.Name, 1, map[string][]string{k.Fields[0].Name: {"CANARY"}, "name": {"CANARY"}})
			r.Removed = how == notebook.Gone
			b := notebook.LookBack(book(r), "2026-01-01", map[notebook.Ref]notebook.How{r.Ref: how})
			named := slices.Concat(b.Agreed, b.Done, b.New, b.Changed, b.LetGo)
			if want := !quiet; (len(named) > 0) != want {
				t.Errorf("%s, %s: named %v", k.Name, how, !want)
			}
		}
	}
	for _, k := range []string{"answer", "rating"} {
		if kind := notebook.KindOf(k); !kind.Quiet && !kind.Unordered {
			t.Errorf("%s is not quiet any more, and this shows nothing", k)
		}
	}
}
