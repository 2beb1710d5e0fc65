package main

import (
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
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
// entry durable when its append returns. The floor is as many bytes in the same
// engine, in a plain table, 64 to a transaction: so many can wait together. Both
// take turns, many times, after they have run for a while, with entries that were
// made before. What is held to a bound is one mailbox, which is what a group
// writes to. With a mailbox for each, every entry changes a page of its own.
func benchAppend(r *report) error {
	for _, boxes := range []int{1, writers} {
		figure, floor, err := appends(boxes)
		if err != nil {
			return err
		}
		if boxes == 1 {
			r.share("64 writers of one mailbox", figure, floor, 0.6)
			continue
		}
		fmt.Printf("  %-52s %8.0f/s   share %.2f\n", "64 writers, a mailbox for each", figure, figure/floor)
	}
	return nil
}

// appends returns how many a second the store and the plain table take.
func appends(boxes int) (figure, floor float64, err error) {
	dir, err := os.MkdirTemp("", "amparo-bench")
	if err != nil {
		return 0, 0, err
	}
	defer os.RemoveAll(dir)
	s, err := sqlite.Open(ctx, filepath.Join(dir, "relay.db"))
	if err != nil {
		return 0, 0, err
	}
	db, err := rawTable(filepath.Join(dir, "raw.db"))
	if err != nil {
		return 0, 0, err
	}
	if _, err := s.Expire(ctx, 0, 0); err != nil { // as a relay does when it starts
		return 0, 0, err
	}
	const warm, rounds, each = 120, 24, 40
	places, err := openMailboxes(s, 4*boxes)
	if err != nil {
		return 0, 0, err
	}
	if err := errors.Join(together(s, places[:boxes], entriesOf(warm*writers)), grouped(db, entriesOf(warm*writers))); err != nil {
		return 0, 0, err
	}
	var figures, floors []time.Duration
	for i := range rounds {
		if i%(rounds/3) == 0 { // twenty thousand entries are a large mailbox
			places = places[boxes:]
		}
		mine, plain := entriesOf(each*writers), entriesOf(each*writers)
		took, err := least(1, func() error { return together(s, places[:boxes], mine) })
		least, ferr := least(1, func() error { return grouped(db, plain) })
		if err := errors.Join(err, ferr); err != nil {
			return 0, 0, err
		}
		figures, floors = append(figures, took), append(floors, least)
	}
	const n = each * writers
	return n / middle(figures).Seconds(), n / middle(floors).Seconds(), errors.Join(s.Close(), db.Close())
}

var muchRoom = relay.Terms{Bytes: 1 << 40, Entries: 1 << 40, Until: 1}

// mailbox is one that was opened.
type mailbox struct {
	box wire.Box
	key key.MailboxKey
}

func openMailboxes(s relay.Store, n int) ([]mailbox, error) {
	places := make([]mailbox, n)
	for i := range places {
		m, err := key.NewMailbox(rand.Reader)
		if err != nil {
			return nil, err
		}
		places[i].key = m.Key()
		rand.Read(places[i].box[:])
		code := relay.CodeHash{byte(i >> 8), byte(i)}
		if err := errors.Join(s.Allow(ctx, []relay.CodeHash{code}), s.Open(ctx, places[i].box, m.Key(), code, muchRoom)); err != nil {
			return nil, err
		}
	}
	return places, nil
}

// together has each writer append her share of the entries, one after the other.
func together(s relay.Store, places []mailbox, entries [][]byte) error {
	each := len(entries) / writers
	var all sync.WaitGroup
	errs := make([]error, writers)
	for w := range writers {
		blobs, to := entries[w*each:(w+1)*each], places[w%len(places)]
		all.Go(func() {
			for _, b := range blobs {
				if _, err := s.Append(ctx, to.box, to.key, [][]byte{b}, muchRoom); err != nil {
					errs[w] = err
					return
				}
			}
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

// grouped inserts blobs into a plain table, 64 to a transaction.
func grouped(db *sql.DB, blobs [][]byte) error {
	for group := range slices.Chunk(blobs, writers) {
		if err := inOne(db, group); err != nil {
			return err
		}
	}
	return nil
}

func inOne(db *sql.DB, blobs [][]byte) error {
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
