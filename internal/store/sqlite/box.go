package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"amparo/internal/store"
)

// boxState is what is remembered of a box while the file is open.
type boxState struct {
	id   int64
	head uint64
}

// key is the primary key of the entry with that number.
func (b *boxState) key(number uint64) int64 {
	const most = 1<<boxBits - 1
	return b.id<<boxBits + int64(min(number, most))
}

// find returns the state of a box, or nil when the file knows no such box.
func (f *file) find(ctx context.Context, box store.Box) (*boxState, error) {
	if f.db == nil {
		return nil, store.ErrClosed
	}
	if b := f.boxes[box]; b != nil {
		return b, nil
	}
	b := &boxState{}
	var dropped uint64
	err := f.db.QueryRowContext(ctx, "SELECT id, dropped FROM boxes WHERE box=?", box[:]).Scan(&b.id, &dropped)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var last sql.NullInt64
	err = f.db.QueryRowContext(ctx, "SELECT max(id) FROM entries WHERE id>? AND id<=?", b.key(0), b.key(store.All)).Scan(&last)
	if err != nil {
		return nil, err
	}
	b.head = dropped
	if last.Valid {
		b.head = uint64(last.Int64 - b.key(0))
	}
	f.boxes[box] = b
	return b, nil
}

// make returns the state of a box, of which the file may learn only now.
func (f *file) make(ctx context.Context, box store.Box) (*boxState, error) {
	b, err := f.find(ctx, box)
	if b != nil || err != nil {
		return b, err
	}
	res, err := f.db.ExecContext(ctx, "INSERT INTO boxes(box) VALUES(?)", box[:])
	if err != nil {
		return nil, err
	}
	b = &boxState{}
	if b.id, err = res.LastInsertId(); err != nil {
		return nil, err
	}
	f.boxes[box] = b
	return b, nil
}

// Append is one transaction: a single insert when it is one entry.
func (f *file) Append(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.append(ctx, box, after, entries)
}

func (f *file) append(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	b, err := f.find(ctx, box)
	if err != nil {
		return plain(err)
	}
	if head(b) != after {
		return store.ErrConflict
	}
	if len(entries) == 0 {
		return nil
	}
	if b, err = f.make(ctx, box); err != nil {
		return plain(err)
	}
	if err := f.write(ctx, b, entries); err != nil {
		delete(f.boxes, box) // it may have happened or not: look again
		return plain(err)
	}
	b.head += uint64(len(entries))
	return nil
}

func head(b *boxState) uint64 {
	if b == nil {
		return 0
	}
	return b.head
}

func (f *file) write(ctx context.Context, b *boxState, entries [][]byte) error {
	if len(entries) == 1 {
		_, err := f.insert.ExecContext(ctx, b.key(b.head+1), entries[0])
		return err
	}
	return f.change(ctx, func(tx *sql.Tx) error {
		insert := tx.StmtContext(ctx, f.insert)
		for i, e := range entries {
			if _, err := insert.ExecContext(ctx, b.key(b.head+1+uint64(i)), e); err != nil {
				return err
			}
		}
		return nil
	})
}

// Read walks the primary key.
func (f *file) Read(ctx context.Context, box store.Box, after uint64, limit int) (uint64, [][]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	b, err := f.find(ctx, box)
	if err != nil {
		return 0, nil, plain(err)
	}
	if after >= head(b) {
		return head(b) + 1, nil, ctx.Err()
	}
	rows, err := f.read.QueryContext(ctx, b.key(after), b.key(store.All), limit)
	if err != nil {
		return 0, nil, plain(err)
	}
	first, entries, err := collect(rows, b, limit)
	return first, entries, plain(err)
}

// collect reads the rows of one box, which should stand without a gap.
func collect(rows *sql.Rows, b *boxState, limit int) (first uint64, entries [][]byte, err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	first = b.head + 1
	entries = make([][]byte, 0, min(limit, 1024))
	for rows.Next() {
		var id int64
		var body []byte
		if err := rows.Scan(&id, &body); err != nil {
			return 0, nil, err
		}
		number := uint64(id - b.key(0))
		if len(entries) == 0 {
			first = number
		}
		if number != first+uint64(len(entries)) {
			return 0, nil, store.ErrDamaged
		}
		entries = append(entries, body)
	}
	return first, entries, rows.Err()
}

// Drop forgets entries, and gives the room back to the disk.
func (f *file) Drop(ctx context.Context, box store.Box, through uint64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	b, err := f.find(ctx, box)
	if err != nil || b == nil {
		return plain(err)
	}
	err = f.change(ctx, func(tx *sql.Tx) error { return forget(ctx, tx, b, through) })
	delete(f.boxes, box)
	if err != nil {
		return plain(err)
	}
	_, err = f.db.ExecContext(ctx, "VACUUM")
	return plain(errors.Join(err, f.fold(ctx)))
}

func forget(ctx context.Context, tx *sql.Tx, b *boxState, through uint64) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM entries WHERE id>? AND id<=?", b.key(0), b.key(through)); err != nil {
		return err
	}
	if through != store.All {
		_, err := tx.ExecContext(ctx, "UPDATE boxes SET dropped=max(dropped, ?) WHERE id=?", int64(min(through, b.head)), b.id)
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM blobs WHERE box=?", b.id); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "DELETE FROM boxes WHERE id=?", b.id)
	return err
}

// fold brings what stands in the log into the file and empties the log, so that
// bytes which were replaced do not linger there.
func (f *file) fold(ctx context.Context) error {
	_, err := f.db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	f.relaxed = f.relaxed && err != nil
	return err
}
