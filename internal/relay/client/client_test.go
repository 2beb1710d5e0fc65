package client_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"amparo/internal/exchange"
	"amparo/internal/key"
	"amparo/internal/relay"
	"amparo/internal/relay/client"
	"amparo/internal/relay/wire"
)

// place is an address at which one relay after the other can be.
type place struct {
	url     string
	handler atomic.Pointer[http.Handler]
}

func newPlace(t *testing.T) *place {
	t.Helper()
	p := &place{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*p.handler.Load()).ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	p.url = server.URL
	return p
}

func (p *place) serve(h http.Handler) { p.handler.Store(&h) }

// fresh puts a relay with nothing in it at the place.
func (p *place) fresh(t *testing.T) relay.Store {
	t.Helper()
	store, err := new(relay.Memory).Open()
	if err != nil {
		t.Fatal(err)
	}
	r, err := relay.New(relay.Config{Store: store, Now: time.Now, Bytes: 4 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	if err := store.Allow(t.Context(), []relay.CodeHash{relay.HashCode(code())}); err != nil {
		t.Fatal(err)
	}
	p.serve(r)
	return store
}

func code() wire.Code { return wire.Code{1, 2, 3} }

func config(t *testing.T, url string) client.Config {
	t.Helper()
	k, err := key.MailboxFrom(bytes.Repeat([]byte{1}, key.MailboxSeedSize))
	if err != nil {
		t.Fatal(err)
	}
	return client.Config{URL: url, Box: wire.Box{1}, Key: k, Rand: rand.Reader, Now: time.Now}
}

func connect(t *testing.T, c client.Config) *client.Mailbox {
	t.Helper()
	m, err := client.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	return m
}

// opened returns a client whose mailbox is open at a fresh relay.
func opened(t *testing.T) (*client.Mailbox, *place) {
	t.Helper()
	p := newPlace(t)
	p.fresh(t)
	m := connect(t, config(t, p.url))
	ok(t, m.Open(t.Context(), code()))
	return m, p
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// pile is a set in memory.
type pile struct{ blobs [][]byte }

func pileOf(texts ...string) *pile {
	p := &pile{}
	for _, text := range texts {
		p.blobs = append(p.blobs, []byte(text))
	}
	return p
}

// IDs returns all names.
func (p *pile) IDs() ([]exchange.ID, error) {
	var ids []exchange.ID
	for _, b := range p.blobs {
		ids = append(ids, exchange.IDOf(b))
	}
	return ids, nil
}

// Blob returns the one of that name.
func (p *pile) Blob(id exchange.ID) ([]byte, error) {
	for _, b := range p.blobs {
		if exchange.IDOf(b) == id {
			return b, nil
		}
	}
	return nil, errors.New("no such blob here")
}

// Add takes one in.
func (p *pile) Add(blob []byte) error {
	p.blobs = append(p.blobs, bytes.Clone(blob))
	return nil
}

func (p *pile) text() string {
	sorted := slices.SortedFunc(slices.Values(p.blobs), bytes.Compare)
	return string(bytes.Join(sorted, []byte(" ")))
}

func meets(t *testing.T, m *client.Mailbox, seen wire.Head, set *pile) client.Met {
	t.Helper()
	met, err := m.Meet(t.Context(), seen, set)
	ok(t, err)
	return met
}

func TestTwoDevicesMeetAtARelay(t *testing.T) {
	m, _ := opened(t)
	ana, bo := pileOf("1", "2"), pileOf("3")
	a := meets(t, m, wire.Head{}, ana)
	b := meets(t, m, wire.Head{}, bo)
	if a.Sent != 2 || a.Came != 0 || b.Sent != 1 || b.Came != 2 || b.Lost || bo.text() != "1 2 3" {
		t.Error(a, b, bo.text())
	}
	a = meets(t, m, a.Head, ana)
	if a.Sent != 0 || a.Came != 1 || ana.text() != "1 2 3" || a.Head != b.Head {
		t.Error(a, ana.text())
	}
	if again := meets(t, m, a.Head, ana); again.Sent+again.Came != 0 || again.Head != a.Head {
		t.Error(again)
	}
}

// A set larger than one page of ids and one message of blobs arrives whole.
func TestALargeSetArrives(t *testing.T) {
	m, _ := opened(t)
	ana, bo := pileOf(), pileOf()
	for i := range 1500 {
		ana.blobs = append(ana.blobs, bytes.Repeat(fmt.Appendf(nil, "%04d", i), 256))
	}
	a := meets(t, m, wire.Head{}, ana)
	b := meets(t, m, wire.Head{}, bo)
	if a.Sent != 1500 || b.Came != 1500 || a.Head != b.Head || ana.text() != bo.text() {
		t.Error(a.Sent, b.Came)
	}
}

// A relay that forgot, was set back to an older copy, or holds another row, is
// seen, and has everything again afterwards.
func TestALossIsSeenAndMended(t *testing.T) {
	for _, c := range []struct {
		name  string
		left  []string
		again int
	}{
		{"all is lost", nil, 3}, {"the newest is lost", []string{"1", "2"}, 1},
		{"as many, but others", []string{"1", "2", "x"}, 1}, {"more, but others", []string{"x", "1", "y", "z"}, 2},
	} {
		m, p := opened(t)
		ana := pileOf("1", "2", "3")
		seen := meets(t, m, wire.Head{}, ana).Head
		p.fresh(t)
		ok(t, m.Open(t.Context(), code()))
		if c.left != nil {
			_, err := m.Append(t.Context(), pileOf(c.left...).blobs)
			ok(t, err)
		}
		met := meets(t, m, seen, ana)
		if !met.Lost || met.Again != c.again {
			t.Errorf("%s: %+v", c.name, met)
		}
		bo := pileOf()
		meets(t, m, wire.Head{}, bo)
		if bo.text() != ana.text() || !strings.HasPrefix(bo.text(), "1 2 3") {
			t.Errorf("%s: %s", c.name, bo.text())
		}
		if met = meets(t, m, met.Head, ana); met.Lost {
			t.Errorf("%s: mended, and lost again", c.name)
		}
	}
}

// What a member dropped on purpose is no loss.
func TestADropIsNoLoss(t *testing.T) {
	m, _ := opened(t)
	ana := pileOf("1", "2", "3")
	seen := meets(t, m, wire.Head{}, ana).Head
	first := wire.Head{}.Next(exchange.IDOf([]byte("1")))
	ok(t, m.Drop(t.Context(), 2))
	for _, at := range []wire.Head{seen, first} {
		head, err := m.Pull(t.Context(), at, func([]byte) error { return nil })
		if err != nil || head != seen {
			t.Error(at.Number, head.Number, err)
		}
	}
}

func TestRefusalsHaveNames(t *testing.T) {
	p := newPlace(t)
	p.fresh(t)
	c := config(t, p.url)
	m := connect(t, c)
	_, err := m.Append(t.Context(), [][]byte{[]byte("x")})
	is(t, err, client.ErrTicket)
	is(t, m.Open(t.Context(), wire.Code{9}), client.ErrCode)
	ok(t, m.Open(t.Context(), code()))
	ok(t, m.Open(t.Context(), code()))
	late := c
	late.Now = func() time.Time { return time.Now().Add(-time.Hour) }
	_, err = connect(t, late).Append(t.Context(), [][]byte{[]byte("x")})
	is(t, err, client.ErrClock)
	is(t, m.PutBlob(t.Context(), client.Name{1}, random(t, 5<<20)), client.ErrQuota)
	_, err = m.GetBlob(t.Context(), client.Name{1})
	is(t, err, client.ErrNotFound)
	ok(t, m.DropAll(t.Context()))
	_, err = m.Append(t.Context(), [][]byte{[]byte("x")})
	is(t, err, client.ErrTicket)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	is(t, m.Open(ended, code()), context.Canceled)
	is(t, connect(t, config(t, "http://127.0.0.1:1")).Open(t.Context(), code()), client.ErrOffline)
}

func is(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
	if err != nil && (strings.Contains(err.Error(), "127.0.0.1") || strings.Contains(err.Error(), "/v1/")) {
		t.Error("an error tells where and what:", err)
	}
}

func TestAddressesThatWouldTell(t *testing.T) {
	for url, good := range map[string]bool{
		"https://relay.example": true, "https://relay.example:8443/": true, "http://127.0.0.1:7787": true, "http://localhost": true,
		"http://[::1]:1": true, "http://abcdef.onion": false, "https://abcdef.onion": false, "http://relay.example": false, "http://10.0.0.1": true, "http://192.168.1.5:7787": true, "http://8.8.8.8": false, "ftp://x": false,
		"": false, "https://": false, "https://relay.example/path": false, "https://ana:word@relay.example": false, "https://x/?q": false,
	} {
		if _, err := client.New(config(t, url)); (err == nil) != good {
			t.Errorf("%q: %v", url, err)
		}
	}
	for _, proxy := range []string{"http://127.0.0.1:1", "socks5://", "127.0.0.1:9050", "%"} {
		c := config(t, "https://relay.example")
		c.Proxy = proxy
		if _, err := client.New(c); err != client.ErrAddress {
			t.Errorf("%q: %v", proxy, err)
		}
	}
}

func random(t *testing.T, size int) []byte {
	t.Helper()
	b := make([]byte, size)
	if _, err := rand.Read(b); err != nil {
		t.Fatal(err)
	}
	return b
}

func TestLargeBlobsAreReplacedWhole(t *testing.T) {
	m, _ := opened(t)
	name := client.Name{7}
	for _, size := range []int{0, 1, 512 << 10, 512<<10 + 1, 1300 << 10, 3} {
		want := random(t, size)
		ok(t, m.PutBlob(t.Context(), name, want))
		got, err := m.GetBlob(t.Context(), name)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes: %d came back, %v", size, len(got), err)
		}
	}
	ok(t, m.RemoveBlob(t.Context(), name))
	_, err := m.GetBlob(t.Context(), name)
	is(t, err, client.ErrNotFound)
	// Nothing is left of any of them: the whole quota is free again.
	for i := range 4 {
		_, err := m.Append(t.Context(), [][]byte{bytes.Repeat([]byte{byte(i + 1)}, 1<<20)})
		ok(t, err)
	}
}

// A blob that is replaced between its list and its chunks is read anew.
func TestABlobThatIsReplacedMeanwhile(t *testing.T) {
	m, p := opened(t)
	name, before, after := client.Name{7}, random(t, 600<<10), random(t, 700<<10)
	ok(t, m.PutBlob(t.Context(), name, before))
	inner, asked := *p.handler.Load(), 0
	p.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked == 2 { // the list has been read
			p.serve(inner)
			ok(t, m.PutBlob(t.Context(), name, after))
		}
		inner.ServeHTTP(w, r)
	}))
	got, err := m.GetBlob(t.Context(), name)
	if err != nil || !bytes.Equal(got, after) {
		t.Error(len(got), "bytes came:", err)
	}
}

