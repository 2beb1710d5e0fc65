package main

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"amparo/internal/relay"
	"amparo/internal/relay/postgres"
	"amparo/internal/relay/sqlite"
)

// place is where --store keeps mailboxes: a file, or the address of a PostgreSQL.
type place struct{ file, address string }

func (p *program) place() (place, error) {
	if file, ok := strings.CutPrefix(p.store, "sqlite:"); ok && file != "" {
		return place{file: file}, nil
	}
	if strings.HasPrefix(p.store, "postgres://") || strings.HasPrefix(p.store, "postgresql://") {
		return place{address: p.store}, nil
	}
	return place{}, useError("--store is sqlite:FILE, for example sqlite:/var/lib/amparo-relay/relay.db, or the address of a PostgreSQL, postgres://USER@HOST/DATABASE")
}

// openStore opens the store, and makes it when there is none.
func (p *program) openStore(ctx context.Context) (store relay.Store, err error) {
	at, err := p.place()
	if err != nil {
		return nil, err
	}
	if at.address != "" {
		store, err = postgres.Open(ctx, at.address)
	} else {
		store, err = sqlite.Open(ctx, at.file)
	}
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
	case errors.Is(err, sqlite.ErrOlder):
		return "The store is of a program before the first release. Move it away and start with an empty one: devices see it and offer their entries again. New codes are needed."
	case errors.Is(err, sqlite.ErrDamaged):
		return "The store is damaged. Move it away and start with an empty one: devices see it and offer their entries again. New codes are needed."
	case errors.Is(err, sqlite.ErrNotDurable):
		return "The store is not written durably, so that a power cut could lose what was acknowledged. Please keep it on a local disk."
	case errors.Is(err, postgres.ErrAddress):
		return "The address of --store can't be read. It is like postgres://USER@HOST/DATABASE; a password belongs into the file .pgpass."
	case errors.Is(err, postgres.ErrAway):
		return "The PostgreSQL of --store was not reached, did not let the relay in, or may only be read from. Please look at the address, the user and which server leads."
	case errors.Is(err, postgres.ErrDenied):
		return "The user of --store may not make or use tables in this database. Please give the relay a database that belongs to that user: createdb -O USER DATABASE."
	case errors.Is(err, postgres.ErrForeign):
		return "The database of --store holds tables that are not a relay's. Nothing was changed; please give the relay a database of its own."
	case errors.Is(err, postgres.ErrNewer):
		return "A newer amparo-relay made the tables in this database. Please run that one."
	case errors.Is(err, postgres.ErrNotDurable):
		return "This PostgreSQL does not write durably, so that a power cut could lose what was acknowledged. Please set fsync, full_page_writes and synchronous_commit to on."
	}
	return "The store could not be opened or written. Is the disk full, or its folder closed to the user who runs the relay?"
}
