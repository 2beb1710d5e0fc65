package sqlite

import (
	"context"
	"errors"
	"os"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// What Check can find, beside ErrForeign and ErrNewer.
var (
	// ErrDamaged says that the file does not hold together.
	ErrDamaged = errors.New("this file is damaged")
	// ErrNotDurable says that what is written may be lost with the power.
	ErrNotDurable = errors.New("this file is not written durably")
)

// Check looks whether there is a store at path that holds together and is
// written durably. It changes nothing, and works beside a relay that serves. It
// has to be let in as a relay has: that it is not, is another error than damage.
func Check(ctx context.Context, path string) (err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	db, err := database(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	l, err := dial(ctx, db)
	if err != nil {
		return plain(err)
	}
	defer func() { err = errors.Join(err, l.close()) }()
	app, version, err := l.kind()
	if err == nil {
		err = ours(app, version)
	}
	if err == nil {
		err = l.holds()
	}
	return plain(err)
}

// plain tells damage from all other trouble of the engine.
func plain(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return ErrDamaged
	}
	return err
}

func (l *line) holds() error {
	var whole, journal string
	var synchronous int
	for _, look := range []struct {
		at   string
		into any
	}{{"quick_check(1)", &whole}, {"journal_mode", &journal}, {"synchronous", &synchronous}} {
		if err := l.row("PRAGMA "+look.at, nil, look.into); err != nil {
			return err
		}
	}
	const full = 2
	switch {
	case whole != "ok":
		return ErrDamaged
	case journal != "wal" || synchronous < full:
		return ErrNotDurable
	}
	return nil
}
