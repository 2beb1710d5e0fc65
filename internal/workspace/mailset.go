package workspace

import (
	"context"
	"errors"
	"slices"
	"sync"

	"amparo/internal/change"
	"amparo/internal/exchange"
	"amparo/internal/oplog"
	"amparo/internal/vault"
)

// allPlaces is the place up to which everything is there, of a mailbox that is
// over.
const allPlaces = ^uint64(0)

// mailSet is what this device has for one mailbox, and takes from it. Its
// methods are called while others use the notebook, so each takes the lock.
type mailSet struct {
	ctx   context.Context
	w     *Workspace
	lock  sync.Locker
	box   [16]byte
	after uint64 // entries up to this place are known to be there
	sent  *Synced

	last   uint64 // the last place that IDs has seen
	ids    []exchange.ID
	blobs  map[exchange.ID][]byte
	turned bool
}

// IDs returns the names of what is for the mailbox.
func (s *mailSet) IDs() ([]exchange.ID, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.ids, s.blobs, s.last = nil, map[exchange.ID][]byte{}, s.after
	err := s.w.log.Outgoing(s.ctx, s.box, s.after, func(place uint64, blob []byte) error {
		if place == 0 && s.after == allPlaces {
			return nil
		}
		id := exchange.IDOf(blob)
		s.ids, s.blobs[id], s.last = append(s.ids, id), blob, max(s.last, place)
		return nil
	})
	if err == oplog.Foreign { // the way that this mailbox was of has been given up meanwhile
		s.turned = true
		return nil, nil
	}
	return s.ids, err
}

// Blob returns one of them.
func (s *mailSet) Blob(id exchange.ID) ([]byte, error) { return s.blobs[id], nil }

// Add takes in what lay in the mailbox. What is of no use is noted by its name;
// only when it can't be kept the meeting ends.
func (s *mailSet) Add(blob []byte) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	entries, err := s.w.log.Receive(s.ctx, blob)
	if err == vault.ErrDamaged {
		err = s.turn(blob)
	}
	for _, e := range entries {
		s.sent.Came++
		if e.Device == s.w.log.Device() {
			s.sent.name(FaultReturned)
		}
		s.sent.late = s.w.noteLate(e) || s.sent.late
		if err := s.w.take(e); err != nil {
			s.sent.note(err)
		}
	}
	if named(err) {
		s.sent.note(err)
		return nil
	}
	return err
}

// turn takes in what is no entry. It may lead on to another epoch, and what was
// passed over in the mailboxes may be for this device then. So it is written down
// first that they may have to be read again.
func (s *mailSet) turn(blob []byte) error {
	if !s.w.Way().Turning {
		if err := s.w.setWay(s.ctx, func(way *Way) { way.Turning = true }); err != nil {
			return err
		}
	}
	got, err := s.w.log.TakeTurn(s.ctx, blob)
	if err == vault.ErrOut {
		if kept := s.w.noteOut(s.ctx); kept != nil {
			return kept
		}
	}
	s.turned, s.sent.unread = s.turned || got.Turned, s.sent.unread || got.Apart
	if got.Turned { // before anybody writes or saves: what is set aside now is not in the notebook any more
		if err := s.w.reload(s.ctx); err != nil {
			return err
		}
	}
	if err == oplog.Rollback { // it leads to an epoch that is over already
		return nil
	}
	return err
}

// named says whether an error tells of what came, and not of this device.
func named(err error) bool {
	_, fault := errors.AsType[oplog.Fault](err)
	return fault || slices.Contains([]error{vault.ErrDamaged, vault.ErrBeside, vault.ErrSplit, vault.ErrOut, vault.ErrNewer}, err)
}

// note counts a fault by its name. Those that do no harm and happen on good days
// have none.
func (s *Synced) note(err error) {
	switch err {
	case oplog.Duplicate, oplog.Gap, oplog.Stale, vault.ErrBeside:
	case vault.ErrOut:
		s.Out = true
	case vault.ErrSplit:
		s.name(FaultSplit)
	case vault.ErrNewer, change.ErrNewer:
		s.name(FaultNewer)
	case oplog.OwnFork:
		s.name(FaultOwnFork)
	case oplog.Fork, oplog.Rollback:
		s.name(FaultFork)
	case oplog.AfterRemoval:
		s.name(FaultAfterRemoval)
	case oplog.Foreign:
		s.name(FaultForeign)
	default: // damaged, malformed, with a bad signature or commitment
		s.name(FaultAltered)
	}
}

// name counts a fault once.
func (s *Synced) name(name string) {
	if !slices.Contains(s.Faults, name) {
		s.Faults = append(s.Faults, name)
	}
}
