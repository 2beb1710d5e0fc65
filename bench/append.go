package main

import (
	"bytes"
	"crypto/rand"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"amparo/internal/key"
	"amparo/internal/relay"
	"amparo/internal/relay/sqlite"
	"amparo/internal/relay/wire"
)

// writers is how many write at once.
const writers = 64

// benchAppend measures what 64 writers append to a relay's store at once, each
// entry durable when its append returns, and one mailbox or one for each. The
// floor is the same number of bytes in the same engine, in a plain table, 64
// to a transaction: that is how many can wait together.
func benchAppend(r *report) error {
	for _, c := range []struct {
		what  string
		boxes int
	}{{"64 writers, one mailbox", 1}, {"64 writers, a mailbox each", writers}} {
		var figures, floors []time.Duration
		for range 5 {
			figure, floor, err := appendRound(c.boxes, 200)
			if err != nil {
				return err
			}
			figures, floors = append(figures, figure), append(floors, floor)
		}
		r.rate(c.what, writers*200, middle(figures), middle(floors), 0.6)
	}
	return nil
}

// appendRound has 64 writers append so many entries each, and then a plain table
// takes as many.
func appendRound(boxes, each int) (figure, floor time.Duration, err error) {
	dir, err := os.MkdirTemp("", "amparo-bench")
	if err != nil {
		return 0, 0, err
	}
	defer os.RemoveAll(dir)
	if figure, err = storeAppends(filepath.Join(dir, "relay.db"), boxes, each); err != nil {
		return 0, 0, err
	}
	floor, err = grouped(filepath.Join(dir, "raw.db"), writers*each)
	return figure, floor, err
}

var muchRoom = relay.Terms{Bytes: 1 << 40, Entries: 1 << 40, Until: 1}

// storeAppends opens a store with mailboxes and has the writers write.
func storeAppends(path string, boxes, each int) (_ time.Duration, err error) {
	s, err := sqlite.Open(ctx, path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	places := make([]wire.Box, boxes)
	for i := range places {
		m, err := key.MailboxFrom(bytes.Repeat([]byte{byte(i)}, key.MailboxSeedSize))
		if err != nil {
			return 0, err
		}
		rand.Read(places[i][:])
		code := relay.CodeHash{byte(i)}
		if err := errors.Join(s.Allow(ctx, []relay.CodeHash{code}), s.Open(ctx, places[i], m.Key(), code, muchRoom)); err != nil {
			return 0, err
		}
	}
	blobs := entriesOf(writers * each)
	var all sync.WaitGroup
	errs := make([]error, writers)
	start := time.Now()
	for w := range writers {
		all.Go(func() {
			for _, b := range blobs[w*each : (w+1)*each] {
				if _, err := s.Append(ctx, places[w%boxes], [][]byte{b}, muchRoom); err != nil {
					errs[w] = err
					return
				}
			}
		})
	}
	all.Wait()
	return time.Since(start), errors.Join(errs...)
}

// grouped inserts so many blobs into a plain table, 64 to a transaction.
func grouped(path string, n int) (_ time.Duration, err error) {
	db, err := rawTable(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	blobs := entriesOf(n)
	start := time.Now()
	for ; len(blobs) > 0; blobs = blobs[min(len(blobs), writers):] {
		if err := group(db, blobs[:min(len(blobs), writers)]); err != nil {
			return 0, err
		}
	}
	return time.Since(start), nil
}

func group(db *sql.DB, blobs [][]byte) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, "INSERT INTO raw (blob) VALUES (?)")
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	for _, b := range blobs {
		if _, err := insert.ExecContext(ctx, b); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	return errors.Join(insert.Close(), tx.Commit())
}
