package workspace

import (
	"context"
	"encoding/hex"

	"amparo/internal/change"
	"amparo/internal/notebook"
)

// ForceAskOut writes into a person's record that a device is to go out, as a
// changed program could for somebody else.
func (w *Workspace) ForceAskOut(ctx context.Context, person notebook.ID, d notebook.Device) error {
	return w.setMember(ctx, person, "out", hex.EncodeToString(d[:]))
}

// Changes returns every change of the notebook, for a test to bring them to
// another device.
func (w *Workspace) Changes(ctx context.Context) ([]*change.Change, error) { return w.changes(ctx) }

// The block of history, written and read.
var (
	EncodeHistory = encodeHistory
	DecodeHistory = decodeHistory
)
