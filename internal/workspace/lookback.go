package workspace

import (
	"context"

	"amparo/internal/change"
	"amparo/internal/notebook"
)

// LookBack returns what came and went since a day, 2006-01-02. It reads the
// whole log.
func (w *Workspace) LookBack(ctx context.Context, since string) (notebook.Back, error) {
	begin, ok := w.desk.morning(since)
	if !ok {
		return notebook.Back{}, &FieldError{Kind: "plan", Field: "begins", Problem: NotADate}
	}
	changes, err := w.changes(ctx)
	if err != nil {
		return notebook.Back{}, err
	}
	return notebook.LookBack(w.Notebook(), since, change.Touched(changes, begin.Unix())), nil
}
