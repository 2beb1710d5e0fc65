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
