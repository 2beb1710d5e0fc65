package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"amparo/internal/exchange"
	"amparo/internal/key"
	"amparo/internal/relay"
	"amparo/internal/relay/wire"
)

// mailbox is a line of the table mailboxes, and its head.
//
// The line is not written with each entry, which would change one more page each
// time: its bytes are those of the blobs and of the entries that are settled.
type mailbox struct {
	box   wire.Box
	slot  int64
	key   key.MailboxKey
	bytes int64
	until int64
	base  wire.Head
	head  wire.Head
}

// slotBits and numberBits share what a row number can hold.
const (
	slotBits   = 23
	numberBits = 40
)

// at returns where the entry of that number stands.
func (m *mailbox) at(number uint64) int64 { return m.slot<<numberBits | int64(number) }

// last returns where no entry of the mailbox stands behind.
func (m *mailbox) last() int64 { return m.at(1<<numberBits - 1) }

// due returns the number up to which entries are settled: the last multiple of
// span.
func (m *mailbox) due() uint64 { return m.head.Number / span * span }

// find looks a mailbox up; without one the refusal is relay.ErrNoMailbox.
func (l *line) find(box wire.Box) (m mailbox, refusal, trouble error) {
	m.box = box
	err := l.row("SELECT slot, key, bytes, until, dropped, base FROM mailboxes WHERE box=?", []any{box[:]},
		&m.slot, public{&m.key}, &m.bytes, &m.until, &m.base.Number, chain{&m.base})
	if errors.Is(err, sql.ErrNoRows) {
		return m, relay.ErrNoMailbox, nil
	}
	if err != nil {
		return m, nil, err
	}
	m.head = m.base
	err = l.row("SELECT at & ?, chain FROM entries WHERE at BETWEEN ? AND ? ORDER BY at DESC LIMIT 1",
		[]any{int64(1<<numberBits - 1), m.at(0), m.last()}, &m.head.Number, chain{&m.head})
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return m, nil, err
}

// public reads the key of a mailbox.
type public struct{ key *key.MailboxKey }

// Scan takes the bytes of a column.
func (p public) Scan(value any) (err error) {
	b, _ := value.([]byte)
	*p.key, err = key.MailboxKeyFrom(b)
	return err
}

// chain reads the chain of a head.
type chain struct{ head *wire.Head }

// Scan takes the bytes of a column.
func (c chain) Scan(value any) error {
	b, ok := value.([]byte)
	if !ok || len(b) != len(c.head.Chain) {
		return ErrDamaged
	}
	c.head.Chain = [32]byte(b)
	return nil
}

