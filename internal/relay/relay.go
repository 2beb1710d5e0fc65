package relay

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"amparo/internal/relay/wire"
)

// Config is what a relay needs and what it grants. A zero number means the
// value that stands behind it.
type Config struct {
	Store Store
	Now   func() time.Time

	// Hosts are the names under which clients reach the relay. Requests for
	// another are refused, so that no other relay can pass on what it was asked.
	// None means that each name is taken, which is for tests and loopback.
	Hosts []string

	Bytes   int64 // of a mailbox: 64 MiB
	Entries int64 // of a mailbox: 50,000
	Days    int64 // that a mailbox stays when nothing is written to it: 120

	MailboxRate    float64       // requests a second of a mailbox: 50, and 20 times as many at once
	ConnectionRate float64       // requests a second of a connection: 50, and 20 times as many at once
	Followers      int           // of a mailbox: 64
	AllFollowers   int           // of all mailboxes together: 10,000
	Beat           time.Duration // between two signs of life to who follows: 25 s
}

// Counts is how often something happened since the start. It says nothing
// about any mailbox.
type Counts struct {
	Requests, Refused, Appended, Followers int64
	Missed                                 int64 // times that Sweep could not do all
}

// Relay is the server, an http.Handler.
type Relay struct {
	c       Config
	mux     *http.ServeMux
	hub     hub
	nonces  nonces
	rates   rates
	keys    keys
	bodies  rooms // that are being read
	done    chan struct{}
	end     sync.Once
	counted struct{ requests, refused, appended, missed atomic.Int64 }
}

// ErrConfig says that a store or a clock is missing.
var ErrConfig = errors.New("a relay needs a store and a clock")

// New returns a relay. The store stays the caller's, who closes it after Close.
func New(c Config) (*Relay, error) {
	if c.Store == nil || c.Now == nil {
		return nil, ErrConfig
	}
	fill(&c.Bytes, 64<<20)
	fill(&c.Entries, 50_000)
	fill(&c.Days, 120)
	fill(&c.MailboxRate, 50)
	fill(&c.ConnectionRate, 50)
	fill(&c.Followers, 64)
	fill(&c.AllFollowers, 10_000)
	fill(&c.Beat, 25*time.Second)
	r := &Relay{c: c, mux: http.NewServeMux(), done: make(chan struct{})}
	r.hub = hub{most: c.AllFollowers, each: c.Followers, boxes: map[wire.Box]map[chan *news]bool{}}
	r.bodies = rooms{most: bodiesAtOnce, each: bodiesOfOne, boxes: map[wire.Box]int{}}
	r.rates = rates{rate: c.MailboxRate, boxes: map[wire.Box]*bucket{}}
	r.routes()
	return r, nil
}

func fill[T int | int64 | float64 | time.Duration](value *T, otherwise T) {
	if *value == 0 {
		*value = otherwise
	}
}

// routes is every path that there is. docs/FORMATS-relay.md describes them.
func (r *Relay) routes() {
	r.mux.HandleFunc("POST /v1/{box}", r.handle(r.open))
	r.mux.HandleFunc("POST /v1/{box}/entries", r.handle(r.member(r.append, r.recalled, r.stored)))
	for pattern, h := range map[string]func(http.ResponseWriter, *asked) error{
		"DELETE /v1/{box}":              r.dropAll,
		"GET /v1/{box}/entries":         r.read,
		"DELETE /v1/{box}/entries":      r.drop,
		"POST /v1/{box}/missing":        r.missing,
		"GET /v1/{box}/follow":          r.follow,
		"PUT /v1/{box}/blobs/{name}":    r.put,
		"GET /v1/{box}/blobs/{name}":    r.get,
		"DELETE /v1/{box}/blobs/{name}": r.remove,
	} {
		r.mux.HandleFunc(pattern, r.handle(r.member(h, r.stored)))
	}
}

// ServeHTTP answers one request.
func (r *Relay) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.counted.requests.Add(1)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if err := r.door(w, req); err != nil {
		r.refuse(w, err)
		return
	}
	r.mux.ServeHTTP(w, req)
}

// door is what comes before any path.
func (r *Relay) door(w http.ResponseWriter, req *http.Request) error {
	if err := allow(w, wire.Patience(0)); err != nil {
		return err
	}
	if b, ok := req.Context().Value(connection{}).(*bucket); ok && !b.take(r.c.Now(), r.c.ConnectionRate) {
		return errOften
	}
	if !r.knows(req.Host) {
		return errHost
	}
	return nil
}

func (r *Relay) knows(host string) bool {
	if len(r.c.Hosts) == 0 {
		return true
	}
	for _, h := range r.c.Hosts {
		if strings.EqualFold(h, host) {
			return true
		}
	}
	return false
}

// ConnContext goes into http.Server.ConnContext, and gives each connection a
// rate of its own. Behind a proxy it is left out.
func (r *Relay) ConnContext(ctx context.Context, _ net.Conn) context.Context {
	return context.WithValue(ctx, connection{}, &bucket{})
}

// connection is the key of a connection's bucket in its context.
type connection struct{}

// Counts returns what was counted so far.
func (r *Relay) Counts() Counts {
	return Counts{
		Requests: r.counted.requests.Load(), Refused: r.counted.refused.Load(),
		Appended: r.counted.appended.Load(), Followers: int64(r.hub.count()), Missed: r.counted.missed.Load(),
	}
}

// Sweep forgets mailboxes whose time is over and what the limits remember. A
// host calls it once an hour; it returns how many mailboxes went.
func (r *Relay) Sweep(ctx context.Context) (int, error) {
	now := r.c.Now()
	r.rates.sweep(now)
	gone, err := r.c.Store.Expire(ctx, day(now), hour(now)-1)
	if err != nil && ctx.Err() == nil {
		r.counted.missed.Add(1)
	}
	return gone, err
}

// Hear wakes those who follow here when another relay over the same store has
// written, until ctx ends. A host calls it beside serving; with a store that
// nobody shares it only waits.
func (r *Relay) Hear(ctx context.Context) {
	if s, ok := r.c.Store.(Shared); ok {
		s.Hear(ctx, r.hub.followed, func(box wire.Box) { r.hub.wake(box, nil) })
	}
	<-ctx.Done()
}

// Close ends those who follow. What has been asked otherwise is answered.
func (r *Relay) Close() { r.end.Do(func() { close(r.done) }) }

func day(t time.Time) int64  { return t.Unix() / 86400 }
func hour(t time.Time) int64 { return t.Unix() / 3600 }

func (r *Relay) terms() Terms {
	return Terms{Bytes: r.c.Bytes, Entries: r.c.Entries, Until: day(r.c.Now()) + r.c.Days}
}
