//go:build !js

package vault_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"testing"

	"amparo/internal/store"
	"amparo/internal/store/sqlite"
	"amparo/internal/vault"
)

// filled is a file with one notebook of n small entries.
func filled(b *testing.B, n int) (string, *vault.Log) {
	ctx := context.Background()
	path := filepath.Join(b.TempDir(), "vault")
	st := must[store.Store](b)(sqlite.Create(ctx, path))
	v := create(b, st)
	l := must[*vault.Log](b)(v.NewNotebook(ctx, "ours"))
	for i := range n {
		write(b, l, fmt.Sprintf("entry %d: what someone typed into a field, of the usual length", i))
	}
	check(b, st.Close())
	return path, l
}

// BenchmarkOpen reads all entries of a notebook after the passphrase.
func BenchmarkOpen(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		path, l := filled(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				st := must[store.Store](b)(sqlite.Open(context.Background(), path))
				log := must[*vault.Log](b)(reopen(b, st).Log(context.Background(), l.ID()))
				if got := len(payloads(b, log)); got != n {
					b.Fatal(got)
				}
				check(b, st.Close())
			}
		})
		b.Run(fmt.Sprint(n, " read and hash only"), func(b *testing.B) {
			box := box(b, path, l)
			for b.Loop() {
				readOnly(b, path, box)
			}
		})
	}
}

func box(b *testing.B, path string, l *vault.Log) store.Box {
	st := must[store.Store](b)(sqlite.Open(context.Background(), path))
	defer func() { check(b, st.Close()) }()
	log := must[*vault.Log](b)(reopen(b, st).Log(context.Background(), l.ID()))
	return store.Box(sealed(b, log)[0][1:17])
}

func readOnly(b *testing.B, path string, box store.Box) {
	ctx := context.Background()
	st := must[store.Store](b)(sqlite.Open(ctx, path))
	after := uint64(0)
	for {
		first, blobs, err := st.Read(ctx, box, after, 512)
		check(b, err)
		if len(blobs) == 0 {
			break
		}
		for _, blob := range blobs {
			sha256.Sum256(blob)
		}
		after = first + uint64(len(blobs)) - 1
	}
	check(b, st.Close())
}

// BenchmarkAppend is one durable flush.
func BenchmarkAppend(b *testing.B) {
	ctx := context.Background()
	st := must[store.Store](b)(sqlite.Create(ctx, filepath.Join(b.TempDir(), "vault")))
	l := must[*vault.Log](b)(create(b, st).NewNotebook(ctx, "ours"))
	payload := make([]byte, 300)
	for b.Loop() {
		must[vault.Entry](b)(l.Append(ctx, payload))
	}
	check(b, st.Close())
}
