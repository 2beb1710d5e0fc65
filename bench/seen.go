package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/relay/client"
	"amparo/internal/relay/wire"
	"amparo/internal/store"
	"amparo/internal/store/sqlite"
	"amparo/internal/vault"
	"amparo/internal/workload"
)

// benchSeen measures how long it takes until a change of one device is seen on
// another that follows: signed, sealed and durable here, durable at the relay,
// pushed, opened, checked and written there, where it is durable at the end of a
// visit. The floor is two durable inserts of as many bytes, one after the other.
func benchSeen(r *report) error {
	return hostedIn(func(dir string, h *hosted) error {
		p, err := pairIn(dir)
		if err != nil {
			return err
		}
		boxes, err := h.mailboxes(1)
		if err != nil {
			return err
		}
		times, err := p.meet(boxes[0])
		if err != nil {
			return err
		}
		floor, err := twoInserts(filepath.Join(dir, "raw.db"))
		if err != nil {
			return err
		}
		mid := middle(times)
		r.value("a change is seen on another device, p50", ms(mid), 2, "ms")
		r.value("a change is seen on another device, p99", ms(times[len(times)*99/100]), 15, "ms")
		fmt.Printf("  %-52s %10s   ratio %5.2f\n", "two durable inserts, p50", round(floor), float64(mid)/float64(floor))
		return p.close()
	})
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// pair is two devices of one notebook, each with its vault in a file.
type pair struct {
	ana, bo *vault.Log
	close   func() error
}

func pairIn(dir string) (*pair, error) {
	st, v, ana, err := fresh(filepath.Join(dir, "ana.db"))
	if err != nil {
		return nil, err
	}
	other, w, err := emptyVault(filepath.Join(dir, "bo.db"))
	if err != nil {
		return nil, err
	}
	card, err := w.Card(ctx)
	if err != nil {
		return nil, err
	}
	grant, err := ana.Admit(ctx, card)
	if err != nil {
		return nil, err
	}
	bo, err := w.Join(ctx, "bench", grant)
	return &pair{ana, bo, func() error { return errors.Join(closeAll(v, st), closeAll(w, other)) }}, err
}

// emptyVault makes a vault without a notebook.
func emptyVault(path string) (store.Store, *vault.Vault, error) {
	st, err := sqlite.Create(ctx, path)
	if err != nil {
		return nil, nil, err
	}
	v, err := vault.Create(ctx, st, "", pass, conf)
	return st, v, err
}

// meet has ana write and bo follow, one change after the other, and returns how
// long each took.
func (p *pair) meet(c client.Config) ([]time.Duration, error) {
	from, err := client.New(c)
	if err != nil {
		return nil, err
	}
	to, err := client.New(c)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	defer to.Close()
	life, cancel := context.WithCancel(ctx)
	defer cancel()
	seen, ended := make(chan time.Time, 1), make(chan error, 1)
	go func() {
		ended <- to.Follow(life, wire.Head{}, func(blobs [][]byte, _ wire.Head) error { return p.see(blobs, seen) })
	}()
	w := workload.New()
	var times []time.Duration
	for n := range uint64(asked) {
		start := time.Now()
		if err := p.write(from, w, n); err != nil {
			return nil, err
		}
		select {
		case at := <-seen:
			times = append(times, at.Sub(start))
		case err := <-ended:
			return nil, errors.Join(err, errors.New("the relay does not push any more"))
		}
	}
	return times, nil
}

// write makes ana's change n+1 and sends it.
func (p *pair) write(m *client.Mailbox, w *workload.Workload, n uint64) error {
	_, err := p.ana.Append(ctx, change.Encode(w.Next(notebook.Device(p.ana.Device()))))
	if err != nil {
		return err
	}
	blobs, err := p.ana.Sealed(ctx, n)
	if err != nil {
		return err
	}
	_, err = m.Append(ctx, blobs)
	return err
}

// see takes in what bo is sent, and says when it could be read.
func (p *pair) see(blobs [][]byte, seen chan<- time.Time) error {
	for _, b := range blobs {
		entries, err := p.bo.Receive(ctx, b)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if _, err := change.Decode(e.Payload); err != nil {
				return err
			}
			seen <- time.Now()
		}
	}
	return nil
}

func twoInserts(path string) (time.Duration, error) {
	db, err := rawTable(path)
	if err != nil {
		return 0, err
	}
	blob := make([]byte, sealed)
	d, err := median(500, func() error { return errors.Join(insert(db, blob), insert(db, blob)) })
	return d, errors.Join(err, db.Close())
}
