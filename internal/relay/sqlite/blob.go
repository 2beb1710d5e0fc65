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
	return f.change(ctx, func(w *writer) (refusal, trouble error) {
		m, refusal, err := w.held(box)
		if refusal != nil || err != nil {
			return refusal, err
		}
		var before int64
		err = w.row("SELECT length(body) FROM blobs WHERE box=? AND name=?", []any{box[:], name[:]}, &before)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
		more := int64(len(blob)) - before
		if more > 0 && m.bytes+m.uncounted+more > terms.Bytes {
			return relay.ErrQuota, nil
		}
		m.bytes += more
		if len(blob) > 0 {
			m.until = terms.Until
		}
		m.changed = true
		return nil, w.replace(box, name, blob)
	})
}

func (l *line) replace(box wire.Box, name relay.Name, blob []byte) error {
	if len(blob) == 0 {
		_, err := l.exec("DELETE FROM blobs WHERE box=? AND name=?", box[:], name[:])
		return err
	}
	_, err := l.exec("INSERT INTO blobs(box, name, body) VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET body=excluded.body", box[:], name[:], blob)
	return err
}

// Get reads a blob whole.
func (f *file) Get(ctx context.Context, box wire.Box, name relay.Name) (blob []byte, err error) {
	err = f.reading(ctx, func(l *line) error {
		if _, err := l.key(box); err != nil {
			return err
		}
		err := l.row("SELECT body FROM blobs WHERE box=? AND name=?", []any{box[:], name[:]}, &blob)
		if errors.Is(err, sql.ErrNoRows) {
			return relay.ErrNotFound
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return blob, nil
}

// Spend notes a nonce.
func (f *file) Spend(ctx context.Context, nonce [32]byte, hour int64) error {
	return f.change(ctx, func(w *writer) (refusal, trouble error) {
		n, err := w.exec("INSERT INTO nonces(nonce, hour) VALUES(?, ?) ON CONFLICT DO NOTHING", nonce[:], hour)
		if err == nil && n == 0 {
			return relay.ErrReplay, nil
		}
		return nil, err
	})
}

// Expire forgets what is over.
func (f *file) Expire(ctx context.Context, today, hour int64) (int, error) {
	gone := 0
	err := f.change(ctx, func(w *writer) (refusal, trouble error) {
		if err := w.settle(); err != nil {
			return nil, err
		}
		w.memory = memory{version: w.version}
		over, err := w.over(today)
		if err != nil {
			return nil, err
		}
		for _, box := range over {
			m, refusal, err := w.find(box)
			if refusal != nil || err != nil {
				return refusal, err
			}
			if err := w.forget(m); err != nil {
				return nil, err
			}
		}
		gone = len(over)
		_, err = w.exec("DELETE FROM nonces WHERE hour<?", hour)
		return nil, err
	})
	if err != nil {
		return 0, err
	}
	return gone, f.reading(ctx, func(l *line) error { return l.tidy(f.log) })
}

// over returns the mailboxes whose day has passed.
func (l *line) over(today int64) (boxes []wire.Box, err error) {
	whole := true
	var b []byte
	err = l.rows("SELECT box FROM mailboxes WHERE until<?", []any{today}, []any{&b}, func() bool {
		if whole = len(b) == len(wire.Box{}); whole {
			boxes = append(boxes, wire.Box(b))
		}
		return whole
	})
	if err == nil && !whole {
		err = ErrForeign
	}
	return boxes, err
}