func TestFollowingSeesWhatComes(t *testing.T) {
	m, _ := opened(t)
	seen := meets(t, m, wire.Head{}, pileOf("1")).Head
	var got []string
	enough := errors.New("enough")
	err := m.Follow(t.Context(), seen, func(blobs [][]byte, head wire.Head) error {
		for _, b := range blobs {
			got = append(got, string(b))
		}
		switch head.Number {
		case 1:
			_, err := m.Append(t.Context(), [][]byte{[]byte("2"), []byte("3")})
			return err
		case 3:
			return enough
		}
		return nil
	})
	if err != enough || strings.Join(got, " ") != "2 3" {
		t.Error(got, err)
	}
	err = m.Follow(t.Context(), wire.Head{Number: 9}, func([][]byte, wire.Head) error { return nil })
	is(t, err, client.ErrShorter)
}

// A line that breaks within an event is a line that breaks, and no nonsense.
func TestAStreamThatIsCutIsNoNonsense(t *testing.T) {
	p := newPlace(t)
	p.serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, "data: AQAAAAAAAAA")
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}))
	is(t, connect(t, config(t, p.url)).Follow(t.Context(), wire.Head{}, func([][]byte, wire.Head) error { return nil }), client.ErrOffline)
}

// Whoever follows is told when the relay's store was set back.
func TestFollowingSeesALoss(t *testing.T) {
	p := newPlace(t)
	store := p.fresh(t)
	m := connect(t, config(t, p.url))
	ok(t, m.Open(t.Context(), code()))
	seen := meets(t, m, wire.Head{}, pileOf("1", "2")).Head
	back := &shorter{Store: store}
	r, err := relay.New(relay.Config{Store: back, Now: time.Now, Beat: time.Millisecond})
	ok(t, err)
	t.Cleanup(r.Close)
	p.serve(r)
	is(t, m.Follow(t.Context(), seen, func([][]byte, wire.Head) error { back.now.Store(true); return nil }), client.ErrShorter)
}

