package workspace

import (
	"context"
	"encoding/hex"
	"errors"
	"slices"
	"sync"

	"amparo/internal/vault"
)

// Synced is what came of a visit to a notebook's mailboxes.
type Synced struct {
	Came int // changes that were not here
	Sent int // sealed blobs that were not there yet
	// Out says that this device is no member any more.
	Out bool
	// Lost says that the other side had lost something; this device has brought
	// again what it has.
	Lost bool
	// Gone says that the present mailbox was not there any more. This device has
	// opened it again; the others may have moved on meanwhile.
	Gone bool
	// Faults are the names of what was noticed, each once; see Faults.
	Faults []string
	turned bool
	unread bool // what was passed over in the mailboxes may be for this device now
	late   bool // something was removed long ago, as is said, and came only now
}

// Sync visits the mailboxes of the notebook, from the oldest on. It may be
// broken off and done again as often as one likes. The lock is held whenever the
// notebook is used, and not while something is on its way; the caller doesn't
// hold it.
//
// An error says why not everything was met. What came before it is kept.
func (w *Workspace) Sync(ctx context.Context, c Carrier, lock sync.Locker) (Synced, error) {
	s := Synced{}
	err := w.readAgain(ctx, lock, &s)
	if err == nil {
		err = w.visitAll(ctx, c, lock, &s)
	}
	if err == nil {
		lock.Lock()
		var renewed bool
		renewed, err = w.renewIfDue(ctx)
		lock.Unlock()
		if err == nil && renewed {
			err = w.visitAll(ctx, c, lock, &s)
		}
	}
	if err == nil && c.Remembers() {
		err = w.letGoAfterMeeting(ctx, c, lock, s.Came > 0)
	}
	lock.Lock()
	defer lock.Unlock()
	beyond, wrong := w.log.Beyond(ctx)
	if s.turned && beyond {
		s.name(FaultBeyond)
	}
	held, unknown := w.log.Held(ctx)
	if err == nil && held.Own { // broken off, it may only not have come yet
		s.name(FaultOwnFork)
	}
	err = errors.Join(err, wrong, unknown, w.log.Flush(ctx))
	if s.late {
		err = errors.Join(err, w.setWay(ctx, func(*Way) {}))
	}
	if noted := w.Notice(ctx, s.Noticed()...); noted != nil {
		return s, errors.Join(err, noted)
	}
	return s, errors.Join(err, w.turnedWell(ctx, s.unread))
}

// readAgain forgets what was read in the mailboxes, when the power failed in the
// last Sync after something may have led on to another epoch.
func (w *Workspace) readAgain(ctx context.Context, lock sync.Locker, s *Synced) error {
	lock.Lock()
	defer lock.Unlock()
	if s.turned = w.Way().Turning; !s.turned {
		return nil
	}
	return w.setWay(ctx, func(way *Way) { way.Met = nil })
}

// turnedWell notes that this Sync has seen to what led on to another epoch.
func (w *Workspace) turnedWell(ctx context.Context, unread bool) error {
	if !w.Way().Turning {
		return nil
	}
	return w.setWay(ctx, func(way *Way) {
		way.Turning = false
		if unread {
			way.Met = nil
		}
	})
}

// mostTurns is how often one visit begins again.
const mostTurns = 64

func (w *Workspace) visitAll(ctx context.Context, c Carrier, lock sync.Locker, s *Synced) error {
	for range mostTurns {
		lock.Lock()
		boxes, err := w.mailboxes(ctx, c)
		lock.Unlock()
		if err != nil {
			return while("looking for the mailboxes", err)
		}
		turned := false
		for _, box := range boxes {
			turned, err = w.visit(ctx, visiting{c, lock, box, boxes[len(boxes)-1].Box}, s)
			s.turned = s.turned || turned
			if err != nil {
				return err
			}
			if turned {
				break
			}
		}
		if !turned {
			return nil
		}
	}
	s.note(vault.ErrSplit) // a place that leads round in a circle is not passed over in silence
	return nil
}

// mailboxes returns those that are worth a visit: the present one, those that
// were over within the last epoch's life, and those where this device has not been
// since.
func (w *Workspace) mailboxes(ctx context.Context, c Carrier) ([]vault.Mailbox, error) {
	boxes, err := w.log.Mailboxes(ctx)
	if !c.Remembers() {
		return boxes, err
	}
	met := w.Way().Met
	return slices.DeleteFunc(boxes, func(b vault.Mailbox) bool {
		return w.longOver(b) && met[boxName(b.Box)].Under != "" && met[boxName(b.Box)].Under != boxName(b.Box)
	}), err
}

func boxName(box [16]byte) string { return hex.EncodeToString(box[:]) }

// visiting is one mailbox that is visited.
type visiting struct {
	carrier Carrier
	lock    sync.Locker
	box     vault.Mailbox
	present [16]byte
}

// end is how far a mailbox has been read, also if some of it has to come again.
type end struct {
	box  [16]byte
	seen string
}

