package sqlite

import (
	"context"
	"errors"

	"amparo/internal/store"
)

// AppendRelaxed is Append without waiting for the disk. The engine writes it into
// its log as any other change. There it stands before all that comes later, so
// whatever makes that durable makes this durable, too.
func (f *file) AppendRelaxed(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.db == nil {
		return store.ErrClosed
	}
	f.relaxed = true
	_, err := f.db.ExecContext(ctx, "PRAGMA synchronous=NORMAL")
	if err == nil {
		err = f.append(ctx, box, after, entries)
	}
	if _, back := f.db.ExecContext(context.WithoutCancel(ctx), "PRAGMA synchronous=FULL"); back != nil {
		return plain(errors.Join(err, back, f.close())) // or others would be called durable and were not
	}
	return plain(err)
}

// Flush brings the log into the file, if something in it may not be on the disk.
func (f *file) Flush(ctx context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.db == nil {
		return store.ErrClosed
	}
	if !f.relaxed {
		return ctx.Err()
	}
	return plain(f.fold(ctx))
}