// shorter is a store that is set back to nothing, and is away after a while.
type shorter struct {
	relay.Store
	now   atomic.Bool
	reads atomic.Int64
}

// Read finds nothing any more.
func (s *shorter) Read(ctx context.Context, box wire.Box, after uint64, limit, size int) (wire.Page, error) {
	if s.now.Load() && s.reads.Add(1) > 100 {
		return wire.Page{}, relay.ErrClosed
	}
	if s.now.Load() {
		return wire.Page{}, nil
	}
	return s.Store.Read(ctx, box, after, limit, size)
}

// What is much is sent and read in parts, so that each of them comes over a slow
// line.
func TestMuchGoesInParts(t *testing.T) {
	p := newPlace(t)
	p.fresh(t)
	m := connect(t, config(t, p.url))
	ok(t, m.Open(t.Context(), code()))
	inner := *p.handler.Load()
	var longest atomic.Int64
	longer := func(n int64) { longest.Store(max(longest.Load(), n)) }
	p.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		longer(r.ContentLength)
		counted := &counting{ResponseWriter: w, count: longer}
		inner.ServeHTTP(counted, r)
	}))
	set, other := &pile{}, &pile{}
	for range 80 {
		set.blobs = append(set.blobs, random(t, 10<<10))
	}
	meets(t, m, wire.Head{}, set)
	meets(t, m, wire.Head{}, other)
	if n := longest.Load(); n > 140<<10 || len(other.blobs) != 80 {
		t.Errorf("%d bytes at a time, and %d came", n, len(other.blobs))
	}
}

