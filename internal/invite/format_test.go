package invite

import (
	"bytes"
	_ "embed"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"time"

	"amparo/internal/key"
)

// These tests stand inside the package: they pin bytes, and forge what its own
// functions would never send.

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

func cardOf(n byte) key.Card { return good(key.NewDevice(&counting{next: n})).Card() }

//go:embed testdata/vectors.txt
var vectors string

var noon = time.Unix(1_700_000_000, 0)

// met is a host and a guest who see the same words.
func met() (*Host, *Guest, [][]byte) { return metIn("") }

func metIn(lang string) (*Host, *Guest, [][]byte) {
	inv := good(New(&counting{}, noon))
	host := good(NewHost(inv, cardOf(1), lang, &counting{next: 10}))
	guest, left, err := NewGuest(inv, cardOf(2), &counting{next: 20})
	if err != nil {
		panic(err)
	}
	for at := 0; at < len(left); at++ {
		left = append(left, good(host.Step(left[at], noon))...)
		left = append(left, good(guest.Step(left[at], noon))...)
	}
	return host, guest, left
}

// TestVectors pins the bytes of each format. A change here is a new format.
func TestVectors(t *testing.T) {
	host, guest, left := met()
	list := make([]string, 1024)
	for i := range list {
		list[i] = hex.EncodeToString([]byte{byte(i >> 8), byte(i)})
	}
	words, _ := guest.Words(list)
	mailbox := host.inv.Mailbox()
	good(host.Confirm(noon))
	welcome := good(host.Welcome([]byte("grant")))[0]
	told, heard, _ := metIn("es")
	end := message{kind: kindEnd, joiner: guest.joiner, why: WrongWords}
	for _, v := range []struct {
		name string
		got  []byte
	}{
		{"text", []byte(host.inv.Text())},
		{"mailbox", mailbox[:]},
		{"access", host.inv.Access().Derive("vector", nil, 16)},
		{"hello", shorten(left[0])},
		{"answer", shorten(left[1])},
		{"reveal", shorten(left[2])},
		{"welcome", shorten(welcome)},
		{"hello-inside", (&message{kind: kindHello, joiner: guest.joiner}).encode()},
		{"answer-inside", shorten(host.own().encode())},
		{"reveal-inside", shorten(guest.own().encode())},
		{"welcome-inside", (&message{kind: kindWelcome, joiner: guest.joiner, grant: []byte("grant")}).encode()},
		{"joined-inside", (&message{kind: kindJoined, joiner: guest.joiner}).encode()},
		{"end-inside", end.encode()},
		{"words", []byte(strings.Join(words, " "))},
		{"host", shorten(host.Bytes())},
		{"guest", shorten(guest.Bytes())},
		{"answer-in-inside", shorten(told.own().encode())},
		{"host-in", shorten(told.Bytes())},
		{"guest-in", shorten(heard.Bytes())},
		{"guest-joined", isIn(guest, welcome)},
	} {
		want := ""
		for l := range strings.Lines(vectors) {
			if k, rest, ok := strings.Cut(strings.TrimSpace(l), " "); ok && k == v.name {
				want = rest
			}
		}
		if want != hex.EncodeToString(v.got) {
			t.Errorf("%s: got\n%s %x", v.name, v.name, v.got)
		}
	}
}

// isIn returns how a guest is kept who is in.
func isIn(g *Guest, welcome []byte) []byte {
	good(g.Step(welcome, noon))
	if err := g.Confirm(noon); err != nil {
		panic(err)
	}
	good(g.Joined())
	return shorten(g.Bytes())
}

// shorten keeps the vectors readable: the first bytes, and a hash of them all.
func shorten(b []byte) []byte {
	h := key.Hash("vector", b)
	return append(bytes.Clone(b[:min(len(b), 120)]), h[:]...)
}

// forge seals a message as the guest or the host would.
func forge(s *side, m message, asHost bool) []byte {
	by := s.seals.guest
	if asHost {
		by = s.seals.host
	}
	return good(s.seals.close(&m, by, &counting{}))
}

