package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/crypto/chacha20poly1305"

	"amparo/internal/change"
	"amparo/internal/key"
	"amparo/internal/notebook"
	"amparo/internal/store"
	"amparo/internal/store/sqlite"
	"amparo/internal/vault"
	"amparo/internal/workload"
)

var (
	ctx   = context.Background()
	cheap = key.Cost{Time: 1, MemoryKiB: 64, Threads: 1}
	conf  = vault.Config{Cost: cheap, Floor: cheap, Rand: rand.Reader, Now: time.Now}
	pass  = []byte("river lamp seven candle orchard moon") // it guards nothing
)

// opened are the notebooks that are opened: so many changes, after nothing or
// after one of so many records of a large group.
var opened = []struct {
	what string
	n    int
	of   int
}{
	{"10,000 changes", 10_000, 0}, {"50,000 changes of a large notebook", 50_000, 1}, {"100,000 changes", 100_000, 0},
}

// benchOpen measures opening a notebook after its key was derived: from all its
// entries, and from a snapshot.
func benchOpen(r *report) error {
	var small time.Duration
	for _, o := range opened {
		dir, err := os.MkdirTemp("", "amparo-bench")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		figure, floor, err := openEntries(dir, o.n, o.of)
		if err != nil {
			return err
		}
		if small == 0 {
			small = figure
		}
		if o.n == 100_000 {
			r.ratio("opening "+o.what+", beside 10,000", figure, small, 12)
		} else {
			r.ratio("opening "+o.what, figure, floor, 2.5)
		}
		if figure, floor, err = openSnapshot(dir); err != nil {
			return err
		}
		r.ratio("opening "+o.what+" from a snapshot", figure, floor, 2)
	}
	return nil
}

// openEntries fills a vault and opens its log again. The floor reads as many
// sealed blobs of the same sizes from the same kind of file, opens, hashes and
// decodes them.
func openEntries(dir string, n, of int) (figure, floor time.Duration, err error) {
	path := filepath.Join(dir, "vault.db")
	st, v, log, err := fresh(path)
	if err != nil {
		return 0, 0, err
	}
	bodies := bodiesOf(notebook.Device(log.Device()), n, of)
	for _, body := range bodies {
		if _, err := log.Append(ctx, body); err != nil {
			return 0, 0, err
		}
	}
	if err := closeAll(v, st); err != nil {
		return 0, 0, err
	}
	if figure, err = leastOpened(path, 5, foldAll); err != nil {
		return 0, 0, err
	}
	floor, err = entriesFloor(filepath.Join(dir, "floor.db"), bodies)
	return figure, floor, err
}

// bodiesOf returns the bytes of so many changes, after nothing or after one of so
// many records of a large group.
func bodiesOf(d notebook.Device, n, of int) [][]byte {
	w := workload.New()
	var bodies [][]byte
	if of > 0 {
		w.Start(d, of, func(c *change.Change) { bodies = append(bodies, change.Encode(c)) })
	}
	for len(bodies) < n {
		bodies = append(bodies, change.Encode(w.Next(d)))
	}
	return bodies
}

// fresh makes a vault with one notebook.
func fresh(path string) (store.Store, *vault.Vault, *vault.Log, error) {
	st, err := sqlite.Create(ctx, path)
	if err != nil {
		return nil, nil, nil, err
	}
	v, err := vault.Create(ctx, st, "", pass, conf)
	if err != nil {
		return nil, nil, nil, err
	}
	log, err := v.NewNotebook(ctx, "bench")
	return st, v, log, err
}

func closeAll(v *vault.Vault, st store.Store) error {
	if err := v.Close(); err != nil {
		return err
	}
	return st.Close()
}

// leastOpened opens the vault anew for each round, and times what use does with
// its log.
func leastOpened(path string, rounds int, use func(*vault.Log) error) (time.Duration, error) {
	best := time.Duration(1 << 62)
	for range rounds {
		st, err := sqlite.Open(ctx, path)
		if err != nil {
			return 0, err
		}
		v, err := vault.Open(ctx, st, pass, conf)
		if err != nil {
			return 0, err
		}
		start := time.Now()
		log, err := v.Log(ctx, v.Notebooks()[0].ID)
		if err != nil {
			return 0, err
		}
		if err := use(log); err != nil {
			return 0, err
		}
		best = min(best, time.Since(start))
		if err := closeAll(v, st); err != nil {
			return 0, err
		}
	}
	return best, nil
}

