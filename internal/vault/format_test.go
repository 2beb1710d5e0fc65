package vault

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
)

// These tests stand inside the package: they forge what its own functions
// would never make, and pin bytes.

type counting struct{ next byte }

func (c *counting) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = c.next
		c.next++
	}
	return len(p), nil
}

func good[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func deviceOf(n byte) *key.Device { return good(key.NewDevice(&counting{next: n})) }

//go:embed testdata/vectors.txt
var vectors string

// TestVectors pins the bytes of each format. A change here is a new format.
func TestVectors(t *testing.T) {
	vaultKey := key.SecretFrom(bytes.Repeat([]byte{7}, 32))
	paper := good(key.NewPaper(&counting{}))
	h := &header{cost: key.Cost{Time: 3, MemoryKiB: 65536, Threads: 1}, label: "kitchen"}
	if err := h.fill(vaultKey, paper, &counting{}); err != nil {
		t.Fatal(err)
	}
	ana, bo := deviceOf(1), deviceOf(2)
	id := NotebookID{1, 2, 3}
	secret := epochSecret{number: 0, secret: key.SecretFrom(bytes.Repeat([]byte{9}, 32))}
	ep := newEpoch(id, secret)
	ro := newRoster(id)
	first := &record{notebook: id, time: 1_700_000_000, commit: ep.commit,
		admitted: []admission{{keeper: true, card: ana.Card()}, {card: bo.Card()}}, heads: []oplog.Head{{Device: ana.ID(), Seq: 1}}}
	rec := good(decodeRecord(signFirst(first, ana)))
	if err := ro.add(rec); err != nil {
		t.Fatal(err)
	}
	second := &record{notebook: id, number: 1, prev: rec.hash, time: 1_700_000_001, commit: ep.commit, rules: ruleHistory,
		admitted: []admission{{keeper: true, paper: true, of: ana.ID(), card: deviceOf(3).Card()}, {of: bo.ID(), card: deviceOf(4).Card()}},
		roles:    []role{{keeper: true, device: bo.ID()}}, heads: first.heads}
	second.sign(ana)
	third := &record{notebook: id, number: 2, prev: second.hash, rules: ruleAlone, removed: []key.DeviceID{bo.ID(), deviceOf(3).ID()}}
	third.sign(ana)
	for _, next := range []*record{second, third} {
		if err := ro.add(good(decodeRecord(next.raw))); err != nil {
			t.Fatal(err)
		}
	}
	beside := &record{notebook: id, number: 1, prev: rec.hash, rules: ruleAlone}
	beside.sign(ana)
	if !ro.takeBeside(beside) {
		t.Fatal("a record of ana's is not kept beside")
	}
	entry := oplog.Encode(oplog.Header{Notebook: id, Device: ana.ID(), Seq: 1, Membership: rec.hash, Time: 1_700_000_000,
		Count: 1, Heads: []oplog.Head{{Device: bo.ID(), Seq: 2, Hash: oplog.Hash{5}}}}, []byte("body"), ana)
	ix := &index{paper: paper, spare: []byte("spare"), doomed: []store.Box{{3}}, waiting: []*key.Device{bo},
		notebooks: []notebook{{id: id, name: "ours", device: ana, epochs: []epochSecret{secret}}}}
	m := &manifest{label: "kitchen", paper: paper, local: []byte("local"),
		notebooks: []manifestNotebook{{id: id, name: "ours", forgotten: 5, epochs: []epochSecret{secret}}}}
	fr := front{through: 7, slot: 2, history: [32]byte{4}}
	for _, v := range []struct {
		name string
		got  []byte
	}{
		{"header", h.encode(vaultKey)},
		{"entry", entry.Bytes()},
		{"entry-hash", entry.Hash[:]},
		{"mailbox", ep.box[:]},
		{"mailbox-key", ep.access},
		{"turn-sealed", shorten(good(ep.turn.alike([]byte("what leads on"))))},
		{"entry-sealed", shorten(good(ep.entry.alike(entry.Bytes())))},
		{"snapshot-sealed", shorten(good(ep.state.close([]byte("x"), &counting{})))},
		{"history-sealed", shorten(good(ep.history.close([]byte("x"), &counting{})))},
		{"members-sealed", shorten(good(ep.members.close([]byte("x"), &counting{})))},
		{"index-sealed", shorten(good(newLid(vaultKey, "index", nil, 0, store.Box{}).close([]byte("x"), &counting{})))},
		{"record", shorten(rec.raw)},
		{"record-2", shorten(second.raw)},
		{"record-2-removing", third.raw},
		{"membership", shorten(ro.encodeChain([]byte("block")))},
		{"front", fr.append(nil)},
		{"index", shorten(ix.encode())},
		{"manifest", m.encode()},
	} {
		if want := line(vectors, v.name); want != hex.EncodeToString(v.got) {
			t.Errorf("%s: got\n%s %x", v.name, v.name, v.got)
		}
	}
}

// shorten keeps the vectors readable: the first bytes, and a hash of them all.
func shorten(b []byte) []byte {
	h := key.Hash("vector", b)
	return append(slices.Clone(b[:min(len(b), 120)]), h[:]...)
}

// signFirst returns a record in layout 1, which is no longer written.
func signFirst(rec *record, d *key.Device) []byte {
	id := d.ID()
	b := append([]byte{key.Suite}, rec.notebook[:]...)
	b = binary.BigEndian.AppendUint32(b, rec.number)
	b = append(b, rec.prev[:]...)
	b = append(b, id[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(rec.time))
	b = append(b, rec.commit[:]...)
	b = binary.BigEndian.AppendUint16(b, uint16(len(rec.admitted)))
	slices.SortFunc(rec.admitted, func(a, b admission) int { return compareIDs(a.card.ID(), b.card.ID()) })
	for _, a := range rec.admitted {
		b = append(b, admission{keeper: a.keeper}.role())
		b = append(b, a.card.Bytes()...)
	}
	b = binary.BigEndian.AppendUint16(b, uint16(len(rec.removed)))
	for _, gone := range rec.removed {
		b = append(b, gone[:]...)
	}
	b = oplog.AppendHeads(b, rec.heads)
	sig := d.Sign(recordHash(b))
	return append(b, sig[:]...)
}

func line(file, name string) string {
	for l := range strings.Lines(file) {
		if k, v, ok := strings.Cut(strings.TrimSpace(l), " "); ok && k == name {
			return v
		}
	}
	return ""
}

func TestPaddingHidesTheLength(t *testing.T) {
	l := newLid(key.SecretFrom(make([]byte, 32)), "entry", nil, 0, store.Box{})
	sizes := make(map[int]bool)
	for n := 0; n < 200_000; n = n*5/4 + 1 {
		plain := bytes.Repeat([]byte{1}, n)
		blob := good(l.close(plain, &counting{}))
		sizes[len(blob)] = true
		if got, err := l.open(blob); err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("%d bytes: %v", n, err)
		}
	}
	if len(sizes) > 7 {
		t.Errorf("%d different lengths", len(sizes))
	}
	for _, padded := range [][]byte{
		nil, {0, 0, 0}, make([]byte, 1023), make([]byte, 1025), make([]byte, 4096),
		append([]byte{0, 0, 4, 0}, make([]byte, 1020)...), append(make([]byte, 1023), 1),
	} {
		if _, err := key.Unpad(padded); err != key.ErrEncoding {
			t.Errorf("%d bytes: %v", len(padded), err)
		}
	}
}

// group is a notebook with ana, a keeper, and bo, a member.
type group struct {
	ana, bo *key.Device
	ro      *roster
	secret  epochSecret
	block   *keyBlock
}

func newGroup() *group {
	g := &group{ana: deviceOf(1), bo: deviceOf(2), ro: newRoster(NotebookID{1})}
	both := []admission{{keeper: true, card: g.ana.Card()}, {card: g.bo.Card()}}
	var err error
	if g.secret, g.block, err = g.ro.step(turn{admitted: both}, g.ana, &counting{}); err != nil {
		panic(err)
	}
	return g
}

// read reads the membership as a client does.
func (g *group) read(block []byte) (*roster, *keyBlock, error) {
	return readChain(g.ro.notebook, g.ro.encodeChain(block), nil)
}

func TestRecordsThatMayNotBe(t *testing.T) {
	eva := deviceOf(3)
	g := newGroup()
	last := g.ro.last()
	next := func() *record {
		return &record{notebook: g.ro.notebook, number: 1, prev: last.hash, rules: ruleAlone}
	}
	for name, c := range map[string]struct {
		make func() *record
		want error
	}{
		"a plain member's": {func() *record { r := next(); r.sign(g.bo); return r }, oplog.Foreign},
		"a stranger's":     {func() *record { r := next(); r.sign(eva); return r }, oplog.Foreign},
		"another notebook's": {func() *record {
			r := next()
			r.notebook[0]++
			r.sign(g.ana)
			return r
		}, oplog.Foreign},
		"bo's in ana's name": {func() *record {
			r := next()
			r.sign(g.bo)
			copy(r.raw[2+16+4+32:], idBytes(g.ana))
			return good(decodeRecord(r.raw))
		}, oplog.BadSignature},
		"one that skips":    {func() *record { r := next(); r.number = 2; r.sign(g.ana); return r }, oplog.Fork},
		"one beside":        {func() *record { r := next(); r.prev[0]++; r.sign(g.ana); return r }, oplog.Fork},
		"a second founding": {func() *record { r := &record{notebook: g.ro.notebook}; r.sign(g.ana); return r }, oplog.Fork},
		"no keeper left": {func() *record {
			r := next()
			r.removed = []key.DeviceID{g.ana.ID()}
			r.sign(g.ana)
			return r
		}, oplog.Foreign},
		"a stranger removed": {func() *record {
			r := next()
			r.removed = []key.DeviceID{eva.ID()}
			r.sign(g.ana)
			return r
		}, oplog.Foreign},
		"bo admitted again": {func() *record {
			r := next()
			r.admitted = []admission{{keeper: true, card: g.bo.Card()}}
			r.sign(g.ana)
			return r
		}, oplog.Fork},
		"ana takes herself out": {func() *record {
			r := next()
			r.roles = []role{{true, g.bo.ID()}}
			r.removed = []key.DeviceID{g.ana.ID()}
			r.sign(g.ana)
			return r
		}, oplog.Foreign},
		"alone without saying so": {func() *record { r := next(); r.rules = 0; r.sign(g.ana); return r }, oplog.Foreign},
		"two, and it says alone":  {func() *record { r := next(); r.roles = []role{{true, g.bo.ID()}}; r.sign(g.ana); return r }, oplog.Foreign},
		"two keepers":             {func() *record { r := next(); r.rules, r.roles = 0, []role{{true, g.bo.ID()}}; r.sign(g.ana); return r }, nil},
		"a role that she has":     {func() *record { r := next(); r.roles = []role{{false, g.bo.ID()}}; r.sign(g.ana); return r }, oplog.Foreign},
		"a role for a stranger":   {func() *record { r := next(); r.roles = []role{{true, eva.ID()}}; r.sign(g.ana); return r }, oplog.Foreign},
		"eva as bo's second": {func() *record {
			r := next()
			r.admitted = []admission{{of: g.bo.ID(), card: eva.Card()}}
			r.sign(g.ana)
			return r
		}, nil},
		"eva as a stranger's": {func() *record {
			r := next()
			r.admitted = []admission{{of: key.DeviceID{1}, card: eva.Card()}}
			r.sign(g.ana)
			return r
		}, oplog.Foreign},
		"a paper key that is nobody's": {func() *record {
			r := next()
			r.admitted = []admission{{keeper: true, paper: true, card: eva.Card()}}
			r.sign(g.ana)
			return r
		}, oplog.Foreign},
		"a device of one that comes with it, and is one of bo's": {func() *record {
			r := next()
			r.admitted = []admission{{of: g.bo.ID(), card: eva.Card()}, {of: eva.ID(), card: deviceOf(4).Card()}}
			r.sign(g.ana)
			return r
		}, oplog.Foreign},
		"two devices of someone new": {func() *record {
			r := next()
			r.admitted = []admission{{card: eva.Card()}, {of: eva.ID(), card: deviceOf(4).Card()}}
			r.sign(g.ana)
			return r
		}, nil},
		"eva as her own": {func() *record {
			r := next()
			r.admitted = []admission{{of: eva.ID(), card: eva.Card()}}
			r.sign(g.ana)
			return r
		}, oplog.Foreign},
		"a second device of ana's": {func() *record {
			r := next()
			r.admitted = []admission{{keeper: true, of: g.ana.ID(), card: eva.Card()}}
			r.sign(g.ana)
			return r
		}, nil},
		"bo out": {func() *record { r := next(); r.removed = []key.DeviceID{g.bo.ID()}; r.sign(g.ana); return r }, nil},
	} {
		g.ro = newRoster(g.ro.notebook)
		if err := g.ro.add(last); err != nil {
			t.Fatal(err)
		}
		rec := c.make()
		if again := good(decodeRecord(rec.raw)); again.hash != rec.hash {
			t.Errorf("%s: another hash after reading", name)
		}
		if err := g.ro.add(rec); err != c.want {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	founder := &record{notebook: g.ro.notebook, admitted: []admission{{card: g.ana.Card()}}}
	founder.sign(g.ana)
	if err := newRoster(g.ro.notebook).add(founder); err != oplog.Foreign {
		t.Error("a founder who is no keeper:", err)
	}
}

// TestWhatStandsBesideHasItsPlace: only records that a keeper of then has signed,
// in order, once.
func TestWhatStandsBesideHasItsPlace(t *testing.T) {
	g := newGroup()
	prev := g.ro.last()
	month := func(by *key.Device, at int64) *record {
		rec := &record{notebook: g.ro.notebook, number: prev.number + 1, prev: prev.hash, rules: ruleAlone, time: at}
		rec.sign(by)
		return rec
	}
	one, two := month(g.ana, 1), month(g.ana, 2)
	keep := func(rec *record) bool { return g.ro.pasts().keep(rec) }
	if keep(month(g.bo, 1)) || keep(prev) {
		t.Error("a plain member's record, or one of the chain, stands beside")
	}
	if !keep(one) || keep(one) || !keep(two) {
		t.Error("a keeper's is not kept, or kept twice")
	}
	prev = one
	if !keep(month(g.ana, 3)) {
		t.Error("what follows one beside is not kept")
	}
	other := newRoster(g.ro.notebook)
	if err := other.add(g.ro.records[0]); err != nil || other.knows(one.hash) {
		t.Error("what one knows of another:", err)
	}
	for range 2 {
		if !other.takeBeside(g.ro.beside...) || len(other.beside) != 3 {
			t.Error("what stands beside does not come along, or comes twice")
		}
	}
	prev = g.ro.records[0]
	for at := range int64(mostBeside - 3) {
		if !g.ro.takeBeside(month(g.ana, at+9)) {
			t.Fatal("there is no room")
		}
	}
	if g.ro.takeBeside(month(g.ana, 8)) || len(g.ro.beside) != mostBeside {
		t.Errorf("%d stand beside", len(g.ro.beside))
	}
	if !keep(month(g.ana, 8)) {
		t.Fatal("one more is not kept")
	}
	if _, _, err := readChain(g.ro.notebook, g.ro.encodeChain(g.block.raw), nil); err != oplog.ErrMalformed {
		t.Error("too many beside:", err)
	}
	g.ro.beside = slices.Clone(other.beside)
	good := g.ro.encodeChain(g.block.raw)
	if ro, _, err := readChain(g.ro.notebook, good, nil); err != nil || len(ro.beside) != 3 {
		t.Fatal(err)
	}
	g.ro.beside[0], g.ro.beside[1] = g.ro.beside[1], g.ro.beside[0]
	if _, _, err := g.read(g.block.raw); err != oplog.ErrMalformed {
		t.Error("out of order:", err)
	}
	newer := append([]byte{thisLayout + 1}, good[1:]...)
	if _, _, err := readChain(g.ro.notebook, newer, nil); err != ErrNewer {
		t.Error("of a newer program:", err)
	}
}

func idBytes(d *key.Device) []byte { id := d.ID(); return id[:] }

// TestEachClientRecomputesTheRecipients: blocks that are signed by the keeper,
// and yet not for exactly the members.
func TestEachClientRecomputesTheRecipients(t *testing.T) {
	eva := deviceOf(3)
	forge := func(change func(*group, *roster)) error {
		g := newGroup()
		other := newRoster(g.ro.notebook)
		if err := other.add(g.ro.last()); err != nil {
			t.Fatal(err)
		}
		change(g, other)
		block := good(newKeyBlock(other, g.secret.secret, g.ana))
		_, _, err := g.read(block.raw)
		return err
	}
	for name, c := range map[string]struct {
		change func(*group, *roster)
		want   error
	}{
		"as it should be": {func(*group, *roster) {}, nil},
		"without bo":      {func(g *group, ro *roster) { delete(ro.members, g.bo.ID()) }, oplog.Foreign},
		"eva listens in": {func(_ *group, ro *roster) {
			ro.members[eva.ID()] = admission{card: eva.Card()}
			ro.cards[eva.ID()] = eva.Card()
		}, oplog.Foreign},
		"eva instead of bo": {func(g *group, ro *roster) {
			delete(ro.members, g.bo.ID())
			ro.members[eva.ID()] = admission{card: eva.Card()}
			ro.cards[eva.ID()] = eva.Card()
		}, oplog.Foreign},
		"for another membership": {func(_ *group, ro *roster) {
			other := *ro.last()
			other.hash[0]++
			ro.records = []*record{&other}
		}, oplog.Foreign},
	} {
		if err := forge(c.change); err != c.want {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	g := newGroup()
	by := good(newKeyBlock(g.ro, g.secret.secret, g.bo))
	if _, _, err := g.read(by.raw); err != oplog.BadSignature {
		t.Error("signed by bo:", err)
	}
}

func TestSecretsAreTheOnesCommittedTo(t *testing.T) {
	g := newGroup()
	ro, block, err := g.read(g.block.raw)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := block.open(ro, g.bo); err != nil || !got.Equal(g.secret.secret) {
		t.Error("bo has another secret:", err)
	}
	if _, err := block.open(ro, deviceOf(3)); err != oplog.AfterRemoval {
		t.Error("eva:", err)
	}
	other := good(newKeyBlock(g.ro, key.SecretFrom(make([]byte, 32)), g.ana))
	ro, block, err = g.read(other.raw)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := block.open(ro, g.bo); err != oplog.BadCommitment {
		t.Error("another secret than the record commits to:", err)
	}
	_, block, _ = g.read(g.block.raw)
	block.sealed[0], block.sealed[1] = block.sealed[1], block.sealed[0]
	if _, err := block.open(ro, g.bo); err != oplog.BadCommitment {
		t.Error("another's sealed secret:", err)
	}
}

// TestNoncesDoNotRepeat (S13): what is no entry has random nonces, also where four
// lids have one key.
func TestNoncesDoNotRepeat(t *testing.T) {
	total := 20_000
	if os.Getenv("AMPARO_LONG") == "1" {
		total = 1_000_000
	}
	rnd := Config{}.filled().Rand
	secret := key.SecretFrom(make([]byte, 32))
	seen := make(map[[24]byte]bool, total)
	for range 4 {
		l := newLid(secret, "entry", nil, 0, store.Box{})
		for range total / 4 {
			blob := good(l.close([]byte("same"), rnd))
			seen[[24]byte(blob[lidHead:])] = true
		}
	}
	if len(seen) != total {
		t.Errorf("%d of %d nonces repeat", total-len(seen), total)
	}
	t.Logf("%d seals, 0 repeats", total)
}

// TestAMemberCannotWriteAsAnother: sealed by someone who has the epoch, and yet
// not signed as it should be.
func TestAMemberCannotWriteAsAnother(t *testing.T) {
	g := newGroup()
	log := g.ro.log(g.ana.ID())
	head := oplog.Header{Notebook: g.ro.notebook, Membership: g.ro.head(), Seq: 1, Count: 1}
	head.Device = g.bo.ID()
	forged := oplog.Encode(head, []byte("x"), g.ana)
	if _, err := log.Add(forged); err != oplog.BadSignature {
		t.Error("ana as bo:", err)
	}
	eva := deviceOf(3)
	head.Device = eva.ID()
	if _, err := log.Add(oplog.Encode(head, []byte("x"), eva)); err != oplog.Foreign {
		t.Error("eva:", err)
	}
	head.Device = g.bo.ID()
	if _, err := log.Add(oplog.Encode(head, []byte("x"), g.bo)); err != nil {
		t.Error("bo:", err)
	}
}

// The bytes under a fingerprint are those that docs/FORMATS-sealed.md tells.
func TestTheBytesOfAFingerprint(t *testing.T) {
	ctx := context.Background()
	cost := key.Cost{Time: 1, MemoryKiB: 64, Threads: 1}
	v, err := Create(ctx, store.NewMemory(), "", []byte("a passphrase"), Config{Cost: cost, Floor: cost, Rand: &counting{}, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	l, err := v.NewNotebook(ctx, "ours")
	if err != nil {
		t.Fatal(err)
	}
	e, err := l.Append(ctx, []byte("one"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := l.Fingerprint(ctx)
	if err != nil {
		t.Fatal(err)
	}
	id, record := l.ID(), l.roster.head()
	heads := slices.Concat([]byte{0, 1}, e.Device[:], []byte{0, 0, 0, 0, 0, 0, 0, 1}, e.Hash[:])
	if want := key.Hash("amparo state", id[:], record[:], heads); got != want {
		t.Errorf("%x, want %x", got, want)
	}
}
