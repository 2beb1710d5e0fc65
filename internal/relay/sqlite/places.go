package sqlite

import (
	"database/sql"
	"errors"

	"amparo/internal/exchange"
)

// span is how many entries of a mailbox come into the table ids at one time. An
// id is random, and so each one alone would change a page of its own there;
// many at once share pages. Entries after the last multiple of span are in the
// table entries alone, where there are never many to look through.
const span = 1024

// places is a mailbox with the numbers of its entries.
type places struct {
	mailbox
	settled uint64                 // the last number that is in the table ids
	tail    map[exchange.ID]uint64 // those after it
}

// places reads the tail of a mailbox.
func (l *line) places(m mailbox) (places, error) {
	p := places{mailbox: m, settled: m.head.Number / span * span, tail: make(map[exchange.ID]uint64)}
	n := max(p.settled, m.base.Number)
	err := l.rows("SELECT id FROM entries WHERE at>? AND at<=? ORDER BY at", []any{m.at(n), m.last()}, func(b []byte) bool {
		n++
		if len(b) == len(exchange.ID{}) {
			p.tail[exchange.ID(b)] = n
		}
		return true
	})
	return p, err
}

// number returns the number of an entry, or zero.
func (p *places) number(l *line, id exchange.ID) (uint64, error) {
	if n := p.tail[id]; n > 0 || p.settled == 0 {
		return n, nil
	}
	var n uint64
	err := l.row("SELECT number FROM ids WHERE slot=? AND id=?", []any{p.slot, id[:]}, &n)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return n, err
}

// lacking returns those of the entries that are not there yet, each once.
func (p *places) lacking(l *line, entries []entry) (out []entry, err error) {
	seen := make(map[exchange.ID]bool, len(entries))
	for _, e := range entries {
		n, err := p.number(l, e.id)
		if err != nil {
			return nil, err
		}
		if n == 0 && !seen[e.id] {
			seen[e.id] = true
			out = append(out, e)
		}
	}
	return out, nil
}

// place returns the number of an entry. One that is not there yet is written
// behind the head.
func (p *places) place(l *line, e entry) (uint64, error) {
	if n := p.tail[e.id]; n > 0 {
		return n, nil
	}
	next := p.head.Next(e.id)
	written, err := l.exec("INSERT INTO entries(at, id, chain, body) SELECT ?, ?, ?, ? WHERE NOT EXISTS(SELECT 1 FROM ids WHERE slot=? AND id=?)",
		p.at(next.Number), e.id[:], next.Chain[:], e.body, p.slot, e.id[:])
	if err != nil {
		return 0, err
	}
	if written == 0 {
		return p.number(l, e.id)
	}
	p.head, p.tail[e.id] = next, next.Number
	if next.Number%span == 0 {
		err = p.settle(l)
	}
	return next.Number, err
}

// settle brings the tail into the table ids.
func (p *places) settle(l *line) error {
	_, err := l.exec("INSERT INTO ids(slot, id, number) SELECT ?, id, at & ? FROM entries WHERE at>? AND at<=? ORDER BY id",
		p.slot, int64(1<<numberBits-1), p.at(p.settled), p.at(p.head.Number))
	p.settled = p.head.Number
	clear(p.tail)
	return err
}
