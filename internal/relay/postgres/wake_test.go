package postgres_test

import (
	"context"
	"strings"
	"testing"

	"amparo/internal/relay"
	"amparo/internal/relay/postgrestest"
	"amparo/internal/relay/relaytest"
	"amparo/internal/relay/wire"
)

// hears lets a store hear of others until the test ends, and returns what it is
// woken for.
func hears(t *testing.T, s relay.Store, followed ...wire.Box) <-chan wire.Box {
	t.Helper()
	woken := make(chan wire.Box, 1000)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.(relay.Shared).Hear(ctx, func() []wire.Box { return followed }, func(box wire.Box) { woken <- box })
	}()
	t.Cleanup(func() { cancel(); <-ended })
	return woken
}

// quiet returns the server once nobody listens any more: connections of an
// earlier test end by themselves, and would be counted.
func quiet(t *testing.T) *postgrestest.Server {
	t.Helper()
	server := postgrestest.Shared(t)
	listening(t, server, "0")
	return server
}

func listening(t *testing.T, server *postgrestest.Server, count string) {
	t.Helper()
	server.Until(t, "SELECT count(*)::text FROM pg_stat_activity WHERE query LIKE 'LISTEN%'", count)
}

func appends(t *testing.T, s relay.Store, text string) {
	t.Helper()
	_, err := s.Append(t.Context(), box, relaytest.Key(t, 1), [][]byte{[]byte(text)}, terms)
	ok(t, err)
}

// A note wakes who follows at another relay, not at the same one; whatever else
// is sent there wakes nobody and harms nothing.
func TestANoteWakesTheOtherRelay(t *testing.T) {
	server := quiet(t)
	address := server.Fresh(t)
	s, other := opened(t, address), opened(t, address)
	here, there := hears(t, s), hears(t, other)
	listening(t, server, "2")
	for _, text := range []string{"", "nonsense", strings.Repeat("x", 16), strings.Repeat("0", 16+31), strings.Repeat("0", 16+33), strings.Repeat("é", 3000)} {
		server.Exec(t, "NOTIFY amparo_relay, '"+text+"'")
	}
	appends(t, s, "one")
	if got := <-there; got != box {
		t.Error(got)
	}
	ok(t, s.Drop(t.Context(), box, 1))
	<-there
	appends(t, other, "two")
	if got := <-here; got != box || len(here) > 0 {
		t.Error(got, len(here))
	}
}

// Many mailboxes that move at once are all told of, in notes of bounded length.
func TestManyMailboxesAreTold(t *testing.T) {
	server := quiet(t)
	address := server.Fresh(t)
	s, other := opened(t, address), opened(t, address)
	there := hears(t, other)
	listening(t, server, "1")
	const many = 450
	done := make(chan error)
	table := place(t, address) + ".mailboxes"
	server.Exec(t, "INSERT INTO "+table+" SELECT decode(lpad(to_hex(i), 32, '0'), 'hex'), key, until, 0, 0, base, 0, base FROM "+table+", generate_series(1, 450) i")
	for i := range many {
		go func() {
			_, err := s.Append(context.Background(), wire.Box{14: byte((i + 1) >> 8), 15: byte(i + 1)}, relaytest.Key(t, 1), [][]byte{[]byte("x")}, terms)
			done <- err
		}()
	}
	told := map[wire.Box]bool{}
	for range many {
		ok(t, <-done)
	}
	for len(told) < many {
		told[<-there] = true
	}
}

// What was written while nobody listened is seen when the heads are looked at.
func TestALostNoteIsMadeUpFor(t *testing.T) {
	server := quiet(t)
	address := server.Fresh(t)
	s, other := opened(t, address), opened(t, address)
	woken := hears(t, other, box)
	<-woken // it is looked at for the first time
	listening(t, server, "1")
	pid := server.Value(t, "SELECT pid::text FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
	server.Exec(t, "SELECT pg_terminate_backend("+pid+", 10000)")
	appends(t, s, "one")
	if got := <-woken; got != box {
		t.Error(got)
	}
	ok(t, s.Drop(t.Context(), box, relay.All))
	if got := <-woken; got != box {
		t.Error("the end of the mailbox:", got)
	}
}
