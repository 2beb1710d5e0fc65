package sqlite_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"amparo/internal/exchange"
	"amparo/internal/key"
	"amparo/internal/relay"
	"amparo/internal/relay/sqlite"
	"amparo/internal/relay/wire"

	"github.com/google/go-cmp/cmp"
)

// columns is everything that a seized relay's file can hold: mailboxes, keys
// and blobs, what follows from them (an entry's id, the chain, their place in
// the row, the sum of their lengths), a random slot for each mailbox, the day of
// an end and the hour of a nonce. An entry's at is its slot and its number.
var columns = map[string][]string{
	"mailboxes": {"box", "slot", "key", "until", "bytes", "dropped", "base"},
	"entries":   {"at", "id", "chain", "body"},
	"ids":       {"slot", "start", "number"},
	"blobs":     {"box", "name", "body"},
	"nonces":    {"nonce", "hour"},
	"codes":     {"code"},
}

// told is what each mailbox has of these, beside its slot.
var told = []string{
	"SELECT box, key, until, bytes, dropped, base FROM mailboxes",
	"SELECT box, at & 0xffffffffff, id, chain, body FROM entries JOIN mailboxes ON slot=at>>40",
	"SELECT box, number, start FROM ids JOIN mailboxes USING(slot)",
	"SELECT box, name, body FROM blobs",
}

// TestASeizedRelayTellsLittle fills a relay through its door for two epochs of
// one notebook, as one device would, and looks at all that is on its disk.
func TestASeizedRelayTellsLittle(t *testing.T) {
	path := filepath.Join(t.TempDir(), "relay.db")
	store, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 12, 1, 10, 34, 56, 0, time.UTC)
	r, err := relay.New(relay.Config{Store: store, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Allow(t.Context(), []relay.CodeHash{relay.HashCode([16]byte{1}), relay.HashCode([16]byte{2})}); err != nil {
		t.Fatal(err)
	}
	for n := range byte(2) {
		fill(t, r, now, n+1)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, told := range []string{"203.0.113.9", "agent of ana", "relay.example", "ana's laptop"} {
		if bytes.Contains(raw, []byte(told)) {
			t.Errorf("the file holds %q", told)
		}
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	looksAtTables(t, db)
	looksAtEpochs(t, db, now)
}

// fill does for one mailbox all that can be asked.
func fill(t *testing.T, r *relay.Relay, now time.Time, n byte) {
	t.Helper()
	m, err := key.MailboxFrom(bytes.Repeat([]byte{n}, key.MailboxSeedSize))
	if err != nil {
		t.Fatal(err)
	}
	blob := func(size int) []byte {
		b := make([]byte, size)
		if _, err := rand.Read(b); err != nil {
			t.Fatal(err)
		}
		return b
	}
	box := fmt.Sprintf("/v1/%x", bytes.Repeat([]byte{n}, 16))
	code := [16]byte{n}
	for _, c := range []struct {
		method, target string
		body           []byte
	}{
		{"POST", box, append(m.Key().Bytes(), code[:]...)},
		{"POST", box + "/entries", exchange.Message{Kind: exchange.Accept, Blobs: [][]byte{blob(1113), blob(1113), blob(4185)}}.Encode()},
		{"PUT", fmt.Sprintf("%s/blobs/%x", box, blob(16)), blob(16473)},
		{"DELETE", box + "/entries?through=1", nil},
	} {
		call := wire.Call{Host: "relay.example", Method: c.method, Target: c.target, Body: wire.DigestOf(c.body)}
		req := httptest.NewRequest(c.method, c.target, bytes.NewReader(c.body))
		ticket, err := wire.Sign(m, call, uint64(now.Unix()/60), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		req.Host, req.RemoteAddr = call.Host, "203.0.113.9:4711"
		req.Header.Set("Authorization", ticket.Header())
		req.Header.Set(wire.DigestHeader, call.Body.Header())
		req.Header.Set("User-Agent", "agent of ana")
		req.Header.Set("X-Forwarded-For", "203.0.113.9")
		req.Header.Set("Cookie", "device=ana's laptop")
		w := httptest.NewRecorder()
		r.ServeHTTP(w, req)
		if w.Code != http.StatusOK && w.Code != http.StatusNoContent {
			t.Fatal(c.method, c.target, w.Code, w.Body)
		}
	}
}

func looksAtTables(t *testing.T, db *sql.DB) {
	t.Helper()
	got := map[string][]string{}
	each(t, db, "SELECT m.name, p.name, m.sql FROM sqlite_schema m, pragma_table_info(m.name) p WHERE m.type='table' ORDER BY m.name, p.cid", func(row []any) {
		got[fmt.Sprint(row[0])] = append(got[fmt.Sprint(row[0])], fmt.Sprint(row[1]))
		if row[0] != "entries" && !bytes.HasSuffix(fmt.Append(nil, row[2]), []byte("WITHOUT ROWID")) {
			t.Errorf("the rows of %s have numbers that tell in which order they came", row[0])
		}
	})
	each(t, db, `SELECT at, (SELECT max(slot) FROM mailboxes WHERE dropped<(at & 0xffffffffff) AND slot=at>>40) FROM entries`, func(row []any) {
		if row[1] == nil {
			t.Errorf("an entry stands at %v, which is no mailbox's place", row[0])
		}
	})
	if diff := cmp.Diff(columns, got); diff != "" {
		t.Error(diff)
	}
}

// looksAtEpochs compares everything that is kept of two epochs: they have
// nothing in common but small numbers, days and lengths.
func looksAtEpochs(t *testing.T, db *sql.DB, now time.Time) {
	t.Helper()
	seen := map[string]string{}
	for _, query := range told {
		each(t, db, query, func(row []any) {
			box := fmt.Sprintf("%x", row[0])
			for i, value := range row {
				b, ok := value.([]byte)
				if other, twice := seen[string(b)]; ok && twice && other != box {
					t.Errorf("%s: column %d joins two mailboxes", query, i)
				}
				if ok {
					seen[string(b)] = box
				}
				if n, ok := value.(int64); ok && n > now.Unix()/3600+10_000 {
					t.Errorf("%s: column %d is %d: more exact than an hour", query, i, n)
				}
			}
		})
	}
	if len(seen) < 2*8 {
		t.Error("too little was looked at:", len(seen))
	}
	each(t, db, "SELECT hour FROM nonces", func(row []any) {
		if row[0] != now.Unix()/3600 {
			t.Error("a nonce keeps more than its hour:", row[0])
		}
	})
}

func each(t *testing.T, db *sql.DB, query string, look func(row []any)) {
	t.Helper()
	rows, err := db.QueryContext(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		row, places := make([]any, len(names)), make([]any, len(names))
		for i := range row {
			places[i] = &row[i]
		}
		if err := rows.Scan(places...); err != nil {
			t.Fatal(err)
		}
		look(row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
}
