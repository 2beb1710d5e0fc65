package properties_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
	"amparo/internal/vault"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// member is a device with a vault of its own.
type member struct {
	v     *vault.Vault
	log   *vault.Log
	wrote int
	told  map[string]bool // the faults that had a name
}

// notebook is a notebook of several devices and the mailboxes between them. It is
// a state machine of rapid's: when a property fails, the actions are shrunk to
// the fewest that show it.
type notebook struct {
	members []*member
	boxes   map[[16]byte][][]byte
}

func newMember(t *rapid.T) *member {
	ctx := context.Background()
	cheap := key.Cost{Time: 1, MemoryKiB: 64, Threads: 1}
	v, err := vault.Create(ctx, store.NewMemory(), "", []byte("words"), vault.Config{
		Cost: cheap, Floor: cheap, Now: func() time.Time { return time.Unix(1_700_000_000, 0) },
	})
	check(t, err)
	return &member{v: v, told: map[string]bool{}}
}

func check(t *rapid.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newNotebook(t *rapid.T) *notebook {
	n := &notebook{boxes: map[[16]byte][][]byte{}}
	ana := newMember(t)
	var err error
	ana.log, err = ana.v.NewNotebook(context.Background(), "")
	check(t, err)
	n.members = append(n.members, ana)
	n.admit(t, ana, true)
	return n
}

func (n *notebook) draw(t *rapid.T) *member { return rapid.SampledFrom(n.members).Draw(t, "member") }

// admit brings in a new device, by what one device knows. Newcomers read the
// history: so what two have can be compared entry by entry.
func (n *notebook) admit(t *rapid.T, by *member, keeper bool) {
	ctx := context.Background()
	if len(n.members) >= 5 {
		return
	}
	m := newMember(t)
	card, err := m.v.Card(ctx)
	check(t, err)
	if !n.turn(t, by, vault.Change{Admit: []vault.Admission{{Card: card, Keeper: keeper}}, History: vault.WithHistory}) {
		return
	}
	grant, err := by.log.Welcome(ctx, card.ID())
	check(t, err)
	m.log, err = m.v.Join(ctx, "", grant)
	check(t, err)
	n.members = append(n.members, m)
}

// turn changes the members, and says whether this device may.
func (n *notebook) turn(t *rapid.T, by *member, c vault.Change) bool {
	c.Alone = true
	err := by.log.Turn(context.Background(), c)
	if errors.Is(err, vault.ErrNotKeeper) || errors.Is(err, oplog.Foreign) || errors.Is(err, vault.ErrSelf) {
		return false
	}
	check(t, err)
	return true
}

// visit has a device take from its mailboxes what it is shown of them, and leave
// what they lack. It says whether anything moved.
func (n *notebook) visit(t *rapid.T, m *member, shown func([][]byte) [][]byte) bool {
	ctx := context.Background()
	moved := false
again:
	boxes, err := m.log.Mailboxes(ctx)
	check(t, err)
	for _, box := range boxes {
		for _, blob := range shown(slices.Clone(n.boxes[box.Box])) {
			entries, err := m.log.Receive(ctx, blob)
			got := vault.Taken{}
			if err == vault.ErrDamaged {
				got, err = m.log.TakeTurn(ctx, blob)
			}
			if moved = moved || len(entries) > 0 || got.Turned; got.Turned {
				goto again
			}
			m.note(t, err)
		}
		check(t, m.log.Outgoing(ctx, box.Box, 0, func(_ uint64, blob []byte) error {
			there := func(b []byte) bool { return string(b) == string(blob) }
			if !slices.ContainsFunc(n.boxes[box.Box], there) {
				n.boxes[box.Box], moved = append(n.boxes[box.Box], blob), true
			}
			return nil
		}))
	}
	return moved
}

// note keeps a fault by its name. An error without one is none of the messages'.
func (m *member) note(t *rapid.T, err error) {
	_, fault := errors.AsType[oplog.Fault](err)
	named := []error{nil, vault.ErrDamaged, vault.ErrBeside, vault.ErrSplit, vault.ErrOut}
	if !fault && !slices.Contains(named, err) {
		t.Fatalf("an error without a name: %v", err)
	}
	if err != nil {
		m.told[err.Error()] = true
	}
}

// bend is what a hostile place shows of a mailbox.
func bend(t *rapid.T) func([][]byte) [][]byte {
	how := rapid.SampledFrom([]string{"all", "few", "backwards", "twice", "flipped", "cut"}).Draw(t, "how")
	at := rapid.IntRange(0, 1<<16).Draw(t, "where")
	return func(list [][]byte) [][]byte {
		if len(list) == 0 {
			return list
		}
		i := at % len(list)
		switch how {
		case "few":
			return list[:i]
		case "backwards":
			slices.Reverse(list)
		case "twice":
			return append(list, list...)
		case "flipped":
			list[i] = slices.Clone(list[i])
			list[i][at%len(list[i])] ^= 1
		case "cut":
			list[i] = list[i][:at%len(list[i])]
		}
		return list
	}
}

// Devices that write, turn and meet in any order over a hostile place have the
// same in the end, or a fault has told that they have not (S14).
func TestWhoeverMeetsHasTheSame(t *testing.T) {
	if os.Getenv("AMPARO_LONG") != "1" {
		check := flag.Lookup("rapid.checks").Value
		before := check.String()
		defer func() { _ = check.Set(before) }()
		if err := check.Set("20"); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n := newNotebook(t)
		t.Repeat(map[string]func(*rapid.T){
			"write": func(t *rapid.T) {
				m := n.draw(t)
				m.wrote++
				_, err := m.log.Append(context.Background(), fmt.Appendf(nil, "%x %d", m.log.Device(), m.wrote))
				check(t, err)
			},
			"renew": func(t *rapid.T) { n.turn(t, n.draw(t), vault.Change{}) },
			"remove": func(t *rapid.T) {
				n.turn(t, n.draw(t), vault.Change{Remove: []key.DeviceID{n.draw(t).log.Device()}})
			},
			"admit": func(t *rapid.T) { n.admit(t, n.draw(t), rapid.Bool().Draw(t, "keeper")) },
			"visit": func(t *rapid.T) { n.visit(t, n.draw(t), bend(t)) },
		})
		n.settle(t)
	})
}

