package sqlite

import (
	"context"

	"amparo/internal/exchange"
	"amparo/internal/relay"
	"amparo/internal/relay/wire"
)

// entry is something to append, with its id.
type entry struct {
	id   exchange.ID
	body []byte
}

// Append writes what is not there yet. Writing (mailbox, head+1) is what takes
// the number.
func (f *file) Append(ctx context.Context, box wire.Box, bodies [][]byte, terms relay.Terms) (wire.Placed, error) {
	entries := make([]entry, len(bodies))
	for i, b := range bodies {
		entries[i] = entry{exchange.IDOf(b), b}
	}
	var placed wire.Placed
	err := f.change(ctx, func(w *writer) (refusal, trouble error) {
		placed, refusal, trouble = w.append(box, entries, terms)
		return refusal, trouble
	})
	if err != nil {
		return wire.Placed{}, err
	}
	return placed, nil
}

func (w *writer) append(box wire.Box, entries []entry, terms relay.Terms) (p wire.Placed, refusal, trouble error) {
	m, refusal, err := w.held(box)
	if refusal != nil || err != nil {
		return p, refusal, err
	}
	if !m.takes(entries, terms) {
		lacking, err := m.lacking(w.line, entries)
		if err != nil {
			return p, nil, err
		}
		if len(lacking) > 0 && !m.takes(lacking, terms) {
			return p, relay.ErrQuota, nil
		}
	}
	before, size := m.head.Number, m.bytes
	p.Numbers = make([]uint64, len(entries))
	for i, e := range entries {
		last := m.head.Number
		if p.Numbers[i], err = m.place(w.line, e); err != nil {
			return p, nil, err
		}
		if p.Numbers[i] > last {
			size += int64(len(e.body))
		}
	}
	p.Head = m.head
	w.ids += int(m.head.Number - before)
	w.note(m, size, terms.Until)
	return p, nil, nil
}

// takes says whether the mailbox has room for all of these.
func (m *mailbox) takes(entries []entry, terms relay.Terms) bool {
	count, size := int64(m.head.Number-m.base.Number)+int64(len(entries)), m.bytes
	for _, e := range entries {
		size += int64(len(e.body))
	}
	return count <= terms.Entries && size <= terms.Bytes
}
