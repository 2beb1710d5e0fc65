package workspace

import (
	"context"

	"amparo/internal/change"
	"amparo/internal/vault"
)

// Changes returns every change of the notebook, for a test to bring them to
// another device.
func (w *Workspace) Changes(ctx context.Context) ([]*change.Change, error) { return w.changes(ctx) }

// The block of history, written and read.
var (
	EncodeHistory = encodeHistory
	DecodeHistory = decodeHistory
)

// Vault returns the vault of a desk, for a test to bring women together.
func (d *Desk) Vault() *vault.Vault { return d.vault }

// Log returns the log of a notebook, for a test to carry entries.
func (w *Workspace) Log() *vault.Log { return w.log }

// Again opens a notebook anew, so that it shows what came.
func (d *Desk) Again(ctx context.Context, id string) (*Workspace, error) {
	delete(d.open, id)
	return d.Notebook(ctx, id)
}
