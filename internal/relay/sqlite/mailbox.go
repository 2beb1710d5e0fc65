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

// asker is a transaction, or the file outside of one.
type asker interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// mailbox is a line of the table mailboxes, and its head.
type mailbox struct {
	bytes int64
	base  wire.Head
	head  wire.Head
}

// find looks a mailbox up; without one the refusal is relay.ErrNoMailbox.
func find(ctx context.Context, db asker, box wire.Box) (m mailbox, refusal, trouble error) {
	err := db.QueryRowContext(ctx, "SELECT bytes, dropped, base FROM mailboxes WHERE box=?", box[:]).
		Scan(&m.bytes, &m.base.Number, chain{&m.base})
	if errors.Is(err, sql.ErrNoRows) {
		return m, relay.ErrNoMailbox, nil
	}
	if err != nil {
		return m, nil, err
	}
	m.head = m.base
	err = db.QueryRowContext(ctx, "SELECT number, chain FROM entries WHERE box=? ORDER BY number DESC LIMIT 1", box[:]).
		Scan(&m.head.Number, chain{&m.head})
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return m, nil, err
}

// chain reads the chain of a head.
type chain struct{ head *wire.Head }

// Scan takes the bytes of a column.
func (c chain) Scan(value any) error {
	b, ok := value.([]byte)
	if !ok || len(b) != len(c.head.Chain) {
		return ErrForeign
	}
	c.head.Chain = [32]byte(b)
	return nil
}

