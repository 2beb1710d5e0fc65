package change

import (
	"maps"
	"slices"

	"amparo/internal/notebook"
)

// Move is one time at which people looked at a record's readings again.
type Move struct {
	Time    int64             // Unix seconds of its last write
	Values  map[string]string // every reading as it stood then; "" or no entry is no answer
	Changed []string          // the readings that this move wrote; none where people stayed with them
	Reason  string            // what was written beside it; may be ""
	device  notebook.Device
}

// Moves returns how the readings of a record (fields such as "probability")
// were changed, oldest first, each with the reason that was written with it.
// What one device writes in one sitting is one move, unless a reading comes
// with a new reason. A reason alone is a move, too: people looked again, and
// stayed with what they saw. The changes come in the order in which they were taken in.
//
// Of what a history holds no more, nothing is made up: a reading that it never
// saw written stands as it is now, and when the newest values are not in it,
// the last move has them.
func Moves(changes []*Change, r *notebook.Record, readings []string, reason string) []Move {
	if r == nil {
		return nil
	}
	m := moves{readings: readings, reason: reason, values: map[string]string{}}
	for _, field := range readings {
		if !written(changes, r.Ref, field) && r.Get(field) != "" {
			m.values[field] = r.Get(field)
		}
	}
	for _, c := range changes {
		m.take(c, r.Ref)
	}
	m.end(r)
	return m.list
}

// written says whether the history holds a write of the field.
func written(changes []*Change, ref notebook.Ref, field string) bool {
	return slices.ContainsFunc(changes, func(c *Change) bool {
		return slices.ContainsFunc(c.Writes, func(w Write) bool { return w.Op == Put && w.Ref == ref && w.Field == field })
	})
}

type moves struct {
	readings []string
	reason   string
	values   map[string]string // as they stand after the last change
	list     []Move
}

// take adds what one change wrote.
func (m *moves) take(c *Change, ref notebook.Ref) {
	now := Move{Time: c.Time, device: c.Device}
	for i := range c.Writes {
		w := &c.Writes[i]
		switch {
		case w.Ref != ref || w.Op != Put:
		case w.Field == m.reason:
			now.Reason = w.Value
		case slices.Contains(m.readings, w.Field) && m.values[w.Field] != w.Value:
			m.values[w.Field] = w.Value
			now.Changed = append(now.Changed, w.Field)
		}
	}
	now.Values = maps.Clone(m.values)
	last := len(m.list) - 1
	if last >= 0 && m.list[last].goesOn(&now) {
		m.list[last].join(&now)
		return
	}
	if now.Changed != nil || now.Reason != "" && last >= 0 {
		m.list = append(m.list, now)
	}
}

// goesOn says whether a later move is still of the same sitting.
func (m *Move) goesOn(later *Move) bool {
	pause := later.Time - m.Time
	anew := later.Changed != nil && later.Reason != ""
	return m.device == later.device && !anew && (later.Changed != nil || later.Reason != "") && pause >= 0 && pause <= sitting
}

func (m *Move) join(later *Move) {
	m.Time, m.Values = later.Time, later.Values
	for _, field := range later.Changed {
		if !slices.Contains(m.Changed, field) {
			m.Changed = append(m.Changed, field)
		}
	}
	if later.Reason != "" {
		m.Reason = later.Reason
	}
}

// end adds the values that stand now, where the history does not have them.
func (m *moves) end(r *notebook.Record) {
	now := Move{Values: map[string]string{}, Reason: r.Get(m.reason)}
	for _, field := range m.readings {
		text := r.Get(field)
		if text != "" {
			now.Values[field] = text
		}
		for _, v := range r.Fields[field] {
			now.Time = max(now.Time, v.Time)
		}
		if text != m.values[field] || len(m.list) == 0 && text != "" {
			now.Changed = append(now.Changed, field)
		}
	}
	if now.Changed != nil {
		m.list = append(m.list, now)
	}
}
