package postgres_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"amparo/internal/relay"
	"amparo/internal/relay/postgres"
	"amparo/internal/relay/postgrestest"
	"amparo/internal/relay/relaytest"

	"github.com/google/go-cmp/cmp"
)

// set changes a setting while the server runs, and returns when it counts. It is
// set back at the end of the test.
func set(t *testing.T, server *postgrestest.Server, name, value string) {
	t.Helper()
	before := server.Value(t, "SHOW "+name)
	server.Set(t, name, value)
	t.Cleanup(func() { server.Set(t, name, before) })
}

// waiters are commits of ours that wait for a standby. The server's own, as of
// autovacuum, wait as well.
const waiters = " FROM pg_stat_activity WHERE wait_event='SyncRep' AND backend_type='client backend'"

// away has commits wait for a standby that is not there, and returns when they
// do: the server is told of the setting later than its connections.
func away(t *testing.T, server *postgrestest.Server, s relay.Store) {
	t.Helper()
	set(t, server, "synchronous_standby_names", "away")
	for n := byte(1); ; n++ {
		done := make(chan error, 1)
		go func() { done <- s.Allow(context.Background(), []relay.CodeHash{{31: n}}) }()
		for len(done) == 0 {
			if held(t, server) {
				server.Exec(t, "SELECT pg_cancel_backend(pid)"+waiters)
				<-done
				return
			}
		}
	}
}

// held says whether a commit waits for a standby.
func held(t *testing.T, server *postgrestest.Server) bool {
	t.Helper()
	return server.Value(t, "SELECT count(*)::text"+waiters) != "0"
}

// waiting returns when a commit waits for a standby.
func waiting(t *testing.T, server *postgrestest.Server, done chan error) {
	t.Helper()
	for !held(t, server) {
		if len(done) > 0 {
			t.Fatal("it did not wait:", <-done)
		}
	}
}

// A commit that has not waited for its standby is not acknowledged, and neither
// is asking again, before the standby has what was written the first time.
func TestACommitThatDidNotWaitIsNotAcknowledged(t *testing.T) {
	server := postgrestest.Shared(t)
	s := opened(t, server.Fresh(t))
	for name, what := range map[string]func() error{
		"append": func() error {
			_, err := s.Append(t.Context(), box, relaytest.Key(t, 1), [][]byte{[]byte("one")}, terms)
			return err
		},
		"put":   func() error { return s.Put(t.Context(), box, relay.Name{1}, []byte("blob"), terms) },
		"drop":  func() error { return s.Drop(t.Context(), box, 0) },
		"open":  func() error { return s.Open(t.Context(), box, relaytest.Key(t, 1), relay.CodeHash{1}, terms) },
		"allow": func() error { return s.Allow(t.Context(), []relay.CodeHash{{2}}) },
	} {
		away(t, server, s)
		done := make(chan error, 1)
		for _, end := range []string{"cancel", "cancel", "terminate"} {
			go func() { done <- what() }()
			waiting(t, server, done)
			server.Exec(t, "SELECT pg_"+end+"_backend(pid)"+waiters)
			if err := <-done; err == nil || end == "cancel" && !errors.Is(err, postgres.ErrUnsure) {
				t.Errorf("%s, %s: %v", name, end, err)
			}
		}
		go func() { done <- what() }()
		waiting(t, server, done)
		server.Set(t, "synchronous_standby_names", "")
		ok(t, <-done)
	}
	p, err := s.Read(t.Context(), box, 0, 10, 1000)
	ok(t, err)
	if len(p.Entries) != 1 || p.Head.Number != 1 {
		t.Error("it stands there otherwise than once:", len(p.Entries))
	}
}

// While commits wait for a standby that is away, everybody can still read.
func TestReadingDoesNotWaitBehindCommits(t *testing.T) {
	server := postgrestest.Shared(t)
	s := opened(t, server.Fresh(t))
	away(t, server, s)
	const many = 40
	done := make(chan error, many)
	for n := range byte(many) {
		go func() { done <- s.Put(context.Background(), box, relay.Name{n}, []byte("blob"), terms) }()
	}
	waiting(t, server, done)
	server.Until(t, "SELECT (count(*)>=11)::text FROM pg_stat_activity WHERE application_name='amparo-relay' AND wait_event_type='Lock'", "true")
	_, err := s.Key(t.Context(), box)
	ok(t, err)
	_, err = s.Read(t.Context(), box, 0, 10, 1000)
	ok(t, err)
	if len(done) > 0 {
		t.Error("it did not wait:", <-done)
	}
	server.Set(t, "synchronous_standby_names", "")
	for range many {
		ok(t, <-done)
	}
}

