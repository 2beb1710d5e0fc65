package wire_test

import (
	"bytes"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"amparo/internal/exchange"
	"amparo/internal/key"
	"amparo/internal/relay/wire"

	"github.com/google/go-cmp/cmp"
)

func mailbox(t testing.TB, n byte) *key.Mailbox {
	t.Helper()
	m, err := key.MailboxFrom(bytes.Repeat([]byte{n}, key.MailboxSeedSize))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func signed(t testing.TB, c wire.Call) wire.Ticket {
	t.Helper()
	ticket, err := wire.Sign(mailbox(t, 1), c, 29_000_000, bytes.NewReader(bytes.Repeat([]byte{7}, 16)))
	if err != nil {
		t.Fatal(err)
	}
	return ticket
}

func call() wire.Call {
	return wire.Call{Host: "relay.example:8443", Method: "POST", Target: "/v1/00/entries?after=3", Body: wire.DigestOf([]byte("body"))}
}

func after(texts ...string) wire.Head {
	var h wire.Head
	for _, s := range texts {
		h = h.Next(exchange.IDOf([]byte(s)))
	}
	return h
}

func placed() wire.Placed { return wire.Placed{Head: after("one", "two"), Numbers: []uint64{2, 1}} }

func page() wire.Page {
	return wire.Page{Base: after("one"), Head: after("one", "two", "three"), Entries: [][]byte{[]byte("two")}}
}

// The bytes of version 1 stay as they are.
func TestTheBytesOnTheWire(t *testing.T) {
	text, err := os.ReadFile("testdata/wire-1.txt")
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join([]string{
		signed(t, call()).Header(), hex.EncodeToString(placed().Encode()), hex.EncodeToString(page().Encode()),
	}, "\n") + "\n"
	if diff := cmp.Diff(string(text), got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	ticket, err := wire.ParseTicket(signed(t, call()).Header())
	if err != nil || ticket != signed(t, call()) {
		t.Error(ticket, err)
	}
	p, err := wire.DecodePlaced(placed().Encode())
	if diff := cmp.Diff(placed(), p); diff != "" || err != nil {
		t.Error(err, diff)
	}
	g, err := wire.DecodePage(page().Encode())
	if diff := cmp.Diff(page(), g); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

// Each part of a call is under the signature, and so are minute and nonce.
func TestASignatureIsForOneCall(t *testing.T) {
	k := mailbox(t, 1).Key()
	ticket := signed(t, call())
	if !ticket.Verify(k, call()) {
		t.Fatal("the true call is refused")
	}
	upper := call()
	upper.Host = "RELAY.example:8443"
	if !ticket.Verify(k, upper) {
		t.Error("the letters of a host's name are compared by their size")
	}
	for name, change := range map[string]func(*wire.Call, *wire.Ticket){
		"host":      func(c *wire.Call, _ *wire.Ticket) { c.Host = "other.example" },
		"method":    func(c *wire.Call, _ *wire.Ticket) { c.Method = "GET" },
		"target":    func(c *wire.Call, _ *wire.Ticket) { c.Target += "0" },
		"body":      func(c *wire.Call, _ *wire.Ticket) { c.Body = wire.DigestOf([]byte("bodx")) },
		"a seam":    func(c *wire.Call, _ *wire.Ticket) { c.Host, c.Method = "relay.example:8443P", "OST" },
		"minute":    func(_ *wire.Call, t *wire.Ticket) { t.Minute++ },
		"nonce":     func(_ *wire.Call, t *wire.Ticket) { t.Nonce[0]++ },
		"signature": func(_ *wire.Call, t *wire.Ticket) { t.Signature[0]++ },
	} {
		c, other := call(), ticket
		change(&c, &other)
		if other.Verify(k, c) {
			t.Errorf("another %s is accepted", name)
		}
	}
	if ticket.Verify(mailbox(t, 2).Key(), call()) {
		t.Error("another key is accepted")
	}
}

func TestHeadersThatAreNoTickets(t *testing.T) {
	good := signed(t, call()).Header()
	for _, bad := range []string{"", "Amparo1 ", "Bearer x", good[:len(good)-1], good + "A", strings.ToLower(good[:4]) + good[4:], good + "="} {
		if _, err := wire.ParseTicket(bad); err != wire.ErrTicket {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// The header of RFC 9530, in the one form that is written.
func TestDigests(t *testing.T) {
	d := wire.DigestOf([]byte(`{"hello": "world"}`))
	good := "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:" // from the RFC
	if d.Header() != good {
		t.Error(d.Header())
	}
	if read, err := wire.ParseDigest(good); read != d || err != nil {
		t.Error(read, err)
	}
	if none, err := wire.ParseDigest(""); none != wire.DigestOf(nil) || err != nil {
		t.Error(none, err)
	}
	for _, bad := range []string{good[1:], good[:len(good)-1], good + ":", "sha-512" + good[7:], good + ", " + good, "sha-256=::", "sha-256=:AAAA:", good[:12] + "\n" + good[12:]} {
		if _, err := wire.ParseDigest(bad); err != wire.ErrDigest {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// An answer that contradicts itself is no answer.
func TestPagesThatDoNotHoldTogether(t *testing.T) {
	for name, change := range map[string]func(*wire.Page){
		"a head below the entries":       func(p *wire.Page) { p.Head = after("one") },
		"entries that lead elsewhere":    func(p *wire.Page) { p.Entries = append(p.Entries, []byte("four")) },
		"an empty entry":                 func(p *wire.Page) { p.Entries = [][]byte{{}} },
		"no entries, and the same place": func(p *wire.Page) { p.Entries, p.Head = nil, wire.Head{Number: 1} },
	} {
		p := page()
		change(&p)
		if _, err := wire.DecodePage(p.Encode()); err != wire.ErrAnswer {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, b := range [][]byte{nil, {1}, page().Encode()[:85], append(page().Encode(), 0), append([]byte{2}, page().Encode()[1:]...)} {
		if _, err := wire.DecodePage(b); err != wire.ErrAnswer {
			t.Errorf("%x: %v", b, err)
		}
	}
	for _, b := range [][]byte{nil, {1}, placed().Encode()[:50], append(placed().Encode(), 0)} {
		if _, err := wire.DecodePlaced(b); err != wire.ErrAnswer {
			t.Errorf("%x: %v", b, err)
		}
	}
}

// FuzzTicket looks for a header that is read and is not the one form.
func FuzzTicket(f *testing.F) {
	f.Add(signed(f, call()).Header())
	f.Fuzz(func(t *testing.T, header string) {
		if ticket, err := wire.ParseTicket(header); err == nil && ticket.Header() != header {
			t.Errorf("%q is another form of %q", header, ticket.Header())
		}
	})
}

// FuzzDigest looks for a header that is read and is not the one form.
func FuzzDigest(f *testing.F) {
	f.Add(call().Body.Header())
	f.Fuzz(func(t *testing.T, header string) {
		if d, err := wire.ParseDigest(header); err == nil && header != "" && d.Header() != header {
			t.Errorf("%q is another form of %q", header, d.Header())
		}
	})
}

// FuzzAnswers looks for bytes that are read and are not the one form.
func FuzzAnswers(f *testing.F) {
	f.Add(placed().Encode())
	f.Add(page().Encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		if p, err := wire.DecodePage(b); err == nil && !bytes.Equal(p.Encode(), b) {
			t.Errorf("%x is another form of a page", b)
		}
		if p, err := wire.DecodePlaced(b); err == nil && !bytes.Equal(p.Encode(), b) {
			t.Errorf("%x is another form of an answer to an append", b)
		}
	})
}