// settle has everybody visit a place that behaves, until nothing moves, and looks
// at any two who are in one epoch.
func (n *notebook) settle(t *rapid.T) {
	for moved, passes := true, 0; moved; passes++ {
		if passes > 40 {
			t.Fatal("they never come to rest")
		}
		moved = false
		for _, m := range n.members {
			moved = n.visit(t, m, func(list [][]byte) [][]byte { return list }) || moved
		}
	}
	has := map[[16]byte]*member{}
	for _, m := range n.members {
		boxes, err := m.log.Mailboxes(context.Background())
		check(t, err)
		present := boxes[len(boxes)-1].Box
		other := has[present]
		if other == nil {
			has[present] = m
			continue
		}
		if diff := cmp.Diff(heads(t, other), heads(t, m)); diff != "" {
			t.Fatalf("two in one epoch differ: %s", diff)
		}
	}
	told := func(m *member) bool { return m.told[vault.ErrSplit.Error()] || m.told[vault.ErrOut.Error()] }
	if len(has) > 1 && !slices.ContainsFunc(n.members, told) {
		t.Fatal("they are in several epochs, and nobody is told")
	}
}

// heads is how many entries of each device are here.
func heads(t *rapid.T, m *member) map[string]int {
	out := map[string]int{}
	check(t, m.log.Entries(context.Background(), func(e vault.Entry) error {
		out[string(e.Payload)]++
		return nil
	}))
	return out
}
