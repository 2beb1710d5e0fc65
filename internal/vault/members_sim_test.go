package vault_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
	"amparo/internal/vault"

	"github.com/google/go-cmp/cmp"
)

// party is a device in the simulation of memberships.
type party struct {
	name  string
	st    store.Store
	v     *vault.Vault
	log   *vault.Log
	wrote []string
}

// society is a notebook whose keepers act apart, and whose messages someone else
// carries. One goroutine, one source of chance.
type society struct {
	world
	id     vault.NotebookID
	all    []*party
	size   int // how many devices there may be
	grants [][]byte
	blobs  [][]byte
	seen   map[string]int // what happened, by its name
}

// TestMembershipsAgree (S14, for memberships): 2 to 8 devices, several keepers
// who add, remove, change roles and begin epochs without knowing of each other,
// and a hostile transport that drops, delays, mixes, repeats, replays, swaps,
// cuts, alters, and brings grants of others. In the end any two devices have the
// same, or a fault has its name on both sides.
func TestMembershipsAgree(t *testing.T) {
	rounds := uint64(300)
	if long() {
		rounds = 10_000
	}
	seen := make(map[string]int)
	for seed := range rounds {
		play(t, seed, seen)
	}
	t.Logf("%d schedules: %v", rounds, seen)
	for _, name := range []string{"fork", "the other membership gives way to this one", "followed", "altered", "admitted", "came again", "the same"} {
		if seen[name] == 0 {
			t.Errorf("it never came to %q", name)
		}
	}
}

// Schedules that once ended badly: an entry that came twice while it waited for a
// membership was said to be here; a keeper who was let in on one way counted on
// the other as one who had been put out.
func TestSchedulesThatWentWrong(t *testing.T) {
	for _, seed := range []uint64{8661, 7223} {
		play(t, seed, map[string]int{})
	}
}

// play plays the schedule of a seed.
func play(t *testing.T, seed uint64, seen map[string]int) {
	t.Helper()
	s := newSociety(t, seed)
	s.seen = seen
	for range 8 + s.rnd.IntN(20) {
		s.step()
	}
	s.settle()
}

func newSociety(t *testing.T, seed uint64) *society {
	s := &society{world: world{t: t, seed: seed, rnd: rand.New(rand.NewPCG(seed, 21))}}
	s.size = 2 + s.rnd.IntN(7)
	ana := s.arrive("ana")
	var err error
	ana.log, err = ana.v.NewNotebook(context.Background(), "ours")
	s.ok(err)
	s.id = ana.log.ID()
	s.all = append(s.all, ana)
	s.seen = make(map[string]int)
	s.admit(ana, vault.Admission{Keeper: true})
	return s
}

// arrive is a new vault.
func (s *society) arrive(name string) *party {
	s.t.Helper()
	c := config()
	c.Rand = rand.NewChaCha8([32]byte{byte(s.seed), byte(s.seed >> 8), byte(s.seed >> 16), byte(len(s.all))})
	p := &party{name: name, st: store.NewMemory()}
	var err error
	p.v, err = vault.Create(context.Background(), p.st, name, []byte(name), c)
	s.ok(err)
	return p
}

// admit brings in a device of a fresh vault, by what one device knows.
func (s *society) admit(by *party, a vault.Admission) {
	s.t.Helper()
	if len(s.all) >= s.size {
		return
	}
	ctx := context.Background()
	p := s.arrive(fmt.Sprint("device ", len(s.all)))
	var err error
	a.Card, err = p.v.Card(ctx)
	s.ok(err)
	if !s.turn(by, vault.Change{Admit: []vault.Admission{a}}) {
		return
	}
	grant, err := by.log.Welcome(ctx, a.Card.ID())
	s.ok(err)
	if _, err := p.v.Join(ctx, "", s.alter(grant)); err == nil {
		s.fatal("joined by an altered grant")
	}
	p.log, err = p.v.JoinFrom(ctx, "", grant, by.log.Device(), nil)
	s.ok(err)
	s.all = append(s.all, p)
	s.seen["admitted"]++
}

// turn changes the membership, and says whether this device could.
func (s *society) turn(by *party, c vault.Change) bool {
	s.t.Helper()
	c.Alone = true
	err := by.log.Turn(context.Background(), c)
	switch {
	case errors.Is(err, vault.ErrNotKeeper), errors.Is(err, oplog.Foreign), errors.Is(err, vault.ErrSelf):
		return false
	}
	s.ok(err)
	return true
}

func (s *society) any() *party { return s.all[s.rnd.IntN(len(s.all))] }

func (s *society) alter(b []byte) []byte {
	b = slices.Clone(b)
	if s.rnd.IntN(4) == 0 {
		return b[:s.rnd.IntN(len(b))]
	}
	b[s.rnd.IntN(len(b))] ^= 1 << s.rnd.IntN(8)
	return b
}

