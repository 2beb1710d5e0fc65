package main

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"amparo/internal/exchange"
	"amparo/internal/key"
	"amparo/internal/relay"
	"amparo/internal/relay/wire"
	"amparo/internal/vault"
)

// pile is a set that has what it has.
type pile map[exchange.ID][]byte

func (p pile) IDs() (ids []exchange.ID, _ error) {
	for id := range p {
		ids = append(ids, id)
	}
	return ids, nil
}

func (p pile) Blob(id exchange.ID) ([]byte, error) { return p[id], nil }

func (p pile) Add(b []byte) error {
	p[exchange.IDOf(b)] = b
	return nil
}

// meetings runs keepMeeting by a clock of its own, for as many meetings, and
// returns the pauses before them.
func meetings(t *testing.T, n int, meet func(h *host, i int) error, await func(context.Context) bool) (pauses []time.Duration) {
	synctest.Test(t, func(*testing.T) {
		h := &host{ended: make(chan struct{}), changed: make(chan struct{}, 1)}
		last := time.Now()
		h.keepMeeting(func(context.Context) error {
			pauses, last = append(pauses, time.Since(last)), time.Now()
			if len(pauses) == n {
				h.end()
			}
			return meet(h, len(pauses))
		}, await)
	})
	return pauses
}

func never(context.Context) bool { return false }

// The pauses have no even length, and grow while the relay is away.
func TestPausesBetweenMeetings(t *testing.T) {
	pauses := meetings(t, 40, func(_ *host, i int) error {
		if i >= 20 && i < 30 {
			return errors.New("away")
		}
		return nil
	}, never)
	for i, d := range pauses {
		middle := meetEvery
		if i >= 20 && i < 30 {
			middle = min(meetEvery<<(i-19), meetRarely)
		}
		if d < middle/2 || d > middle*3/2 {
			t.Errorf("pause %d is %v", i, d)
		}
	}
	if pauses[28] < 4*pauses[5] {
		t.Errorf("while the relay is away, the pauses grow from %v to %v", pauses[5], pauses[28])
	}
	if len(slices.Compact(slices.Sorted(slices.Values(pauses[:20])))) < 15 {
		t.Errorf("the pauses are alike: %v", pauses[:20])
	}
}

// What was changed here goes soon, and what has come there is fetched soon, but a
// relay that always has news does not keep us busy.
func TestMeetingsComeSoon(t *testing.T) {
	pauses := meetings(t, 5, func(h *host, _ int) error {
		h.wake()
		return nil
	}, never)
	if got := pauses[1:]; !slices.Equal(got, slices.Repeat([]time.Duration{afterChange}, 4)) {
		t.Errorf("after changes: %v", got)
	}
	pauses = meetings(t, 5, func(*host, int) error { return nil }, func(context.Context) bool { return true })
	if !slices.Equal(pauses, slices.Repeat([]time.Duration{afterNews}, 5)) {
		t.Errorf("after news: %v", pauses)
	}
	pauses = meetings(t, 3, func(*host, int) error { return nil }, func(ctx context.Context) bool {
		select {
		case <-ctx.Done():
			return false
		case <-time.After(10 * time.Second):
			return true
		}
	})
	if want := 10*time.Second + afterNews; !slices.Equal(pauses, slices.Repeat([]time.Duration{want}, 3)) {
		t.Errorf("after news that took their time: %v", pauses)
	}
}

// firstWord does something once the first bytes of an answer are out.
type firstWord struct {
	http.ResponseWriter
	then func()
}

func (w *firstWord) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *firstWord) Write(b []byte) (int, error) {
	n, err := w.ResponseWriter.Write(b)
	if w.then != nil {
		w.then()
		w.then = nil
	}
	return n, err
}

// Who awaits hears of what comes, of what lay there already, and of what was
// lost. Nothing is told while nothing comes.
func TestAwaitingAtARelay(t *testing.T) {
	store, err := new(relay.Memory).Open()
	fine(t, err)
	r, err := relay.New(relay.Config{Store: store, Now: time.Now})
	fine(t, err)
	var listening func()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		r.ServeHTTP(&firstWord{w, listening}, req)
	}))
	t.Cleanup(server.Close)
	t.Cleanup(r.Close)
	code := wire.Code{1}
	fine(t, store.Allow(t.Context(), []relay.CodeHash{relay.HashCode(code)}))
	p := &program{env: Env{Rand: rand.Reader, Now: time.Now}}
	at, err := p.reach(server.URL, "")
	fine(t, err)
	c := at.(courier)
	k, err := key.NewMailbox(p.env.Rand)
	fine(t, err)
	box := vault.Mailbox{Box: [16]byte{7}, Key: k}
	fine(t, c.Open(t.Context(), box, code.Text()))

	set := pile{}
	fine(t, set.Add([]byte("one")))
	met, err := c.Meet(t.Context(), box, "", set)
	fine(t, err)
	written := false
	listening = func() {
		listening = nil
		written = true
		fine(t, set.Add([]byte("two")))
		_, err := c.Meet(t.Context(), box, met.Seen, set)
		fine(t, err)
	}
	fine(t, c.Await(t.Context(), box, met.Seen))
	if !written {
		t.Error("it told of something before anything came")
	}
	fine(t, c.Await(t.Context(), box, ""))
	fine(t, c.Await(t.Context(), box, met.Seen))
	fine(t, c.Await(t.Context(), box, seenAt(wire.Head{Number: 9})))

	met, err = c.Meet(t.Context(), box, "", set)
	fine(t, err)
	ctx, stop := context.WithCancel(t.Context())
	listening = stop
	if err := c.Await(ctx, box, met.Seen); err == nil {
		t.Error("nothing came, and it says that something did")
	}
	listening = r.Close
	if err := c.Await(t.Context(), box, met.Seen); err == nil {
		t.Error("the relay ended, and it says that something came")
	}
}

func fine(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
