package workspace

import (
	"context"
	"time"

	"amparo/internal/calendar"
	"amparo/internal/change"
	"amparo/internal/notebook"
)

// LookBack returns what came and went since a day, 2006-01-02. It reads the
// whole log.
func (w *Workspace) LookBack(ctx context.Context, since string) (notebook.Back, error) {
	day, ok := calendar.Day(since)
	if !ok {
		return notebook.Back{}, &FieldError{Kind: "plan", Field: "begins", Problem: NotADate}
	}
	year, month, date := day.Date()
	begin := time.Date(year, month, date, 0, 0, 0, 0, w.desk.config.now().Location()) // where we are
	changes, err := w.changes(ctx)
	if err != nil {
		return notebook.Back{}, err
	}
	return notebook.LookBack(w.Notebook(), since, change.Touched(changes, begin.Unix())), nil
}
