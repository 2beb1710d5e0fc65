package notebook

import (
	"slices"
	"strings"
)

// How says what became of a record between two versions.
type How string

// What can become of a record.
const (
	Added   How = "added"
	Gone    How = "removed"
	Changed How = "changed"
	Moved   How = "moved" // to another place among those of its kind
)

// Difference is one difference between two versions of a notebook.
type Difference struct {
	Ref    Ref
	How    How
	Title  string // of the record, as it stands in the newer version that has it
	Field  string // for Changed
	Before string // for Changed; titles of the records named, for Refs
	After  string
	In     []string // for a list that changed: what is new in it
	Out    []string // and what is there no more; with neither, it stands in another order
}

// List says whether the field that changed is a list.
func (d *Difference) List() bool {
	f := KindOf(d.Ref.Kind).Field(d.Field)
	return f != nil && (f.Type == Lines || f.Type == Refs)
}

// Compare returns what changed from one version to another in the records of
// the given kinds, in their order.
func Compare(before, after *Notebook, kinds ...string) []Difference {
	var list []Difference
	for _, kind := range kinds {
		for _, r := range before.Records(kind) {
			if now := after.Get(r.Ref); now == nil {
				list = append(list, Difference{Ref: r.Ref, How: Gone, Title: r.Title()})
			}
		}
		moved := moves(before.Records(kind), after.Records(kind))
		for _, r := range after.Records(kind) {
			if then := before.Get(r.Ref); then == nil {
				list = append(list, Difference{Ref: r.Ref, How: Added, Title: r.Title()})
			} else {
				list = append(list, changes(before, then, after, r)...)
			}
			if slices.Contains(moved, r.Ref) {
				list = append(list, Difference{Ref: r.Ref, How: Moved, Title: r.Title()})
			}
		}
	}
	return list
}

func changes(before *Notebook, then *Record, after *Notebook, now *Record) []Difference {
	var list []Difference
	for _, f := range KindOf(now.Kind).Fields {
		a, b := before.Shown(then, &f), after.Shown(now, &f)
		if a == b || f.Hidden || f.Type == Refs && sameSet(then.Set(f.Name), now.Set(f.Name)) && sameSet(Items(a), Items(b)) {
			continue // an order that the other sheet has is no change of this record
		}
		d := Difference{Ref: now.Ref, How: Changed, Title: now.Title(), Field: f.Name, Before: a, After: b}
		if d.List() {
			d.In, d.Out = without(Items(b), Items(a)), without(Items(a), Items(b))
		}
		list = append(list, d)
	}
	return list
}

func sameSet(a, b []string) bool { return len(without(a, b)) == 0 && len(without(b, a)) == 0 }

// without returns the items of a list that the other does not have.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(item string) bool { return slices.Contains(other, item) })
}

// moves returns the fewest records whose moving makes the new order out of the
// old one, as far as both have them: what is not on the longest run of records
// that kept their order.
func moves(before, after []*Record) []Ref {
	place := map[Ref]int{}
	for i, r := range before {
		place[r.Ref] = i + 1
	}
	both := slices.DeleteFunc(slices.Clone(after), func(r *Record) bool { return place[r.Ref] == 0 })
	run, from, end := make([]int, len(both)), make([]int, len(both)), -1
	for i, r := range both {
		run[i], from[i] = 1, -1
		for j := range i {
			if place[both[j].Ref] < place[r.Ref] && run[j] >= run[i] {
				run[i], from[i] = run[j]+1, j
			}
		}
		if end < 0 || run[i] > run[end] {
			end = i
		}
	}
	kept := map[Ref]bool{}
	for ; end >= 0; end = from[end] {
		kept[both[end].Ref] = true
	}
	var list []Ref
	for _, r := range both {
		if !kept[r.Ref] {
			list = append(list, r.Ref)
		}
	}
	return list
}

// Shown returns what stands in a field as text: values side by side one a line,
// and for Refs the titles of the records named, one a line; of a title with
// several lines, such as a row's, the first.
func (n *Notebook) Shown(r *Record, f *Field) string {
	if f.Type != Refs {
		return strings.Join(r.Set(f.Name), "\n")
	}
	var titles []string
	for _, to := range n.Linked(r, f.Name) {
		title, _, _ := strings.Cut(strings.TrimSpace(to.Title()), "\n")
		titles = append(titles, title)
	}
	return strings.Join(titles, "\n")
}
