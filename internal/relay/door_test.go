package relay_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"amparo/internal/exchange"
	"amparo/internal/relay"
	"amparo/internal/relay/wire"
)

// Who has no mailbox can't tell whether one is there, whatever is asked.
func TestAMailboxDoesNotShow(t *testing.T) {
	h := served(t, nil)
	ana, stranger := h.joined(t, 1), h.member(t, 9)
	opens := func(code byte) string {
		return string(append(stranger.key.Key().Bytes(), append([]byte{code}, make([]byte, 15)...)...))
	}
	for _, c := range []struct{ name, method, path, body string }{
		{"reading", "GET", "/entries?after=0", ""}, {"a number that is none", "GET", "/entries?after=x", ""},
		{"following", "GET", "/follow?after=0", ""}, {"forgetting", "DELETE", "", ""},
		{"appending", "POST", "/entries", string(accept("x"))}, {"a long body", "POST", "/entries", strings.Repeat("x", 1000)},
		{"a body that is too long", "POST", "/entries", strings.Repeat("x", wire.MaxBody+1)},
		{"a blob that is too long", "PUT", "/blobs/" + strings.Repeat("00", 16), strings.Repeat("x", exchange.MaxBlob+1)},
		{"opening without a code", "POST", "", opens(99)}, {"opening with a spent one", "POST", "", opens(1)},
		{"opening with too much", "POST", "", strings.Repeat("x", 1000)}, {"no such path", "GET", "/nothing", ""},
	} {
		there, nowhere := stranger, stranger
		there.box = ana.box
		s1, w1 := there.ask(t, c.method, c.path, []byte(c.body))
		s2, w2 := nowhere.ask(t, c.method, c.path, []byte(c.body))
		if s1 != s2 || w1 != w2 || s1 < 400 {
			t.Errorf("%s: %d %q where there is one, %d %q where there is none", c.name, s1, w1, s2, w2)
		}
	}
}

// Strangers who knock at a mailbox do not use up what its members may ask.
func TestStrangersSpendNothing(t *testing.T) {
	h := served(t, func(c *relay.Config) { c.MailboxRate, c.ConnectionRate = 0.5, 1000 })
	ana, stranger := h.joined(t, 1), h.member(t, 9)
	stranger.box = ana.box
	for range 12 {
		stranger.ask(t, "POST", "", append(stranger.key.Key().Bytes(), make([]byte, 16)...))
		stranger.ask(t, "GET", "/entries?after=0", nil)
	}
	ana.reads(t, "0")
}

// endless is a body without end, which counts what is read of it.
type endless struct{ read int }

// Read gives more.
func (e *endless) Read(b []byte) (int, error) {
	e.read += len(b)
	return len(b), nil
}

// Who has no mailbox can't make the relay take in more than a few bytes, and what
// has come is not remembered.
func TestStrangersSendLittle(t *testing.T) {
	h := served(t, nil)
	ana, stranger := h.joined(t, 1), h.member(t, 9)
	for _, c := range []struct {
		name, box, path string
		most            int
	}{
		{"a mailbox that is there", ana.box, "/entries", 0}, {"one that is not", stranger.box, "/entries", 0},
		{"opening", stranger.box, "", 48 + 1}, // one more shows that it is too long
	} {
		body, w := &endless{}, httptest.NewRecorder()
		r := httptest.NewRequest("POST", "/v1/"+c.box+c.path, body)
		r.Header = stranger.request(t, "POST", c.path, []byte("x")).Header
		h.relay.ServeHTTP(w, r)
		if w.Code < 400 || body.read > c.most {
			t.Errorf("%s: %d, and %d bytes were read", c.name, w.Code, body.read)
		}
	}
	before := relay.Remembered(h.relay)
	for n := range 100 {
		who := stranger
		who.box = strings.Repeat("0", 29) + strconv.Itoa(100+n)
		who.ask(t, "POST", "", append(who.key.Key().Bytes(), make([]byte, 16)...))
		who.ask(t, "GET", "/entries?after=0", nil)
	}
	if after := relay.Remembered(h.relay); after != before {
		t.Errorf("%d was remembered of members, and %d after strangers came", before, after)
	}
}

