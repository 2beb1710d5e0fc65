package storetest

import (
	"context"
	"errors"

	"amparo/internal/store"
)

// ErrBroken is the error of a Flaky store.
var ErrBroken = errors.New("the disk said no")

// Flaky is a store whose changes stop working at a given one, for tests of what
// is built on stores: as when the disk is full, or the power goes.
type Flaky struct {
	store.Store
	// Left is how many changes still work.
	Left int
	// Lost says what becomes of the first that does not: with it, the change
	// happens and only the answer is lost. The ones after it do nothing.
	Lost bool
}

// change counts a change, and does it if it is to happen.
func (f *Flaky) change(do func() error) error {
	f.Left--
	if f.Left >= 0 {
		return do()
	}
	if f.Left == -1 && f.Lost {
		if err := do(); err != nil {
			return err
		}
	}
	return ErrBroken
}

// Append appends, while it works.
func (f *Flaky) Append(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	return f.change(func() error { return f.Store.Append(ctx, box, after, entries) })
}

// AppendRelaxed appends, while it works.
func (f *Flaky) AppendRelaxed(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	return f.change(func() error { return f.Store.AppendRelaxed(ctx, box, after, entries) })
}

// Flush flushes, while it works.
func (f *Flaky) Flush(ctx context.Context) error {
	return f.change(func() error { return f.Store.Flush(ctx) })
}

// Put replaces a blob, while it works.
func (f *Flaky) Put(ctx context.Context, box store.Box, name string, blob []byte) error {
	return f.change(func() error { return f.Store.Put(ctx, box, name, blob) })
}

// Drop forgets, while it works.
func (f *Flaky) Drop(ctx context.Context, box store.Box, through uint64) error {
	return f.change(func() error { return f.Store.Drop(ctx, box, through) })
}