// Allow keeps the hashes of codes.
func (f *file) Allow(ctx context.Context, codes []relay.CodeHash) error {
	return f.change(ctx, func(w *writer) (refusal, trouble error) {
		for _, c := range codes {
			if _, err := w.exec("INSERT INTO codes(code) VALUES(?) ON CONFLICT DO NOTHING", c[:]); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
}

// Open spends a code for a mailbox.
func (f *file) Open(ctx context.Context, box wire.Box, k key.MailboxKey, code relay.CodeHash, terms relay.Terms) error {
	return f.change(ctx, func(w *writer) (refusal, trouble error) {
		there, err := w.key(box)
		switch {
		case err == nil && there != k:
			return relay.ErrCode, nil
		case err == nil:
			return nil, nil
		case !errors.Is(err, relay.ErrNoMailbox):
			return nil, err
		}
		if n, err := w.exec("DELETE FROM codes WHERE code=?", code[:]); err != nil || n == 0 {
			return relay.ErrCode, err
		}
		slot, err := w.slot()
		if err != nil {
			return nil, err
		}
		_, err = w.exec("INSERT INTO mailboxes(box, slot, key, until, bytes, dropped, base) VALUES(?, ?, ?, ?, 0, 0, zeroblob(32))",
			box[:], slot, k[:], terms.Until)
		return nil, err
	})
}

// errSlots says that there is hardly a slot left.
var errSlots = errors.New("this store has too many mailboxes")

// slot draws a slot that no mailbox has.
func (l *line) slot() (slot int64, err error) {
	for range 1000 {
		var taken bool
		if err := l.row("SELECT random() & ?", []any{int64(1<<slotBits - 1)}, &slot); err != nil {
			return 0, err
		}
		if err := l.row("SELECT EXISTS(SELECT 1 FROM mailboxes WHERE slot=?)", []any{slot}, &taken); err != nil || !taken {
			return slot, err
		}
	}
	return 0, errSlots
}

// Key reads a mailbox's key.
func (f *file) Key(ctx context.Context, box wire.Box) (k key.MailboxKey, err error) {
	err = f.reading(ctx, func(l *line) (err error) {
		k, err = l.key(box)
		return err
	})
	return k, err
}

func (l *line) key(box wire.Box) (k key.MailboxKey, err error) {
	err = l.row("SELECT key FROM mailboxes WHERE box=?", []any{box[:]}, public{&k})
	if errors.Is(err, sql.ErrNoRows) {
		err = relay.ErrNoMailbox
	}
	return k, err
}

// Lacks looks each id up.
func (f *file) Lacks(ctx context.Context, box wire.Box, ids []exchange.ID) ([]exchange.ID, error) {
	var out []exchange.ID
	err := f.reading(ctx, func(l *line) error {
		return l.with("BEGIN", func() (err error) {
			out, err = l.lacks(box, ids)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (l *line) lacks(box wire.Box, ids []exchange.ID) (out []exchange.ID, err error) {
	m, refusal, err := l.find(box)
	if refusal != nil || err != nil {
		return nil, errors.Join(refusal, err)
	}
	places, err := l.places(m)
	if err != nil {
		return nil, err
	}
	if err := places.look(l, ids); err != nil {
		return nil, err
	}
	for _, id := range ids {
		if places.number(id) == 0 {
			out = append(out, id)
		}
	}
	return out, nil
}

// Drop forgets entries, and overwrites them in the file and its log.
func (f *file) Drop(ctx context.Context, box wire.Box, through uint64) error {
	err := f.change(ctx, func(w *writer) (refusal, trouble error) {
		if err := w.settle(); err != nil {
			return nil, err
		}
		delete(w.boxes, box)
		m, refusal, err := w.find(box)
		if refusal != nil || err != nil {
			return refusal, err
		}
		if through == relay.All {
			return nil, w.forget(m)
		}
		return nil, w.drop(m, min(through, m.head.Number))
	})
	if err != nil {
		return err
	}
	return f.reading(ctx, (*line).fold)
}

func (l *line) drop(m mailbox, through uint64) error {
	if through <= m.base.Number {
		return nil
	}
	base, size := wire.Head{Number: through}, int64(0)
	if err := l.row("SELECT chain FROM entries WHERE at=?", []any{m.at(through)}, chain{&base}); err != nil {
		return err
	}
	counted := []any{m.at(0), m.at(min(through, m.due()))}
	if err := l.row("SELECT coalesce(sum(length(body)), 0) FROM entries WHERE at BETWEEN ? AND ?", counted, &size); err != nil {
		return err
	}
	if _, err := l.exec("DELETE FROM entries WHERE at BETWEEN ? AND ?", m.at(0), m.at(through)); err != nil {
		return err
	}
	if _, err := l.exec("DELETE FROM ids WHERE slot=? AND number<=?", m.slot, int64(through)); err != nil {
		return err
	}
	_, err := l.exec("UPDATE mailboxes SET dropped=?, base=?, bytes=bytes-? WHERE box=?", int64(through), base.Chain[:], size, m.box[:])
	return err
}

// forget takes a whole mailbox out.
func (l *line) forget(m mailbox) error {
	if _, err := l.exec("DELETE FROM entries WHERE at BETWEEN ? AND ?", m.at(0), m.last()); err != nil {
		return err
	}
	if _, err := l.exec("DELETE FROM ids WHERE slot=?", m.slot); err != nil {
		return err
	}
	for _, table := range []string{"blobs", "mailboxes"} {
		if _, err := l.exec("DELETE FROM "+table+" WHERE box=?", m.box[:]); err != nil {
			return err
		}
	}
	return nil
}
