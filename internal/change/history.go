package change

import (
	"slices"

	"amparo/internal/notebook"
)

// Past is one line of a record's history: what one device made of one field in
// one sitting.
type Past struct {
	Ref    notebook.Ref
	Field  string // "" when the record was removed or brought back
	Op     Op
	Text   string // the last text of the sitting; for Drop what was taken out
	Before string // the text that it replaced, "" when none is known
	Device notebook.Device
	Time   int64 // Unix seconds of the last write of the sitting
}

// sitting is how long a pause, in seconds, still belongs to one sitting.
const sitting = 30 * 60

// History returns the lines of one record, or with a nil ref of the whole
// notebook, newest first. The changes come in the order in which they were
// taken in. Kinds without an order have no lines.
func History(changes []*Change, ref *notebook.Ref) []Past {
	h := history{texts: map[notebook.Version]string{}, open: map[line]int{}}
	for _, c := range changes {
		for i := range c.Writes {
			if w := &c.Writes[i]; w.Field != notebook.Order {
				h.add(c, i, ref == nil || w.Ref == *ref)
			}
		}
	}
	slices.Reverse(h.list)
	return h.list
}

type line struct {
	ref    notebook.Ref
	field  string
	device notebook.Device
}

type history struct {
	texts map[notebook.Version]string // what each write put
	open  map[line]int                // the newest line of a field and a device
	list  []Past
}

func (h *history) add(c *Change, i int, wanted bool) {
	w := &c.Writes[i]
	h.texts[c.Version(i)] = w.Value
	if k := notebook.KindOf(w.Ref.Kind); !wanted || k == nil || k.Unordered {
		return
	}
	p := Past{Ref: w.Ref, Field: w.Field, Op: w.Op, Text: w.Value, Device: c.Device, Time: c.Time}
	if len(w.Replaces) > 0 {
		p.Before = h.texts[w.Replaces[0]]
	}
	if w.Op == Drop {
		p.Text, p.Before = p.Before, ""
	}
	key := line{w.Ref, w.Field, c.Device}
	f := notebook.KindOf(w.Ref.Kind).Field(w.Field)
	if at, ok := h.open[key]; ok && p.goesOn(&h.list[at]) && (f == nil || !f.Type.IsSet()) {
		h.list[at].Text, h.list[at].Time = p.Text, p.Time
		return
	}
	h.open[key] = len(h.list)
	h.list = append(h.list, p)
}

// goesOn says whether p continues the sitting of an earlier line: it replaces
// just what that line wrote, soon after.
func (p *Past) goesOn(earlier *Past) bool {
	pause := p.Time - earlier.Time
	return p.Op == Put && earlier.Op == Put && p.Before == earlier.Text && pause >= 0 && pause <= sitting
}
