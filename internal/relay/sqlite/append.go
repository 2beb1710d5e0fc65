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
	numbers, fresh, err := w.measure(m, entries)
	if err != nil {
		return p, nil, err
	}
	kept := int64(m.head.Number - m.base.Number)
	if fresh.count > 0 && (m.bytes+fresh.bytes > terms.Bytes || kept+fresh.count > terms.Entries) {
		return p, relay.ErrQuota, nil
	}
	for _, e := range entries {
		if numbers[e.id] == 0 {
			if err := m.add(w.line, e); err != nil {
				return p, nil, err
			}
			numbers[e.id] = m.head.Number
		}
		p.Numbers = append(p.Numbers, numbers[e.id])
	}
	p.Head = m.head
	w.ids += int(fresh.count)
	w.note(m, m.bytes+fresh.bytes, terms.Until)
	return p, nil, nil
}

// sum is how much entries are together.
type sum struct{ count, bytes int64 }

// measure looks up the numbers of entries, and measures those without one.
func (w *writer) measure(m *held, entries []entry) (numbers map[exchange.ID]uint64, fresh sum, err error) {
	numbers = make(map[exchange.ID]uint64, len(entries))
	for _, e := range entries {
		if _, twice := numbers[e.id]; twice {
			continue
		}
		n, err := m.number(w.line, e.id)
		if err != nil {
			return nil, sum{}, err
		}
		if n == 0 {
			fresh.count, fresh.bytes = fresh.count+1, fresh.bytes+int64(len(e.body))
		}
		numbers[e.id] = n
	}
	return numbers, fresh, nil
}
