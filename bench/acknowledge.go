package main

import (
	"database/sql"
	"errors"
	"path/filepath"
	"time"

	"amparo/internal/relay/client"
)

// asked is how often a mailbox is asked at most: beyond a thousand at once, the
// relay slows it down.
const asked = 900

// benchAcknowledge measures how long one writer waits until the relay, a process
// of its own, has said that her entry is durable: signed, sent, verified,
// written. The floor is one durable insert of as many bytes into a plain table
// of the same engine, by turns with her.
func benchAcknowledge(r *report) error {
	return hostedIn(func(dir string, h *hosted) error {
		db, err := rawTable(filepath.Join(dir, "raw.db"))
		if err != nil {
			return err
		}
		boxes, err := h.mailboxes(3)
		if err != nil {
			return err
		}
		var figures, floors []time.Duration
		for _, c := range boxes {
			more, least, err := byTurns(c, db)
			if err != nil {
				return err
			}
			figures, floors = append(figures, more...), append(floors, least...)
		}
		r.ratio("one writer's entry is acknowledged, p50", middle(figures), middle(floors), 2.5)
		return db.Close()
	})
}

// byTurns appends an entry and inserts another one, again and again.
func byTurns(c client.Config, db *sql.DB) (figures, floors []time.Duration, err error) {
	m, err := client.New(c)
	if err != nil {
		return nil, nil, err
	}
	defer m.Close()
	for _, blob := range entriesOf(asked) {
		figure, err := least(1, func() error {
			_, err := m.Append(ctx, [][]byte{blob})
			return err
		})
		floor, ferr := least(1, func() error { return insert(db, blob) })
		if err := errors.Join(err, ferr); err != nil {
			return nil, nil, err
		}
		figures, floors = append(figures, figure), append(floors, floor)
	}
	return figures, floors, nil
}

func insert(db *sql.DB, blob []byte) error {
	_, err := db.ExecContext(ctx, "INSERT INTO raw (blob) VALUES (?)", blob)
	return err
}
