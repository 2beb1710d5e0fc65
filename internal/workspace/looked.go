package workspace

import (
	"context"
	"slices"
	"time"

	"amparo/internal/change"
	"amparo/internal/notebook"
)

// today returns the day as records keep it.
func (d *Desk) today() string { return d.config.now().Format(time.DateOnly) }

// Asking returns what asks to be looked at again today.
func (w *Workspace) Asking() []notebook.Question { return w.Notebook().Asking(w.desk.today()) }

// AskingOf returns what one record asks today.
func (w *Workspace) AskingOf(r *notebook.Record) []notebook.Question {
	return w.Notebook().AskingOf(r, w.desk.today())
}

// Looked keeps that a record was looked at again and is still right: as the
// answer to those of its open questions that have the keys, or with no key to
// all of them. A key that is not open changes nothing.
func (w *Workspace) Looked(ctx context.Context, ref notebook.Ref, keys ...string) error {
	if w.Notebook().Get(ref) == nil {
		return ErrNotFound
	}
	e := w.edit()
	w.answer(e, ref, keys...)
	return w.flush(ctx, e)
}

// answer puts the keys of open questions among the record's marks, and of a
// protocol how the risks are that nobody had looked at with it before.
func (w *Workspace) answer(e *change.Edit, ref notebook.Ref, keys ...string) {
	if r := w.Notebook().Get(ref); r != nil && r.Kind == "protocol" {
		for _, mark := range w.Notebook().Unseen(r) {
			e.Include(ref, notebook.Looked, mark)
		}
	}
	for _, q := range w.AskingOf(w.Notebook().Get(ref)) {
		if len(keys) == 0 || slices.Contains(keys, q.Key) {
			e.Include(ref, notebook.Looked, q.Key)
		}
	}
}
