package vault

import (
	"bytes"
	"context"
	"slices"
	"sort"

	"amparo/internal/oplog"
)

// Records of ways that were given up stand beside the chain, because entries name
// them. Whoever was a keeper once can make any number of others, so there is an
// end to it, and what is named comes first.

// mostBeside is how many records are kept beside.
const mostBeside = 256

// pasts are the memberships as they were after each record of a roster, in the
// chain or beside it. Each is worked out once.
type pasts struct {
	of      *roster
	records map[oplog.Hash]*record
	then    map[oplog.Hash]*roster
}

func (ro *roster) pasts() pasts {
	p := pasts{ro, make(map[oplog.Hash]*record), make(map[oplog.Hash]*roster)}
	for _, rec := range slices.Concat(ro.records, ro.beside) {
		p.records[rec.hash] = rec
	}
	return p
}

// at returns the membership as it was after a record, or nil.
func (p pasts) at(hash oplog.Hash) *roster {
	if then := p.then[hash]; then != nil {
		return then
	}
	rec, before := p.records[hash], newRoster(p.of.notebook)
	if rec != nil && rec.number > 0 {
		before = p.at(rec.prev)
	}
	if rec == nil || before == nil {
		return nil
	}
	then, err := before.after(rec)
	if err != nil {
		return nil
	}
	p.then[hash] = then
	return then
}

// keep puts a record beside the chain, if it may stand there: a keeper of then
// has signed it. It says whether that is new.
func (p pasts) keep(rec *record) bool {
	if p.records[rec.hash] != nil {
		return false
	}
	before := p.at(rec.prev)
	if before == nil {
		return false
	}
	then := *before
	if then.add(rec) != nil {
		return false
	}
	p.records[rec.hash], p.then[rec.hash] = rec, &then
	p.of.beside = append(slices.Clip(p.of.beside), rec)
	sort.Slice(p.of.beside, func(i, j int) bool { return compareRecords(p.of.beside[i], p.of.beside[j]) < 0 })
	return true
}

// compareRecords orders what stands beside.
func compareRecords(a, b *record) int {
	if a.number != b.number {
		return int(a.number) - int(b.number)
	}
	return bytes.Compare(a.hash[:], b.hash[:])
}

// takeBeside keeps these records beside the chain, as far as there is room. It
// says whether all of them are known then.
func (ro *roster) takeBeside(records ...*record) bool {
	p, all := ro.pasts(), true
	for _, rec := range records {
		if len(ro.beside) < mostBeside {
			p.keep(rec)
		}
		all = all && p.records[rec.hash] != nil
	}
	return all
}

// knows says whether a record is in the chain or beside it.
func (ro *roster) knows(hash oplog.Hash) bool {
	return stands(hash, ro.records) || stands(hash, ro.beside)
}

func stands(hash oplog.Hash, among []*record) bool {
	return slices.ContainsFunc(among, func(rec *record) bool { return rec.hash == hash })
}

// gather has one of two memberships keep beside what it lacks of the other. Where
// that is too much, what this device can't do without comes first: its own chain
// and what its entries name; then what those name that wait here, and then what
// stood there before. It says whether anything new stands there. The error is
// oplog.Fork when there is no room for all that comes first.
func (l *Log) gather(ctx context.Context, ro, other *roster) (bool, error) {
	was := ro.beside
	all := slices.Concat(was, other.records, other.beside)
	if !ro.takeBeside(all...) {
		names, err := l.names(ctx)
		if err != nil {
			ro.beside = was
			return false, err
		}
		named := leading(all, names)
		waits := leading(all, l.log.Unknown())
		ro.beside = nil
		ro.takeBeside(slices.Concat(named, waits, all)...)
		if slices.ContainsFunc(named, func(rec *record) bool { return !ro.knows(rec.hash) }) {
			ro.beside = was
			return false, oplog.Fork
		}
	}
	return slices.ContainsFunc(ro.beside, func(rec *record) bool { return !stands(rec.hash, was) }), nil
}

// names returns the records that this device can't do without, by their hashes.
func (l *Log) names(ctx context.Context) (map[oplog.Hash]bool, error) {
	names := make(map[oplog.Hash]bool)
	for _, rec := range l.roster.records {
		names[rec.hash] = true
	}
	state, err := l.readState(ctx)
	if err != nil {
		return nil, err
	}
	history, err := l.readHistory(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range []*frame{state, history} {
		if f != nil {
			names[f.membership] = true
		}
	}
	_, err = l.walk(ctx, 0, func(_ uint64, e *oplog.Entry) error {
		names[e.Membership] = true
		return nil
	})
	return names, err
}

// leading returns those of some records that are named, and what led to them,
// causes first.
func leading(records []*record, names map[oplog.Hash]bool) []*record {
	records = slices.SortedFunc(slices.Values(records), compareRecords)
	var out []*record
	for _, rec := range slices.Backward(records) {
		if names[rec.hash] {
			names[rec.prev] = true
			out = append(out, rec)
		}
	}
	slices.Reverse(out)
	return out
}