// visit has this device and a mailbox meet. It says whether the mailboxes are
// others afterwards.
func (w *Workspace) visit(ctx context.Context, v visiting, s *Synced) (bool, error) {
	name := boxName(v.box.Box)
	was := Meeting{}
	v.lock.Lock()
	if v.carrier.Remembers() {
		was = w.Way().Met[name]
	}
	before, err := w.log.Held(ctx)
	v.lock.Unlock()
	if err != nil {
		return false, while("looking at what waits", err)
	}
	set := &mailSet{ctx: ctx, w: w, lock: v.lock, box: v.box.Box, sent: s}
	if was.Under == boxName(v.present) {
		set.after = was.Place
	}
	met, err := w.meet(ctx, v, was.Seen, set)
	if err == nil && met.Lost {
		s.Lost, s.Sent = true, s.Sent+met.Sent
		set.after = 0
		met, err = w.meet(ctx, v, met.Seen, set)
	}
	if errors.Is(err, ErrClosedBox) {
		return set.turned, nil // it is over, and nobody has used it there
	}
	if err != nil {
		return set.turned, err
	}
	s.Sent += met.Sent
	v.lock.Lock()
	defer v.lock.Unlock()
	if s.unread {
		s.unread = false
		return true, w.setWay(ctx, func(way *Way) { way.Met = nil })
	}
	if !v.carrier.Remembers() {
		return set.turned, nil
	}
	w.ends = end{v.box.Box, met.Seen}
	held, err := w.log.Held(ctx)
	if err != nil {
		return set.turned, while("looking at what came", err)
	}
	now := Meeting{Seen: met.Seen, Place: set.last, Under: boxName(v.present)}
	if v.box.Box != v.present {
		now.Place = allPlaces
	}
	if held.Waiting > 0 || held.LetGo != before.LetGo { // they were in memory only and have to come again
		now.Seen = was.Seen
	}
	if set.turned {
		now = Meeting{Seen: was.Seen}
	}
	if now == was {
		return set.turned, nil
	}
	if err := w.Notice(ctx, s.Noticed()...); err != nil { // it is not seen again
		return set.turned, err
	}
	return set.turned, w.setWay(ctx, func(way *Way) { way.Met[name] = now })
}

// meet meets at the mailbox. The present one is opened first where it has to be,
// also when this device had been there before.
func (w *Workspace) meet(ctx context.Context, v visiting, seen string, set *mailSet) (Met, error) {
	met, err := v.carrier.Meet(ctx, v.box, seen, set)
	if !errors.Is(err, ErrClosedBox) || v.box.Box != v.present {
		return met, err
	}
	if err := w.openBox(ctx, v.carrier, v.lock, v.box); err != nil {
		return Met{}, err
	}
	set.sent.Gone = set.sent.Gone || seen != ""
	set.after = 0
	return v.carrier.Meet(ctx, v.box, "", set)
}

// openBox opens a mailbox with the first code that opens one.
func (w *Workspace) openBox(ctx context.Context, c Carrier, lock sync.Locker, box vault.Mailbox) error {
	lock.Lock()
	codes := w.Way().Codes
	lock.Unlock()
	if len(codes) == 0 || !c.Remembers() {
		codes = []string{""} // the codes are those of the relay, and of no place that is met once
	}
	for _, code := range codes {
		err := c.Open(ctx, box, code)
		if err != nil && !errors.Is(err, ErrCode) {
			return err
		}
		lock.Lock()
		spent := w.setWay(ctx, func(way *Way) {
			way.Codes = slices.DeleteFunc(way.Codes, func(c string) bool { return c == code })
		})
		lock.Unlock()
		if spent != nil || err == nil {
			return spent
		}
	}
	return ErrNoCode
}

// setWay changes how the notebook meets its other devices, durably. A visit that
// was under way when the notebook was removed leaves nothing.
func (w *Workspace) setWay(ctx context.Context, change func(*Way)) error {
	if !slices.ContainsFunc(w.desk.Notebooks(), func(n Info) bool { return n.ID == w.ID() }) {
		return ErrNotFound
	}
	return w.desk.setWay(ctx, w.ID(), change)
}

func (d *Desk) setWay(ctx context.Context, id string, change func(*Way)) error {
	s := d.Settings()
	way := s.Ways[id].clone()
	change(&way)
	s.Ways[id] = way
	if err := d.Save(ctx, s); err != nil {
		return while("keeping the settings", err)
	}
	return nil
}

// reload reads the notebook anew: what a removed device wrote beyond its last
// accepted entry is not in it any more.
func (w *Workspace) reload(ctx context.Context) error {
	next, err := openWorkspace(ctx, w.desk, w.log)
	if err != nil {
		return err
	}
	w.fold, w.fresh, w.newer, w.owes = next.fold, next.fresh, next.newer, next.owes
	return nil
}

// Behind says whether something here has not gone to the relay yet. Every page
// asks it, so it makes no keys.
func (w *Workspace) Behind(ctx context.Context) (bool, error) {
	present, err := w.log.Mailbox(ctx)
	if err != nil {
		return false, while("looking for the mailbox", err)
	}
	met := w.Way().Met[boxName(present)]
	if met.Under != boxName(present) {
		return true, nil
	}
	err = w.log.Outgoing(ctx, present, met.Place, func(place uint64, _ []byte) error {
		if place > 0 {
			return errBehind
		}
		return nil
	})
	if errors.Is(err, errBehind) {
		return true, nil
	}
	return false, err
}

// errBehind ends the search: one is enough to know.
var errBehind = errors.New("something has not gone yet")
