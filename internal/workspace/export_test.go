package workspace

import (
	"context"

	"amparo/internal/change"
)

// Changes returns every change of the notebook, for a test to bring them to
// another device.
func (w *Workspace) Changes(ctx context.Context) ([]*change.Change, error) { return w.changes(ctx) }

// The block of history, written and read.
var (
	EncodeHistory = encodeHistory
	DecodeHistory = decodeHistory
)

// NamesOf returns what is noticed when these errors come.
func NamesOf(errs ...error) []string {
	s := Synced{}
	for _, err := range errs {
		s.note(err)
	}
	return s.Faults
}
