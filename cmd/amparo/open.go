package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"amparo/internal/key"
	"amparo/internal/workspace"
)

// config returns what a vault takes from its host. The cost of a new passphrase
// is in it only when it was given; see costly.
func (p *program) config() workspace.Config {
	floor := p.env.Floor
	if floor == (key.Cost{}) {
		floor = key.Floor()
	}
	return workspace.Config{Cost: p.env.Cost, Floor: floor, Rand: p.env.Rand, Now: p.env.Now}
}

// costly returns the config with the cost of a new passphrase, measured on this
// machine where it was not given: about a second.
func (p *program) costly() workspace.Config {
	c := p.config()
	if c.Cost == (key.Cost{}) {
		c.Cost = key.Calibrate(measure, c.Floor, time.Second)
		debug.FreeOSMemory()
	}
	return c
}

// measure derives once and returns how long it took.
func measure(c key.Cost) time.Duration {
	start := time.Now()
	key.FromPassphrase([]byte("measure"), make([]byte, 16), c).Wipe()
	return time.Since(start)
}

// unlock opens the vault that was asked for.
func (p *program) unlock(ctx context.Context) (*workspace.Desk, error) {
	places, err := p.places(ctx)
	if err != nil {
		return nil, err
	}
	secret, err := p.passphrase(p.loc.T("Passphrase: "))
	if err != nil {
		return nil, err
	}
	defer clear(secret)
	return p.unlockWith(ctx, places, secret, p.config())
}

// unlockWith opens the first vault that the passphrase opens. So a vault which
// wants not to be shown by name is found, and no label needs to be told.
func (p *program) unlockWith(ctx context.Context, places []workspace.Place, secret []byte, c workspace.Config) (*workspace.Desk, error) {
	var reason error
	for _, place := range places {
		desk, err := workspace.Unlock(ctx, p.shelf, place.ID, secret, c)
		if err == nil {
			return desk, nil
		}
		reason = graver(reason, err)
	}
	return nil, fmt.Errorf("opening the vault: %w", reason)
}

// graver returns of two reasons why no vault opened the one to tell: anything
// says more than that the passphrase did not fit.
func graver(a, b error) error {
	if a == nil || errors.Is(a, workspace.ErrLocked) {
		return b
	}
	return a
}

// places returns the vaults to try: those of --vault, or all.
func (p *program) places(ctx context.Context) ([]workspace.Place, error) {
	places, err := p.shelf.List(ctx)
	if err != nil {
		return nil, err
	}
	if len(places) == 0 {
		return nil, &problem{codeNotFound, p.loc.T("There is no vault here yet. 'amparo init' makes one.")}
	}
	if p.flags.vault == "" {
		return places, nil
	}
	var named []workspace.Place
	for _, place := range places {
		if strings.EqualFold(place.Label, p.flags.vault) || place.ID == p.flags.vault {
			named = append(named, place)
		}
	}
	if len(named) == 0 {
		return nil, &problem{codeNotFound, p.loc.T("There is no vault of that name here.")}
	}
	return named, nil
}

// onDesk does something with the opened vault, and closes it.
func (p *program) onDesk(ctx context.Context, do func(*workspace.Desk) error) error {
	desk, err := p.unlock(ctx)
	if err != nil {
		return err
	}
	return closing(ctx, desk, do(desk))
}

// closing closes the vault and returns what went before, and what stood in the
// way of closing.
func closing(ctx context.Context, desk *workspace.Desk, err error) error {
	return errors.Join(err, desk.Close(ctx))
}

// inNotebook does something with the notebook that was asked for, and closes
// the vault.
func (p *program) inNotebook(ctx context.Context, do func(*workspace.Desk, *workspace.Workspace) error) error {
	return p.onDesk(ctx, func(desk *workspace.Desk) error {
		w, err := p.notebook(ctx, desk)
		if err != nil {
			return err
		}
		return do(desk, w)
	})
}

// notebook opens the notebook of --notebook, or the only one.
func (p *program) notebook(ctx context.Context, desk *workspace.Desk) (*workspace.Workspace, error) {
	list := desk.Notebooks()
	if p.flags.notebook == "" {
		switch len(list) {
		case 0:
			return nil, &problem{codeNotFound, p.loc.T("This vault has no notebook yet. 'amparo notebook new NAME' makes one.")}
		case 1:
			return desk.Notebook(ctx, list[0].ID)
		}
		return nil, p.wrongUse(p.loc.T("There are several notebooks. Please say which with --notebook; 'amparo notebook list' shows them."))
	}
	return p.notebookNamed(ctx, desk, p.flags.notebook)
}

// notebookNamed opens the notebook with that id or name.
func (p *program) notebookNamed(ctx context.Context, desk *workspace.Desk, name string) (*workspace.Workspace, error) {
	var found []workspace.Info
	for _, n := range desk.Notebooks() {
		if n.ID == name {
			return desk.Notebook(ctx, n.ID)
		}
		if strings.EqualFold(n.Name, name) {
			found = append(found, n)
		}
	}
	switch len(found) {
	case 0:
		return nil, workspace.ErrNotFound
	case 1:
		return desk.Notebook(ctx, found[0].ID)
	}
	return nil, p.wrongUse(p.loc.T("Several notebooks have this name. Please say which by its id; 'amparo notebook list' shows them."))
}
