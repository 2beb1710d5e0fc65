package change

import (
	"slices"
	"sort"

	"amparo/internal/notebook"
)

// What some writes did to a record or to one field of it.
type What byte

// What writes can do.
const (
	Wrote   What = 1 // put a value into a field, or emptied it
	Sorted  What = 2 // put elements into a set, or took some out
	Made    What = 3 // made the record
	Took    What = 4 // removed the record
	Brought What = 5 // brought the record back
)

// Difference is what some writes made of one place, beside what would stand there
// without them.
type Difference struct {
	What  What
	Ref   notebook.Ref
	Field string // "" where What is about the whole record
	// Then would stand without them, and doesn't. Now stands by them. Rest is what
	// others wrote upon it: for Made everything of theirs that would stand in it.
	Then, Now, Rest []notebook.Value
	By              []notebook.Device // who wrote them
	// Lost says that something which they replaced is not known here.
	Lost bool
}

// Open says that others have written in the same place since: what shall stand
// there is for people to choose.
func (d *Difference) Open() bool { return len(d.Rest) > 0 && (d.What == Made || len(d.Then) > 0) }

// Stuck says that what stood before is not known here.
func (d *Difference) Stuck() bool { return d.What == Wrote && d.Lost && len(d.Then) == 0 }

// Without returns what the chosen writes made of the notebook, record by record
// in a fixed order. The changes are all that are kept, in the order in which
// they were taken in; what stands and is not among them counts as others'.
func (f *Fold) Without(changes []*Change, chosen Chosen) []Difference {
	w := without{now: f, then: NewFold(), chosen: chosen, known: Chosen{}, upon: Chosen{}, touched: map[notebook.Ref]*touch{}}
	for _, c := range changes {
		w.take(c)
	}
	var list []Difference
	for ref, t := range w.touched {
		if k := notebook.KindOf(ref.Kind); k != nil && f.records[ref] != nil {
			list = append(list, w.record(k, ref, t)...)
		}
	}
	sort.SliceStable(list, func(i, j int) bool {
		a, b := &list[i], &list[j]
		if a.Ref != b.Ref {
			return a.Ref.Kind+a.Ref.ID.String() < b.Ref.Kind+b.Ref.ID.String()
		}
		return a.Field < b.Field
	})
	return list
}

// without holds the notebook beside the one that would be.
type without struct {
	now, then *Fold
	chosen    Chosen
	known     Chosen // every write that is kept
	upon      Chosen // others' writes that replaced a chosen one, or one of these
	touched   map[notebook.Ref]*touch
}

// touch is what is known of a record in which something chosen was written.
type touch struct {
	made   bool // the first write that is known of it is a chosen one
	fields map[string]*wrote
}

// wrote is who wrote the chosen writes of a field, and whether one of them
// replaced something that is not known.
type wrote struct {
	by   []notebook.Device
	lost bool
}

// take takes a change in; what is chosen stays out of the notebook that would be.
func (w *without) take(c *Change) {
	seen := w.then.count(c.Device)
	for i := range c.Writes {
		v, x := c.Version(i), &c.Writes[i]
		if !seen.add(v.N) {
			continue
		}
		if w.known[v] = true; w.chosen[v] {
			w.note(c.Device, x)
			continue
		}
		w.then.write(x, v, c.Time)
		if w.chosen.any(x.Replaces) || w.upon.any(x.Replaces) {
			w.upon[v] = true
		}
	}
}

// note keeps where something chosen was written.
func (w *without) note(by notebook.Device, x *Write) {
	t := w.touched[x.Ref]
	if t == nil {
		t = &touch{made: w.then.records[x.Ref] == nil, fields: map[string]*wrote{}}
		w.touched[x.Ref] = t
	}
	at := t.fields[x.Field]
	if at == nil {
		at = &wrote{}
		t.fields[x.Field] = at
	}
	if !slices.Contains(at.by, by) {
		at.by = append(at.by, by)
	}
	at.lost = at.lost || slices.ContainsFunc(x.Replaces, func(v notebook.Version) bool { return !w.known[v] })
}

// by returns who wrote the chosen writes of a record.
func (t *touch) by() []notebook.Device {
	var list []notebook.Device
	for _, at := range t.fields {
		for _, d := range at.by {
			if !slices.Contains(list, d) {
				list = append(list, d)
			}
		}
	}
	sort.Slice(list, func(i, j int) bool { return string(list[i][:]) < string(list[j][:]) })
	return list
}

