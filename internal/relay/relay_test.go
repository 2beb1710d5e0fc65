package relay_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"amparo/internal/exchange"
	"amparo/internal/key"
	"amparo/internal/relay"
	"amparo/internal/relay/wire"

	"github.com/google/go-cmp/cmp"
)

// host is a relay that is served, with a clock that stands until it is moved.
type host struct {
	store relay.Store
	relay *relay.Relay
	url   string

	mu  sync.Mutex
	now time.Time
}

func (h *host) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *host) pass(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

// served starts a relay over a new memory. Connections have no rate of their
// own when change says nothing else.
func served(t *testing.T, change func(*relay.Config)) *host {
	t.Helper()
	store, err := new(relay.Memory).Open()
	if err != nil {
		t.Fatal(err)
	}
	return serveStore(t, store, change)
}

func serveStore(t *testing.T, store relay.Store, change func(*relay.Config)) *host {
	t.Helper()
	h := &host{store: store, now: time.Date(2026, 12, 1, 10, 30, 30, 0, time.UTC)}
	c := relay.Config{Store: store, Now: h.clock}
	if change != nil {
		change(&c)
	}
	var err error
	if h.relay, err = relay.New(c); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(h.relay)
	server.Config.ConnContext = h.relay.ConnContext
	server.Start()
	t.Cleanup(server.Close)
	t.Cleanup(h.relay.Close)
	h.url = server.URL
	return h
}

// member holds the key of one mailbox.
type member struct {
	host *host
	key  *key.Mailbox
	box  string
}

// joined opens a mailbox of its own for n.
func (h *host) joined(t *testing.T, n byte) member {
	t.Helper()
	m := h.member(t, n)
	code := [16]byte{n}
	if err := h.store.Allow(context.Background(), []relay.CodeHash{relay.HashCode(code)}); err != nil {
		t.Fatal(err)
	}
	if status, word := m.ask(t, "POST", "", append(m.key.Key().Bytes(), code[:]...)); status != http.StatusNoContent {
		t.Fatal("opening:", status, word)
	}
	return m
}

func (h *host) member(t *testing.T, n byte) member {
	t.Helper()
	k, err := key.MailboxFrom(bytes.Repeat([]byte{n}, key.MailboxSeedSize))
	if err != nil {
		t.Fatal(err)
	}
	return member{host: h, key: k, box: hex.EncodeToString(bytes.Repeat([]byte{n}, 16))}
}

// request returns a signed request.
func (m member) request(t *testing.T, method, path string, body []byte) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, m.host.url+"/v1/"+m.box+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	m.sign(t, req, body)
	return req
}

