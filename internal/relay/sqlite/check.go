package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
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
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", source(abs, "deferred"))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, db.Close()) }()
	f := &file{write: db}
	app, version, err := f.kind(ctx)
	switch {
	case err != nil:
		return ErrDamaged
	case app != application || version < 1:
		return ErrForeign
	case version > format:
		return ErrNewer
	}
	return f.holds(ctx)
}

func (f *file) holds(ctx context.Context) error {
	var whole, journal string
	var synchronous int
	for _, look := range []struct {
		at   string
		into any
	}{{"quick_check(1)", &whole}, {"journal_mode", &journal}, {"synchronous", &synchronous}} {
		if err := f.write.QueryRowContext(ctx, "PRAGMA "+look.at).Scan(look.into); err != nil {
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