// When a line breaks again and again, what has come in either direction stays
// there, and only the rest comes later.
func TestWhatCameBeforeALineBrokeStays(t *testing.T) {
	m, p := opened(t)
	inner, parts := *p.handler.Load(), 0
	p.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.URL.Path, "/missing") {
			if parts++; parts%4 == 0 {
				_, _ = io.WriteString(w, "the beginning")
				_ = http.NewResponseController(w).Flush()
				panic(http.ErrAbortHandler)
			}
		}
		inner.ServeHTTP(w, r)
	}))
	set, other := &pile{}, &pile{}
	for range 80 {
		set.blobs = append(set.blobs, random(t, 10<<10))
	}
	for _, s := range []*pile{set, other} {
		went, breaks, head := 0, 0, wire.Head{}
		for err := client.ErrOffline; err != nil; {
			var met client.Met
			met, err = m.Meet(t.Context(), head, s)
			if err != nil {
				is(t, err, client.ErrOffline)
				breaks++
			}
			if met.Head.Number < head.Number || breaks > 9 {
				t.Fatalf("break %d: it begins again behind %d", breaks, met.Head.Number)
			}
			went, head = went+met.Sent+met.Came, met.Head
		}
		if went != 80 || len(s.blobs) != 80 || breaks == 0 {
			t.Errorf("%d went over a line that broke %d times, and %d are there", went, breaks, len(s.blobs))
		}
	}
}

// counting counts the bytes of an answer.
type counting struct {
	http.ResponseWriter
	n     int64
	count func(n int64)
}

// Write counts.
func (w *counting) Write(b []byte) (int, error) {
	w.n += int64(len(b))
	w.count(w.n)
	return w.ResponseWriter.Write(b)
}

