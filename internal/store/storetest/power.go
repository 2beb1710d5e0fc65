package storetest

import (
	"context"

	"amparo/internal/store"
)

// Power is a store in memory that knows what a power cut would leave of it, for
// tests of what is built on stores.
type Power struct {
	store.Store
	lasts []change // durable
	loose []change // done since, and not durable yet
}

type change func(store.Store) error

// NewPower returns an empty store.
func NewPower() *Power { return &Power{Store: store.NewMemory()} }

// Cut returns the store that a power cut at this moment would leave.
func (p *Power) Cut() (*Power, error) {
	left := NewPower()
	for _, do := range p.lasts {
		if err := do(left.Store); err != nil {
			return nil, err
		}
	}
	left.lasts = append(left.lasts, p.lasts...)
	return left, nil
}

// durable makes a change, and all that was made before it, last.
func (p *Power) durable(do change) error {
	if err := do(p.Store); err != nil {
		return err
	}
	p.lasts, p.loose = append(append(p.lasts, p.loose...), do), nil
	return nil
}

// Append appends, durably.
func (p *Power) Append(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	return p.durable(func(s store.Store) error { return s.Append(ctx, box, after, entries) })
}

// AppendRelaxed appends. It is durable with the next other change.
func (p *Power) AppendRelaxed(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	do := func(s store.Store) error { return s.Append(ctx, box, after, entries) }
	if err := do(p.Store); err != nil {
		return err
	}
	p.loose = append(p.loose, do)
	return nil
}

// Flush makes all last.
func (p *Power) Flush(ctx context.Context) error {
	return p.durable(func(s store.Store) error { return s.Flush(ctx) })
}

// Put replaces a blob, durably.
func (p *Power) Put(ctx context.Context, box store.Box, name string, blob []byte) error {
	return p.durable(func(s store.Store) error { return s.Put(ctx, box, name, blob) })
}

// Drop forgets, durably.
func (p *Power) Drop(ctx context.Context, box store.Box, through uint64) error {
	return p.durable(func(s store.Store) error { return s.Drop(ctx, box, through) })
}

// Close keeps it, so that it can be used again.
func (p *Power) Close() error { return nil }
