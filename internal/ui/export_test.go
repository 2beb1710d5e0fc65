package ui

import (
	"context"

	"amparo/internal/workspace"
)

// Work returns the open notebook, nil when there is none, for tests to look at.
func (a *App) Work() *workspace.Workspace {
	if a.desk == nil || a.current == "" {
		return nil
	}
	w, err := a.desk.Notebook(context.Background(), a.current)
	if err != nil {
		return nil
	}
	return w
}

// Hold runs something while another request would be answered.
func (a *App) Hold(do func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	do()
}

// Waiting returns how many things wait for a second look.
func (a *App) Waiting() int { return len(a.waiting) }
