package vault

import (
	"context"
	"slices"
	"time"

	"amparo/internal/key"
	"amparo/internal/oplog"
)

// Member is a device of a notebook.
type Member struct {
	Device key.DeviceID
	// Person is the first device of the same person, whether it is still a
	// member or not. Members with the same Person are one woman's.
	Person key.DeviceID
	// Keeper says whether it may change who the members are.
	Keeper bool
	// Paper says that it is the recovery device of a paper key.
	Paper bool
	// Self says whether it is this device.
	Self bool
}

// Circle is who a notebook belongs to at present.
type Circle struct {
	// Members are the devices, in a fixed order.
	Members []Member
	// Epoch is the number of the present epoch, and Began its beginning by the
	// clock of the keeper who began it.
	Epoch uint32
	Began time.Time
	// Alone says that one person is the only keeper. The membership says it too:
	// with two keepers by default, one is a choice that everybody can see.
	Alone bool
	// AsksForKeeper says that others are here and one person is the only keeper:
	// it is time to ask one of them to be the second.
	AsksForKeeper bool
	// History says that the group lets newcomers have the history.
	History bool
}

// Circle returns who the notebook belongs to.
func (l *Log) Circle(ctx context.Context) (Circle, error) {
	if err := l.enter(ctx); err != nil {
		return Circle{}, err
	}
	defer l.v.mu.Unlock()
	ro := l.roster
	c := Circle{
		Epoch: l.epoch.number, Began: time.Unix(ro.last().time, 0).UTC(),
		Alone: ro.alone(), History: ro.last().rules&ruleHistory != 0,
	}
	persons := make(map[key.DeviceID]bool)
	for _, id := range ro.recipients() {
		m, person := ro.members[id], ro.persons[id]
		persons[person] = true
		c.Members = append(c.Members, Member{Device: id, Person: person, Keeper: m.keeper, Paper: m.paper, Self: id == l.self})
	}
	c.AsksForKeeper = c.Alone && len(persons) > 1
	return c, nil
}

// Members returns the devices of the notebook, in a fixed order.
func (l *Log) Members(ctx context.Context) ([]Member, error) {
	c, err := l.Circle(ctx)
	return c.Members, err
}

// Person returns the first device of the same person, for a device that is or
// was a member; zero for any other.
func (l *Log) Person(ctx context.Context, device key.DeviceID) (key.DeviceID, error) {
	if err := l.enter(ctx); err != nil {
		return key.DeviceID{}, err
	}
	defer l.v.mu.Unlock()
	return l.roster.persons[device], nil
}

// Admission is a device that comes in.
type Admission struct {
	// Card is its public half. A card comes in once: whoever was removed and
	// comes again brings a fresh one.
	Card key.Card
	// Of is a device that the same person has or had in the notebook, also one
	// that was removed; zero for her first. It is what makes a second telephone
	// hers, and what she wrote before hers again. The keeper vouches for it.
	Of key.DeviceID
	// Keeper makes it a keeper.
	Keeper bool
}

// Change is a change of who the members are, or of what they may. Several
// changes at once are one record, one epoch and one secret.
type Change struct {
	// Admit lets devices in. Welcome then has the grant of each.
	Admit []Admission
	// Keepers and Plain change the role of devices that are members.
	Keepers, Plain []key.DeviceID
	// Remove takes out devices: one that was lost, or whose owner travels. The
	// paper keys that lie in their vaults go with them, unless KeepPaper.
	Remove []key.DeviceID
	// Leave takes out persons, each named by one of her devices: all of them go.
	Leave []key.DeviceID
	// KeepPaper leaves the paper keys of removed devices valid: for a laptop that
	// is broken, and in nobody else's hands.
	KeepPaper bool
	// Alone says that one person shall be the only keeper. Without it such a
	// change is refused with ErrOneKeeper, unless it was so before.
	Alone bool
	// History, unless it is Unchanged, is what newcomers get from now on.
	History Newcomers
}

// Newcomers is what the group decided about those who come later.
type Newcomers byte

// What newcomers get of a notebook beside its present state.
const (
	Unchanged Newcomers = iota
	PresentOnly
	WithHistory
)

// Turn changes who the members are, and begins a new epoch with a fresh secret
// and a new mailbox. An empty change does only that. What removed devices write
// from now on, and what this device has not seen of them, no other device takes
// in. Everything here is sealed again under the new epoch, the snapshot too;
// whoever wants it to be of today calls Save before. The others Follow a Grant.
//
// ErrNotKeeper says that this device may not, ErrOneKeeper that one keeper would
// be left, ErrSelf that it would take itself out, oplog.Fork that a card was
// admitted before, and oplog.Foreign that the change is about someone who is not
// a member, changes nothing for a role, or would leave no keeper.
func (l *Log) Turn(ctx context.Context, c Change) error {
	if err := l.enterLoaded(ctx); err != nil {
		return err
	}
	defer l.v.mu.Unlock()
	t, err := l.roster.turn(c)
	if err != nil {
		return while("changing the members", err)
	}
	if err := l.advance(ctx, l.device, t); err != nil {
		return while("changing the members", err)
	}
	return nil
}

// turn spells out what a change means for this roster.
func (ro *roster) turn(c Change) (turn, error) {
	t := turn{alone: c.Alone, history: c.History == WithHistory}
	if c.History == Unchanged {
		t.history = ro.last().rules&ruleHistory != 0
	}
	for _, a := range c.Admit {
		t.admitted = append(t.admitted, admission{keeper: a.Keeper, of: a.Of, card: a.Card})
	}
	for _, id := range c.Keepers {
		t.roles = append(t.roles, role{keeper: true, device: id})
	}
	for _, id := range c.Plain {
		t.roles = append(t.roles, role{device: id})
	}
	t.removed = slices.Clone(c.Remove)
	for _, id := range c.Remove {
		if !c.KeepPaper {
			t.removed = append(t.removed, ro.papersOf(id)...)
		}
	}
	for _, id := range c.Leave {
		hers := ro.devicesOf(id)
		if len(hers) == 0 {
			return turn{}, oplog.Foreign
		}
		t.removed = append(t.removed, hers...)
	}
	sortIDs(t.removed)
	t.removed = slices.Compact(t.removed)
	return t, nil
}
