package vault

import (
	"maps"
	"slices"

	"amparo/internal/key"
	"amparo/internal/oplog"
)

// roster is who the members are: the fold of a membership chain.
type roster struct {
	notebook NotebookID
	records  []*record
	beside   []*record // of ways that were given up, by number and hash
	members  map[key.DeviceID]admission
	cards    map[key.DeviceID]key.Card     // of all who ever were members
	persons  map[key.DeviceID]key.DeviceID // of all of them: the first device of the same person
}

func newRoster(id NotebookID) *roster {
	return &roster{
		notebook: id,
		members:  make(map[key.DeviceID]admission),
		cards:    make(map[key.DeviceID]key.Card),
		persons:  make(map[key.DeviceID]key.DeviceID),
	}
}

// last returns the newest record, or nil.
func (ro *roster) last() *record {
	if len(ro.records) == 0 {
		return nil
	}
	return ro.records[len(ro.records)-1]
}

// head returns the hash of the newest record.
func (ro *roster) head() oplog.Hash { return ro.last().hash }

// add takes the next record, if it may be: it continues the chain, a keeper has
// signed it (the founder itself, for the first), nobody is admitted twice or
// again, only members change and go, and as many keepers remain as it says.
func (ro *roster) add(rec *record) error {
	if rec.notebook != ro.notebook {
		return oplog.Foreign
	}
	author, err := ro.author(rec)
	if err != nil {
		return err
	}
	if !author.Verify(rec.hash, rec.signature()) {
		return oplog.BadSignature
	}
	next, err := ro.after(rec)
	if err != nil {
		return err
	}
	if rec.layout != firstLayout && !next.asSaid(rec) {
		return oplog.Foreign
	}
	*ro = *next
	return nil
}

// author returns the card of the keeper who may have signed the record.
func (ro *roster) author(rec *record) (key.Card, error) {
	last := ro.last()
	if last == nil {
		for _, a := range rec.admitted {
			if a.card.ID() == rec.author && a.keeper && rec.number == 0 && rec.prev == (oplog.Hash{}) {
				return a.card, nil
			}
		}
		return key.Card{}, oplog.Foreign
	}
	if rec.number != last.number+1 || rec.prev != last.hash {
		return key.Card{}, oplog.Fork
	}
	a, ok := ro.members[rec.author]
	if !ok || !a.keeper {
		return key.Card{}, oplog.Foreign
	}
	return a.card, nil
}

// asSaid checks what records of layout 1 did not say: whether one keeper is left,
// and that the author stays, for an author knows the secret of the epoch that
// she begins.
func (ro *roster) asSaid(rec *record) bool {
	return ro.alone() == (rec.rules&ruleAlone != 0) && !slices.Contains(rec.removed, rec.author)
}

// after returns the roster as it is after a record, whose author is not looked
// at.
func (ro *roster) after(rec *record) (*roster, error) {
	next := &roster{
		notebook: ro.notebook, records: append(slices.Clip(ro.records), rec), beside: ro.beside,
		members: maps.Clone(ro.members), cards: maps.Clone(ro.cards), persons: maps.Clone(ro.persons),
	}
	if err := next.admit(rec.admitted); err != nil {
		return nil, err
	}
	for _, r := range rec.roles {
		m, is := ro.members[r.device]
		if !is || m.keeper == r.keeper || m.paper {
			return nil, oplog.Foreign
		}
		m.keeper = r.keeper
		next.members[r.device] = m
	}
	for _, id := range rec.removed {
		if _, is := ro.members[id]; !is {
			return nil, oplog.Foreign
		}
		delete(next.members, id)
	}
	if next.keepers() == 0 {
		return nil, oplog.Foreign
	}
	return next, nil
}

// admit lets devices in, each as a device of its person.
func (ro *roster) admit(list []admission) error {
	for _, a := range list {
		id := a.card.ID()
		if _, was := ro.cards[id]; was {
			return oplog.Fork
		}
		ro.cards[id], ro.members[id] = a.card, a
		if a.of == (key.DeviceID{}) {
			ro.persons[id] = id
		}
	}
	known := maps.Clone(ro.persons)
	for _, a := range list {
		if a.of == (key.DeviceID{}) && !a.paper {
			continue
		}
		person, ok := known[a.of]
		if !ok {
			return oplog.Foreign
		}
		ro.persons[a.card.ID()] = person
	}
	return nil
}

// keepers counts the persons with a device that is a keeper. A paper key is its
// owner's: it makes no second one.
func (ro *roster) keepers() int {
	persons := make(map[key.DeviceID]bool)
	for id, m := range ro.members {
		if m.keeper {
			persons[ro.persons[id]] = true
		}
	}
	return len(persons)
}

// alone says that one person is the only keeper.
func (ro *roster) alone() bool { return ro.keepers() < 2 }

// devicesOf returns the members that are devices of the same person, in
// ascending order.
func (ro *roster) devicesOf(device key.DeviceID) []key.DeviceID {
	person, known := ro.persons[device]
	return slices.DeleteFunc(ro.recipients(), func(id key.DeviceID) bool { return !known || ro.persons[id] != person })
}

// papersOf returns the paper keys that lie in the vault of a device: those that it
// was founded with, and the one that has brought it in when it was restored.
func (ro *roster) papersOf(device key.DeviceID) []key.DeviceID {
	return slices.DeleteFunc(ro.recipients(), func(id key.DeviceID) bool {
		m := ro.members[id]
		return !m.paper || m.of != device && ro.members[device].of != id
	})
}

// admittedBy returns the author of the record that admitted a device.
func (ro *roster) admittedBy(device key.DeviceID) key.DeviceID {
	for _, rec := range ro.records {
		for _, a := range rec.admitted {
			if a.card.ID() == device {
				return rec.author
			}
		}
	}
	return key.DeviceID{}
}

// recipients returns the devices that an epoch's secret is sealed to: all
// members, in ascending order.
func (ro *roster) recipients() []key.DeviceID {
	var ids []key.DeviceID
	for id := range ro.members {
		ids = append(ids, id)
	}
	sortIDs(ids)
	return ids
}

// log returns an empty log with these members, as self sees it.
func (ro *roster) log(self key.DeviceID) *oplog.Log {
	log := oplog.New(ro.notebook, self)
	for _, rec := range ro.records {
		log.Know(rec.hash)
		for _, a := range rec.admitted {
			log.Admit(a.card)
		}
		for _, id := range rec.removed {
			log.Remove(id, rec.head(id))
		}
	}
	for _, rec := range ro.beside {
		log.KnowBeside(rec.hash)
	}
	return log
}
