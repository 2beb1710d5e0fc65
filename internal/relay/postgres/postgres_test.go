package postgres_test

import (
	"context"
	"errors"
	"net/url"
	"os"
	"testing"

	"amparo/internal/relay"
	"amparo/internal/relay/postgres"
	"amparo/internal/relay/postgrestest"
	"amparo/internal/relay/relaytest"
	"amparo/internal/relay/wire"

	"github.com/jackc/pgx/v5"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Run(m)) }

func TestStore(t *testing.T) {
	server := postgrestest.Shared(t)
	relaytest.Run(t, func(t *testing.T) relaytest.Open {
		address := server.Fresh(t)
		return func() (relay.Store, error) { return postgres.Open(context.Background(), address) }
	})
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// place returns the name of the schema that an address leads to.
func place(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	ok(t, err)
	return u.Query().Get("search_path")
}

var (
	box   = wire.Box{1}
	terms = relay.Terms{Bytes: 1 << 30, Entries: 1 << 20, Until: 100}
)

// opened opens a store with one mailbox.
func opened(t *testing.T, address string) relay.Store {
	t.Helper()
	s, err := postgres.Open(t.Context(), address)
	ok(t, err)
	t.Cleanup(func() { ok(t, s.Close()) })
	ok(t, s.Allow(t.Context(), []relay.CodeHash{{1}}))
	ok(t, s.Open(t.Context(), box, relaytest.Key(t, 1), relay.CodeHash{1}, terms))
	return s
}

// An append that waits while the mailbox is given away finds another key where
// it writes. Number, chain and bytes are the same before and after.
func TestAMailboxIsGivenAwayMeanwhile(t *testing.T) {
	server := postgrestest.Shared(t)
	address := server.Fresh(t)
	s := opened(t, address)
	conn, err := pgx.Connect(t.Context(), address)
	ok(t, err)
	t.Cleanup(func() { ok(t, conn.Close(context.Background())) })
	tx, err := conn.Begin(t.Context())
	ok(t, err)
	_, err = tx.Exec(t.Context(), "UPDATE mailboxes SET key=$1", relaytest.Key(t, 3).Bytes())
	ok(t, err)
	done := make(chan error, 1)
	go func() {
		_, err := s.Append(context.Background(), box, relaytest.Key(t, 1), [][]byte{[]byte("late")}, terms)
		done <- err
	}()
	server.Until(t, "SELECT count(*)::text FROM pg_stat_activity WHERE wait_event_type='Lock'", "1")
	ok(t, tx.Commit(t.Context()))
	if err := <-done; !errors.Is(err, relay.ErrNoMailbox) {
		t.Error(err)
	}
	if count := server.Value(t, "SELECT count(*)::text FROM "+place(t, address)+".entries"); count != "0" {
		t.Error(count, "entries were written")
	}
}
