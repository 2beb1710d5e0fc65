// Package workspace is what a person can do with an opened vault: one method an
// action. It is the only place where records, changes, keys and stores meet;
// pages and commands call nothing beneath it.
//
// A Shelf is where a device keeps its vaults. A Desk is an opened vault, with
// its device settings and notebooks. A Workspace is one opened notebook: every
// method that changes something is durable when it returns, and Notebook then
// shows it. Nothing here is safe for concurrent use: a host takes one lock
// around it.
package workspace

import (
	"context"
	"encoding/hex"
	"errors"
	"slices"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/vault"
)

// Workspace is one opened notebook.
type Workspace struct {
	log   *vault.Log
	desk  *Desk
	fold  *change.Fold
	fresh int // entries since the newest snapshot
	// newer says that something here was written by a newer program. It is kept
	// and not read, so no snapshot may take its place.
	newer bool
	owes  bool     // what opening would write is not on the disk
	news  answered // of HasNews
	ends  end      // where the last mailbox visited was read up to
}

// snapshotAfter is how many entries after a snapshot make a new one worth its
// writing.
const snapshotAfter = 500

func openWorkspace(ctx context.Context, d *Desk, log *vault.Log) (*Workspace, error) {
	w := &Workspace{log: log, desk: d, fold: change.NewFold()}
	state, ok, err := log.Snapshot(ctx)
	if err != nil {
		return nil, while("reading the snapshot", err)
	}
	if ok {
		if w.fold, err = change.DecodeState(state); err != nil {
			return nil, while("reading the snapshot", err)
		}
	}
	if err := w.read(ctx); err != nil {
		return nil, err
	}
	w.tidy(ctx)
	return w, nil
}

// tidy writes what a notebook that was opened has to: what it is for, and that
// what was removed long ago goes. Nobody is kept from reading when there is no
// room for it: it is tried again when the vault is closed, and opened.
func (w *Workspace) tidy(ctx context.Context) {
	w.owes = errors.Join(w.desk.rememberBetween(ctx, w), w.Purge(ctx)) != nil
}

// read takes in every entry after the snapshot.
func (w *Workspace) read(ctx context.Context) error {
	return w.log.Entries(ctx, func(e vault.Entry) error {
		_ = w.take(e) // whoever brought it was told
		return nil
	})
}

// take puts an entry into the notebook. One that can't be read is passed over: it
// is somebody else's, and must not keep everybody out.
func (w *Workspace) take(e vault.Entry) error {
	c, err := decode(e)
	if err != nil {
		w.newer = w.newer || err == change.ErrNewer
		return err
	}
	w.fold.Apply(c)
	w.fresh++
	return nil
}

func decode(e vault.Entry) (*change.Change, error) {
	c, err := change.Decode(e.Payload)
	if err != nil {
		return nil, err
	}
	c.Device, c.Time = notebook.Device(e.Device), e.Time.Unix()
	return c, nil
}

func (w *Workspace) snapshotIfWorth(ctx context.Context) error {
	if w.fresh < snapshotAfter || w.newer {
		return nil
	}
	return w.snapshot(ctx)
}

// snapshot keeps what the notebook has come to.
func (w *Workspace) snapshot(ctx context.Context) error {
	history, err := w.log.History(ctx)
	if err != nil {
		return while("reading the history", err)
	}
	if err := w.log.Save(ctx, w.fold.EncodeState(), history, false); err != nil {
		return while("writing the snapshot", err)
	}
	w.fresh = 0
	return nil
}

// ID returns the notebook's id as it stands in paths: 32 hexadecimal digits.
func (w *Workspace) ID() string { id := w.log.ID(); return hex.EncodeToString(id[:]) }

// Name returns the name that people gave the notebook.
func (w *Workspace) Name() string { return w.desk.nameOf(w.ID()) }

// Notebook returns what stands in the notebook now. It is the same value after
// each change; records in it are replaced, never changed.
func (w *Workspace) Notebook() *notebook.Notebook { return w.fold.Notebook() }

// Own says whether one woman keeps the notebook for herself.
func (w *Workspace) Own() bool {
	if w.Between() {
		return false // whatever its settings say
	}
	s := w.Notebook().Get(settingsRef)
	return s != nil && s.Get("who") == "me"
}

// holdsOwn says whether something stands here, removed or not, that is only for
// a notebook which one woman keeps for herself. While it does, the notebook
// stays hers: opened to a group, it would hold what nobody else may read.
func (w *Workspace) holdsOwn() bool {
	if !w.Own() {
		return false
	}
	return slices.ContainsFunc(append(w.Notebook().All(), w.Notebook().Removed()...), func(r *notebook.Record) bool {
		k := notebook.KindOf(r.Kind)
		return k != nil && k.Own
	})
}

// Device returns which device of the notebook this one is.
func (w *Workspace) Device() notebook.Device { return notebook.Device(w.log.Device()) }

// edit begins a flush of this device.
func (w *Workspace) edit() *change.Edit {
	return w.fold.Edit(w.Device(), w.desk.config.now().Unix())
}

// flush seals and appends what was collected and takes it in.
func (w *Workspace) flush(ctx context.Context, e *change.Edit) error {
	c := e.Change()
	if c == nil {
		return nil
	}
	if w.Between() && ofGroup(c) {
		if err := w.onlyOurs(ctx); err != nil {
			return err
		}
	}
	if _, err := w.log.Append(ctx, change.Encode(c)); err != nil {
		return while("saving", err)
	}
	w.fold.Apply(c)
	w.fresh++
	if w.snapshotIfWorth(ctx) != nil {
		w.fresh = 0 // the change itself is saved; the next snapshot, or Close, tells of a fault that stays
	}
	return nil
}
