package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"time"

	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: p.loc.T("Look whether everything here is in order"),
		Long: p.loc.T("Looks at the folder, its permissions, the vaults and the clock. It needs no passphrase and changes nothing. " +
			"With --json: a list of checks, each with check, ok and a sentence."),
		Example: "  amparo doctor",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.doctor(c.Context()) },
	}
}

// check is one thing that doctor looked at.
type check struct {
	Check    string `json:"check"`
	OK       bool   `json:"ok"`
	Sentence string `json:"sentence"`
	cause    error  // of what is not in order, when there is one
}

func (p *program) doctor(ctx context.Context) error {
	checks := append([]check{p.checkHome(), p.checkFiles(), p.checkClock(), p.checkDumps()}, p.checkVaults(ctx)...)
	if err := p.sayChecks(checks); err != nil {
		return err
	}
	var cause error
	for _, c := range checks {
		if !c.OK {
			cause = errors.Join(cause, c.cause, &problem{codeFailed, p.loc.T("Not everything is in order yet; the lines above say what to do.")})
		}
	}
	if errors.Is(cause, workspace.ErrDamaged) {
		return workspace.ErrDamaged
	}
	return cause
}

func (p *program) sayChecks(checks []check) error {
	if p.flags.json {
		return p.sayJSON(checks)
	}
	for _, c := range checks {
		mark := p.loc.T("good")
		if !c.OK {
			mark = p.loc.T("look")
		}
		p.say(mark + "  " + c.Sentence)
	}
	return nil
}

// checkHome looks whether the folder can be written to.
func (p *program) checkHome() check {
	home := p.shelf.home
	info, err := os.Stat(home)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return check{"home", true, p.loc.F("Nothing is kept yet in %s", home), nil}
	case err != nil || !info.IsDir():
		return check{"home", false, p.loc.F("We can't look into %s. Please choose another folder with --home.", home), err}
	}
	probe, err := os.CreateTemp(home, "doctor-*")
	if err == nil {
		err = errors.Join(probe.Close(), os.Remove(probe.Name()))
	}
	if err != nil {
		return check{"home", false, p.loc.F("We may not write in %s. Please allow it, or choose another folder with --home.", home), err}
	}
	return check{"home", true, p.loc.F("Everything is kept in %s", home), nil}
}

// checkFiles looks whether others on this computer can read the vaults' files.
// They would read sealed bytes, and see that there are some.
func (p *program) checkFiles() check {
	ids, err := p.shelf.ids()
	if err != nil {
		return check{"files", false, p.loc.T("We can't look into the folder of the vaults."), err}
	}
	if runtime.GOOS == "windows" { // the profile's own permissions hold there
		ids = nil
	}
	paths := []string{p.shelf.folder()}
	for _, id := range ids {
		paths = append(paths, p.shelf.path(id))
	}
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			return check{"files", false, p.loc.F("Others on this computer may look into %s. Please take that right away.", path), nil}
		}
	}
	return check{"files", true, p.loc.T("The files can be opened by you alone."), nil}
}

// released is a day on which this program was there already.
func released() time.Time { return time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC) }

func (p *program) checkClock() check {
	if p.env.Now().Before(released()) {
		return check{"clock", false, p.loc.T("The clock of this computer is behind. Nothing is lost by that, but days and times will look odd."), nil}
	}
	return check{"clock", true, p.loc.T("The clock looks right."), nil}
}

func (p *program) checkDumps() check {
	if err := noDumps(); err != nil {
		return check{"memory", false, p.loc.T("The system does not let us keep memory off the disk."), err}
	}
	return check{"memory", true, p.loc.T("The system writes none of our memory to the disk when a program ends badly."), nil}
}

// checkVaults looks whether each vault can be opened with its passphrase.
func (p *program) checkVaults(ctx context.Context) []check {
	ids, err := p.shelf.ids()
	if err != nil {
		return nil // checkFiles says so
	}
	list := []check{{"vaults", true, p.loc.N("%d vault is here.", "%d vaults are here.", len(ids)), nil}}
	for _, id := range ids {
		_, err := p.shelf.label(ctx, id)
		c := check{"vault " + id, true, p.loc.F("The vault %s is there and sealed.", id), nil}
		if err != nil {
			_, sentence := p.explain(fmt.Errorf("looking at a vault: %w", err))
			c = check{"vault " + id, errors.Is(err, workspace.ErrBusy), p.loc.F("The vault %s:", id) + " " + sentence, err}
		}
		list = append(list, c)
	}
	return list
}
