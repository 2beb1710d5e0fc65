// Package sqlite keeps a relay's store in one SQLite file, without cgo. Several
// relays may have it open at once; so the command that makes codes works beside
// one that serves. What is asked at the same time is written in one
// transaction, synchronised to the disk before any of them returns.
//
// The tables have no row numbers of their own, so that the file does not tell
// in which order the entries of different mailboxes came.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	"amparo/internal/relay"

	_ "modernc.org/sqlite" // registers the driver that database/sql asks for
)

// format is the user_version of the files that this package writes.
const format = 1

// application marks the file as a relay's ("Ampr").
const application = 0x416d7072

const schema = `
CREATE TABLE mailboxes(box BLOB PRIMARY KEY, key BLOB NOT NULL, until INTEGER NOT NULL, bytes INTEGER NOT NULL,
	dropped INTEGER NOT NULL, base BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE entries(box BLOB NOT NULL, number INTEGER NOT NULL, id BLOB NOT NULL, chain BLOB NOT NULL, body BLOB NOT NULL,
	PRIMARY KEY(box, number)) WITHOUT ROWID;
CREATE UNIQUE INDEX ids ON entries(box, id);
CREATE TABLE blobs(box BLOB NOT NULL, name BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY(box, name)) WITHOUT ROWID;
CREATE TABLE nonces(nonce BLOB PRIMARY KEY, hour INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE codes(code BLOB PRIMARY KEY) WITHOUT ROWID;
PRAGMA application_id=1097691250;
PRAGMA user_version=1;
`

// Errors of opening a file.
var (
	// ErrForeign says that the file is no store of a relay.
	ErrForeign = errors.New("this file is no store of a relay")
	// ErrNewer says that a newer program wrote the file.
	ErrNewer = errors.New("this file was written by a newer program")
)

// file is a relay.Store in an SQLite file.
type file struct {
	write *sql.DB // one connection, used by the writer alone
	read  *sql.DB
	tasks chan *task
	stop  context.CancelFunc
	ended chan struct{}

	mu     sync.RWMutex // held by who uses the file; Close takes it whole
	closed bool
}

// Open opens the store at path, and makes it, readable by its owner only, when
// there is none.
func Open(ctx context.Context, path string) (relay.Store, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	s := &file{tasks: make(chan *task, batch), ended: make(chan struct{})}
	if s.write, err = sql.Open("sqlite", source(abs, "immediate")); err != nil {
		return nil, err
	}
	s.write.SetMaxOpenConns(1)
	if s.read, err = sql.Open("sqlite", source(abs, "deferred")); err != nil {
		return nil, errors.Join(err, s.write.Close())
	}
	s.read.SetMaxOpenConns(4)
	s.read.SetMaxIdleConns(4)
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(err, s.write.Close(), s.read.Close())
	}
	life, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = stop
	go s.writer(life)
	return s, nil
}

// source is the driver's name for the file, with the settings that each
// connection starts with.
func source(abs, lock string) string {
	slashed := filepath.ToSlash(abs)
	if slashed[0] != '/' {
		slashed = "/" + slashed // a drive letter
	}
	q := url.Values{"_txlock": {lock}, "_pragma": {
		"busy_timeout(10000)", "secure_delete(ON)", "temp_store(MEMORY)", "synchronous(FULL)", "trusted_schema(OFF)",
	}}
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: q.Encode()}
	return u.String()
}

// start looks at what kind of file it is, and makes the tables of a new one.
func (f *file) start(ctx context.Context) error {
	app, version, err := f.kind(ctx)
	if err != nil {
		return err
	}
	if app == 0 && version == 0 {
		if err := f.create(ctx); err != nil {
			return err
		}
		if app, version, err = f.kind(ctx); err != nil {
			return err
		}
	}
	switch {
	case app != application || version < 1:
		return ErrForeign
	case version > format:
		return ErrNewer
	}
	return nil
}

func (f *file) kind(ctx context.Context) (app, version int, err error) {
	err = f.write.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app)
	if err == nil {
		err = f.write.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	}
	return app, version, err
}

// create makes the tables, unless another relay has done so meanwhile. Large
// pages hold small entries whole.
func (f *file) create(ctx context.Context) error {
	for _, set := range []string{"PRAGMA page_size=16384", "PRAGMA journal_mode=WAL"} {
		if _, err := f.write.ExecContext(ctx, set); err != nil {
			return err
		}
	}
	tx, err := f.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	var tables int
	err = tx.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables)
	if err == nil && tables == 0 {
		_, err = tx.ExecContext(ctx, schema)
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// enter keeps the file from being closed until the returned function is called.
func (f *file) enter(ctx context.Context) (leave func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f.mu.RLock()
	if f.closed {
		f.mu.RUnlock()
		return nil, relay.ErrClosed
	}
	return f.mu.RUnlock, nil
}

// Close waits for what is being written and lets go of the file.
func (f *file) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return nil
	}
	f.closed = true
	f.stop()
	<-f.ended
	return errors.Join(f.read.Close(), f.write.Close())
}