// record returns the differences of one record.
func (w *without) record(k *notebook.Kind, ref notebook.Ref, t *touch) []Difference {
	now := w.now.records[ref]
	then, whole := w.would(ref, now)
	gone, _ := now.removed()
	left, _ := then.removed()
	switch {
	case left && gone:
		return nil
	case left:
		return []Difference{{What: Brought, Ref: ref, By: t.by()}}
	case whole && t.made && !t.lost():
		return made(ref, t, gone, content(then))
	}
	var list []Difference
	if slices.ContainsFunc(now.fields[""], func(s standing) bool { return s.removes }) {
		// Whether or not it is removed now: without the writes that keep it, it would be.
		list = append(list, Difference{What: Took, Ref: ref, By: t.by()})
	}
	for name, at := range t.fields {
		if name == "" {
			continue
		}
		d := Difference{What: Wrote, Ref: ref, Field: name, By: at.by, Lost: at.lost}
		if f := k.Field(name); f != nil && f.Type.IsSet() {
			d.What = Sorted
		}
		w.fill(&d, now.fields[name], then.fields[name])
		if len(d.Then)+len(d.Now) > 0 {
			list = append(list, d)
		}
	}
	return list
}

// made returns the differences of a record that the chosen writes made, and in
// which others wrote rest. Were those taken away with it, their words come back.
func made(ref notebook.Ref, t *touch, gone bool, rest []notebook.Value) []Difference {
	list := []Difference{{What: Took, Ref: ref, By: t.by()}, {What: Made, Ref: ref, By: t.by(), Rest: rest}}
	switch {
	case !gone:
		return list[1:]
	case rest == nil:
		return nil
	}
	return list
}

func (t *touch) lost() bool {
	for _, at := range t.fields {
		if at.lost {
			return true
		}
	}
	return false
}

// would returns what would stand in a record, and says whether all that stands
// there is known.
func (w *without) would(ref notebook.Ref, now *cells) (then *cells, whole bool) {
	then, whole = &cells{fields: map[string][]standing{}}, true
	if kept := w.then.records[ref]; kept != nil {
		for name, list := range kept.fields {
			then.fields[name] = slices.Clone(list)
		}
	}
	for name, list := range now.fields {
		for _, s := range list {
			if !w.known[s.Version] {
				then.fields[name], whole = append(then.fields[name], s), false
			}
		}
	}
	return then, whole
}

// content returns what stands in a record, but for its place in a list.
func content(c *cells) []notebook.Value {
	var list []notebook.Value
	for name, values := range c.fields {
		for _, s := range values {
			if name != "" && name != notebook.Order {
				list = append(list, s.Value)
			}
		}
	}
	byVersion(list)
	return list
}

// fill puts into a difference what stands in its field, and what would.
func (w *without) fill(d *Difference, now, then []standing) {
	for _, s := range now {
		switch {
		case w.chosen[s.Version]:
			d.Now = append(d.Now, s.Value)
		case w.upon[s.Version] && d.What == Wrote:
			d.Rest = append(d.Rest, s.Value)
		}
	}
	for _, s := range then {
		if !slices.ContainsFunc(now, func(n standing) bool { return n.Version == s.Version }) {
			d.Then = append(d.Then, s.Value)
		}
	}
	byVersion(d.Now)
	byVersion(d.Then)
	byVersion(d.Rest)
	if d.What == Sorted {
		d.alike(now)
		return
	}
	if within(d.Then, d.Rest) {
		d.Then = nil // someone has put it back
	}
	if len(d.Rest) == 0 && within(d.Then, d.Now) && within(d.Now, d.Then) {
		d.Then, d.Now = nil, nil
	}
}

// alike leaves out of a set what it holds either way.
func (d *Difference) alike(now []standing) {
	var all []notebook.Value
	for _, s := range now {
		all = append(all, s.Value)
	}
	then := d.Then
	d.Then = slices.DeleteFunc(slices.Clone(then), func(v notebook.Value) bool { return within([]notebook.Value{v}, all) })
	d.Now = slices.DeleteFunc(d.Now, func(v notebook.Value) bool { return within([]notebook.Value{v}, then) })
}

// within says whether each text of a list is in another one.
func within(list, other []notebook.Value) bool {
	for _, v := range list {
		if !slices.ContainsFunc(other, func(o notebook.Value) bool { return o.Text == v.Text }) {
			return false
		}
	}
	return true
}

func byVersion(list []notebook.Value) {
	sort.Slice(list, func(i, j int) bool { return list[i].Version.Compare(list[j].Version) < 0 })
}