// Unwrap lets deadlines through.
func (w *counting) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// A relay that answers nonsense is refused, never believed.
func TestAHostileRelayIsRefused(t *testing.T) {
	p := newPlace(t)
	m := connect(t, config(t, p.url))
	lying := wire.Page{Head: wire.Head{Number: 5}}
	stranger := exchange.Message{Kind: exchange.Missing, IDs: []exchange.ID{{1}}}
	for name, answer := range map[string][]byte{
		"nothing": nil, "a page of a proxy": []byte("<html>welcome</html>"), "too much": make([]byte, 5<<20),
		"a head without entries": lying.Encode(), "another message": stranger.Encode(),
		"too many numbers": wire.Placed{Head: wire.Head{Number: 2}, Numbers: []uint64{1, 2}}.Encode(),
		"a number beyond":  wire.Placed{Head: wire.Head{Number: 2}, Numbers: []uint64{3}}.Encode(),
	} {
		p.serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(answer) }))
		_, err := m.Append(t.Context(), [][]byte{[]byte("x")})
		isRefused(t, name+" to an append", err)
		_, err = m.Meet(t.Context(), wire.Head{}, pileOf("x"))
		isRefused(t, name+" to a meeting", err)
		_, err = m.Offer(t.Context(), pileOf("x"), []exchange.ID{{2}})
		isRefused(t, name+" to an offer", err)
		_, err = m.GetBlob(t.Context(), client.Name{})
		isRefused(t, name+" to a blob", err)
		isRefused(t, name+" to following", m.Follow(t.Context(), wire.Head{}, func([][]byte, wire.Head) error { return nil }))
	}
	var head wire.Head
	p.serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { // it always has more
		page := wire.Page{Base: head}
		for n := range uint64(20_000) {
			page.Entries = append(page.Entries, binary.BigEndian.AppendUint64(nil, head.Number+n))
		}
		head = page.End()
		page.Head = wire.Head{Number: 1 << 62}
		_, _ = w.Write(page.Encode())
	}))
	came := 0
	_, err := m.Pull(t.Context(), wire.Head{}, func([]byte) error {
		if came++; came > 1<<19 {
			return errors.New("there is no end")
		}
		return nil
	})
	isRefused(t, "entries without end", err)
	p.serve(http.RedirectHandler("https://elsewhere.example/", http.StatusFound))
	isRefused(t, "a way elsewhere", m.Open(t.Context(), code()))
}

func isRefused(t *testing.T, name string, err error) {
	t.Helper()
	if !errors.Is(err, client.ErrRefused) {
		t.Errorf("%s: %v", name, err)
	}
}

// Through a proxy, names are not looked up here and nothing goes past it.
func TestAProxyIsAskedForTheName(t *testing.T) {
	p := newPlace(t)
	p.fresh(t)
	var names []string
	proxy := socks(t, strings.TrimPrefix(p.url, "http://"), func(name string) { names = append(names, name) })
	c := config(t, "http://abcdefghij.onion")
	c.Proxy = "socks5://" + proxy
	ok(t, connect(t, c).Open(t.Context(), code()))
	if len(names) != 1 || names[0] != "abcdefghij.onion" {
		t.Error(names)
	}
}

// socks is a SOCKS proxy for one connection, which leads to the address
// whatever is asked for.
func socks(t *testing.T, to string, asked func(name string)) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		c, err := listener.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		greeting := make([]byte, 3)
		if _, err := io.ReadFull(c, greeting); err != nil {
			return
		}
		_, _ = c.Write([]byte{5, 0})
		head := make([]byte, 5)
		if _, err := io.ReadFull(c, head); err != nil || head[3] != 3 {
			return
		}
		name := make([]byte, int(head[4])+2)
		if _, err := io.ReadFull(c, name); err != nil {
			return
		}
		asked(string(name[:head[4]]))
		_, _ = c.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
		relayed, err := net.Dial("tcp", to)
		if err != nil {
			return
		}
		defer relayed.Close()
		go func() { _, _ = io.Copy(relayed, c) }()
		_, _ = io.Copy(c, relayed)
	}()
	return listener.Addr().String()
}
