package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"amparo/internal/relay"
	"amparo/internal/relay/wire"
)

// Read walks the primary key, in one transaction so that base, entries and head
// belong together.
func (f *file) Read(ctx context.Context, box wire.Box, after uint64, limit, size int) (wire.Page, error) {
	leave, err := f.enter(ctx)
	if err != nil {
		return wire.Page{}, err
	}
	defer leave()
	tx, err := f.read.BeginTx(ctx, nil)
	if err != nil {
		return wire.Page{}, err
	}
	page, err := read(ctx, tx, box, after, bounds{limit, size})
	return page, errors.Join(err, tx.Rollback())
}

// bounds is how much is read at one time.
type bounds struct{ entries, bytes int }

func read(ctx context.Context, tx *sql.Tx, box wire.Box, after uint64, most bounds) (wire.Page, error) {
	m, refusal, err := find(ctx, tx, box)
	if refusal != nil || err != nil {
		return wire.Page{}, errors.Join(refusal, err)
	}
	page := wire.Page{Base: m.head, Head: m.head}
	if after >= m.head.Number {
		return page, nil
	}
	page.Base = m.base
	if after > m.base.Number {
		page.Base.Number = after
		err := tx.QueryRowContext(ctx, "SELECT chain FROM entries WHERE box=? AND number=?", box[:], int64(after)).Scan(chain{&page.Base})
		if err != nil {
			return wire.Page{}, err
		}
	}
	rows, err := tx.QueryContext(ctx, "SELECT body FROM entries WHERE box=? AND number>? ORDER BY number LIMIT ?",
		box[:], int64(page.Base.Number), most.entries)
	if err != nil {
		return wire.Page{}, err
	}
	page.Entries, err = collect(rows, most.bytes)
	return page, err
}

// collect reads as many rows as fit, but one at least.
func collect(rows *sql.Rows, size int) (entries [][]byte, err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			return nil, err
		}
		if size -= len(body); len(entries) > 0 && size < 0 {
			return entries, nil
		}
		entries = append(entries, body)
	}
	return entries, rows.Err()
}

// Get reads a blob whole.
func (f *file) Get(ctx context.Context, box wire.Box, name relay.Name) ([]byte, error) {
	leave, err := f.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	if _, err := keyOf(ctx, f.read, box); err != nil {
		return nil, err
	}
	var blob []byte
	err = f.read.QueryRowContext(ctx, "SELECT body FROM blobs WHERE box=? AND name=?", box[:], name[:]).Scan(&blob)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, relay.ErrNotFound
	}
	return blob, err
}
