// Package sqlite keeps a relay's store in one SQLite file, without cgo. Several
// relays may have it open at once; so the command that makes codes works beside
// one that serves. What is asked at the same time is written in one
// transaction, synchronised to the disk before any of them returns.
//
// No table has row numbers of its own, so that the file does not tell in which
// order the entries of different mailboxes came. An entry stands under the slot
// of its mailbox, which is random, and its number there: so the entries of a
// mailbox stand together, and writing one more changes few pages.
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
const format = 3

// application marks the file as a relay's ("Ampr").
const application = 0x416d7072

const schema = `
CREATE TABLE mailboxes(box BLOB PRIMARY KEY, slot INTEGER NOT NULL UNIQUE, key BLOB NOT NULL, until INTEGER NOT NULL, bytes INTEGER NOT NULL,
	dropped INTEGER NOT NULL, base BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE entries(at INTEGER PRIMARY KEY, id BLOB NOT NULL, chain BLOB NOT NULL, body BLOB NOT NULL);
CREATE TABLE ids(slot INTEGER NOT NULL, start BLOB NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(slot, start, number)) WITHOUT ROWID;
CREATE TABLE blobs(box BLOB NOT NULL, name BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY(box, name)) WITHOUT ROWID;
CREATE TABLE nonces(nonce BLOB PRIMARY KEY, hour INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE codes(code BLOB PRIMARY KEY) WITHOUT ROWID;
PRAGMA application_id=1097691250;
PRAGMA user_version=3;
`

// Errors of opening a file.
var (
	// ErrForeign says that the file is no store of a relay.
	ErrForeign = errors.New("this file is no store of a relay")
	// ErrNewer says that a newer program wrote the file.
	ErrNewer = errors.New("this file was written by a newer program")
	// ErrOlder says that a program of before the first release wrote it.
	ErrOlder = errors.New("this file is of a program before the first release")
)

// readers is how many may read at once.
const readers = 4

// file is a relay.Store in an SQLite file.
type file struct {
	log   string // where the engine's log is
	db    *sql.DB
	reads chan *look
	queue *queue
	stop  chan struct{}
	ended chan error // of the writer and of each reader

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
	s := &file{
		log: path + "-wal", reads: make(chan *look), queue: newQueue(),
		stop: make(chan struct{}), ended: make(chan error, 1+readers),
	}
	if s.db, err = database(path); err != nil {
		return nil, err
	}
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(plain(err), s.db.Close())
	}
	return s, nil
}

func database(path string) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	return sql.Open("sqlite", source(abs))
}

// source is the driver's name for the file, with the settings that each
// connection starts with. The log goes into the file once it is 16 MB long.
func source(abs string) string {
	slashed := filepath.ToSlash(abs)
	if slashed[0] != '/' {
		slashed = "/" + slashed // a drive letter
	}
	q := url.Values{"_pragma": {
		"busy_timeout(10000)", "wal_autocheckpoint(2000)", "secure_delete(ON)", "temp_store(MEMORY)", "synchronous(FULL)", "trusted_schema(OFF)",
	}}
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: q.Encode()}
	return u.String()
}

// start looks at what kind of file it is, makes the tables of a new one, and
// begins to write and to read.
func (f *file) start(ctx context.Context) error {
	first, err := dial(ctx, f.db)
	if err != nil {
		return err
	}
	if err := first.begin(ctx); err != nil {
		return errors.Join(err, first.close())
	}
	lines := []*line{first}
	for range readers {
		l, err := dial(ctx, f.db)
		if err != nil {
			return errors.Join(err, closeAll(lines))
		}
		lines = append(lines, l)
	}
	go f.writer(&writer{line: first})
	for _, l := range lines[1:] {
		go f.reader(l)
	}
	return nil
}

func closeAll(lines []*line) (err error) {
	for _, l := range lines {
		err = errors.Join(err, l.close())
	}
	return err
}

func (l *line) begin(ctx context.Context) error {
	app, version, err := l.kind()
	if err != nil {
		return err
	}
	if app == 0 && version == 0 {
		if err := l.create(ctx); err != nil {
			return err
		}
		if app, version, err = l.kind(); err != nil {
			return err
		}
	}
	return ours(app, version)
}

// ours says what is wrong with a file of that kind.
func ours(app, version int) error {
	switch {
	case app != application || version < 1:
		return ErrForeign
	case version > format:
		return ErrNewer
	case version < format:
		return ErrOlder
	}
	return nil
}

func (l *line) kind() (app, version int, err error) {
	err = l.row("PRAGMA application_id", nil, &app)
	if err == nil {
		err = l.row("PRAGMA user_version", nil, &version)
	}
	return app, version, err
}

// create makes the tables, unless another relay has done so meanwhile. A page
// holds several entries.
func (l *line) create(ctx context.Context) error {
	for _, set := range []string{"PRAGMA page_size=8192", "PRAGMA journal_mode=WAL"} {
		if _, err := l.exec(set); err != nil {
			return err
		}
	}
	return l.with("BEGIN IMMEDIATE", func() error {
		var tables int
		err := l.row("SELECT count(*) FROM sqlite_schema", nil, &tables)
		if err == nil && tables == 0 {
			_, err = l.conn.ExecContext(ctx, schema)
		}
		return err
	})
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
	close(f.stop)
	var err error
	for range 1 + readers {
		err = errors.Join(err, <-f.ended)
	}
	return errors.Join(err, f.db.Close())
}
