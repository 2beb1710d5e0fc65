//go:build !js

package ui

import (
	"context"
	"errors"
	"time"

	"amparo/internal/workspace"
)

// longestVisit is how long one notebook is at its relay, so that no relay keeps
// the others from theirs.
const longestVisit = 30 * time.Minute

// Meet has each notebook that is open to this device and has a relay meet its
// other devices there. It holds up no page. A host calls it now and again; the
// error is one of those that tell of a relay, for it to wait longer.
func (a *App) Meet(ctx context.Context) error {
	var errs []error
	for _, w := range a.meeting(ctx) {
		errs = append(errs, a.meetOne(ctx, w))
	}
	return errors.Join(errs...)
}

// Await says whether something has come for one of the notebooks that follow
// their relay, so that it is time to Meet. It waits for that until ctx ends; with
// no notebook that follows, or no relay that can be reached, it says no at once.
func (a *App) Await(ctx context.Context) bool {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	list := a.meeting(ctx)
	ended := make(chan error, len(list))
	for _, w := range list {
		go func() { ended <- a.awaitOne(ctx, w) }()
	}
	for range list {
		if <-ended == nil {
			return true
		}
	}
	return false
}

func (a *App) awaitOne(ctx context.Context, w *workspace.Workspace) error {
	carrier, err := a.carrier(w)
	if err != nil {
		return err
	}
	return w.Await(ctx, carrier, &a.mu)
}

// carrier returns the way to a notebook's relay.
func (a *App) carrier(w *workspace.Workspace) (workspace.Carrier, error) {
	a.mu.Lock()
	way := w.Way()
	a.mu.Unlock()
	return a.host.Reach(way.Relay, way.Proxy)
}

// meeting returns the notebooks that have a relay.
func (a *App) meeting(ctx context.Context) []*workspace.Workspace {
	a.mu.Lock()
	defer a.mu.Unlock()
	var list []*workspace.Workspace
	if a.desk == nil || a.host.Reach == nil {
		return nil
	}
	for _, n := range a.desk.Notebooks() {
		if a.desk.Settings().Ways[n.ID].Relay == "" {
			continue
		}
		if w, err := a.desk.Notebook(ctx, n.ID); err == nil {
			list = append(list, w)
		}
	}
	return list
}

// meetOne has a notebook meet at its relay, and remembers how that ended.
func (a *App) meetOne(ctx context.Context, w *workspace.Workspace) error {
	ctx, end := context.WithTimeout(ctx, longestVisit)
	defer end()
	carrier, err := a.carrier(w)
	if err == nil {
		_, err = w.Sync(ctx, carrier, &a.mu)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.desk == nil {
		return nil // it was locked meanwhile
	}
	a.met[w.ID()] = err
	return err
}
