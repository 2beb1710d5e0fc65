package vault

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
)

// circleOfThree is a notebook of ana, of bo, and of eva, who has been taken out
// again. Ana and bo have heard of it, and both are keepers.
type circleOfThree struct {
	t            *testing.T
	ana, bo, eva *Log
}

func newCircleOfThree(t *testing.T) *circleOfThree {
	t.Helper()
	c := &circleOfThree{t: t}
	log, err := c.vault(1).NewNotebook(t.Context(), "ours")
	c.ana = log
	c.ok(err)
	c.bo, c.eva = c.join(2), c.join(3)
	c.ok(c.follow(c.bo))
	c.ok(c.ana.Turn(t.Context(), Change{Remove: []key.DeviceID{c.eva.Device()}}))
	c.ok(c.follow(c.bo))
	return c
}

func (c *circleOfThree) ok(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *circleOfThree) vault(n byte) *Vault {
	c.t.Helper()
	cheap := key.Cost{Time: 1, MemoryKiB: 64, Threads: 1}
	v, err := Create(c.t.Context(), store.NewMemory(), "", []byte("x"), Config{Cost: cheap, Floor: cheap, Rand: rand.NewChaCha8([32]byte{n})})
	c.ok(err)
	return v
}

func (c *circleOfThree) join(n byte) *Log {
	c.t.Helper()
	v := c.vault(n)
	card, err := v.Card(c.t.Context())
	c.ok(err)
	c.ok(c.ana.Turn(c.t.Context(), Change{Admit: []Admission{{Card: card, Keeper: true}}}))
	grant, err := c.ana.Welcome(c.t.Context(), card.ID())
	c.ok(err)
	l, err := v.Join(c.t.Context(), "ours", grant)
	c.ok(err)
	return l
}

// follow has a device hear of ana's membership.
func (c *circleOfThree) follow(l *Log) error {
	c.t.Helper()
	grant, err := c.ana.Grant(c.t.Context(), l.Device())
	c.ok(err)
	return l.Follow(c.t.Context(), grant)
}

// forged is what leads on from eva's last epoch by a way of her own: as many empty
// turns as may stand beside.
func (c *circleOfThree) forged(at int64) []byte {
	c.t.Helper()
	ro, block := *c.eva.roster, (*keyBlock)(nil)
	for range mostBeside {
		var err error
		_, block, err = ro.step(turn{time: at}, c.eva.device, rand.NewChaCha8([32]byte{byte(at)}))
		c.ok(err)
	}
	blob, err := closeTurn(c.eva.epoch, &ro, block)
	c.ok(err)
	return blob
}

// apart has bo begin an epoch of her own, write in it, and go over to ana's. Her
// record stands beside, and her entry names it.
func (c *circleOfThree) apart() {
	c.t.Helper()
	c.ok(c.bo.Turn(c.t.Context(), Change{}))
	_, err := c.bo.Append(c.t.Context(), []byte("on a way of her own"))
	c.ok(err)
	c.ok(c.ana.Turn(c.t.Context(), Change{}))
	c.ok(c.ana.Turn(c.t.Context(), Change{})) // the longer way stays
	c.ok(c.follow(c.bo))
}

func entriesOf(t *testing.T, l *Log) (out []string) {
	t.Helper()
	l.forget()
	if err := l.Entries(context.Background(), func(e Entry) error {
		out = append(out, string(e.Payload))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// Whoever was a keeper can leave as many records of her own as she likes in the
// mailbox of the epoch that she was in, others for each. It parts nobody, and
// nothing that was written goes.
func TestARemovedKeeperPartsNobody(t *testing.T) {
	c := newCircleOfThree(t)
	c.apart()
	for i, l := range []*Log{c.ana, c.bo} {
		if _, err := l.TakeTurn(t.Context(), c.forged(int64(11+i))); !errors.Is(err, ErrBeside) {
			t.Fatalf("her way is %v", err)
		}
		if len(l.roster.beside) != mostBeside {
			t.Fatalf("%d stand beside", len(l.roster.beside))
		}
	}
	for range 3 {
		c.ok(c.ana.Turn(t.Context(), Change{}))
		if err := c.follow(c.bo); err != nil {
			t.Fatalf("bo hears of ana: %v", err)
		}
	}
	if got := entriesOf(t, c.bo); len(got) != 1 {
		t.Errorf("bo has %q", got)
	}
	if len(c.bo.roster.beside) > mostBeside {
		t.Errorf("%d stand beside", len(c.bo.roster.beside))
	}
}

// What is named comes in where others had taken all the room.
func TestWhatIsNamedFindsRoomBeside(t *testing.T) {
	c := newCircleOfThree(t)
	if _, err := c.ana.TakeTurn(t.Context(), c.forged(11)); err != ErrBeside {
		t.Fatalf("her way is %v", err)
	}
	c.apart()
	box, err := c.bo.Mailbox(t.Context())
	c.ok(err)
	var blobs [][]byte
	c.ok(c.bo.Outgoing(t.Context(), box, 0, func(_ uint64, blob []byte) error {
		blobs = append(blobs, blob)
		return nil
	}))
	_, err = c.ana.Receive(t.Context(), blobs[0])
	if err != oplog.Gap || len(blobs) != 2 {
		t.Fatalf("%d blobs; the first: %v", len(blobs), err)
	}
	if got, err := c.ana.TakeTurn(t.Context(), blobs[1]); !got.Turned || len(c.ana.roster.beside) != mostBeside {
		t.Errorf("what leads there: %+v, %v", got, err)
	}
	if got, err := c.ana.TakeTurn(t.Context(), blobs[1]); got.Turned {
		t.Errorf("a second time: %+v, %v", got, err)
	}
	if _, err := c.ana.Receive(t.Context(), blobs[0]); err != nil {
		t.Errorf("what waited: %v", err)
	}
	if got := entriesOf(t, c.ana); len(got) != 1 {
		t.Errorf("ana has %q", got)
	}
}