func TestWhatDoesNotLastIsRefused(t *testing.T) {
	server := postgrestest.Shared(t)
	address := server.Fresh(t)
	durable := func(want bool) {
		t.Helper()
		state, err := postgres.Check(t.Context(), address)
		ok(t, err)
		s, err := postgres.Open(t.Context(), address)
		if want {
			ok(t, err)
			ok(t, s.Close())
		} else if !errors.Is(err, postgres.ErrNotDurable) {
			t.Error("opened:", err)
		}
		if state.Durable != want {
			t.Errorf("%+v", state)
		}
	}
	durable(true)
	for _, name := range []string{"fsync", "full_page_writes", "synchronous_commit"} {
		set(t, server, name, "off")
		durable(false)
		server.Set(t, name, "on")
		durable(true)
	}
	if _, err := postgres.Open(t.Context(), address+"&synchronous_commit=off"); !errors.Is(err, postgres.ErrNotDurable) {
		t.Error("off for this relay alone:", err)
	}
	if _, err := postgres.Open(t.Context(), address+"&client_min_messages=error"); err != nil {
		t.Error("warnings are asked for in any case:", err)
	}
}

func TestCheckSaysWhatAnAcknowledgementIsWorth(t *testing.T) {
	server := postgrestest.Shared(t)
	address := server.Fresh(t)
	looks := func(want postgres.State) {
		t.Helper()
		state, err := postgres.Check(t.Context(), address)
		ok(t, err)
		if diff := cmp.Diff(want, state); diff != "" {
			t.Error(diff)
		}
	}
	state := postgres.State{Durable: true, Lasting: true, Warnings: true, Commit: "on"}
	looks(state)
	ok(t, opened(t, address).Close())
	state.Tables = true
	looks(state)
	set(t, server, "synchronous_standby_names", "away")
	state.Standbys = true
	looks(state)
	set(t, server, "synchronous_commit", "remote_write")
	state.Commit, state.Lasting = "remote_write", false
	looks(state)
	set(t, server, "synchronous_commit", "local")
	state.Commit, state.Standbys = "local", false
	looks(state)
}

func TestOtherPlacesAreRefused(t *testing.T) {
	server := postgrestest.Shared(t)
	refused := func(address string, want error) {
		t.Helper()
		if _, err := postgres.Open(t.Context(), address); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		} else if strings.Contains(err.Error(), "secret") {
			t.Error("it tells the address:", err)
		}
		if _, err := postgres.Check(t.Context(), address); !errors.Is(err, want) {
			t.Errorf("check: %v, want %v", err, want)
		}
	}
	refused("mysql://secret@db/x", postgres.ErrAddress)
	refused("postgres://secret@db:x/x", postgres.ErrAddress)
	refused("postgres:///secret?host="+t.TempDir(), postgres.ErrAway)
	address := server.Fresh(t)
	server.Exec(t, "CREATE TABLE "+place(t, address)+".entries(secret text)")
	refused(address, postgres.ErrForeign)
	address = server.Fresh(t)
	ok(t, opened(t, address).Close())
	server.Exec(t, "UPDATE "+place(t, address)+".amparo_relay SET format=2")
	refused(address, postgres.ErrNewer)
	server.Exec(t, "DELETE FROM "+place(t, address)+".amparo_relay")
	refused(address, postgres.ErrForeign)
}

func TestSeveralRelaysStartAtOnce(t *testing.T) {
	server := postgrestest.Shared(t)
	address, done := server.Fresh(t), make(chan error)
	const relays = 6
	for range relays {
		go func() {
			s, err := postgres.Open(context.Background(), address)
			if err == nil {
				err = s.Close()
			}
			done <- err
		}()
	}
	for range relays {
		ok(t, <-done)
	}
}

// columns is everything that the tables of a seized server can hold: no address,
// no time finer than an hour, and nothing that joins two mailboxes.
var columns = "amparo_relay.format blobs.body blobs.box blobs.name codes.code entries.body entries.box entries.chain entries.id entries.number " +
	"mailboxes.base mailboxes.box mailboxes.bytes mailboxes.chain mailboxes.dropped mailboxes.key mailboxes.number mailboxes.until nonces.hour nonces.nonce"

func TestTheTablesTellLittle(t *testing.T) {
	server := postgrestest.Shared(t)
	address := server.Fresh(t)
	ok(t, opened(t, address).Close())
	got := server.Value(t, `SELECT string_agg(table_name||'.'||column_name, ' ' ORDER BY table_name, column_name)
		FROM information_schema.columns WHERE table_schema='`+place(t, address)+"'")
	if diff := cmp.Diff(columns, got); diff != "" {
		t.Error(diff)
	}
	for _, kind := range []string{"pg_sequences", "pg_trigger"} {
		if n := server.Value(t, "SELECT count(*)::text FROM "+kind); n != "0" {
			t.Error(n, "in", kind)
		}
	}
}
