package workspace

import (
	"errors"

	"amparo/internal/key"
	"amparo/internal/store"
	"amparo/internal/vault"
)

// Errors that pages and commands tell apart. Those of the vault and the store
// stand here again, so that a caller needs this package alone.
var (
	ErrNotFound = errors.New("no such record")
	ErrLocked   = vault.ErrLocked   // wrong passphrase or paper key
	ErrDamaged  = vault.ErrDamaged  // the vault's bytes are not what was written
	ErrNewer    = vault.ErrNewer    // written by a newer version of the program
	ErrBusy     = store.ErrBusy     // another program has the vault open
	ErrFull     = store.ErrFull     // the disk is full
	ErrReadOnly = store.ErrReadOnly // the folder can't be written to
	// ErrTaken says that nobody could tell a new vault from one that is here:
	// they would be shown alike, and the same passphrase opens them.
	ErrTaken = errors.New("another vault that looks alike opens with this passphrase")

	ErrNotKeeper = vault.ErrNotKeeper // only a keeper changes who the members are
	ErrOneKeeper = vault.ErrOneKeeper // one keeper would be left, and nobody said that it is meant
	ErrSelf      = vault.ErrSelf      // a device can't take itself out
)

// PaperError says in which group of a paper key there is a slip.
type PaperError = key.PaperError

// Problem says why a value does not fit its field.
type Problem string

// The problems of a value.
const (
	Unknown    Problem = "unknown"      // no such kind or field
	Empty      Problem = "empty"        // the first field has no text
	NotOnScale Problem = "not-on-scale" // no step of the field's scale
	NotADate   Problem = "not-a-date"   // no day as 2006-01-02
	NotANumber Problem = "not-a-number" // no count
	OneLine    Problem = "one-line"     // several lines where one fits
	TooMany    Problem = "too-many"     // more records than the field takes
	TooLong    Problem = "too-long"     // more than 256 KiB, or than a mark takes
	NotHere    Problem = "not-here"     // this kind stands in a notebook of one's own only
	OneOpen    Problem = "one-open"     // another check-in is open
	Apart      Problem = "apart"        // only what was sent or asked stands in a notebook with someone from outside, and only there
	OwnHere    Problem = "own-here"     // such records stand here, so the notebook stays one of one's own
)

// FieldError says which field does not take its value. It holds no text of a
// person.
type FieldError struct {
	Kind, Field string
	Problem     Problem
}

// Error names the field and the problem.
func (e *FieldError) Error() string {
	return e.Kind + " " + e.Field + ": " + string(e.Problem)
}