func (m member) sign(t *testing.T, req *http.Request, body []byte) {
	t.Helper()
	call := wire.Call{Host: req.URL.Host, Method: req.Method, Target: req.URL.RequestURI(), Body: wire.DigestOf(body)}
	ticket, err := wire.Sign(m.key, call, uint64(m.host.clock().Unix()/60), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", ticket.Header())
	req.Header.Set(wire.DigestHeader, call.Body.Header())
}

func (m member) ask(t *testing.T, method, path string, body []byte) (status int, answer string) {
	t.Helper()
	return do(t, m.request(t, method, path, body))
}

func do(t *testing.T, req *http.Request) (status int, answer string) {
	t.Helper()
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := res.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

func accept(texts ...string) []byte {
	m := exchange.Message{Kind: exchange.Accept}
	for _, text := range texts {
		m.Blobs = append(m.Blobs, []byte(text))
	}
	return m.Encode()
}

func (m member) appends(t *testing.T, texts ...string) wire.Placed {
	t.Helper()
	status, b := m.ask(t, "POST", "/entries", accept(texts...))
	p, err := wire.DecodePlaced([]byte(b))
	if status != http.StatusOK || err != nil {
		t.Fatal("appending:", status, b, err)
	}
	return p
}

func (m member) reads(t *testing.T, after string) wire.Page {
	t.Helper()
	status, b := m.ask(t, "GET", "/entries?after="+after, nil)
	p, err := wire.DecodePage([]byte(b))
	if status != http.StatusOK || err != nil {
		t.Fatal("reading:", status, b, err)
	}
	return p
}

func texts(p wire.Page) string { return string(bytes.Join(p.Entries, []byte(" "))) }

func TestEntriesAreAppendedAndRead(t *testing.T) {
	h := served(t, nil)
	ana, bo := h.joined(t, 1), h.joined(t, 2)
	if p := ana.appends(t, "one", "two"); p.Head.Number != 2 || p.Numbers[1] != 2 {
		t.Error(p)
	}
	first := ana.appends(t, "one")
	if first.Numbers[0] != 1 || first.Head.Number != 2 {
		t.Error("appended again, it has another number", first)
	}
	if p := ana.reads(t, "0"); texts(p) != "one two" || p.End() != first.Head {
		t.Error(texts(p))
	}
	if p := ana.reads(t, "1"); texts(p) != "two" {
		t.Error(texts(p))
	}
	if p := bo.reads(t, "0"); texts(p) != "" {
		t.Error("bo reads", texts(p))
	}
	offer := exchange.Message{Kind: exchange.Offer, IDs: []exchange.ID{exchange.IDOf([]byte("two")), exchange.IDOf([]byte("six"))}}
	_, b := ana.ask(t, "POST", "/missing", offer.Encode())
	m, err := exchange.Decode([]byte(b))
	if err != nil || len(m.IDs) != 1 || m.IDs[0] != exchange.IDOf([]byte("six")) {
		t.Error(m, err)
	}
	if status, _ := ana.ask(t, "DELETE", "/entries?through=1", nil); status != http.StatusNoContent {
		t.Error(status)
	}
	if p := ana.reads(t, "0"); texts(p) != "two" || p.Base.Number != 1 {
		t.Error(texts(p), p.Base.Number)
	}
}

func TestBlobsAreReplacedAndRemoved(t *testing.T) {
	ana := served(t, nil).joined(t, 1)
	path := "/blobs/" + strings.Repeat("0a", 16)
	steps := []struct {
		method, body string
		status       int
		answer       string
	}{
		{"GET", "", 404, "none"}, {"PUT", "first", 204, ""}, {"PUT", "second", 204, ""},
		{"GET", "", 200, "second"}, {"DELETE", "", 204, ""}, {"GET", "", 404, "none"}, {"PUT", "", 400, "form"},
	}
	for i, s := range steps {
		if status, answer := ana.ask(t, s.method, path, []byte(s.body)); status != s.status || answer != s.answer {
			t.Errorf("step %d: %d %q", i, status, answer)
		}
	}
}

func TestACodeOpensOneMailbox(t *testing.T) {
	h := served(t, nil)
	ana, bo := h.joined(t, 1), h.member(t, 2)
	again := append(ana.key.Key().Bytes(), append([]byte{1}, make([]byte, 15)...)...)
	if status, word := ana.ask(t, "POST", "", again); status != 204 {
		t.Error("opening again:", status, word)
	}
	spent := append(bo.key.Key().Bytes(), append([]byte{1}, make([]byte, 15)...)...)
	if status, word := bo.ask(t, "POST", "", spent); status != 403 || word != "code" {
		t.Error("a spent code:", status, word)
	}
	stolen := bo
	stolen.box = ana.box
	if status, word := stolen.ask(t, "POST", "", spent); status != 403 || word != "code" {
		t.Error("somebody else's mailbox:", status, word)
	}
}

// Forged, altered, late, early and repeated requests are refused, and change
// nothing.
func TestForgedRequestsAreRefused(t *testing.T) {
	h := served(t, nil)
	ana, bo := h.joined(t, 1), h.joined(t, 2)
	ana.appends(t, "one")
	body := accept("two")
	for _, c := range []struct {
		name string
		make func() *http.Request
		want string
	}{
		{"no ticket", func() *http.Request {
			r := ana.request(t, "POST", "/entries", body)
			r.Header.Del("Authorization")
			return r
		}, "ticket"},
		{"another member's key", func() *http.Request {
			r := ana.request(t, "POST", "/entries", body)
			bo.sign(t, r, body)
			return r
		}, "ticket"},
		{"another body", func() *http.Request {
			r := ana.request(t, "POST", "/entries", accept("xyz"))
			ana.sign(t, r, body)
			return r
		}, "ticket"},
		{"another path", func() *http.Request {
			r := ana.request(t, "DELETE", "/entries?through=1", nil)
			r.URL.RawQuery = "through=2"
			return r
		}, "ticket"},
		{"another mailbox's path", func() *http.Request {
			r := bo.request(t, "POST", "/entries", body)
			r.URL.Path = "/v1/" + ana.box + "/entries"
			return r
		}, "ticket"},
		{"another method", func() *http.Request {
			r := ana.request(t, "GET", "", nil)
			r.Method = "DELETE"
			return r
		}, "ticket"},
		{"another host", func() *http.Request {
			r := ana.request(t, "POST", "/entries", body)
			r.Host = "other.example"
			return r
		}, "ticket"},
		{"too late", func() *http.Request {
			r := ana.request(t, "POST", "/entries", body)
			h.pass(2 * time.Minute)
			return r
		}, "clock"},
		{"too early", func() *http.Request {
			h.pass(2 * time.Minute)
			r := ana.request(t, "POST", "/entries", body)
			h.pass(-2 * time.Minute)
			return r
		}, "clock"},
	} {
		if status, word := do(t, c.make()); status != http.StatusUnauthorized || word != c.want {
			t.Errorf("%s: %d %q", c.name, status, word)
		}
	}
	if p := ana.reads(t, "0"); texts(p) != "one" {
		t.Errorf("something was changed: %s", texts(p))
	}
}

func TestRepeatedRequestsAreRefused(t *testing.T) {
	h := served(t, nil)
	ana := h.joined(t, 1)
	for _, c := range []struct{ method, path, body string }{
		{"GET", "/entries?after=0", ""}, {"POST", "/entries", string(accept("x"))},
		{"PUT", "/blobs/" + strings.Repeat("00", 16), "blob"}, {"DELETE", "/entries?through=0", ""},
	} {
		first := ana.request(t, c.method, c.path, []byte(c.body))
		second := ana.request(t, c.method, c.path, []byte(c.body))
		second.Header = first.Header
		if status, word := do(t, first); status >= 300 {
			t.Error(c.method, c.path, status, word)
		}
		h.pass(time.Minute)
		if status, word := do(t, second); status != http.StatusUnauthorized || word != "replay" {
			t.Errorf("%s %s again: %d %q", c.method, c.path, status, word)
		}
	}
}

// A relay that was started anew remembers which changes were asked for, whatever
// it was that was replaced or forgotten.
func TestRepeatedChangesAreRefusedAfterARestart(t *testing.T) {
	blob := "/blobs/" + strings.Repeat("00", 16)
	for _, c := range []struct{ method, path, body string }{
		{"PUT", blob, "old"}, {"DELETE", blob, ""}, {"DELETE", "/entries?through=1", ""}, {"DELETE", "", ""},
	} {
		old := served(t, nil)
		ana := old.joined(t, 1)
		ana.appends(t, "one")
		req := ana.request(t, c.method, c.path, []byte(c.body))
		req.URL.Host = "relay.example"
		ana.sign(t, req, []byte(c.body))
		record := func(h *host) *httptest.ResponseRecorder {
			w := httptest.NewRecorder()
			r := httptest.NewRequest(c.method, "/v1/"+ana.box+c.path, strings.NewReader(c.body))
			r.Host, r.Header = "relay.example", req.Header
			h.relay.ServeHTTP(w, r)
			return w
		}
		if w := record(old); w.Code != http.StatusNoContent {
			t.Fatal(c.method, c.path, w.Code, w.Body)
		}
		code := relay.HashCode([16]byte{2})
		if err := old.store.Allow(t.Context(), []relay.CodeHash{code}); err != nil {
			t.Fatal(err)
		}
		terms := relay.Terms{Bytes: 99, Entries: 99, Until: 99}
		if err := old.store.Open(t.Context(), wire.Box(bytes.Repeat([]byte{1}, 16)), ana.key.Key(), code, terms); err != nil { // where it is gone
			t.Fatal(err)
		}
		if w := record(serveStore(t, old.store, nil)); w.Code != http.StatusUnauthorized || w.Body.String() != "replay" {
			t.Error(c.method, c.path, w.Code, w.Body)
		}
	}
}

// A relay that knows its names refuses what was signed for another.
func TestOtherNamesAreRefused(t *testing.T) {
	h := served(t, func(c *relay.Config) { c.Hosts = []string{"relay.example"} })
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/v1/"+strings.Repeat("00", 16)+"/entries?after=0", nil)
	r.Host = "evil.example"
	h.relay.ServeHTTP(w, r)
	if w.Code != http.StatusMisdirectedRequest {
		t.Error(w.Code)
	}
	w = httptest.NewRecorder()
	r.Host = "Relay.example"
	h.relay.ServeHTTP(w, r)
	if w.Code != http.StatusUnauthorized {
		t.Error(w.Code)
	}
}

func TestWhatCannotBeReadIsRefused(t *testing.T) {
	ana := served(t, nil).joined(t, 1)
	for _, c := range []struct {
		method, path, body string
		status             int
	}{
		{"GET", "/entries", "", 400}, {"GET", "/entries?after=-1", "", 400}, {"GET", "/entries?after=01", "", 400},
		{"GET", "/entries?after=18446744073709551615", "", 400}, {"DELETE", "/entries?through=18446744073709551615", "", 400},
		{"POST", "/entries", "nothing", 400}, {"POST", "/missing", string(accept("x")), 400},
		{"POST", "/entries", string(exchange.Message{Kind: exchange.Offer}.Encode()), 400},
		{"GET", "/blobs/zz", "", 400}, {"GET", "/blobs/" + strings.Repeat("AA", 16), "", 400}, {"POST", "", "short", 400},
		{"PUT", "/blobs/" + strings.Repeat("00", 16), strings.Repeat("x", exchange.MaxBlob+1), 413},
		{"POST", "/entries", strings.Repeat("x", wire.MaxBody+1), 413},
		{"GET", "/nothing", "", 404}, {"PATCH", "/entries", "", 405},
	} {
		if status, word := ana.ask(t, c.method, c.path, []byte(c.body)); status != c.status {
			t.Errorf("%s %s: %d %q, want %d", c.method, c.path, status, word, c.status)
		}
	}
}

func TestQuotaAndRates(t *testing.T) {
	h := served(t, func(c *relay.Config) { c.Bytes, c.MailboxRate, c.ConnectionRate = 10, 0.5, 1000 })
	ana, bo := h.joined(t, 1), h.joined(t, 2)
	if status, word := ana.ask(t, "POST", "/entries", accept("twelve bytes")); status != http.StatusInsufficientStorage || word != "quota" {
		t.Error(status, word)
	}
	last := 0
	for range 12 {
		last, _ = ana.ask(t, "GET", "/entries?after=0", nil)
	}
	if last != http.StatusTooManyRequests {
		t.Error("ana is not slowed down:", last)
	}
	bo.reads(t, "0")
	h.pass(30 * time.Second)
	ana.reads(t, "0")
}

func TestAConnectionHasARate(t *testing.T) {
	h := served(t, func(c *relay.Config) { c.ConnectionRate = 0.2 })
	one, err := net.Dial("tcp", strings.TrimPrefix(h.url, "http://")) // a client might begin another
	if err != nil {
		t.Fatal(err)
	}
	defer one.Close()
	codes, answers := map[int]int{}, bufio.NewReader(one)
	for range 10 {
		if _, err := io.WriteString(one, "GET /v1/"+strings.Repeat("00", 16)+"/entries?after=0 HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		res, err := http.ReadResponse(answers, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, res.Body); err != nil {
			t.Fatal(err)
		}
		if err := res.Body.Close(); err != nil {
			t.Fatal(err)
		}
		codes[res.StatusCode]++
	}
	if diff := cmp.Diff(map[int]int{http.StatusUnauthorized: 4, http.StatusTooManyRequests: 6}, codes); diff != "" {
		t.Error(diff)
	}
}

func TestMailboxesEndOnTheirDay(t *testing.T) {
	h := served(t, func(c *relay.Config) { c.Days = 2 })
	ana := h.joined(t, 1)
	ana.appends(t, "one")
	h.pass(48 * time.Hour)
	if n, err := h.relay.Sweep(t.Context()); n != 0 || err != nil {
		t.Error(n, err)
	}
	ana.reads(t, "0")
	h.pass(24 * time.Hour)
	if n, err := h.relay.Sweep(t.Context()); n != 1 || err != nil {
		t.Error(n, err)
	}
	if status, _ := ana.ask(t, "GET", "/entries?after=0", nil); status != http.StatusUnauthorized {
		t.Error(status)
	}
}

// stream is what a follower sees.
type stream struct{ lines *bufio.Reader }

func (m member) follows(t *testing.T, after string) stream {
	t.Helper()
	res, err := http.DefaultClient.Do(m.request(t, "GET", "/follow?after="+after, nil))
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatal("following:", res.StatusCode)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	return stream{bufio.NewReader(res.Body)}
}

// next returns the page of the next event.
func (s stream) next(t *testing.T) wire.Page {
	t.Helper()
	for {
		line, err := s.lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		data, ok := strings.CutPrefix(strings.TrimSpace(line), "data: ")
		if !ok {
			continue
		}
		b, err := base64.StdEncoding.DecodeString(data)
		if err != nil {
			t.Fatal(err)
		}
		p, err := wire.DecodePage(b)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
}

func TestWhoFollowsSeesWhatComes(t *testing.T) {
	h := served(t, nil)
	ana, bo := h.joined(t, 1), h.joined(t, 2)
	ana.appends(t, "one", "two")
	s := ana.follows(t, "1")
	if p := s.next(t); texts(p) != "two" {
		t.Error(texts(p))
	}
	bo.appends(t, "bo's")
	ana.appends(t, "three")
	if p := s.next(t); texts(p) != "three" || p.Head.Number != 3 {
		t.Error(texts(p))
	}
	ahead := ana.follows(t, "9")
	if p := ahead.next(t); p.Head.Number != 3 || texts(p) != "" {
		t.Error("who remembers more is not told at once", p.Head)
	}
	if n := h.relay.Counts().Followers; n != 2 {
		t.Error(n, "followers")
	}
	h.relay.Close()
	if _, err := io.Copy(io.Discard, s.lines); err != nil {
		t.Error("the stream does not end with the relay:", err)
	}
}

// readers counts how often a store is read, and how often it is asked for a key.
type readers struct {
	relay.Store
	reads, keys atomic.Int64
}

func (r *readers) Key(ctx context.Context, box wire.Box) (key.MailboxKey, error) {
	r.keys.Add(1)
	return r.Store.Key(ctx, box)
}

func (r *readers) Read(ctx context.Context, box wire.Box, after uint64, limit, size int) (wire.Page, error) {
	r.reads.Add(1)
	return r.Store.Read(ctx, box, after, limit, size)
}

// What comes next is pushed without a look into the store; what does not fit,
// because another relay wrote or it was there already, is looked up.
func TestNewsArePushedAsTheyCome(t *testing.T) {
	memory, err := new(relay.Memory).Open()
	if err != nil {
		t.Fatal(err)
	}
	store := &readers{Store: memory}
	ana := serveStore(t, store, nil).joined(t, 1)
	s := ana.follows(t, "0")
	s.next(t)
	reads := store.reads.Load()
	ana.appends(t, "one", "two")
	if p := s.next(t); texts(p) != "one two" || p.Head.Number != 2 {
		t.Error(texts(p), p.Head.Number)
	}
	ana.appends(t, "three")
	if p := s.next(t); texts(p) != "three" || p.Base.Number != 2 {
		t.Error(texts(p), p.Base.Number)
	}
	if more := store.reads.Load() - reads; more > 0 {
		t.Error("the store was read", more, "times")
	}
	another := [][]byte{[]byte("another relay's")}
	if _, err := memory.Append(t.Context(), wire.Box(bytes.Repeat([]byte{1}, 16)), ana.key.Key(), another, relay.Terms{Bytes: 99, Entries: 99, Until: 1}); err != nil {
		t.Fatal(err)
	}
	ana.appends(t, "two", "five")
	if p := s.next(t); texts(p) != "another relay's five" || p.Head.Number != 5 {
		t.Error(texts(p), p.Head.Number)
	}
	ana.appends(t, "one")
	ana.appends(t, "six")
	if p := s.next(t); texts(p) != "six" || p.Head.Number != 6 {
		t.Error(texts(p), p.Head.Number)
	}
}

// The key of a mailbox that is written to is looked up once. It is of no use when
// another relay has given the mailbox to somebody else.
func TestAnOldKeyWritesNothing(t *testing.T) {
	memory, err := new(relay.Memory).Open()
	if err != nil {
		t.Fatal(err)
	}
	store := &readers{Store: memory}
	h := serveStore(t, store, nil)
	ana, bo := h.joined(t, 1), h.member(t, 2)
	ana.appends(t, "one")
	ana.appends(t, "two")
	if n := store.keys.Load(); n != 1 {
		t.Errorf("the key was looked up %d times", n)
	}
	box, code := wire.Box(bytes.Repeat([]byte{1}, 16)), relay.CodeHash{9}
	terms := relay.Terms{Bytes: 99, Entries: 99, Until: 1}
	err = errors.Join(memory.Drop(t.Context(), box, relay.All), memory.Allow(t.Context(), []relay.CodeHash{code}),
		memory.Open(t.Context(), box, bo.key.Key(), code, terms))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // remembered, and not any more
		if status, word := ana.ask(t, "POST", "/entries", accept("late")); status != http.StatusUnauthorized || word != "ticket" {
			t.Error(status, word)
		}
	}
	bo.box = ana.box
	bo.appends(t, "hers")
	if status, word := ana.ask(t, "POST", "/entries", accept("late")); status != http.StatusUnauthorized || word != "ticket" {
		t.Error(status, word)
	}
	page, err := memory.Read(t.Context(), box, 0, 9, 99)
	if err != nil || texts(page) != "hers" {
		t.Error(texts(page), err)
	}
}

// Who has lost her mailbox can't have the relay take in long bodies with what it
// remembers.
func TestAKeyThatFailedIsForgotten(t *testing.T) {
	h := served(t, nil)
	ana := h.joined(t, 1)
	ana.appends(t, "one")
	if err := h.store.Drop(t.Context(), wire.Box(bytes.Repeat([]byte{1}, 16)), relay.All); err != nil {
		t.Fatal(err)
	}
	ana.ask(t, "POST", "/entries", accept("late"))
	body, w := &endless{}, httptest.NewRecorder()
	r := httptest.NewRequest("POST", "/v1/"+ana.box+"/entries", body)
	r.Header = ana.request(t, "POST", "/entries", []byte("x")).Header
	r.Host = strings.TrimPrefix(h.url, "http://")
	h.relay.ServeHTTP(w, r)
	if w.Code != http.StatusUnauthorized || body.read > 0 {
		t.Errorf("%d, and %d bytes were read", w.Code, body.read)
	}
}

// Signs of life keep a quiet stream open, and let a lost one be seen.
func TestAQuietStreamBeats(t *testing.T) {
	s := served(t, func(c *relay.Config) { c.Beat = time.Millisecond }).joined(t, 1).follows(t, "0")
	s.next(t)
	for range 6 {
		if line, err := s.lines.ReadString('\n'); err != nil || strings.Trim(line, ": \n") != "" {
			t.Fatalf("%q, %v", line, err)
		}
	}
}

func TestFollowersHaveAnEnd(t *testing.T) {
	h := served(t, func(c *relay.Config) { c.Followers = 1 })
	ana, bo := h.joined(t, 1), h.joined(t, 2)
	s := ana.follows(t, "0")
	if status, _ := ana.ask(t, "GET", "/follow?after=0", nil); status != http.StatusTooManyRequests {
		t.Error("a second follower:", status)
	}
	bo.follows(t, "0")
	if status, _ := ana.ask(t, "DELETE", "", nil); status != http.StatusNoContent {
		t.Error(status)
	}
	if _, err := io.Copy(io.Discard, s.lines); err != nil {
		t.Error("the stream does not end with the mailbox:", err)
	}
}

// FuzzServe looks for a request that makes the relay panic, or that it lets in.
func FuzzServe(f *testing.F) {
	f.Add("POST", "/v1/00000000000000000000000000000000/entries", "Amparo1 AAAA", []byte("x"))
	f.Add("GET", "/v1/x/blobs/y?after=1", "", []byte(nil))
	store, err := new(relay.Memory).Open()
	if err != nil {
		f.Fatal(err)
	}
	r, err := relay.New(relay.Config{Store: store, Now: time.Now})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, method, target, header string, body []byte) {
		req, err := http.ReadRequest(bufio.NewReader(strings.NewReader("GET /" + strings.TrimLeft(strings.Map(plain, target), "/") + " HTTP/1.1\r\nHost: x\r\n\r\n")))
		if err != nil {
			return
		}
		req.Method = method
		req.Header.Set("Authorization", header)
		req.Body = io.NopCloser(bytes.NewReader(body))
		w := httptest.NewRecorder()
		r.ServeHTTP(w, req)
		if w.Code == http.StatusOK || w.Code == http.StatusNoContent {
			t.Errorf("%s %s is let in", method, target)
		}
	})
}

// plain keeps what may stand in a request line.
func plain(r rune) rune {
	if r <= ' ' || r > '~' {
		return -1
	}
	return r
}
