package notebook_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/notebook"
)

// What changed in a list is said item by item.
func TestAListSaysWhatCameAndWhatWent(t *testing.T) {
	before := book(
		record("protocol", 1, map[string][]string{"title": {"Travel"}, "before": {"pack\ntell Luna"}, "kit": {"water\nkeys"}}),
		record("action", 2, map[string][]string{"title": {"a copy"}}), record("action", 3, map[string][]string{"title": {"two keys"}}),
		record("row", 4, map[string][]string{"threats": {"raid"}, "actions": {notebook.ID{2}.String(), notebook.ID{3}.String()}}),
	)
	after := book(
		record("protocol", 1, map[string][]string{"title": {"Travel"}, "before": {"tell Luna\nrest"}, "kit": {"keys\nwater"}}),
		record("action", 2, map[string][]string{"title": {"a copy"}, "order": {"2"}}), record("action", 3, map[string][]string{"title": {"two keys"}, "order": {"1"}}),
		record("row", 4, map[string][]string{"threats": {"raid"}, "actions": {notebook.ID{3}.String(), notebook.ID{2}.String()}}),
	)
	want := []notebook.Difference{
		{How: notebook.Changed, Title: "Travel", Field: "before", Before: "pack\ntell Luna", After: "tell Luna\nrest", In: []string{"rest"}, Out: []string{"pack"}},
		{How: notebook.Changed, Title: "Travel", Field: "kit", Before: "water\nkeys", After: "keys\nwater", In: []string{}, Out: []string{}},
	}
	got := notebook.Compare(before, after, "protocol", "row")
	for i := range got {
		if !got[i].List() {
			t.Errorf("%s is no list", got[i].Field)
		}
		got[i].Ref = notebook.Ref{}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Moving one row says that one row moved, and not that all others did.
func TestTheFewestRowsMoved(t *testing.T) {
	order := func(keys ...string) *notebook.Notebook {
		n := book()
		for i, key := range keys {
			n.Put(record("row", byte(i+1), map[string][]string{"threats": {string(rune('a' + i))}, "order": {key}}))
		}
		return n
	}
	for _, c := range []struct {
		after *notebook.Notebook
		want  string
	}{
		{order("1", "2", "3", "4"), ""},
		{order("9", "2", "3", "4"), "a"},
		{order("1", "2", "3", "0"), "d"},
		{order("1", "2"), ""},
	} {
		var got strings.Builder
		for _, d := range notebook.Compare(order("1", "2", "3", "4"), c.after, "row") {
			if d.How == notebook.Moved {
				got.WriteString(d.Title)
			}
		}
		if got.String() != c.want {
			t.Errorf("moved: %q, want %q", got.String(), c.want)
		}
	}
}
