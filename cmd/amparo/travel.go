package main

import (
	"context"
	"errors"
	"sync"

	"amparo/internal/exchange"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

// travelling is what the travel command was asked for.
type travelling struct {
	file        string
	untold, all bool
}

func (p *program) travelCommand() *cobra.Command {
	var t travelling
	c := &cobra.Command{
		Use:   "travel",
		Short: p.loc.T("Have this device forget the notebook before a journey"),
		Long: p.loc.T("First the others hear of it, at the relay or by a file for one of them. What is written later is not for this device then. " +
			"After that the notebook is removed here, for good. Only one of the others can bring it back, by a new invite. " +
			"With --all everything goes that the passphrase opens, and the vault itself."),
		Example: "  amparo travel\n  amparo travel --file /media/stick/notes.exchange\n  amparo travel --all --yes",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.travel(c.Context(), t) },
	}
	c.Flags().StringVar(&t.file, "file", "", p.loc.T("tell the others by this `FILE`, which one of them takes in"))
	c.Flags().BoolVar(&t.untold, "untold", false, p.loc.T("forget it also when the others could not be told"))
	c.Flags().BoolVar(&t.all, "all", false, p.loc.T("forget everything that the passphrase opens"))
	return c
}

// travel tells the others, and forgets. Nothing is forgotten before.
func (p *program) travel(ctx context.Context, t travelling) error {
	desk, err := p.unlock(ctx)
	if err != nil {
		return err
	}
	list, err := p.forgetting(ctx, desk, t.all)
	if err == nil {
		err = p.confirm(p.loc.T("It is forgotten here for good. Only one of the others can bring it back. Shall we?"))
	}
	if err == nil {
		err = p.tellOthers(ctx, list, t)
	}
	if err != nil {
		return closing(ctx, desk, err)
	}
	if t.all {
		return desk.RemoveAll(ctx, p.shelf)
	}
	return closing(ctx, desk, desk.RemoveNotebook(ctx, list[0].ID()))
}

// forgetting returns the notebooks that others could bring back. The one that was
// asked for has to be among them.
func (p *program) forgetting(ctx context.Context, desk *workspace.Desk, all bool) ([]*workspace.Workspace, error) {
	alone := &problem{codeFailed, p.loc.T("Nobody else can let this device in again yet, so it does not forget. A second keeper can: 'amparo members'.")}
	if !all {
		w, err := p.notebook(ctx, desk)
		if err != nil {
			return nil, err
		}
		back, err := w.Returnable(ctx)
		if err == nil && !back {
			err = alone
		}
		return []*workspace.Workspace{w}, err
	}
	var list []*workspace.Workspace
	for _, n := range desk.Notebooks() {
		w, err := desk.Notebook(ctx, n.ID)
		if err != nil {
			return nil, err
		}
		back, err := w.Returnable(ctx)
		switch {
		case err != nil:
			return nil, err
		case back:
			list = append(list, w)
		default:
			p.tell(p.loc.T("This one goes for good, since nobody else has it:") + " " + n.Name)
		}
	}
	if list == nil {
		return nil, alone
	}
	return list, nil
}

// tellOthers asks the others to take this device out, and lets them hear of it.
func (p *program) tellOthers(ctx context.Context, list []*workspace.Workspace, t travelling) error {
	file, err := exchange.NewFile(), error(nil)
	if t.file != "" {
		if file, err = readExchange(t.file); err != nil {
			return err
		}
	}
	var lock sync.Mutex
	for _, w := range list {
		if err := w.AskOut(ctx, w.Device()); err != nil {
			return err
		}
		if t.file != "" {
			_, err = w.Sync(ctx, workspace.FileCarrier{File: file}, &lock)
		} else {
			err = p.tellAt(ctx, w, &lock)
		}
		if err != nil && !t.untold {
			return err
		}
	}
	if t.file != "" {
		return writeExchange(t.file, file)
	}
	return nil
}

// tellAt meets the others at the notebook's relay.
func (p *program) tellAt(ctx context.Context, w *workspace.Workspace, lock sync.Locker) error {
	way := w.Way()
	if way.Relay == "" {
		return p.wrongUse(p.loc.T("The others do not know it yet. Please tell them by a file with --file, or forget all the same with --untold."))
	}
	carrier, err := p.reach(way.Relay, way.Proxy)
	if err == nil {
		_, err = w.Sync(ctx, carrier, lock)
	}
	if errors.Is(err, workspace.ErrOffline) {
		p.tell(p.loc.T("Nothing was forgotten so far."))
	}
	return err
}