// TestSwappedKeys (S21): someone who has the text sends another card in a place
// where one is known, or committed to.
func TestSwappedKeys(t *testing.T) {
	evil := cardOf(66)
	for name, c := range map[string]struct {
		make   func(h *Host, g *Guest) []byte
		toHost bool
		want   Fault
	}{
		"another card than was committed to": {func(h *Host, g *Guest) []byte {
			m := *g.own()
			m.card = evil
			return forge(h.side, m, false)
		}, true, Substituted},
		"another nonce than was committed to": {func(h *Host, g *Guest) []byte {
			m := *g.own()
			m.nonce[0]++
			return forge(h.side, m, false)
		}, true, Substituted},
		"a second answer with another card": {func(h *Host, g *Guest) []byte {
			m := *h.own()
			m.card = evil
			return forge(h.side, m, true)
		}, false, Substituted},
		"an answer that the host never gave": {func(h *Host, g *Guest) []byte {
			m := *h.own()
			m.card = evil
			return forge(h.side, m, true)
		}, true, Substituted},
		"an answer that the host never gave, of the other kind": {func(h *Host, g *Guest) []byte {
			m := *h.own()
			m.card = evil
			return forge(h.side, *m.in("es"), true)
		}, true, Substituted},
		"a second answer in another language": {func(h *Host, g *Guest) []byte {
			return forge(h.side, *h.own().in("es"), true)
		}, false, Substituted},
		"a reveal that the guest never made": {func(h *Host, g *Guest) []byte {
			m := *g.own()
			m.card = evil
			return forge(h.side, m, false)
		}, false, Substituted},
		"an answer to another joiner": {func(h *Host, g *Guest) []byte {
			m := *h.own()
			m.joiner[0]++
			return forge(h.side, m, true)
		}, false, SecondUse},
		"another joiner's reveal": {func(h *Host, g *Guest) []byte {
			m := *g.own()
			m.joiner[0]++
			return forge(h.side, m, false)
		}, true, SecondUse},
		"a hello that commits to nothing": {func(h *Host, g *Guest) []byte {
			return forge(h.side, message{kind: kindHello}, false)
		}, true, Foreign},
		"a reveal turned round": {func(h *Host, g *Guest) []byte {
			return forge(h.side, *g.own(), true)
		}, false, ""},
		"a welcome that nobody confirmed": {func(h *Host, g *Guest) []byte {
			return forge(h.side, message{kind: kindWelcome, joiner: g.joiner, grant: []byte("x")}, true)
		}, false, ""},
	} {
		host, guest, _ := met()
		b := c.make(host, guest)
		var err error
		if c.toHost {
			_, err = host.Step(b, noon)
		} else {
			_, err = guest.Step(b, noon)
		}
		if err == nil && c.want != "" || err != nil && err != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if _, _, ok := guest.Grant(); ok {
			t.Errorf("%s: a grant was accepted", name)
		}
	}
}

// TestTheHostsLanguageIsTold: both know in which language the words are, also
// after a restart, and it changes nothing of what they stand for.
func TestTheHostsLanguageIsTold(t *testing.T) {
	host, guest, _ := metIn("es")
	plain, _, _ := met()
	again, back := good(HostFrom(host.Bytes(), &counting{})), good(GuestFrom(guest.Bytes(), &counting{}))
	for name, s := range map[string]*side{"host": host.side, "guest": guest.side, "host again": again.side, "guest again": back.side} {
		if s.Language() != "es" {
			t.Errorf("%s: %q", name, s.Language())
		}
	}
	list := slices.Repeat([]string{"a", "b", "c", "d"}, 256)
	a, _ := host.Words(list)
	b, _ := plain.Words(list)
	if !slices.Equal(a, b) || plain.Language() != "" {
		t.Errorf("%v and %v, in %q", a, b, plain.Language())
	}
	none := good(NewHost(host.inv, cardOf(1), "a language with a very long code", &counting{}))
	if none.Language() != "" {
		t.Errorf("%q", none.Language())
	}
}

// TestNobodyAnswersBeforeTheCommitment: what a host shows of itself depends on
// nothing that comes later, and a reveal alone gets nothing out of it.
func TestNobodyAnswersBeforeTheCommitment(t *testing.T) {
	inv := good(New(&counting{}, noon))
	host := good(NewHost(inv, cardOf(1), "", &counting{next: 10}))
	guest, _, err := NewGuest(inv, cardOf(2), &counting{next: 20})
	if err != nil {
		t.Fatal(err)
	}
	out, err := host.Step(forge(host.side, *guest.own(), false), noon)
	if err != Early || out != nil || host.Stage() != Waiting {
		t.Error("a reveal before a hello:", err)
	}
	out, err = host.Step(forge(host.side, message{kind: kindJoined, joiner: guest.joiner}, false), noon)
	if err != Early || out != nil {
		t.Error("joined before all:", err)
	}
}

