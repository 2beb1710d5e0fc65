package change_test

import (
	"math/rand/v2"
	"testing"

	"amparo/internal/change"
	"amparo/internal/notebook"

	"github.com/google/go-cmp/cmp"
)

// Changes that another device writes anew come to the same texts, also where one
// of them replaces another, and replace what the first ones did.
func TestAnewIsTheSame(t *testing.T) {
	from, to, other := notebook.Device{1}, notebook.Device{9}, notebook.Device{3}
	for seed := range uint64(300) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		before := change.NewFold()
		refs := []notebook.Ref{{Kind: "risk", ID: notebook.ID{1}}, {Kind: "risk", ID: notebook.ID{2}}}
		e := before.Edit(other, 1)
		for _, ref := range refs {
			e.Set(ref, "title", "by another one", nil)
		}
		before.Apply(e.Change())
		was := before.EncodeState()
		var list []*change.Change
		for range 1 + rnd.IntN(6) {
			e := before.Edit(from, 2)
			for range 1 + rnd.IntN(3) {
				ref := refs[rnd.IntN(len(refs))]
				switch rnd.IntN(5) {
				case 0:
					e.Remove(ref)
				case 1:
					e.Restore(ref)
				default:
					e.Set(ref, []string{"title", "note"}[rnd.IntN(2)], string(rune('a'+rnd.IntN(26))), nil)
				}
			}
			if c := e.Change(); c != nil {
				before.Apply(c)
				list = append(list, c)
			}
		}
		after, err := change.DecodeState(was)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range change.Anew(list, to) {
			read, err := change.Decode(change.Encode(c))
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			read.Device, read.Time = to, 3
			after.Apply(read)
		}
		if diff := cmp.Diff(stands(before, refs), stands(after, refs)); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
		if n := after.Seen()[from]; n != 0 {
			t.Fatalf("seed %d: %d writes are of the device of before", seed, n)
		}
	}
}

// stands is what stands in records, without who wrote it.
func stands(f *change.Fold, refs []notebook.Ref) (texts []string) {
	for _, ref := range refs {
		r := f.Notebook().Look(ref)
		if r.Removed {
			texts = append(texts, "removed")
		}
		for _, field := range []string{"title", "note"} {
			texts = append(texts, append(r.Set(field), "|")...)
		}
	}
	return texts
}
