package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"amparo/internal/relay/postgrestest"
	"amparo/internal/relay/wire"
)

// looks runs doctor with a store and wants a sentence in what it says.
func looks(t *testing.T, want int, sentence string, args ...string) {
	t.Helper()
	code, out, said := run(t, append([]string{"doctor", "--store"}, args...)...)
	if code != want || !strings.Contains(out, sentence) {
		t.Errorf("%d %s%s; want %d, %q", code, out, said, want, sentence)
	}
}

func TestDoctorRefusesAPostgresThatForgets(t *testing.T) {
	server := postgrestest.New(t)
	store := server.Fresh(t)
	looks(t, 0, "good  The PostgreSQL answers. There are no tables yet", store)
	coded(t, store)
	looks(t, 0, "good  The PostgreSQL answers and holds a relay's tables", store)
	looks(t, 0, "good  No standby is waited for", store)
	for _, name := range []string{"fsync", "full_page_writes", "synchronous_commit"} {
		server.Set(t, name, "off")
		looks(t, 1, "look  This PostgreSQL does not write durably", store)
		if code, out, said := run(t, "serve", "--listen", "127.0.0.1:0", "--health", "", "--store", store); code != 1 || out != "" || !strings.Contains(said, "durably") {
			t.Error("it serves without", name, code, out, said)
		}
		server.Set(t, name, "on")
	}
	server.Set(t, "synchronous_standby_names", "away")
	looks(t, 0, "good  What is acknowledged is on the disk of a standby, too", store)
	server.Set(t, "synchronous_commit", "remote_write")
	looks(t, 1, "look  synchronous_commit is remote_write", store)
	server.Set(t, "synchronous_commit", "local")
	looks(t, 1, "look  synchronous_commit is local", store)
	server.Set(t, "synchronous_commit", "on")
	server.Set(t, "synchronous_standby_names", "")
	looks(t, 1, "look  The address of --store can't be read", "postgres://a:b:c/d")
	looks(t, 1, "look  The PostgreSQL of --store was not reached", "postgres:///x?host="+t.TempDir())
	looks(t, 1, "Patroni 3.0.2 is known to lose data; please tell doctor", store+"&application_name=Patroni")
}

// In a database of somebody else's, the relay's user may make no tables: that is
// what is said, by doctor before anything is asked of it.
func TestADatabaseOfSomebodyElseIsNamed(t *testing.T) {
	server := postgrestest.New(t)
	store := server.Fresh(t)
	server.Exec(t, "CREATE ROLE guest LOGIN")
	guests := strings.Replace(store, "user=amparo", "user=guest", 1)
	for range 3 { // not let in; without tables; beside those of another user
		looks(t, 1, "look  The user of --store may not make or use tables", guests)
		if code, _, said := run(t, "codes", "--store", guests); code != 1 || !strings.Contains(said, "may not make or use tables") {
			t.Error(code, said)
		}
		if server.Value(t, "SELECT has_schema_privilege('guest', 'place1', 'USAGE')::text") == "true" {
			coded(t, store)
		}
		server.Exec(t, "GRANT USAGE ON SCHEMA place1 TO guest")
	}
}

func TestDoctorNamesAPatroniThatLosesData(t *testing.T) {
	store := storeIn(t)
	for _, c := range []struct {
		about, config string
		code          int
		said          string
	}{
		{`{"patroni":{"version":"3.0.2"}}`, `{"synchronous_mode":true,"synchronous_mode_strict":true}`, 1, "look  Patroni 3.0.2 is known to lose data"},
		{`{"patroni":{"version":"3.3"}}`, `{"synchronous_mode":true,"synchronous_mode_strict":true}`, 1, "look  This Patroni was not tried"},
		{`{"patroni":{"version":"4.1.4"}}`, `{"synchronous_mode":true,"synchronous_mode_strict":true}`, 0, "good  This Patroni is 4.1.4 or later"},
		{`{"patroni":{"version":"5.0"}}`, `{"synchronous_mode":true,"synchronous_mode_strict":true}`, 0, "good  Patroni keeps waiting"},
		{`{"patroni":{"version":"4.1.10"}}`, `{"synchronous_mode":true}`, 1, "look  Patroni may acknowledge without a standby"},
		{`{}`, `{}`, 1, "look  No Patroni answers"},
		{`nonsense`, `{}`, 1, "look  No Patroni answers"},
	} {
		patroni := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/patroni":
				io.WriteString(w, c.about)
			case "/config":
				io.WriteString(w, c.config)
			}
		}))
		looks(t, c.code, c.said, store, "--patroni", patroni.URL)
		patroni.Close()
	}
	looks(t, 1, "look  No Patroni answers", store, "--patroni", ":")
}

// Two relays over one PostgreSQL are one place: who follows at one sees what
// came by the other.
func TestTwoRelaysAreOnePlace(t *testing.T) {
	server := postgrestest.New(t)
	store := server.Fresh(t)
	one, two := launch(t, "--store", store), launch(t, "--store", store)
	m, other := mailbox(t, one.url, 1), mailbox(t, two.url, 1)
	ok(t, m.Open(t.Context(), coded(t, store)))
	followed := make(chan string, 10)
	go func() {
		_ = other.Follow(t.Context(), wire.Head{}, func(blobs [][]byte, _ wire.Head) error {
			for _, b := range blobs {
				followed <- string(b)
			}
			return nil
		})
	}()
	_, err := m.Append(t.Context(), [][]byte{[]byte("by one")})
	ok(t, err)
	_, err = other.Append(t.Context(), [][]byte{[]byte("by two")})
	ok(t, err)
	if a, b := <-followed, <-followed; a != "by one" || b != "by two" {
		t.Error(a, b)
	}
	list, _ := read(t, m)
	if strings.Join(list, ", ") != "by one, by two" {
		t.Error(list)
	}
	for _, p := range []*process{one, two} {
		if err := p.ends(t, os.Interrupt); err != nil {
			t.Error("stopping:", err)
		}
	}
}
