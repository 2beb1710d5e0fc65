package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"amparo/internal/exchange"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) exchangeCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "exchange FILE",
		Short: p.loc.T("Meet the other devices by a file that someone carries"),
		Long: p.loc.T("Takes in what the file has for this notebook and puts in what it lacks, both ways at once. " +
			"A file that is not there yet is made. It may go from one device to the next as often as you like; nothing comes twice. " +
			"Everything in it is sealed. Whoever finds it sees how much there is, and can read nothing. Invites that are under way go with it."),
		Example: "  amparo exchange /media/stick/ours.amparo",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return p.meetByFile(c.Context(), args[0]) },
	}
}

func (p *program) meetByFile(ctx context.Context, path string) error {
	return p.onDesk(ctx, func(desk *workspace.Desk) error {
		file, err := readExchange(path)
		if err != nil {
			return err
		}
		carrier := workspace.FileCarrier{File: file}
		var lock sync.Mutex
		for _, i := range desk.Invitations() {
			if i.Relay == "" {
				if err := i.Meet(ctx, carrier, &lock, ""); err != nil {
					return err
				}
			}
		}
		if len(desk.Notebooks()) == 0 {
			return writeExchange(path, file)
		}
		w, err := p.notebook(ctx, desk)
		if err != nil {
			return err
		}
		met, err := w.Sync(ctx, carrier, &lock)
		if err != nil {
			return err
		}
		if err := writeExchange(path, file); err != nil {
			return err
		}
		return p.sayMet(met, p.loc.T("Nothing new came. Everything of ours is in the file for the others."))
	})
}

// readExchange reads a file that is carried from device to device, or begins one.
func readExchange(path string) (*exchange.File, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return exchange.NewFile(), nil
	}
	if err != nil {
		return nil, err
	}
	if info.Size() > exchange.MaxFile {
		return nil, exchange.ErrFile
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return exchange.ReadFile(b)
}

// writeExchange puts a file in the place of the one that was read. Wherever it is
// broken off, one of the two is there whole.
func writeExchange(path string, file *exchange.File) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".amparo-*")
	if err != nil {
		return err
	}
	_, err = f.Write(file.Bytes())
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
