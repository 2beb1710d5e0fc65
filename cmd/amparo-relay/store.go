package main

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"amparo/internal/relay"
	"amparo/internal/relay/sqlite"
)

// file returns the file of --store.
func (p *program) file() (string, error) {
	file, ok := strings.CutPrefix(p.store, "sqlite:")
	if !ok || file == "" {
		return "", useError("--store is sqlite:FILE, for example sqlite:/var/lib/amparo-relay/relay.db")
	}
	return file, nil
}

// openStore opens the store, and makes it when there is none.
func (p *program) openStore(ctx context.Context) (relay.Store, error) {
	file, err := p.file()
	if err != nil {
		return nil, err
	}
	store, err := sqlite.Open(ctx, file)
	if err != nil {
		return nil, errors.New(sentence(err))
	}
	return store, nil
}

// sentence says what is the matter with a store and what to do.
func sentence(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "There is no such folder or file. Please make the folder first, or choose another with --store."
	case errors.Is(err, fs.ErrPermission):
		return "The store's file may not be opened. It should belong to the user who runs the relay."
	case errors.Is(err, sqlite.ErrForeign):
		return "The file of --store is not a relay's. Nothing was changed; please choose another."
	case errors.Is(err, sqlite.ErrNewer):
		return "A newer amparo-relay wrote this store. Please run that one."
	case errors.Is(err, sqlite.ErrDamaged):
		return "The store is damaged. Move it away and start with an empty one: devices see it and offer their entries again. New codes are needed."
	case errors.Is(err, sqlite.ErrNotDurable):
		return "The store is not written durably, so that a power cut could lose what was acknowledged. Please keep it on a local disk."
	}
	return "The store could not be opened or written. Is the disk full?"
}
