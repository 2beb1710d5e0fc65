package workspace

import (
	"context"
	"errors"
	"slices"

	"amparo/internal/exchange"
)

// What may be noticed when devices meet, by name, as Synced and Way have it.
// Pages and commands have a sentence for each.
const (
	FaultAltered      = "altered"       // changed on its way, or no entry of ours
	FaultNewer        = "newer"         // written by a newer program
	FaultFork         = "fork"          // a device wrote two entries at one place, as its copy would
	FaultOwnFork      = "own-fork"      // this device did, or a copy of it, or its disk was put back
	FaultReturned     = "returned"      // something came back that this device wrote and did not have
	FaultAfterRemoval = "after-removal" // written by a device after it was taken out
	FaultForeign      = "foreign"       // of no device or mailbox of this notebook
	FaultSplit        = "split"         // two keepers changed the members apart
	FaultBeyond       = "beyond"        // here stands what a removed device wrote too late
	FaultLost         = "lost"          // the other side had lost something
	FaultGone         = "gone"          // the mailbox where this device had been was not there any more
	FaultOut          = "out"           // this device is no member any more
)

// Faults returns the names of everything that may be noticed, each once.
func Faults() []string {
	return []string{
		FaultAltered, FaultNewer, FaultFork, FaultOwnFork, FaultReturned, FaultAfterRemoval, FaultForeign, FaultSplit, FaultBeyond,
		FaultLost, FaultGone, FaultOut,
	}
}

// Noticed returns the names of all that was noticed at a visit; it is never nil.
func (s Synced) Noticed() []string {
	names := append([]string{}, s.Faults...)
	for _, f := range []struct {
		is   bool
		name string
	}{{s.Lost, FaultLost}, {s.Gone, FaultGone}, {s.Out, FaultOut}} {
		if f.is {
			names = append(names, f.name)
		}
	}
	return names
}

// Errors of a file that is carried from device to device.
var (
	ErrFile      = exchange.ErrFile  // it is not whole, or no such file
	ErrFileNewer = exchange.ErrNewer // a newer program wrote it
)

// MeetingErrors returns every error that may end a meeting, at a relay or with a
// file. Pages and commands have a sentence for each.
func MeetingErrors() []error {
	return []error{
		ErrOffline, ErrClosedBox, ErrNoCode, ErrCode, ErrBoxFull, ErrBusyRelay, ErrClock, ErrAddress, ErrRelay, ErrFile, ErrFileNewer,
	}
}

// IsCode says whether a text can be a code for a carrier. Nothing is asked and no
// code is spent: the time for the question is over before it begins.
func (w *Workspace) IsCode(ctx context.Context, c Carrier, text string) (bool, error) {
	boxes, err := w.log.Mailboxes(ctx)
	if err != nil {
		return false, while("looking for the mailboxes", err)
	}
	over, end := context.WithCancel(ctx)
	end()
	return !errors.Is(c.Open(over, boxes[len(boxes)-1], text), ErrCode), nil
}

// Notice keeps the names of what was noticed until someone has read it, each name
// once. Sync does so by itself; it is for what else brings devices together.
func (w *Workspace) Notice(ctx context.Context, names ...string) error {
	names = slices.Clone(names)
	known := w.Way().Faults
	names = slices.DeleteFunc(names, func(f string) bool { return slices.Contains(known, f) })
	if len(names) == 0 {
		return nil
	}
	return w.setWay(ctx, func(way *Way) { way.Faults = append(way.Faults, names...) })
}
