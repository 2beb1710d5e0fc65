package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"amparo/internal/store"
)

// Put replaces a blob and empties the log behind it.
func (f *file) Put(ctx context.Context, box store.Box, name string, blob []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	b, err := f.make(ctx, box)
	if err != nil {
		return plain(err)
	}
	if len(blob) == 0 {
		_, err = f.db.ExecContext(ctx, "DELETE FROM blobs WHERE box=? AND name=?", b.id, name)
	} else {
		_, err = f.db.ExecContext(ctx, "INSERT INTO blobs(box, name, body) VALUES(?, ?, ?) "+
			"ON CONFLICT(box, name) DO UPDATE SET body=excluded.body", b.id, name, blob)
	}
	if err != nil {
		return plain(err)
	}
	return plain(f.fold(ctx))
}

// Get reads a blob whole.
func (f *file) Get(ctx context.Context, box store.Box, name string) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	b, err := f.find(ctx, box)
	if err != nil {
		return nil, plain(err)
	}
	if b == nil {
		return nil, store.ErrNotFound
	}
	var blob []byte
	err = f.db.QueryRowContext(ctx, "SELECT body FROM blobs WHERE box=? AND name=?", b.id, name).Scan(&blob)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, store.ErrNotFound
	}
	return blob, plain(err)
}