// foldAll is what opening a notebook does with its log.
func foldAll(log *vault.Log) error {
	fold := change.NewFold()
	state, ok, err := log.Snapshot(ctx)
	if err != nil {
		return err
	}
	if ok {
		if fold, err = change.DecodeState(state); err != nil {
			return err
		}
	}
	err = log.Entries(ctx, func(e vault.Entry) error {
		c, err := change.Decode(e.Payload)
		if err == nil {
			c.Device = notebook.Device(e.Device)
			fold.Apply(c)
		}
		return err
	})
	fold.Notebook()
	return err
}

// bucket is the size that an entry of that payload is padded to.
func bucket(n int) int {
	for _, size := range []int{1 << 10, 4 << 10, 16 << 10} {
		if n+300 <= size {
			return size
		}
	}
	return 64 << 10
}

func entriesFloor(path string, bodies [][]byte) (time.Duration, error) {
	st, err := sqlite.Create(ctx, path)
	if err != nil {
		return 0, err
	}
	aead, err := chacha20poly1305.NewX(make([]byte, 32))
	if err != nil {
		return 0, err
	}
	box, nonce := store.Box{1}, make([]byte, 24)
	blobs := make([][]byte, len(bodies))
	for i, b := range bodies {
		plain := make([]byte, bucket(len(b)))
		copy(plain, b)
		blobs[i] = aead.Seal(nil, nonce, plain, nil)
	}
	for from := 0; from < len(blobs); from += 5000 {
		if err := st.Append(ctx, box, uint64(from), blobs[from:min(from+5000, len(blobs))]); err != nil {
			return 0, err
		}
	}
	best, err := least(5, func() error {
		return readFloor(st, box, bodies, func(blob []byte) ([]byte, error) { return aead.Open(nil, nonce, blob, nil) })
	})
	if err != nil {
		return 0, err
	}
	return best, st.Close()
}

func readFloor(st store.Store, box store.Box, bodies [][]byte, open func([]byte) ([]byte, error)) error {
	for after := 0; after < len(bodies); {
		_, blobs, err := st.Read(ctx, box, uint64(after), 512)
		if err != nil {
			return err
		}
		for i, blob := range blobs {
			plain, err := open(blob)
			if err != nil {
				return err
			}
			sha256.Sum256(plain)
			if _, err := change.Decode(plain[:len(bodies[after+i])]); err != nil {
				return err
			}
		}
		after += len(blobs)
	}
	return nil
}

// openSnapshot saves a snapshot in the vault and opens it again. The floor
// opens and decodes the same bytes.
func openSnapshot(dir string) (figure, floor time.Duration, err error) {
	path := filepath.Join(dir, "vault.db")
	var state []byte
	if _, err := leastOpened(path, 1, func(log *vault.Log) error {
		fold := change.NewFold()
		err := log.Entries(ctx, func(e vault.Entry) error {
			c, err := change.Decode(e.Payload)
			if err == nil {
				c.Device = notebook.Device(e.Device)
				fold.Apply(c)
			}
			return err
		})
		if err != nil {
			return err
		}
		state = fold.EncodeState()
		return log.Save(ctx, state, nil, false)
	}); err != nil {
		return 0, 0, err
	}
	if figure, err = leastOpened(path, 7, foldAll); err != nil {
		return 0, 0, err
	}
	floor, err = snapshotFloor(filepath.Join(dir, "snapshot.db"), state)
	return figure, floor, err
}

func snapshotFloor(path string, state []byte) (time.Duration, error) {
	st, err := sqlite.Create(ctx, path)
	if err != nil {
		return 0, err
	}
	aead, err := chacha20poly1305.NewX(make([]byte, 32))
	if err != nil {
		return 0, err
	}
	nonce := make([]byte, 24)
	if err := st.Put(ctx, store.Box{1}, "snapshot", aead.Seal(nil, nonce, state, nil)); err != nil {
		return 0, err
	}
	best, err := least(7, func() error {
		blob, err := st.Get(ctx, store.Box{1}, "snapshot")
		if err != nil {
			return err
		}
		plain, err := aead.Open(nil, nonce, blob, nil)
		if err != nil {
			return err
		}
		fold, err := change.DecodeState(plain)
		if err != nil {
			return err
		}
		fold.Notebook()
		return nil
	})
	if err != nil {
		return 0, err
	}
	return best, st.Close()
}
