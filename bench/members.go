package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"amparo/internal/change"
	"amparo/internal/key"
	"amparo/internal/notebook"
	"amparo/internal/vault"
	"amparo/internal/workload"
)

// benchMembers measures how long it takes to remove one of 20 members: a record,
// a fresh secret for each of the 19 who stay, and everything sealed again in a
// new mailbox, durable when it returns. What is held to a bound is a notebook
// with a hundred changes since its snapshot. The time grows with what has to be
// sealed again, and the other lines say how. The floor is sealing 19 secrets.
func benchMembers(r *report) error {
	for _, n := range []int{100, 1_000, 10_000} {
		figure, floor, err := removeOne(n)
		if err != nil {
			return err
		}
		what := fmt.Sprintf("removing one of 20 members, %d changes to seal", n)
		if n == 100 {
			r.value(what, figure.Seconds()*1000, 50, "ms")
			continue
		}
		fmt.Printf("  %-52s %10s   floor %10s\n", what, round(figure), round(floor))
	}
	return nil
}

// removeOne returns the shortest time of several removals, and its floor.
func removeOne(changes int) (figure, floor time.Duration, err error) {
	dir, err := os.MkdirTemp("", "amparo-bench")
	if err != nil {
		return 0, 0, err
	}
	defer os.RemoveAll(dir)
	st, v, log, err := fresh(filepath.Join(dir, "vault.db"))
	if err != nil {
		return 0, 0, err
	}
	w := workload.New()
	for range changes {
		if _, err := log.Append(ctx, change.Encode(w.Next(notebook.Device(log.Device())))); err != nil {
			return 0, 0, err
		}
	}
	cards, err := crowd(log, 17) // with this device and its paper key, 19
	if err != nil {
		return 0, 0, err
	}
	figure, err = removals(log, 9)
	if err != nil {
		return 0, 0, err
	}
	floor, err = least(9, func() error {
		for i := range 19 {
			if _, err := cards[i%len(cards)].SealTo(make([]byte, 32), nil, nil); err != nil {
				return err
			}
		}
		return nil
	})
	return figure, floor, errors.Join(err, closeAll(v, st))
}

// crowd admits members at once.
func crowd(log *vault.Log, n int) ([]key.Card, error) {
	var c vault.Change
	var cards []key.Card
	for range n {
		d, err := key.NewDevice(conf.Rand)
		if err != nil {
			return nil, err
		}
		cards = append(cards, d.Card())
		c.Admit = append(c.Admit, vault.Admission{Card: d.Card()})
	}
	return cards, log.Turn(ctx, c)
}

// removals lets one more in, and measures taking her out.
func removals(log *vault.Log, rounds int) (time.Duration, error) {
	best := time.Duration(1 << 62)
	for range rounds {
		cards, err := crowd(log, 1)
		if err != nil {
			return 0, err
		}
		start := time.Now()
		if err := log.Rotate(ctx, cards[0].ID()); err != nil {
			return 0, err
		}
		best = min(best, time.Since(start))
	}
	return best, nil
}
