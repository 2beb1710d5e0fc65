package workspace

import (
	"context"
	"encoding/hex"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/vault"
)

// ForceAskOut writes into a person's record that a device is to go out, as a
// changed program could for somebody else.
func (w *Workspace) ForceAskOut(ctx context.Context, person notebook.ID, d notebook.Device) error {
	return w.setMember(ctx, person, "out", hex.EncodeToString(d[:]))
}

// ForceWas writes into a person's record which device she had, as a changed program
// could.
func (w *Workspace) ForceWas(ctx context.Context, person notebook.ID, d notebook.Device) error {
	return w.setMember(ctx, person, "was", hex.EncodeToString(d[:]))
}

// ForceAsk puts a question into a notebook with someone from outside, as her
// program could once it was changed.
func (w *Workspace) ForceAsk(ctx context.Context, question string) error {
	e := w.edit()
	e.Set(notebook.Ref{Kind: "question", ID: notebook.ID{1}}, "title", question, nil)
	c := e.Change()
	_, err := w.log.Append(ctx, change.Encode(c))
	w.fold.Apply(c)
	return err
}

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

// Vault returns the vault of a desk, for a test to bring women together.
func (d *Desk) Vault() *vault.Vault { return d.vault }

// Log returns the log of a notebook, for a test to carry entries.
func (w *Workspace) Log() *vault.Log { return w.log }

// Again opens a notebook anew, so that it shows what came.
func (d *Desk) Again(ctx context.Context, id string) (*Workspace, error) {
	delete(d.open, id)
	return d.Notebook(ctx, id)
}
