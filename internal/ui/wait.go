package ui

import (
	"io"
	"slices"
	"time"

	"amparo/internal/notebook"
)

// What waits for a second look stays in memory for waitTime after it was last
// looked at, and there are at most waitMost of them: then the oldest goes.
const (
	waitTime = 10 * time.Minute
	waitMost = 6
)

// waiting is something that a person has begun and looks at once more before it
// is done: chosen items, or a file that she brought. It is in memory only,
// under a random id, and belongs to one notebook.
type waiting struct {
	id, notebook string
	until        time.Time
	what         any
}

// wait keeps something for a second look and returns its id.
func (v *visit) wait(what any) (string, error) {
	var id notebook.ID
	if _, err := io.ReadFull(v.app.host.Config.Rand, id[:]); err != nil {
		return "", err
	}
	v.app.forgetOld(v.now())
	if n := len(v.app.waiting); n == waitMost {
		v.app.waiting = slices.Delete(v.app.waiting, 0, 1)
	}
	v.app.waiting = append(v.app.waiting, &waiting{id.String(), v.app.current, v.now().Add(waitTime), what})
	return id.String(), nil
}

// forgetOld drops what nobody came back to.
func (a *App) forgetOld(now time.Time) {
	a.waiting = slices.DeleteFunc(a.waiting, func(w *waiting) bool { return !now.Before(w.until) })
}

// awaited returns what waits under an id, and false when it is no longer there
// or something else.
func awaited[T any](v *visit, id string) (T, bool) {
	v.app.forgetOld(v.now())
	for _, w := range v.app.waiting {
		if what, ok := w.what.(T); ok && w.id == id && w.notebook == v.app.current {
			w.until = v.now().Add(waitTime)
			return what, true
		}
	}
	var none T
	return none, false
}

// done drops what waited under an id.
func (v *visit) done(id string) {
	v.app.waiting = slices.DeleteFunc(v.app.waiting, func(w *waiting) bool { return w.id == id })
}
