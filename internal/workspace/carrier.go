package workspace

import (
	"context"
	"errors"

	"amparo/internal/exchange"
	"amparo/internal/vault"
)

// Carrier has this device and a mailbox meet, wherever that is: at a relay, in a
// file. A host brings it. Its errors are those below.
type Carrier interface {
	// Meet brings what either side has to the other. seen is what the last Meet
	// of this mailbox has returned, or "".
	Meet(ctx context.Context, box vault.Mailbox, seen string, set exchange.Set) (Met, error)
	// Open makes the mailbox, with a code of the host where one is needed. Meet
	// says ErrClosedBox when that has to come first.
	Open(ctx context.Context, box vault.Mailbox, code string) error
	// Remembers says that what a meeting left there is there at the next one,
	// unless it says Lost. A file is another one each time.
	Remembers() bool
}

// Listener is a carrier that can tell when something comes, without being asked
// again and again.
type Listener interface {
	// Await returns nil as soon as something lies in the mailbox that was not
	// there at the Meet that returned seen.
	Await(ctx context.Context, box vault.Mailbox, seen string) error
}

// Passing is a carrier to a place that is met once: what lay there is not
// remembered.
type Passing struct{ Carrier }

// Remembers says no.
func (Passing) Remembers() bool { return false }

// Met is what came of a meeting.
type Met struct {
	Seen string // to be told at the next Meet
	Sent int    // blobs that were not there
	Lost bool   // the other side had lost something since the last time
}

// What a carrier may answer.
var (
	// ErrOffline says that the other side was not reached. Everything is saved
	// here, and goes another time.
	ErrOffline = errors.New("the relay was not reached")
	// ErrClosedBox says that there is no such mailbox yet.
	ErrClosedBox = errors.New("the mailbox is not open yet")
	// ErrNoCode says that a mailbox has to be opened and no code is left.
	ErrNoCode = errors.New("no code is left to open a mailbox with")
	// ErrCode says that a code opens nothing, or nothing any more.
	ErrCode = errors.New("this code opens nothing")
	// ErrBoxFull says that the mailbox has no room left.
	ErrBoxFull = errors.New("the mailbox is full")
	// ErrBusyRelay says that the relay asks to be asked later.
	ErrBusyRelay = errors.New("the relay has too much to do")
	// ErrClock says that the clocks of this device and the relay differ.
	ErrClock = errors.New("the relay's clock shows another time")
	// ErrAddress says that this is no address of a relay.
	ErrAddress = errors.New("this is no address of a relay")
	// ErrRelay says that what answered is no relay, or not this mailbox's.
	ErrRelay = errors.New("the relay answered in another way than a relay does")
)
