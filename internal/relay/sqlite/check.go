package sqlite

import (
	"context"
	"errors"
	"os"
)

// What Check can find, beside ErrForeign and ErrNewer.
var (
	// ErrDamaged says that the file does not hold together.
	ErrDamaged = errors.New("this file is damaged")
	// ErrNotDurable says that what is written may be lost with the power.
	ErrNotDurable = errors.New("this file is not written durably")
)

// Check looks whether there is a store at path that holds together and is
// written durably. It changes nothing, and works beside a relay that serves.
func Check(ctx context.Context, path string) (err error) {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	db, err := database(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	l, err := dial(ctx, db)
	if err != nil {
		return ErrDamaged
	}
	defer func() { err = errors.Join(err, l.close()) }()
	app, version, err := l.kind()
	switch {
	case err != nil:
		return ErrDamaged
	case app != application || version < 1:
		return ErrForeign
	case version > format:
		return ErrNewer
	case version < format:
		return ErrOlder
	}
	return l.holds()
}

func (l *line) holds() error {
	var whole, journal string
	var synchronous int
	for _, look := range []struct {
		at   string
		into any
	}{{"quick_check(1)", &whole}, {"journal_mode", &journal}, {"synchronous", &synchronous}} {
		if err := l.row("PRAGMA "+look.at, nil, look.into); err != nil {
			return ErrDamaged
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
