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

// add writes an entry behind the head, and settles the tail when it is long.
func (p *places) add(l *line, e entry) error {
	next := p.head.Next(e.id)
	_, err := l.exec("INSERT INTO entries(at, id, chain, body) VALUES(?, ?, ?, ?)", p.at(next.Number), e.id[:], next.Chain[:], e.body)
	if err != nil {
		return err
	}
	p.head, p.tail[e.id] = next, next.Number
	if next.Number%span != 0 {
		return nil
	}
	_, err = l.exec("INSERT INTO ids(slot, id, number) SELECT ?, id, at & ? FROM entries WHERE at>? AND at<=? ORDER BY id",
		p.slot, int64(1<<numberBits-1), p.at(p.settled), p.at(next.Number))
	p.settled = next.Number
	clear(p.tail)
	return err
}
