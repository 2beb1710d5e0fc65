package vault

import (
	"bytes"
	"slices"

	"amparo/internal/oplog"
)

// Two keepers who change the membership apart make two chains of one beginning:
//
//	M0 -> M1 -> M2 -> M3      one way on
//	        `-> M2'           another
//
// One of them gives way by itself only when nothing that was decided on it is
// lost by that: two new epochs on the same day, or the same telephone taken out
// twice. What it decided stands in the other one as well, and its records are
// kept beside, because entries name them. Everything else is for people.

// way is what to do about two memberships.
type way byte

const (
	same    way = iota // they are equal
	older              // theirs is the beginning of ours
	newer              // ours is the beginning of theirs
	ours               // theirs gives way
	theirs             // ours gives way
	unclear            // people have to say
)

// common returns how many records two chains begin with in common.
func common(a, b *roster) int {
	n := 0
	for n < min(len(a.records), len(b.records)) && a.records[n].hash == b.records[n].hash {
		n++
	}
	return n
}

// compare says which of two memberships stays. Both sides come to the same,
// because what they compare is all that both know together: a way that both have
// given up for a third one does not win over the one that it lost to.
func compare(us, them *roster) (way, error) {
	n := common(us, them)
	switch {
	case us.notebook != them.notebook || n == 0:
		return unclear, oplog.Foreign
	case n == len(us.records) && n == len(them.records):
		return same, nil
	case n == len(them.records):
		return older, nil
	case n == len(us.records):
		return newer, nil
	}
	ends := tips(us, them)
	best := ends[0]
	for _, end := range ends[1:] {
		if between(best, end) == theirs {
			best = end
		}
	}
	which, other := ours, them
	if !best.begins(us) {
		which, other = theirs, us
	}
	if which == theirs && !best.begins(them) {
		return unclear, nil // a third way, of which this is not the secret
	}
	for _, end := range ends {
		if end.begins(other) && between(best, end) != ours {
			return unclear, nil
		}
	}
	return which, nil
}

// tips returns the ends of all ways that two memberships know together, in a
// fixed order.
func tips(us, them *roster) []*roster {
	all := *us
	p := all.pasts()
	for _, rec := range slices.Concat(them.records, them.beside) {
		p.keep(rec)
	}
	known := slices.Concat(all.records, all.beside)
	slices.SortFunc(known, func(a, b *record) int { return bytes.Compare(a.hash[:], b.hash[:]) })
	var out []*roster
	for _, rec := range known {
		if slices.ContainsFunc(known, func(next *record) bool { return next.prev == rec.hash }) {
			continue
		}
		if end := p.at(rec.hash); end != nil {
			out = append(out, end)
		}
	}
	return out
}

// begins says whether another membership is the beginning of this one, or all
// of it.
func (ro *roster) begins(other *roster) bool { return common(ro, other) == len(other.records) }

// between says which of two ways stays, looked at alone: ours, theirs, or
// unclear.
func between(us, them *roster) way {
	n := common(us, them)
	switch {
	case n == len(them.records):
		return ours
	case n == len(us.records):
		return theirs
	}
	oursMay := them.within(us, n) && !them.ousts(us, n)
	theirsMay := us.within(them, n) && !us.ousts(them, n)
	switch {
	case oursMay && theirsMay && us.before(them), oursMay && !theirsMay:
		return ours
	case theirsMay:
		return theirs
	}
	return unclear
}

// within says whether everything that was decided here since the first n records
// is so in the other membership as well.
func (ro *roster) within(other *roster, n int) bool {
	history := func(rec *record) bool { return rec.rules&ruleHistory != 0 }
	if now := history(ro.last()); now != history(ro.records[n-1]) && now != history(other.last()) {
		return false
	}
	for _, rec := range ro.records[n:] {
		for _, id := range rec.removed {
			if _, still := other.members[id]; still {
				return false
			}
		}
		for _, r := range rec.roles {
			if m, is := other.members[r.device]; is && m.keeper != ro.members[r.device].keeper {
				return false
			}
		}
		if len(rec.admitted) > 0 {
			return false
		}
	}
	return true
}

// ousts says whether an author of the other way on is no keeper any more here.
// What a removed keeper writes afterwards, with an earlier date, decides nothing.
// Who was let in on the other way is not known here, and nobody has ousted her.
func (ro *roster) ousts(other *roster, n int) bool {
	return slices.ContainsFunc(other.records[n:], func(rec *record) bool {
		_, known := ro.cards[rec.author]
		return known && !ro.members[rec.author].keeper
	})
}

// before settles between two that decided the same: the longer one, then the
// one with the lower hash.
func (ro *roster) before(other *roster) bool {
	if len(ro.records) != len(other.records) {
		return len(ro.records) > len(other.records)
	}
	a, b := ro.head(), other.head()
	return bytes.Compare(a[:], b[:]) < 0
}

// commits says whether an epoch is one of this chain.
func (ro *roster) commits(e epochSecret) bool {
	return int(e.number) < len(ro.records) &&
		ro.records[e.number].commit == e.secret.Commitment(epochContext(ro.notebook, e.number))
}