// held is a body that says when it is read and comes when it may.
type held struct {
	read chan struct{}
	may  chan struct{}
	*bytes.Reader
}

// Read waits.
func (b *held) Read(p []byte) (int, error) {
	select {
	case b.read <- struct{}{}:
	default:
	}
	<-b.may
	return b.Reader.Read(p)
}

// Only so many bodies are read at one time, so that nobody fills the memory, and
// one mailbox leaves room for the others.
func TestBodiesThatComeSlowlyHaveAnEnd(t *testing.T) {
	h := served(t, nil)
	ana, bo := h.joined(t, 1), h.joined(t, 2)
	may, codes := make(chan struct{}), make(chan int)
	send := func(text string) *held {
		b := &held{make(chan struct{}, 1), may, bytes.NewReader(accept(text))}
		r := httptest.NewRequest("POST", "/v1/"+ana.box+"/entries", io.NopCloser(b))
		r.Host = strings.TrimPrefix(h.url, "http://")
		r.Header = ana.request(t, "POST", "/entries", accept(text)).Header
		go func() {
			w := httptest.NewRecorder()
			h.relay.ServeHTTP(w, r)
			codes <- w.Code
		}()
		return b
	}
	for n := range 8 {
		<-send(strconv.Itoa(n)).read
	}
	ninth := send("one too many")
	select {
	case code := <-codes:
		if code != http.StatusTooManyRequests {
			t.Error("a ninth:", code)
		}
	case <-ninth.read:
		t.Fatal("a ninth is read")
	}
	bo.appends(t, "there is room")
	close(may)
	for range 8 {
		if code := <-codes; code != http.StatusOK {
			t.Error(code)
		}
	}
	ana.appends(t, "there is room again")
}

// timed is an answer that notes how long the connection may read and write.
type timed struct {
	*httptest.ResponseRecorder
	reads, writes []time.Duration
}

// SetReadDeadline is what an http.ResponseController calls.
func (w *timed) SetReadDeadline(t time.Time) error {
	w.reads = append(w.reads, time.Until(t))
	return nil
}

// SetWriteDeadline is what an http.ResponseController calls.
func (w *timed) SetWriteDeadline(t time.Time) error {
	w.writes = append(w.writes, time.Until(t))
	return nil
}

// No request holds a connection for ever, whatever it asks for; a member with
// much to send has longer than others, as her line may be slow.
func TestConnectionsAreNotHeldForEver(t *testing.T) {
	h := served(t, nil)
	ana := h.joined(t, 1)
	much := accept(strings.Repeat("x", 1<<20))
	host := strings.TrimPrefix(h.url, "http://")
	for _, c := range []struct {
		name, method, host, path string
		body                     []byte
		code                     int
		longest                  time.Duration
	}{
		{"no such path", "POST", host, "/nowhere", much, 404, time.Minute}, {"another method", "PATCH", host, "/v1/" + ana.box, much, 405, time.Minute},
		{"no ticket", "POST", host, "/v1/" + ana.box + "/missing", much, 401, time.Minute},
		{"a member's entry", "POST", host, "/v1/" + ana.box + "/entries", much, 200, 10 * time.Minute},
	} {
		w := &timed{ResponseRecorder: httptest.NewRecorder()}
		r := httptest.NewRequest(c.method, c.path, bytes.NewReader(c.body))
		r.Host = c.host
		if c.code == http.StatusOK {
			r.Header = ana.request(t, c.method, "/entries", c.body).Header
		}
		h.relay.ServeHTTP(w, r)
		longest := time.Duration(0)
		for _, d := range append(w.reads, w.writes...) {
			longest = max(longest, d)
		}
		if w.Code != c.code || longest > c.longest || longest < c.longest-30*time.Second {
			t.Errorf("%s: %d, at most %v", c.name, w.Code, longest)
		}
	}
}
