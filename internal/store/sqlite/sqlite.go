// Package sqlite keeps a store in one SQLite file, without cgo. The file holds
// sealed bytes only; it is locked for as long as it is open, so that a second
// program gets store.ErrBusy. A change is one transaction, synchronised to the
// disk before the method returns, unless it is relaxed.
//
// Create makes a new file and Open opens one; both return a store.Store.
// Forgotten bytes are overwritten and the file is made smaller. What the file
// system or the disk keeps below that is not in our hands.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	"amparo/internal/store"

	_ "modernc.org/sqlite" // registers the driver that database/sql asks for
)

// format is the user_version of the files that this package writes. A change
// to the tables, or to the meaning of a column, makes it one higher and keeps
// the way to read the one before.
const format = 1

// application marks the file as one of ours ("Ampa").
const application = 0x416d7061

// boxBits is the room for entry numbers in the primary key: the row of a box's
// number n stands under box<<boxBits + n.
const boxBits = 40

const schema = `
CREATE TABLE boxes(id INTEGER PRIMARY KEY, box BLOB NOT NULL UNIQUE, dropped INTEGER NOT NULL DEFAULT 0);
CREATE TABLE entries(id INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE blobs(box INTEGER NOT NULL, name TEXT NOT NULL, body BLOB NOT NULL, UNIQUE(box, name));
`

// file is a store.Store in an SQLite file. The lock on the file means that
// nobody else changes it, so ids and heads of boxes are remembered.
type file struct {
	mu     sync.Mutex
	db     *sql.DB
	insert *sql.Stmt
	read   *sql.Stmt
	boxes  map[store.Box]*boxState

	relaxed bool // some of what is in the log may not be on the disk
}

// Create makes a new store at path, readable by its owner only. When there is
// a file already, the error is fs.ErrExist.
func Create(ctx context.Context, path string) (store.Store, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, placeError(err)
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	s, err := open(ctx, path, true)
	if err != nil {
		return nil, errors.Join(err, os.Remove(path))
	}
	return s, nil
}

// Open opens the store at path. When there is none the error is
// fs.ErrNotExist; store.ErrBusy, ErrReadOnly, ErrDamaged and ErrNewer say what
// else can stand in the way.
func Open(ctx context.Context, path string) (store.Store, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, placeError(err)
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	return open(ctx, path, false)
}

func open(ctx context.Context, path string, fresh bool) (store.Store, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", source(abs))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	db.SetConnMaxLifetime(0)
	f := &file{db: db, boxes: make(map[store.Box]*boxState)}
	if err := f.start(ctx, fresh); err != nil {
		return nil, errors.Join(plain(err), db.Close())
	}
	return f, nil
}

// source is the driver's name for the file, with the settings that each
// connection starts with.
func source(abs string) string {
	slashed := filepath.ToSlash(abs)
	if slashed[0] != '/' {
		slashed = "/" + slashed // a drive letter
	}
	q := url.Values{"_pragma": {
		"busy_timeout(0)", "locking_mode(EXCLUSIVE)", "secure_delete(ON)",
		"temp_store(MEMORY)", "synchronous(FULL)", "trusted_schema(OFF)",
	}}
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: q.Encode()}
	return u.String()
}

// start takes the lock, looks at what kind of file it is, and makes the tables
// of a new one.
func (f *file) start(ctx context.Context, fresh bool) error {
	var version, app int
	if err := f.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if err := f.db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app); err != nil {
		return err
	}
	switch {
	case fresh:
	case app != application || version < 1:
		return store.ErrDamaged
	case version > format:
		return store.ErrNewer
	}
	if _, err := f.db.ExecContext(ctx, "PRAGMA journal_mode=WAL"); err != nil {
		return err
	}
	if fresh {
		if err := f.makeTables(ctx); err != nil {
			return err
		}
	}
	// Taking the write lock once means holding it until Close.
	if _, err := f.db.ExecContext(ctx, "BEGIN IMMEDIATE; COMMIT"); err != nil {
		return err
	}
	var err error
	if f.insert, err = f.db.PrepareContext(ctx, "INSERT INTO entries(id, body) VALUES(?, ?)"); err != nil {
		return err
	}
	f.read, err = f.db.PrepareContext(ctx, "SELECT id, body FROM entries WHERE id>? AND id<=? ORDER BY id LIMIT ?")
	return err
}

func (f *file) makeTables(ctx context.Context) error {
	return f.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, schema+"PRAGMA application_id=1097691233; PRAGMA user_version=1;")
		return err
	})
}

// change runs what in one transaction.
func (f *file) change(ctx context.Context, what func(*sql.Tx) error) error {
	tx, err := f.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := what(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Close lets go of the file; the log beside it is folded in and removed.
func (f *file) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.db == nil {
		return nil
	}
	return plain(f.close())
}

func (f *file) close() error {
	err := errors.Join(f.insert.Close(), f.read.Close(), f.db.Close())
	f.db = nil
	return err
}
