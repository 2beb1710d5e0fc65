package change

import (
	"slices"
	"sort"

	"amparo/internal/notebook"
)

// Fold is the notebook that follows from the changes that were applied. The
// zero value is not usable; see NewFold. It is not safe for concurrent use.
//
// What it relies on: no device gives one version to two different writes. The
// signed chains that carry changes see to that.
type Fold struct {
	records map[notebook.Ref]*cells
	seen    map[notebook.Device]*counted
	unseen  map[unseen]bool // replaced by a write that arrived before what it replaces
	book    *notebook.Notebook
	changed map[notebook.Ref]bool // to be built again before book is read
}

// cells is what stands in a record. The field "" holds its removals.
type cells struct {
	fields map[string][]standing
}

type standing struct {
	notebook.Value
	removes bool               // a removal that counts
	saw     []notebook.Version // what the removal had seen
}

type unseen struct {
	ref     notebook.Ref
	field   string
	version notebook.Version
}

// NewFold returns the fold of no changes.
func NewFold() *Fold {
	return &Fold{
		records: map[notebook.Ref]*cells{},
		seen:    map[notebook.Device]*counted{},
		unseen:  map[unseen]bool{},
		book:    notebook.New(),
		changed: map[notebook.Ref]bool{},
	}
}

// Apply takes a change in. Writes that were taken in before are passed over.
func (f *Fold) Apply(c *Change) {
	seen := f.count(c.Device)
	for i := range c.Writes {
		v := c.Version(i)
		if seen.add(v.N) {
			f.write(&c.Writes[i], v, c.Time)
		}
	}
}

// Next returns the number for the next write of a device: one more than the
// highest that was seen of it.
func (f *Fold) Next(d notebook.Device) uint64 { return f.seen[d].highest() + 1 }

// Seen returns the highest version number that was seen of each device.
func (f *Fold) Seen() map[notebook.Device]uint64 {
	seen := make(map[notebook.Device]uint64, len(f.seen))
	for d, c := range f.seen {
		seen[d] = c.highest()
	}
	return seen
}

// Notebook returns the notebook as it stands. It is the same one after each
// call; the records in it are replaced, never changed.
func (f *Fold) Notebook() *notebook.Notebook {
	for ref := range f.changed {
		f.book.Put(f.records[ref].record(ref))
	}
	clear(f.changed)
	return f.book
}

func (f *Fold) count(d notebook.Device) *counted {
	c := f.seen[d]
	if c == nil {
		c = &counted{}
		f.seen[d] = c
	}
	return c
}

func (f *Fold) write(w *Write, v notebook.Version, time int64) {
	rec := f.records[w.Ref]
	if rec == nil {
		rec = &cells{fields: map[string][]standing{}}
		f.records[w.Ref] = rec
	}
	for _, old := range w.Replaces {
		f.replace(rec, w, old)
	}
	key := unseen{w.Ref, w.Field, v}
	if f.unseen[key] {
		delete(f.unseen, key)
	} else if w.Op == Put || w.Op == Remove {
		s := standing{Value: notebook.Value{Text: w.Value, Version: v, Time: time}}
		s.removes, s.saw = w.Op == Remove, w.Saw
		rec.fields[w.Field] = append(rec.fields[w.Field], s)
	}
	f.changed[w.Ref] = true
}

// replace takes an older write out of the field that w writes, or remembers
// that it never will stand there if it has not come yet.
func (f *Fold) replace(rec *cells, w *Write, old notebook.Version) {
	if !f.seen[old.Device].has(old.N) {
		f.unseen[unseen{w.Ref, w.Field, old}] = true
		return
	}
	rec.fields[w.Field] = slices.DeleteFunc(rec.fields[w.Field], func(s standing) bool { return s.Version == old })
}

// record builds what people see of the cells.
func (c *cells) record(ref notebook.Ref) *notebook.Record {
	r := &notebook.Record{Ref: ref, Fields: make(map[string][]notebook.Value, len(c.fields))}
	for name, list := range c.fields {
		if name == "" || len(list) == 0 {
			continue
		}
		values := make([]notebook.Value, len(list))
		for i, s := range list {
			values[i] = s.Value
		}
		sort.Slice(values, func(i, j int) bool { return values[i].Version.Compare(values[j].Version) < 0 })
		r.Fields[name] = values
	}
	r.Removed, r.RemovedAt = c.removed()
	return r
}

// removed says whether the record counts as removed: some removal stands, and
// every write that stands was seen by a removal that stands. A write that no
// remover had seen brings the record back.
func (c *cells) removed() (removed bool, at int64) {
	saw := map[notebook.Version]bool{}
	for _, s := range c.fields[""] {
		if s.removes {
			removed, at = true, max(at, s.Time)
			for _, v := range s.saw {
				saw[v] = true
			}
		}
	}
	if !removed {
		return false, 0
	}
	for name, list := range c.fields {
		for _, s := range list {
			if name != "" && !saw[s.Version] {
				return false, 0
			}
		}
	}
	return true, at
}

// counted is the set of one device's version numbers that were seen: all up to
// upto, and some beyond it.
type counted struct {
	upto uint64
	more map[uint64]bool
}

func (c *counted) has(n uint64) bool { return c != nil && (n <= c.upto || c.more[n]) }

// add reports whether n was new. Version numbers begin at 1: 0 is never new.
func (c *counted) add(n uint64) bool {
	if c.has(n) {
		return false
	}
	if n != c.upto+1 {
		if c.more == nil {
			c.more = map[uint64]bool{}
		}
		c.more[n] = true
		return true
	}
	for c.upto = n; c.more[c.upto+1]; {
		c.upto++
		delete(c.more, c.upto)
	}
	return true
}

func (c *counted) highest() uint64 {
	if c == nil {
		return 0
	}
	n := c.upto
	for m := range c.more {
		n = max(n, m)
	}
	return n
}
