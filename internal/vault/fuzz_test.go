package vault

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
)

// damage gives each decoder the good bytes with something changed; none may
// panic. The fuzz targets go on from there.
func damage(f *testing.F, seeds ...[]byte) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, s := range seeds {
		f.Add(s)
		f.Add(s[:len(s)/2])
		b := slices.Clone(s)
		b[rnd.IntN(len(b))] ^= 1
		f.Add(b)
	}
}

func FuzzHeader(f *testing.F) {
	vaultKey := key.SecretFrom(bytes.Repeat([]byte{7}, 32))
	h := &header{cost: key.Floor(), label: "kitchen"}
	damage(f, h.encode(vaultKey))
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := decodeHeader(b)
		if err != nil {
			return
		}
		again := h.encode(vaultKey)
		if !bytes.Equal(again[:len(again)-macSize], b[:len(b)-macSize]) {
			t.Fatal("not canonical")
		}
	})
}

func FuzzIndex(f *testing.F) {
	id := NotebookID{1}
	secret := epochSecret{secret: key.SecretFrom(make([]byte, 32))}
	damage(f, (&index{}).encode(), (&index{spare: []byte("s"), doomed: []store.Box{{1}}, waiting: []*key.Device{deviceOf(1)},
		notebooks: []notebook{{id: id, name: "n", device: deviceOf(2), epochs: []epochSecret{secret}}}}).encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		if ix, err := decodeIndex(b); err == nil && !bytes.Equal(ix.encode(), b) {
			t.Fatal("not canonical")
		}
	})
}

func FuzzRecord(f *testing.F) {
	g := newGroup()
	rec := &record{notebook: g.ro.notebook, number: 1, rules: ruleHistory,
		admitted: []admission{{keeper: true, paper: true, of: g.ana.ID(), card: deviceOf(3).Card()}},
		roles:    []role{{keeper: true, device: g.bo.ID()}}, removed: []key.DeviceID{g.ana.ID()}}
	rec.sign(g.ana)
	damage(f, g.ro.last().raw, rec.raw, signFirst(&record{admitted: []admission{{keeper: true, card: deviceOf(3).Card()}}, removed: rec.removed}, g.ana))
	f.Fuzz(func(t *testing.T, b []byte) {
		rec, err := decodeRecord(b)
		if err != nil {
			return
		}
		again, author := *rec, 2+16+4+32
		if rec.layout == firstLayout {
			again.raw, author = signFirst(rec, g.ana), author-1
		} else {
			again.sign(g.ana)
		}
		end := len(b) - key.SignatureSize
		if len(again.raw) != len(b) || !bytes.Equal(again.raw[:author], b[:author]) ||
			!bytes.Equal(again.raw[author+16:end], b[author+16:end]) {
			t.Fatal("not canonical")
		}
	})
}

func FuzzMembership(f *testing.F) {
	g := newGroup()
	first := oplog.AppendBytes(appendRecords([]byte{firstLayout}, g.ro.records), g.block.raw)
	beside := &record{notebook: g.ro.notebook, number: 1, prev: g.ro.head(), rules: ruleAlone}
	beside.sign(g.ana)
	plain := g.ro.encodeChain(g.block.raw)
	g.ro.takeBeside(beside)
	damage(f, plain, g.ro.encodeChain(g.block.raw), g.ro.encodeChain(nil), first)
	f.Fuzz(func(t *testing.T, b []byte) {
		ro, block, err := readChain(g.ro.notebook, b, nil)
		if err != nil {
			return
		}
		again := ro.encodeChain(block.raw)
		if b[0] == firstLayout {
			again = append([]byte{firstLayout}, again[2:len(again)-2]...)
		}
		if !bytes.Equal(again, b) {
			t.Fatal("not canonical")
		}
	})
}

func FuzzSnapshot(f *testing.F) {
	g := newGroup()
	noon := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC) // the fuzzer's processes must make one frame
	c := Config{Now: func() time.Time { return noon }}.filled()
	l := &Log{v: &Vault{c: c}, id: g.ro.notebook, device: g.ana, roster: g.ro, log: g.ro.log(g.ana.ID())}
	fr := l.newFrame(kindState, []byte("state"))
	damage(f, append(front{through: 3, slot: 1}.append(nil), fr.raw...))
	f.Fuzz(func(t *testing.T, b []byte) {
		front, rest, err := cutFront(b)
		if err != nil {
			return
		}
		if !bytes.Equal(append(front.append(nil), rest...), b) {
			t.Fatal("not canonical")
		}
		if _, err := readFrame(g.ro, kindState, rest); err == nil && !bytes.Equal(rest, fr.raw) {
			t.Fatal("another signed snapshot")
		}
	})
}

func FuzzGrant(f *testing.F) {
	g := newGroup()
	b := append([]byte{key.Suite}, g.ro.notebook[:]...)
	b = oplog.AppendBytes(b, g.ro.encodeChain(g.block.raw))
	b = oplog.AppendBytes(b, nil)
	damage(f, b, pack(b))
	f.Fuzz(func(t *testing.T, b []byte) {
		if got, err := readGrant(b, g.bo, nil); err == nil && !got.secret.secret.Equal(g.secret.secret) {
			t.Fatal("another secret")
		}
	})
}

func FuzzManifest(f *testing.F) {
	m := &manifest{label: "l", local: []byte("x"), notebooks: []manifestNotebook{{name: "n",
		epochs: []epochSecret{{number: 4, secret: key.SecretFrom(make([]byte, 32))}}}}}
	damage(f, m.encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := decodeManifest(b); err == nil && !bytes.Equal(m.encode(), b) {
			t.Fatal("not canonical")
		}
	})
}

func FuzzSealed(f *testing.F) {
	l := newLid(key.SecretFrom(make([]byte, 32)), "entry", nil, 0, store.Box{})
	damage(f, good(l.close([]byte("text"), &counting{})))
	f.Fuzz(func(t *testing.T, b []byte) {
		if plain, err := l.open(b); err == nil && string(plain) != "text" {
			t.Fatal("forged")
		}
		if got, err := key.Unpad(b); err == nil && !bytes.Equal(key.Pad(got), b) {
			t.Fatal("not canonical")
		}
	})
}
