// Package notebook holds what a collective keeps: records of declared kinds,
// and the rules that read them. It is pure: no file, no clock, no key.
//
// A Kind (risk, row, action, activity, protocol, person ...) is declared once,
// in declare.go: its fields, their scales and the question that each one asks.
// Forms, checks, printed sheets, exports and translation come from that
// declaration, so that a new field is one edit there and its translations.
//
// A Record maps a field's name to the values that stand in it. A field that
// two devices filled apart holds both values side by side until someone
// chooses; a field of type Refs is a set. A Notebook is the collection of all
// records as one device knows them; package change builds it.
package notebook

import (
	"iter"
	"slices"
	"sort"
	"strings"
)

// Notebook is all records that one device knows. Records in it are not
// changed in place: whoever holds a *Record holds a value that stays as it is.
// A Notebook is not safe for use while another goroutine calls Put.
type Notebook struct {
	records map[Ref]*Record
	kinds   map[string][]*Record // in their order; nil when to be sorted again
}

// New returns an empty notebook.
func New() *Notebook {
	return &Notebook{records: map[Ref]*Record{}, kinds: map[string][]*Record{}}
}

// Put takes the record in, in place of an earlier one with the same Ref.
func (n *Notebook) Put(r *Record) {
	n.records[r.Ref] = r
	delete(n.kinds, r.Kind)
}

// Forget takes the record out altogether.
func (n *Notebook) Forget(ref Ref) {
	delete(n.records, ref)
	delete(n.kinds, ref.Kind)
}

// Get returns the record, or nil when there is none or it was removed.
func (n *Notebook) Get(ref Ref) *Record {
	if r := n.records[ref]; r != nil && !r.Removed {
		return r
	}
	return nil
}

// Find returns the record with that id, whatever its kind, or nil. It finds
// none of a quiet kind.
func (n *Notebook) Find(id ID) *Record {
	for _, k := range Kinds() {
		if r := n.Get(Ref{k.Name, id}); r != nil && !k.Quiet {
			return r
		}
	}
	return nil
}

// Records returns the records of a kind that were not removed, in the order
// that people gave them; those without an order come last, by id.
func (n *Notebook) Records(kind string) []*Record {
	if list, ok := n.kinds[kind]; ok {
		return list
	}
	var list []*Record
	for _, r := range n.records {
		if r.Kind == kind && !r.Removed {
			list = append(list, r)
		}
	}
	sort.Slice(list, func(i, j int) bool { return byOrder(list[i], list[j]) < 0 })
	n.kinds[kind] = list
	return list
}

// Removed returns what was removed and can still be brought back, newest
// removal first.
func (n *Notebook) Removed() []*Record {
	var list []*Record
	for _, r := range n.records {
		if r.Removed {
			list = append(list, r)
		}
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.RemovedAt != b.RemovedAt {
			return a.RemovedAt > b.RemovedAt
		}
		return a.ID.String() < b.ID.String()
	})
	return list
}

// Linked returns the records that a field of type Refs names, in the order of
// their kind. Those that were removed are left out.
func (n *Notebook) Linked(r *Record, field string) []*Record {
	f := KindOf(r.Kind).Field(field)
	if f == nil || f.Type != Refs {
		return nil
	}
	var list []*Record
	for _, text := range r.Set(field) {
		if id, err := ParseID(text); err == nil {
			if to := n.Get(Ref{f.Of, id}); to != nil {
				list = append(list, to)
			}
		}
	}
	sort.Slice(list, func(i, j int) bool { return byOrder(list[i], list[j]) < 0 })
	return list
}

// Linking yields the records of a kind whose field names the record r.
func (n *Notebook) Linking(r *Record, kind, field string) iter.Seq[*Record] {
	return func(yield func(*Record) bool) {
		id := r.ID.String()
		for _, from := range n.Records(kind) {
			if slices.Contains(from.Set(field), id) && !yield(from) {
				return
			}
		}
	}
}

func byOrder(a, b *Record) int {
	x, y := a.Get(Order), b.Get(Order)
	switch {
	case x == y:
		return strings.Compare(a.ID.String(), b.ID.String())
	case x == "":
		return 1
	case y == "":
		return -1
	}
	return strings.Compare(x, y)
}

// Look returns the record even when it was removed, or nil when there never
// was one.
func (n *Notebook) Look(ref Ref) *Record { return n.records[ref] }

// All returns every record that was not removed, kind by kind, and none of a
// quiet kind: whoever counts, copies or searches all records learns nothing of
// those.
func (n *Notebook) All() []*Record {
	var list []*Record
	for _, k := range Kinds() {
		if !k.Quiet {
			list = append(list, n.Records(k.Name)...)
		}
	}
	return list
}
