package vault

import (
	"slices"
	"sort"

	"amparo/internal/key"
	"amparo/internal/oplog"
)

// Member is a device of a notebook.
type Member struct {
	Device key.DeviceID
	// Keeper says whether it may admit and remove devices.
	Keeper bool
	// Self says whether it is this device.
	Self bool
}

// roster is who the members are: the fold of a membership chain.
type roster struct {
	notebook NotebookID
	records  []*record
	members  map[key.DeviceID]admission
	cards    map[key.DeviceID]key.Card // of all who ever were members
}

func newRoster(id NotebookID) *roster {
	return &roster{
		notebook: id,
		members:  make(map[key.DeviceID]admission),
		cards:    make(map[key.DeviceID]key.Card),
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
// again, only members are removed, and a keeper remains.
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
	if err := ro.changes(rec); err != nil {
		return err
	}
	for _, a := range rec.admitted {
		ro.members[a.card.ID()] = a
		ro.cards[a.card.ID()] = a.card
	}
	for _, id := range rec.removed {
		delete(ro.members, id)
	}
	ro.records = append(ro.records, rec)
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

// changes checks who comes and goes.
func (ro *roster) changes(rec *record) error {
	keepers := 0
	for id, a := range ro.members {
		if a.keeper && !slices.Contains(rec.removed, id) {
			keepers++
		}
	}
	for _, a := range rec.admitted {
		if _, was := ro.cards[a.card.ID()]; was {
			return oplog.Fork
		}
		if a.keeper {
			keepers++
		}
	}
	for _, id := range rec.removed {
		if _, is := ro.members[id]; !is {
			return oplog.Foreign
		}
	}
	if keepers == 0 {
		return oplog.Foreign
	}
	return nil
}

// recipients returns the devices that an epoch's secret is sealed to: all
// members, in ascending order.
func (ro *roster) recipients() []key.DeviceID {
	var ids []key.DeviceID
	for id := range ro.members {
		ids = append(ids, id)
	}
	sort.Slice(ids, func(i, j int) bool { return compareIDs(ids[i], ids[j]) < 0 })
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
	return log
}
