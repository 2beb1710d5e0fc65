package sqlite

import (
	"context"

	"amparo/internal/exchange"
	"amparo/internal/key"
	"amparo/internal/relay"
	"amparo/internal/relay/wire"
)

// entry is something to append.
type entry struct {
	id   exchange.ID
	body []byte
}

// Append writes what is not there yet. Writing (mailbox, head+1) is what takes
// the number.
func (f *file) Append(ctx context.Context, box wire.Box, k key.MailboxKey, bodies [][]byte, terms relay.Terms) (wire.Placed, error) {
	t := &task{ctx: ctx, box: box, ids: make([]exchange.ID, len(bodies))}
	for i, b := range bodies {
		t.ids[i] = exchange.IDOf(b)
	}
	var placed wire.Placed
	t.what = func(w *writer) (refusal, trouble error) {
		placed, refusal, trouble = w.append(t, k, bodies, terms)
		return refusal, trouble
	}
	if err := f.do(t); err != nil {
		return wire.Placed{}, err
	}
	return placed, nil
}

// append gives numbers to what a task brings. The rows are written with those
// of the others, when the transaction is settled.
func (w *writer) append(t *task, k key.MailboxKey, bodies [][]byte, terms relay.Terms) (p wire.Placed, refusal, trouble error) {
	m, refusal, err := w.held(t.box)
	if refusal != nil || err != nil {
		return p, refusal, err
	}
	if m.key != k {
		return p, relay.ErrNoMailbox, nil
	}
	if err := m.look(w.line, t.ids); err != nil {
		return p, nil, err
	}
	lacking := m.lacking(t.ids, bodies)
	if len(lacking) > 0 && !m.takes(lacking, terms) {
		return p, relay.ErrQuota, nil
	}
	for _, e := range lacking {
		w.fresh = append(w.fresh, m.place(e))
	}
	w.ids += len(lacking)
	if m.until != terms.Until {
		m.until, m.changed = terms.Until, true
	}
	p = wire.Placed{Head: m.head, Numbers: make([]uint64, len(t.ids))}
	for i, id := range t.ids {
		p.Numbers[i] = m.number(id)
	}
	return p, nil, nil
}

// takes says whether the mailbox has room for all of these.
func (p *places) takes(entries []entry, terms relay.Terms) bool {
	count, size := int64(p.head.Number-p.base.Number)+int64(len(entries)), p.bytes+p.uncounted
	for _, e := range entries {
		size += int64(len(e.body))
	}
	return count <= terms.Entries && size <= terms.Bytes
}
