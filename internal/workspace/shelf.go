package workspace

import (
	"context"
	"strconv"

	"amparo/internal/store"
	"amparo/internal/vault"
)

// Place is where a vault stands on a shelf. Label is what is shown before it is
// opened; it is "" for a vault that wants not to be shown.
type Place struct {
	ID, Label string
}

// Shelf is where a device keeps its vaults: a folder of files on a laptop,
// memory in a browser. A host brings it.
type Shelf interface {
	// List returns the vaults with their labels, in an order that stays.
	List(ctx context.Context) ([]Place, error)
	// Open opens a vault's store for this program alone.
	Open(ctx context.Context, id string) (store.Store, error)
	// New makes an empty store under a random id.
	New(ctx context.Context) (id string, st store.Store, err error)
	// Remove deletes a vault that is not open.
	Remove(ctx context.Context, id string) error
}

// MemoryShelf keeps vaults in memory, until the process ends.
type MemoryShelf struct {
	stores []store.Store // nil where one was removed
}

// NewMemoryShelf returns an empty shelf in memory.
func NewMemoryShelf() *MemoryShelf { return &MemoryShelf{} }

// List returns the vaults with their labels.
func (m *MemoryShelf) List(ctx context.Context) ([]Place, error) {
	var list []Place
	for i, st := range m.stores {
		if st == nil {
			continue
		}
		label, err := vault.Label(ctx, st)
		if err != nil {
			return nil, err
		}
		list = append(list, Place{strconv.Itoa(i), label})
	}
	return list, nil
}

// Open returns the store with that id. Closing it keeps it here.
func (m *MemoryShelf) Open(_ context.Context, id string) (store.Store, error) {
	i, err := strconv.Atoi(id)
	if err != nil || i < 0 || i >= len(m.stores) || m.stores[i] == nil {
		return nil, ErrNotFound
	}
	return kept{m.stores[i]}, nil
}

// New makes an empty store.
func (m *MemoryShelf) New(context.Context) (string, store.Store, error) {
	m.stores = append(m.stores, store.NewMemory())
	i := len(m.stores) - 1
	return strconv.Itoa(i), kept{m.stores[i]}, nil
}

// Remove forgets the store with that id.
func (m *MemoryShelf) Remove(_ context.Context, id string) error {
	i, err := strconv.Atoi(id)
	if err != nil || i < 0 || i >= len(m.stores) {
		return ErrNotFound
	}
	m.stores[i] = nil
	return nil
}

// kept is a store that outlives its closing.
type kept struct{ store.Store }

func (kept) Close() error { return nil }
