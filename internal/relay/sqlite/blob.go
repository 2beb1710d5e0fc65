package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"amparo/internal/relay"
	"amparo/internal/relay/wire"
)

// Put replaces a blob.
func (f *file) Put(ctx context.Context, box wire.Box, name relay.Name, blob []byte, terms relay.Terms) error {
	return f.change(ctx, func(ctx context.Context, tx *sql.Tx) (error, error) {
		m, refusal, err := find(ctx, tx, box)
		if refusal != nil || err != nil {
			return refusal, err
		}
		var before int64
		err = tx.QueryRowContext(ctx, "SELECT length(body) FROM blobs WHERE box=? AND name=?", box[:], name[:]).Scan(&before)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
		more := int64(len(blob)) - before
		if more > 0 && m.bytes+more > terms.Bytes {
			return relay.ErrQuota, nil
		}
		if err := replace(ctx, tx, box, name, blob); err != nil {
			return nil, err
		}
		_, err = tx.ExecContext(ctx, "UPDATE mailboxes SET bytes=bytes+?, until=CASE WHEN ? THEN ? ELSE until END WHERE box=?",
			more, len(blob) > 0, terms.Until, box[:])
		return nil, err
	})
}

func replace(ctx context.Context, tx *sql.Tx, box wire.Box, name relay.Name, blob []byte) error {
	if len(blob) == 0 {
		_, err := tx.ExecContext(ctx, "DELETE FROM blobs WHERE box=? AND name=?", box[:], name[:])
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO blobs(box, name, body) VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET body=excluded.body", box[:], name[:], blob)
	return err
}

// Spend notes a nonce.
func (f *file) Spend(ctx context.Context, nonce [32]byte, hour int64) error {
	return f.change(ctx, func(ctx context.Context, tx *sql.Tx) (error, error) {
		res, err := tx.ExecContext(ctx, "INSERT INTO nonces(nonce, hour) VALUES(?, ?) ON CONFLICT DO NOTHING", nonce[:], hour)
		if err != nil {
			return nil, err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return relay.ErrReplay, err
		}
		return nil, nil
	})
}

// Expire forgets what is over.
func (f *file) Expire(ctx context.Context, today, hour int64) (int, error) {
	gone := 0
	err := f.change(ctx, func(ctx context.Context, tx *sql.Tx) (error, error) {
		over, err := ended(ctx, tx, today)
		if err != nil {
			return nil, err
		}
		for _, box := range over {
			if err := forget(ctx, tx, box); err != nil {
				return nil, err
			}
		}
		gone = len(over)
		_, err = tx.ExecContext(ctx, "DELETE FROM nonces WHERE hour<?", hour)
		return nil, err
	})
	if err != nil {
		return 0, err
	}
	return gone, f.fold(ctx)
}

func ended(ctx context.Context, tx *sql.Tx, today int64) (boxes []wire.Box, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT box FROM mailboxes WHERE until<?", today)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			return nil, err
		}
		if len(b) != len(wire.Box{}) {
			return nil, ErrForeign
		}
		boxes = append(boxes, wire.Box(b))
	}
	return boxes, rows.Err()
}
