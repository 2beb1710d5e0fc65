package exchange_test

import (
	"bytes"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"amparo/internal/exchange"

	"github.com/google/go-cmp/cmp"
)

// messages has one message of each kind, and the ends of what they can be.
func messages() []exchange.Message {
	one, two := exchange.IDOf([]byte("one")), exchange.IDOf([]byte("two"))
	return []exchange.Message{
		{Kind: exchange.Hello, Count: 2, Digest: [32]byte{1, 31: 2}},
		{Kind: exchange.Offer, Page: 3, Last: true, IDs: []exchange.ID{one, two}},
		{Kind: exchange.Offer},
		{Kind: exchange.Missing, Page: 1, IDs: []exchange.ID{two}},
		{Kind: exchange.Accept, Blobs: [][]byte{[]byte("one"), []byte("two")}},
		{Kind: exchange.Accept},
	}
}

// The bytes of version 1 stay as they are.
func TestTheBytesOfMessages(t *testing.T) {
	text, err := os.ReadFile("testdata/messages-1.hex")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Fields(string(text))
	for i, m := range messages() {
		got := hex.EncodeToString(m.Encode())
		if i >= len(lines) || got != lines[i] {
			t.Errorf("message %d is written as\n%s", i, got)
		}
		back, err := exchange.Decode(m.Encode())
		if diff := cmp.Diff(m, back); diff != "" || err != nil {
			t.Error(i, err, diff)
		}
	}
}

func TestOnlyTheOneFormIsRead(t *testing.T) {
	id := exchange.IDOf([]byte("one"))
	twice := exchange.Message{Kind: exchange.Offer, IDs: []exchange.ID{id, id}}
	many := exchange.Message{Kind: exchange.Offer, IDs: make([]exchange.ID, exchange.MaxIDs+1)}
	for i := range many.IDs {
		many.IDs[i] = exchange.ID{byte(i), byte(i >> 8)}
	}
	empty := exchange.Message{Kind: exchange.Accept, Blobs: [][]byte{{}}}
	last := exchange.Message{Kind: exchange.Offer}.Encode()
	last[6] = 2
	bad := [][]byte{
		twice.Encode(), many.Encode(), empty.Encode(), last, {1, 9}, {1, 0}, {1, 4}, {1, 4, 0, 1, 0, 0},
		{1, 4, 0, 1, 0xff, 0xff, 0xff, 0xff}, make([]byte, exchange.MaxMessage+1),
	}
	for _, m := range messages() {
		b := m.Encode()
		bad = append(bad, append(bytes.Clone(b), 0), b[:len(b)-1])
	}
	for i, b := range bad {
		if _, err := exchange.Decode(b); err != exchange.ErrMessage {
			t.Errorf("%d: %x is read, %v", i, b[:min(len(b), 40)], err)
		}
	}
}

// FuzzDecode looks for bytes that are read and are not the one form.
func FuzzDecode(f *testing.F) {
	for _, m := range messages() {
		f.Add(m.Encode())
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := exchange.Decode(b)
		if err == nil && !bytes.Equal(m.Encode(), b) {
			t.Errorf("%x is another form of %x", b, m.Encode())
		}
	})
}

// FuzzStep looks for a message that makes a side panic.
func FuzzStep(f *testing.F) {
	for _, m := range messages() {
		f.Add(m.Encode(), m.Encode())
	}
	f.Fuzz(func(t *testing.T, first, second []byte) {
		set := pileOf("one", "three")
		side := exchange.New(set)
		start(t, side)
		for _, b := range [][]byte{first, second} {
			if _, err := side.Step(b); err != nil {
				return
			}
		}
	})
}
