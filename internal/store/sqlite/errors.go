package sqlite

import (
	"errors"
	"io/fs"
	"syscall"

	"amparo/internal/store"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// plain turns an error of the engine into one of the store's, and leaves the
// others as they are.
func plain(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return store.ErrBusy
	case lib.SQLITE_FULL:
		return store.ErrFull
	case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_PERM:
		return store.ErrReadOnly
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return store.ErrDamaged
	}
	return err
}

// placeError tells a place that cannot be written, or is full, from other
// trouble with opening a file.
func placeError(err error) error {
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return store.ErrReadOnly
	case errors.Is(err, syscall.ENOSPC):
		return store.ErrFull
	}
	return err
}
