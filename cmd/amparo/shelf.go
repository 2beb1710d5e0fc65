package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"amparo/internal/store"
	"amparo/internal/store/sqlite"
	"amparo/internal/vault"
	"amparo/internal/workspace"
)

// shelf keeps each vault in a file of its own, HOME/vaults/<random>.db. The
// folder is made when the first vault is. It may be used by many at once.
type shelf struct {
	home string

	mu   sync.Mutex
	open map[string]store.Store // what this process has open
}

const vaultExt = ".db"

func (s *shelf) folder() string { return filepath.Join(s.home, "vaults") }

func (s *shelf) path(id string) string { return filepath.Join(s.folder(), id+vaultExt) }

// ids returns the vaults in an order that stays.
func (s *shelf) ids() ([]string, error) {
	entries, err := os.ReadDir(s.folder())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("looking for vaults: %w", err)
	}
	var ids []string
	for _, e := range entries {
		if id, ok := strings.CutSuffix(e.Name(), vaultExt); ok && isVaultID(id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// List returns the vaults with their labels. One that another program has open,
// or whose bytes are damaged, is listed without a label: opening it says why.
func (s *shelf) List(ctx context.Context) ([]workspace.Place, error) {
	ids, err := s.ids()
	if err != nil {
		return nil, err
	}
	var list []workspace.Place
	for _, id := range ids {
		label, err := s.label(ctx, id)
		if err != nil && !errors.Is(err, store.ErrBusy) && !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrNewer) {
			return nil, fmt.Errorf("looking at a vault: %w", err)
		}
		list = append(list, workspace.Place{ID: id, Label: label})
	}
	slices.SortStableFunc(list, byLabel)
	return list, nil
}

// byLabel puts those with a label first, by their label.
func byLabel(a, b workspace.Place) int {
	if (a.Label == "") != (b.Label == "") {
		return strings.Compare(b.Label, a.Label)
	}
	return strings.Compare(a.Label, b.Label)
}

// label reads the label of a vault that is not open, and remembers that of one
// that is.
func (s *shelf) label(ctx context.Context, id string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if st := s.open[id]; st != nil {
		return vault.Label(ctx, st)
	}
	st, err := sqlite.Open(ctx, s.path(id))
	if err != nil {
		return "", err
	}
	label, err := vault.Label(ctx, st)
	return label, errors.Join(err, st.Close())
}

// Open opens a vault's store for this program alone.
func (s *shelf) Open(ctx context.Context, id string) (store.Store, error) {
	if !isVaultID(id) {
		return nil, workspace.ErrNotFound
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[id] != nil {
		return nil, store.ErrBusy
	}
	st, err := sqlite.Open(ctx, s.path(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, workspace.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return s.hold(id, st), nil
}

// New makes an empty store under a random id.
func (s *shelf) New(ctx context.Context) (string, store.Store, error) {
	if err := private(s.folder()); err != nil {
		return "", nil, placeError(err)
	}
	id := newVaultID()
	s.mu.Lock()
	defer s.mu.Unlock()
	st, err := sqlite.Create(ctx, s.path(id))
	if err != nil {
		return "", nil, err
	}
	return id, s.hold(id, st), nil
}

// Remove deletes a vault that is not open, with what the engine keeps beside it.
func (s *shelf) Remove(_ context.Context, id string) error {
	if !isVaultID(id) {
		return workspace.ErrNotFound
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[id] != nil {
		return store.ErrBusy
	}
	err := os.Remove(s.path(id))
	for _, beside := range []string{"-wal", "-shm", "-journal"} {
		if e := os.Remove(s.path(id) + beside); !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return workspace.ErrNotFound
	}
	return err
}

// hold remembers an open store until it is closed. The caller has the lock.
func (s *shelf) hold(id string, st store.Store) store.Store {
	if s.open == nil {
		s.open = map[string]store.Store{}
	}
	h := &held{Store: st, shelf: s, id: id}
	s.open[id] = h
	return h
}

// closeAll closes what is still open.
func (s *shelf) closeAll() error {
	s.mu.Lock()
	var open []store.Store
	for _, st := range s.open {
		open = append(open, st)
	}
	s.mu.Unlock()
	var err error
	for _, st := range open {
		err = errors.Join(err, st.Close())
	}
	return err
}

// held is a store that the shelf knows to be open.
type held struct {
	store.Store
	shelf *shelf
	id    string
}

// Close lets go of the file.
func (h *held) Close() error {
	h.shelf.mu.Lock()
	delete(h.shelf.open, h.id)
	h.shelf.mu.Unlock()
	return h.Store.Close()
}

// newVaultID returns the random name of a vault's file. It says nothing.
func newVaultID() string {
	var b [8]byte
	rand.Read(b[:]) // crypto/rand.Read never returns an error
	return hex.EncodeToString(b[:])
}

func isVaultID(id string) bool {
	b, err := hex.DecodeString(id)
	return err == nil && len(b) == 8
}

// placeError tells a folder that can't be written to from other trouble.
func placeError(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return store.ErrReadOnly
	}
	return err
}
