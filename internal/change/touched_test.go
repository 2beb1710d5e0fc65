package change_test

import (
	"testing"

	"amparo/internal/change"
	"amparo/internal/notebook"

	"github.com/google/go-cmp/cmp"
)

func TestTouchedSaysWhatBecameOfRecords(t *testing.T) {
	ref := func(n byte) notebook.Ref { return notebook.Ref{Kind: "risk", ID: notebook.ID{n}} }
	put := func(n byte, field string) change.Write {
		return change.Write{Op: change.Put, Ref: ref(n), Field: field, Value: "x"}
	}
	changes := []*change.Change{
		{Time: 10, Writes: []change.Write{put(1, "title"), put(2, "title"), put(3, "title"), put(4, "title")}},
		{Time: 20, Writes: []change.Write{put(1, "note"), put(5, "title"), put(4, notebook.Order),
			{Op: change.Remove, Ref: ref(2)}, {Op: change.Remove, Ref: ref(3)}}},
		{Time: 30, Writes: []change.Write{put(3, "title"), put(5, "note")}},
	}
	want := map[notebook.Ref]notebook.How{ref(1): notebook.Changed, ref(2): notebook.Gone, ref(3): notebook.Changed, ref(5): notebook.Added}
	if diff := cmp.Diff(want, change.Touched(changes, 20)); diff != "" {
		t.Error(diff)
	}
	if got := change.Touched(changes, 40); len(got) != 0 {
		t.Errorf("touched after the last change: %v", got)
	}
}