// Allow keeps the hashes of codes.
func (f *file) Allow(ctx context.Context, codes []relay.CodeHash) error {
	return f.change(ctx, func(ctx context.Context, tx *sql.Tx) (error, error) {
		for _, c := range codes {
			if _, err := tx.ExecContext(ctx, "INSERT INTO codes(code) VALUES(?) ON CONFLICT DO NOTHING", c[:]); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
}

// Open spends a code for a mailbox.
func (f *file) Open(ctx context.Context, box wire.Box, k key.MailboxKey, code relay.CodeHash, terms relay.Terms) error {
	return f.change(ctx, func(ctx context.Context, tx *sql.Tx) (error, error) {
		there, err := keyOf(ctx, tx, box)
		switch {
		case err == nil && there != k:
			return relay.ErrTaken, nil
		case err == nil:
			return nil, nil
		case !errors.Is(err, relay.ErrNoMailbox):
			return nil, err
		}
		res, err := tx.ExecContext(ctx, "DELETE FROM codes WHERE code=?", code[:])
		if err != nil {
			return nil, err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return relay.ErrCode, err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO mailboxes(box, key, until, bytes, dropped, base) VALUES(?, ?, ?, 0, 0, zeroblob(32))",
			box[:], k[:], terms.Until)
		return nil, err
	})
}

// Key reads a mailbox's key.
func (f *file) Key(ctx context.Context, box wire.Box) (key.MailboxKey, error) {
	leave, err := f.enter(ctx)
	if err != nil {
		return key.MailboxKey{}, err
	}
	defer leave()
	return keyOf(ctx, f.read, box)
}

func keyOf(ctx context.Context, db asker, box wire.Box) (key.MailboxKey, error) {
	var b []byte
	err := db.QueryRowContext(ctx, "SELECT key FROM mailboxes WHERE box=?", box[:]).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return key.MailboxKey{}, relay.ErrNoMailbox
	}
	if err != nil {
		return key.MailboxKey{}, err
	}
	return key.MailboxKeyFrom(b)
}

// Append writes what is not there yet. Writing (mailbox, head+1) is what takes
// the number.
func (f *file) Append(ctx context.Context, box wire.Box, entries [][]byte, terms relay.Terms) (wire.Placed, error) {
	var placed wire.Placed
	err := f.change(ctx, func(ctx context.Context, tx *sql.Tx) (refusal, trouble error) {
		placed, refusal, trouble = appendTo(ctx, tx, box, entries, terms)
		return refusal, trouble
	})
	if err != nil {
		return wire.Placed{}, err
	}
	return placed, nil
}

func appendTo(ctx context.Context, tx *sql.Tx, box wire.Box, entries [][]byte, terms relay.Terms) (p wire.Placed, refusal, trouble error) {
	m, refusal, err := find(ctx, tx, box)
	if refusal != nil || err != nil {
		return p, refusal, err
	}
	places, size, count, err := place(ctx, tx, box, entries)
	if err != nil {
		return p, nil, err
	}
	kept := int64(m.head.Number - m.base.Number)
	if count > 0 && (m.bytes+size > terms.Bytes || kept+count > terms.Entries) {
		return p, relay.ErrQuota, nil
	}
	for _, e := range entries {
		id := exchange.IDOf(e)
		if places[id] == 0 {
			m.head = m.head.Next(id)
			places[id] = m.head.Number
			if _, err := tx.ExecContext(ctx, "INSERT INTO entries(box, number, id, chain, body) VALUES(?, ?, ?, ?, ?)",
				box[:], int64(m.head.Number), id[:], m.head.Chain[:], e); err != nil {
				return p, nil, err
			}
		}
		p.Numbers = append(p.Numbers, places[id])
	}
	p.Head = m.head
	_, err = tx.ExecContext(ctx, "UPDATE mailboxes SET bytes=bytes+?, until=? WHERE box=? AND (?<>0 OR until<>?)",
		size, terms.Until, box[:], size, terms.Until)
	return p, nil, err
}

// place looks up the numbers of entries, and measures those without one.
func place(ctx context.Context, tx *sql.Tx, box wire.Box, entries [][]byte) (places map[exchange.ID]uint64, size, count int64, err error) {
	places = make(map[exchange.ID]uint64, len(entries))
	for _, e := range entries {
		id := exchange.IDOf(e)
		if _, seen := places[id]; seen {
			continue
		}
		var n uint64
		err := tx.QueryRowContext(ctx, "SELECT number FROM entries WHERE box=? AND id=?", box[:], id[:]).Scan(&n)
		if errors.Is(err, sql.ErrNoRows) {
			size, count = size+int64(len(e)), count+1
			err = nil
		}
		if err != nil {
			return nil, 0, 0, err
		}
		places[id] = n
	}
	return places, size, count, nil
}

// Lacks looks each id up.
func (f *file) Lacks(ctx context.Context, box wire.Box, ids []exchange.ID) ([]exchange.ID, error) {
	leave, err := f.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	if _, err := keyOf(ctx, f.read, box); err != nil {
		return nil, err
	}
	var out []exchange.ID
	for _, id := range ids {
		var there int
		err := f.read.QueryRowContext(ctx, "SELECT count(*) FROM entries WHERE box=? AND id=?", box[:], id[:]).Scan(&there)
		if err != nil {
			return nil, err
		}
		if there == 0 {
			out = append(out, id)
		}
	}
	return out, nil
}

// Drop forgets entries, and overwrites them in the file and its log.
func (f *file) Drop(ctx context.Context, box wire.Box, through uint64) error {
	err := f.change(ctx, func(ctx context.Context, tx *sql.Tx) (error, error) {
		m, refusal, err := find(ctx, tx, box)
		if refusal != nil || err != nil {
			return refusal, err
		}
		if through == relay.All {
			return nil, forget(ctx, tx, box)
		}
		return nil, drop(ctx, tx, box, m, min(through, m.head.Number))
	})
	if err != nil {
		return err
	}
	return f.fold(ctx)
}

func drop(ctx context.Context, tx *sql.Tx, box wire.Box, m mailbox, through uint64) error {
	if through <= m.base.Number {
		return nil
	}
	base, size := wire.Head{}, int64(0)
	err := tx.QueryRowContext(ctx, "SELECT number, chain FROM entries WHERE box=? AND number=?", box[:], int64(through)).
		Scan(&base.Number, chain{&base})
	if err != nil {
		return err
	}
	err = tx.QueryRowContext(ctx, "SELECT coalesce(sum(length(body)), 0) FROM entries WHERE box=? AND number<=?", box[:], int64(through)).Scan(&size)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM entries WHERE box=? AND number<=?", box[:], int64(through)); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE mailboxes SET dropped=?, base=?, bytes=bytes-? WHERE box=?", int64(base.Number), base.Chain[:], size, box[:])
	return err
}

// forget takes a whole mailbox out.
func forget(ctx context.Context, tx *sql.Tx, box wire.Box) error {
	for _, table := range []string{"entries", "blobs", "mailboxes"} {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE box=?", box[:]); err != nil {
			return err
		}
	}
	return nil
}

// fold brings what stands in the log into the file and empties the log, so that
// bytes which were forgotten do not linger there. While others read, it does as
// much as it can.
func (f *file) fold(ctx context.Context) error {
	leave, err := f.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	_, err = f.write.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return err
}