// TestAnotherCardThanCommittedTo (S21): the guest who began is not the one who
// reveals, and whoever has the text knows what she began with.
func TestAnotherCardThanCommittedTo(t *testing.T) {
	inv := good(New(&counting{}, noon))
	for _, change := range []func(*message){
		func(m *message) { m.card = cardOf(66) }, func(m *message) { m.nonce[0]++ },
	} {
		host := good(NewHost(inv, cardOf(1), "", &counting{next: 10}))
		guest, first, err := NewGuest(inv, cardOf(2), &counting{next: 20})
		if err != nil {
			t.Fatal(err)
		}
		good(host.Step(first[0], noon))
		m := *guest.own()
		change(&m)
		if out, err := host.Step(forge(host.side, m, false), noon); err != Substituted || len(out) != 1 || host.Stage() != Ended {
			t.Error(err)
		}
	}
}

// TestASecondGrantIsSeen: the one that came first stays, and the other is told,
// also when she is in and nothing of the grant is kept any more.
func TestASecondGrantIsSeen(t *testing.T) {
	for _, in := range []bool{false, true} {
		_, guest, _ := met()
		for i, grant := range []string{"the first", "the first", "another"} {
			_, err := guest.Step(forge(guest.side, message{kind: kindWelcome, joiner: guest.joiner, grant: []byte(grant)}, true), noon)
			if (i == 2) != (err == Substituted) {
				t.Errorf("in %v, grant %d: %v", in, i, err)
			}
			if i == 0 && in {
				if err := guest.Confirm(noon); err != nil {
					t.Fatal(err)
				}
				good(guest.Joined())
				guest = good(GuestFrom(guest.Bytes(), &counting{}))
			}
		}
		if in == bytes.Contains(guest.Bytes(), []byte("the first")) {
			t.Errorf("in %v: the grant is kept, or not yet", in)
		}
	}
}

func FuzzText(f *testing.F) {
	text := good(New(&counting{}, noon)).Text()
	for _, s := range []string{text, strings.ToUpper(text), text[:30], "amparo-invite-2:0", "", "1:" + text[16:]} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if inv, err := Parse(s); err == nil && good(Parse(inv.Text())).Text() != inv.Text() {
			t.Fatal("another invite after writing and reading")
		}
	})
}

func FuzzMessage(f *testing.F) {
	host, guest, _ := met()
	for _, m := range []*message{
		{kind: kindHello, joiner: guest.joiner}, host.own(), guest.own(), {kind: kindJoined, joiner: guest.joiner},
		{kind: kindWelcome, joiner: guest.joiner, grant: []byte("grant")}, {kind: kindEnd, joiner: guest.joiner, why: Expired},
	} {
		b := m.encode()
		f.Add(b)
		f.Add(b[:len(b)/2])
	}
	f.Add(host.own().in("es").encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := decodeMessage(b); err == nil && !bytes.Equal(m.encode(), b) {
			t.Fatal("not canonical")
		}
	})
}

// FuzzStep gives a message to both sides, once as it is and once sealed as each
// side would.
func FuzzStep(f *testing.F) {
	_, _, left := met()
	for _, b := range left {
		f.Add(b)
	}
	host, guest, _ := met()
	f.Add(host.own().encode())
	f.Add(guest.own().encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		host, guest, _ := met()
		for _, asHost := range []bool{true, false} {
			by := host.seals.guest
			if asHost {
				by = host.seals.host
			}
			head := append([]byte{key.Suite}, host.seals.mailbox[:]...)
			sealed := good(by.Seal(head, key.Pad(b), host.seals.bound(), &counting{}))
			for _, m := range [][]byte{b, sealed} {
				_, _ = host.Step(m, noon)
				_, _ = guest.Step(m, noon)
			}
		}
		if _, _, ok := guest.Grant(); ok || host.Stage() >= Confirmed && host.Stage() != Ended {
			t.Fatal("something was accepted by itself")
		}
	})
}

func FuzzSide(f *testing.F) {
	host, guest, _ := met()
	fresh := good(NewHost(host.inv, cardOf(1), "", &counting{}))
	told, heard, _ := metIn("es")
	for _, b := range [][]byte{host.Bytes(), guest.Bytes(), fresh.Bytes(), told.Bytes(), heard.Bytes()} {
		f.Add(b)
		f.Add(b[:len(b)/2])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if h, err := HostFrom(b, nil); err == nil && !bytes.Equal(h.Bytes(), b) {
			t.Fatal("host: not canonical")
		}
		if g, err := GuestFrom(b, nil); err == nil && !bytes.Equal(g.Bytes(), b) {
			t.Fatal("guest: not canonical")
		}
	})
}
