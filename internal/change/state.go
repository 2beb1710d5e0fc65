package change

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"sort"
	"strings"

	"amparo/internal/notebook"
)

// EncodeState returns the bytes of what stands now, without history: the
// payload of a snapshot. Two folds of the same changes give the same bytes.
func (f *Fold) EncodeState() []byte {
	devices := f.devices()
	w := &writer{buf: []byte{version}}
	w.uint(uint64(len(devices)))
	for _, d := range devices {
		w.buf = append(w.buf, d[:]...)
		w.counted(f.seen[d])
	}
	refs := slices.Collect(maps.Keys(f.records))
	sort.Slice(refs, func(i, j int) bool { return compareRefs(refs[i], refs[j]) < 0 })
	w.uint(uint64(len(refs)))
	for _, ref := range refs {
		w.ref(ref)
		w.cells(f.records[ref], devices)
	}
	w.unseen(f.unseen, devices)
	return w.buf
}

// DecodeState reads what EncodeState wrote.
func DecodeState(b []byte) (*Fold, error) {
	r, err := newReader(b)
	if err != nil {
		return nil, err
	}
	f := NewFold()
	devices := make([]notebook.Device, r.count(18))
	for i := range devices {
		devices[i] = notebook.Device(r.bytes(16))
		f.seen[devices[i]] = r.counted()
	}
	for range r.count(12) {
		ref := r.ref()
		f.records[ref] = r.cells(devices)
		f.changed[ref] = true
	}
	for range r.count(4) {
		u := unseen{ref: r.ref(), field: r.name()}
		if v := r.versions(devices); len(v) == 1 {
			u.version = v[0]
		} else {
			r.bad = true
		}
		f.unseen[u] = true
	}
	if err := r.end(); err != nil {
		return nil, err
	}
	return f, nil
}

// devices returns every device that the state names, sorted.
func (f *Fold) devices() []notebook.Device {
	named := map[notebook.Device]bool{}
	for d := range f.seen {
		named[d] = true
	}
	for _, rec := range f.records {
		for _, list := range rec.fields {
			for _, s := range list {
				for _, v := range s.saw {
					named[v.Device] = true
				}
			}
		}
	}
	for u := range f.unseen {
		named[u.version.Device] = true
	}
	list := slices.Collect(maps.Keys(named))
	sort.Slice(list, func(i, j int) bool { return bytes.Compare(list[i][:], list[j][:]) < 0 })
	return list
}

func (w *writer) counted(c *counted) {
	if c == nil {
		c = &counted{}
	}
	w.uint(c.upto)
	more := slices.Collect(maps.Keys(c.more))
	sort.Slice(more, func(i, j int) bool { return cmp.Less(more[i], more[j]) })
	w.uint(uint64(len(more)))
	for _, n := range more {
		w.uint(n)
	}
}

func (r *reader) counted() *counted {
	c := &counted{upto: r.uint()}
	if n := r.count(1); n > 0 {
		c.more = make(map[uint64]bool, n)
		for range n {
			c.more[r.uint()] = true
		}
	}
	return c
}

func (w *writer) cells(c *cells, devices []notebook.Device) {
	names := slices.Collect(maps.Keys(c.fields))
	sort.Slice(names, func(i, j int) bool { return strings.Compare(names[i], names[j]) < 0 })
	names = slices.DeleteFunc(names, func(name string) bool { return len(c.fields[name]) == 0 })
	w.uint(uint64(len(names)))
	for _, name := range names {
		w.text(name)
		list := slices.Clone(c.fields[name])
		sort.Slice(list, func(i, j int) bool { return list[i].Version.Compare(list[j].Version) < 0 })
		w.uint(uint64(len(list)))
		for _, s := range list {
			w.text(s.Text)
			w.versions([]notebook.Version{s.Version}, devices)
			w.uint(uint64(s.Time))
			w.versions(s.saw, devices)
		}
	}
}

func (r *reader) cells(devices []notebook.Device) *cells {
	c := &cells{fields: map[string][]standing{}}
	for range r.count(2) {
		name := r.name()
		list := make([]standing, r.count(5))
		for i := range list {
			s := standing{removes: name == ""}
			s.Text = r.text()
			if v := r.versions(devices); len(v) == 1 {
				s.Version = v[0]
			} else {
				r.bad = true
			}
			s.Time = int64(r.uint())
			s.saw = r.versions(devices)
			list[i] = s
		}
		c.fields[name] = list
	}
	return c
}

func (w *writer) unseen(set map[unseen]bool, devices []notebook.Device) {
	list := slices.Collect(maps.Keys(set))
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if c := compareRefs(a.ref, b.ref); c != 0 {
			return c < 0
		}
		if c := strings.Compare(a.field, b.field); c != 0 {
			return c < 0
		}
		return a.version.Compare(b.version) < 0
	})
	w.uint(uint64(len(list)))
	for _, u := range list {
		w.ref(u.ref)
		w.text(u.field)
		w.versions([]notebook.Version{u.version}, devices)
	}
}

func compareRefs(a, b notebook.Ref) int {
	if c := strings.Compare(a.Kind, b.Kind); c != 0 {
		return c
	}
	return slices.Compare(a.ID[:], b.ID[:])
}
