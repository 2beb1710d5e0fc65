package sqlite

import (
	"maps"
	"strings"

	"amparo/internal/exchange"
)

// span is how many entries of a mailbox come into the table ids at one time. An
// id is random, and so each one alone would change a page of its own there;
// many at once share pages, the more as only its start stands there. Entries
// after the last multiple of span are in the table entries alone, where there are
// never many to look through.
const span = 4096

// start is how many of the first bytes of an id stand in the table ids.
const start = 8

// places is a mailbox with the numbers of its entries.
type places struct {
	mailbox
	settled   uint64                 // the last number that is in the table ids
	tail      map[exchange.ID]spot   // those after it
	uncounted int64                  // bytes of those
	known     map[exchange.ID]uint64 // what the table ids says; zero is none
}

// spot is where an entry stands, and how long it is.
type spot struct {
	number uint64
	size   int64
}

// places reads the tail of a mailbox.
func (l *line) places(m mailbox) (places, error) {
	p := places{mailbox: m, settled: m.due(), tail: make(map[exchange.ID]spot)}
	n := max(p.settled, m.base.Number)
	var id exchange.ID
	var size int64
	err := l.rows("SELECT id, length(body) FROM entries WHERE at>? AND at<=? ORDER BY at", []any{m.at(n), m.last()}, []any{name{&id}, &size}, func() bool {
		n++
		p.uncounted += size
		p.tail[id] = spot{n, size}
		return true
	})
	return p, err
}

// number returns the number of an entry that was looked for, or zero.
func (p *places) number(id exchange.ID) uint64 {
	if n := p.tail[id].number; n > 0 {
		return n
	}
	return p.known[id]
}

// look asks the table for entries that are not known.
func (p *places) look(l *line, ids []exchange.ID) error {
	if p.settled == 0 {
		return nil
	}
	if p.known == nil {
		p.known = make(map[exchange.ID]uint64, len(ids))
	}
	ask := make([]exchange.ID, 0, len(ids))
	for _, id := range ids {
		if _, known := p.known[id]; !known && p.tail[id].number == 0 {
			p.known[id] = 0
			ask = append(ask, id)
		}
	}
	for len(ask) > 0 {
		n := few(len(ask))
		if err := p.ask(l, ask[:n]); err != nil {
			return err
		}
		ask = ask[n:]
	}
	return nil
}

func (p *places) ask(l *line, ids []exchange.ID) error {
	args := append(make([]any, 0, 2+len(ids)), p.at(0), p.slot)
	for i := range ids {
		args = append(args, ids[i][:start])
	}
	var id exchange.ID
	var n uint64
	query := "SELECT id, number FROM ids CROSS JOIN entries ON at=?+number WHERE slot=? AND start IN (" + listed("?", len(ids)) + ")"
	return l.rows(query, args, []any{name{&id}, &n}, func() bool {
		p.known[id] = n // one with the same start as one that was asked for, perhaps
		return true
	})
}

// name reads the id of an entry.
type name struct{ id *exchange.ID }

// Scan takes the bytes of a column.
func (n name) Scan(value any) error {
	b, ok := value.([]byte)
	if !ok || len(b) != len(n.id) {
		return ErrDamaged
	}
	*n.id = exchange.ID(b)
	return nil
}

// lacking returns those of the entries that are not there yet, each once.
func (p *places) lacking(ids []exchange.ID, bodies [][]byte) (out []entry) {
	seen := make(map[exchange.ID]bool, len(ids))
	for i, id := range ids {
		if p.number(id) == 0 && !seen[id] {
			seen[id] = true
			out = append(out, entry{id, bodies[i]})
		}
	}
	return out
}

// row is a line of the table entries.
type row struct {
	at    int64
	chain [32]byte
	entry
}

// place puts an entry that is not there yet behind the head.
func (p *places) place(e entry) row {
	p.head = p.head.Next(e.id)
	size := int64(len(e.body))
	p.tail[e.id] = spot{p.head.Number, size}
	p.uncounted += size
	return row{p.at(p.head.Number), p.head.Chain, e}
}

// settle brings what is due of the tail into the table ids, and counts it; it says
// whether there was anything. When it fails, the transaction is undone: so the
// engine need not be able to undo this alone.
func (p *places) settle(l *line) (done bool, err error) {
	last := p.due()
	if last <= p.settled {
		return false, nil
	}
	_, err = l.exec("INSERT OR FAIL INTO ids(slot, start, number) SELECT ?, substr(id, 1, ?), at & ? FROM entries WHERE at>? AND at<=? ORDER BY id",
		p.slot, start, int64(1<<numberBits-1), p.at(p.settled), p.at(last))
	p.settled = last
	maps.DeleteFunc(p.tail, func(_ exchange.ID, at spot) bool {
		if at.number > last {
			return false
		}
		p.bytes, p.uncounted = p.bytes+at.size, p.uncounted-at.size
		return true
	})
	return true, err
}

// insert writes rows, many by one statement. It is undone as settle is.
func (l *line) insert(rows []row) error {
	for len(rows) > 0 {
		n := few(len(rows))
		args := make([]any, 0, 4*n)
		for i := range rows[:n] {
			r := &rows[i]
			args = append(args, r.at, r.id[:], r.chain[:], r.body)
		}
		if _, err := l.exec("INSERT OR FAIL INTO entries(at, id, chain, body) VALUES "+listed("(?, ?, ?, ?)", n), args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// few is how many of n go into one statement: few numbers, as statements stay
// prepared.
func few(n int) int {
	for _, many := range [...]int{64, 16} {
		if n >= many {
			return many
		}
	}
	return 1
}

func listed(one string, n int) string { return strings.Repeat(", "+one, n)[2:] }