func (s *society) step() {
	s.t.Helper()
	p, q := s.any(), s.any()
	id := []key.DeviceID{q.log.Device()}
	switch s.rnd.IntN(30) {
	case 0, 1:
		s.turn(p, vault.Change{})
	case 2, 3:
		s.turn(p, vault.Change{Remove: id})
	case 4:
		s.turn(p, vault.Change{Leave: id})
	case 5, 6:
		s.turn(p, vault.Change{Keepers: id})
	case 7:
		s.turn(p, vault.Change{Plain: id})
	case 8, 9, 10:
		s.admit(p, vault.Admission{Keeper: s.rnd.IntN(2) == 0})
	case 11:
		s.comeAgain(p, q)
	case 12:
		s.reopen(p)
	case 13, 14, 15, 16:
		s.write(p)
	default:
		if p != q {
			s.carry(p, q)
		}
	}
}

// comeAgain admits a fresh device of someone who was removed.
func (s *society) comeAgain(by, who *party) {
	s.t.Helper()
	c := circle(s.t, by.log)
	if slices.ContainsFunc(c.Members, func(m vault.Member) bool { return m.Device == who.log.Device() }) {
		return
	}
	before := len(s.all)
	s.admit(by, vault.Admission{Of: who.log.Device()})
	s.seen["came again"] += len(s.all) - before
}

func (s *society) reopen(p *party) {
	s.t.Helper()
	s.ok(p.v.Close())
	var err error
	p.v, err = vault.Open(context.Background(), p.st, []byte(p.name), config())
	s.ok(err)
	p.log, err = p.v.Log(context.Background(), s.id)
	s.ok(err)
}

func (s *society) write(p *party) {
	s.t.Helper()
	text := fmt.Sprintf("%s %d", p.name, len(p.wrote))
	_, err := p.log.Append(context.Background(), []byte(text))
	s.ok(err)
	p.wrote = append(p.wrote, text)
}

// named says whether an error is one of those that have a name, and counts it.
func (s *society) named(err error) bool {
	fault, ok := errors.AsType[oplog.Fault](err)
	switch {
	case ok:
		s.seen[string(fault)]++
	case err == vault.ErrBeside, err == vault.ErrDamaged:
		s.seen[err.Error()]++
	default:
		return false
	}
	return true
}

// carry brings what one device has to another, through hostile hands.
func (s *society) carry(from, to *party) {
	s.t.Helper()
	ctx := context.Background()
	if grant, err := from.log.Grant(ctx, to.log.Device()); err == nil {
		s.grants = append(s.grants, grant)
		if s.rnd.IntN(3) > 0 {
			s.follow(to, grant)
		}
		if err := to.log.Follow(ctx, s.alter(grant)); err != oplog.Foreign {
			s.fatal("an altered grant: %v", err)
		}
		s.seen["altered"]++
	}
	if len(s.grants) > 0 && s.rnd.IntN(2) == 0 { // an old one, or another's
		s.follow(to, s.grants[s.rnd.IntN(len(s.grants))])
	}
	if s.rnd.IntN(6) == 0 {
		s.substitute(to)
	}
	blobs, err := from.log.Sealed(ctx, 0)
	s.ok(err)
	s.blobs = append(s.blobs, blobs...)
	if len(s.blobs) == 0 {
		return
	}
	blobs = append(slices.Clone(blobs), s.blobs[s.rnd.IntN(len(s.blobs))])
	s.rnd.Shuffle(len(blobs), func(i, j int) { blobs[i], blobs[j] = blobs[j], blobs[i] })
	for _, blob := range blobs[:s.rnd.IntN(len(blobs)+1)] {
		s.receive(to, blob)
		if s.rnd.IntN(8) == 0 {
			if _, err := to.log.Receive(ctx, s.alter(blob)); err == nil || !s.named(err) {
				s.fatal("an altered entry: %v", err)
			}
		}
	}
}

func (s *society) follow(p *party, grant []byte) error {
	s.t.Helper()
	err := p.log.Follow(context.Background(), grant)
	if err == nil {
		s.seen["followed"]++
	} else if !s.named(err) {
		s.fatal("following: %v", err)
	}
	return err
}

func (s *society) receive(p *party, blob []byte) error {
	s.t.Helper()
	_, err := p.log.Receive(context.Background(), blob)
	if err != nil && !s.named(err) {
		s.fatal("receiving: %v", err)
	}
	return err
}

