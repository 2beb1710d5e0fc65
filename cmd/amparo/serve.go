package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"
)

// serving is how the program is started.
type serving struct {
	port    int // 0 takes a free one
	browser bool
}

func (p *program) serveCommand() *cobra.Command {
	var o serving
	var quiet bool
	c := &cobra.Command{
		Use:     "serve",
		Short:   p.loc.T("Start the program and open it in the browser"),
		Long:    p.loc.T("Starts the program for this computer alone. It writes one line with an address that opens once. Enter opens it anew; Ctrl-C ends the program and locks everything."),
		Example: "  amparo serve\n  amparo serve --port 8765 --no-browser",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o.browser = !quiet
			return p.serve(c.Context(), o)
		},
	}
	c.Flags().IntVar(&o.port, "port", 0, p.loc.T("listen on port `N`; otherwise on any free one"))
	c.Flags().BoolVar(&quiet, "no-browser", false, p.loc.T("open no browser"))
	return c
}

// serve runs the supervisor until ctx ends. Only one runs in a home.
func (p *program) serve(ctx context.Context, o serving) error {
	if o.port < 0 || o.port > 65535 {
		return p.wrongUse(p.loc.T("A port is a number from 1 to 65535."))
	}
	if err := noDumps(); err != nil {
		return fmt.Errorf("keeping memory off the disk: %w", err)
	}
	if err := p.makeHome(); err != nil {
		return err
	}
	lock, err := lockFile(filepath.Join(p.shelf.home, "lock"))
	if errors.Is(err, errTaken) {
		return p.openAlready(o)
	}
	if err != nil {
		return fmt.Errorf("taking the home: %w", err)
	}
	defer lock.Close()
	door, err := openDoor(o.port)
	if err != nil {
		return &problem{codeFailed, p.loc.T("Another program uses this port. Please choose another with --port, or none.")}
	}
	defer door.close()
	return newSupervisor(p, door, o.browser).run(ctx)
}

// openAlready says so, and asks the program that runs to show its page again.
func (p *program) openAlready(o serving) error {
	if o.browser {
		if err := os.WriteFile(p.againFile(), nil, 0o600); err != nil {
			return fmt.Errorf("asking for the page: %w", err)
		}
	}
	return &problem{codeBusy, p.loc.T("Amparo is open already. Its page is in the browser; if you do not see it, press Enter where Amparo was started.")}
}

// againFile is the file by which a second start asks the first for its page.
// Only the owner of the home can make it, and nothing is ever read from it.
func (p *program) againFile() string { return filepath.Join(p.shelf.home, "again") }

// makeHome makes the folder that holds everything when it is not there yet.
func (p *program) makeHome() error {
	_, err := os.Stat(p.shelf.home)
	if errors.Is(err, fs.ErrNotExist) {
		err = private(p.shelf.home)
	}
	return placeError(err)
}

// openBrowser asks the system to show an address. A system that can't is no
// hindrance: the address has been written out.
func openBrowser(address string) error {
	var c *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		c = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	case "darwin":
		c = exec.Command("open", address)
	default:
		c = exec.Command("xdg-open", address)
	}
	if err := c.Start(); err != nil {
		return err
	}
	go c.Wait() // takes the ended process off the system's list
	return nil
}