// substitute offers a grant of a notebook that someone else made, for a device of
// this one.
func (s *society) substitute(p *party) {
	s.t.Helper()
	ctx := context.Background()
	card, err := p.log.Card(ctx)
	s.ok(err)
	other, err := s.arrive("stranger").v.NewNotebook(ctx, "ours")
	s.ok(err)
	grant, err := other.Admit(ctx, card)
	s.ok(err)
	if err := p.log.Follow(ctx, grant); err != oplog.Foreign {
		s.fatal("a stranger's grant: %v", err)
	}
}

// settle lets everybody hear of everybody, and looks at what they have.
func (s *society) settle() {
	s.t.Helper()
	passes := 0
	for moved := true; moved; passes++ {
		if moved = false; passes > 4*len(s.all) {
			s.fatal("they never come to rest")
		}
		for _, p := range s.all {
			for _, q := range s.all {
				moved = p != q && s.whole(p, q) || moved
			}
		}
	}
	for _, p := range s.all {
		if s.rnd.IntN(4) == 0 {
			s.reopen(p)
		}
		s.keeps(p)
		for _, q := range s.all {
			if p != q {
				s.between(p, q)
			}
		}
	}
}

// whole brings everything from one device to another, and says whether that
// changed anything. The membership comes first where it is another one, or where
// entries wait for it.
func (s *society) whole(from, to *party) bool {
	s.t.Helper()
	if s.box(from) == s.box(to) {
		if took, wait := s.pour(from, to); !wait {
			return took
		}
	}
	moved := false
	if grant, err := from.log.Grant(context.Background(), to.log.Device()); err == nil {
		moved = s.follow(to, grant) == nil
	}
	if s.box(from) != s.box(to) {
		return moved
	}
	took, _ := s.pour(from, to)
	return moved || took
}

// pour brings all entries, and says whether one was new and whether one waits.
func (s *society) pour(from, to *party) (took, wait bool) {
	s.t.Helper()
	blobs, err := from.log.Sealed(context.Background(), 0)
	s.ok(err)
	for _, blob := range blobs {
		err := s.receive(to, blob)
		took, wait = took || err == nil, wait || err == oplog.Gap
	}
	return took, wait
}

// box names the epoch that a device is in.
func (s *society) box(p *party) [16]byte {
	s.t.Helper()
	box, err := p.log.Mailbox(context.Background())
	s.ok(err)
	return box
}

// keeps checks that nothing which a device was told is saved is lost to it.
func (s *society) keeps(p *party) {
	s.t.Helper()
	got := payloads(s.t, p.log)
	for _, text := range p.wrote {
		if !slices.Contains(got, text) {
			s.fatal("%s has lost %q", p.name, text)
		}
	}
}

// between looks at two devices, the second of which hears of the first.
func (s *society) between(p, q *party) {
	s.t.Helper()
	ctx := context.Background()
	grant, err := p.log.Grant(ctx, q.log.Device())
	if err != nil {
		s.shutOut(p, q)
		return
	}
	switch err := s.follow(q, grant); err {
	case oplog.Duplicate:
		a, b := payloads(s.t, p.log), payloads(s.t, q.log)
		slices.Sort(a)
		slices.Sort(b)
		if diff := cmp.Diff(a, b); diff != "" {
			s.fatal("%s and %s differ, and nobody says so: %s", p.name, q.name, diff)
		}
		if diff := cmp.Diff(s.circle(p), s.circle(q)); diff != "" {
			s.fatal("%s and %s have other members: %s", p.name, q.name, diff)
		}
		s.seen["the same"]++
	case oplog.Fork: // said on both sides, or the other is out on this one
		if back, err := q.log.Grant(ctx, p.log.Device()); err == nil {
			if err := s.follow(p, back); err != oplog.Fork {
				s.fatal("a fork for %s, and for %s %v", q.name, p.name, err)
			}
		}
	case vault.ErrBeside, oplog.Rollback: // p will follow q, if it is still in there
		if _, err := q.log.Grant(ctx, p.log.Device()); err == nil {
			s.fatal("%s has not followed %s", p.name, q.name)
		}
	default:
		s.fatal("%s hears of %s: %v", q.name, p.name, err)
	}
}

// circle is what a device knows of the members, whichever of them it is.
func (s *society) circle(p *party) vault.Circle {
	s.t.Helper()
	c := circle(s.t, p.log)
	for i := range c.Members {
		c.Members[i].Self = false
	}
	return c
}

// shutOut (S15): a device that is no member opens nothing that is there now.
func (s *society) shutOut(p, q *party) {
	s.t.Helper()
	blobs, err := p.log.Sealed(context.Background(), 0)
	s.ok(err)
	for _, blob := range blobs {
		if got, err := q.log.Receive(context.Background(), blob); err != oplog.Foreign || len(got) > 0 {
			s.fatal("%s, who is out, opens what %s has: %v", q.name, p.name, err)
		}
	}
	s.seen["shut out"] += len(blobs)
}
