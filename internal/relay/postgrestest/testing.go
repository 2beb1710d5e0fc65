package postgrestest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
)

// New makes a server and starts it with settings such as "fsync=off".
func New(t testing.TB, settings ...string) *Server {
	t.Helper()
	s := At(t, Folder(t))
	must(t, s.fill())
	s.Start(t, settings...)
	return s
}

// must ends a test at an error. Where PostgreSQL is not installed it is skipped.
func must(t testing.TB, err error) {
	t.Helper()
	if errors.Is(err, ErrMissing) && os.Getenv("CI") != "true" {
		t.Skip("PostgreSQL is not here, so this is skipped")
	}
	if err != nil {
		t.Fatal(err)
	}
}

// At returns a server, not started yet, over a folder of Folder with a folder
// "data" in it.
func At(t testing.TB, dir string) *Server {
	t.Helper()
	s := &Server{dir: dir}
	t.Cleanup(func() {
		if s.cmd != nil {
			s.Kill(t)
		}
	})
	return s
}

// Folder makes a folder for a server and what belongs to it.
func Folder(t testing.TB) string {
	t.Helper()
	dir, err := folder()
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// shared is the server of Shared.
var shared struct {
	mu     sync.Mutex
	server *Server
}

// Shared returns a server that the tests of a package have in common. The
// package's TestMain calls Run. Who changes a setting sets it back.
func Shared(t testing.TB) *Server {
	t.Helper()
	shared.mu.Lock()
	defer shared.mu.Unlock()
	if shared.server == nil {
		s, err := Begin()
		must(t, err)
		shared.server = s
	}
	return shared.server
}

// Run runs the tests of a package and ends the server that they shared.
func Run(m *testing.M) int {
	code := m.Run()
	if s := shared.server; s != nil {
		if err := s.End(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	return code
}

// Tool runs one of PostgreSQL's own programs to its end.
func Tool(t testing.TB, name string, args ...string) {
	t.Helper()
	must(t, tool(name, args...))
}

// Start starts the server and returns when it can be asked.
func (s *Server) Start(t testing.TB, settings ...string) {
	t.Helper()
	must(t, s.start(settings))
}

// Kill kills the server and all its processes at once, as a power cut does for
// programs, and returns when none is left.
func (s *Server) Kill(t testing.TB) {
	t.Helper()
	if err := s.kill(); err != nil {
		t.Error(err)
	}
}

// Fresh makes an empty place in the server and returns its address.
func (s *Server) Fresh(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("place%d", s.schema.Add(1))
	s.Exec(t, "CREATE SCHEMA "+name)
	return s.Address("search_path=" + name)
}

// Set changes a setting while the server runs, and returns when it counts.
func (s *Server) Set(t testing.TB, name, value string) {
	t.Helper()
	s.Exec(t, "ALTER SYSTEM SET "+name+" TO '"+value+"'")
	s.Exec(t, "SELECT pg_reload_conf()")
	s.Until(t, "SHOW "+name, value) // it is read when the signal comes
}

// Until asks until the answer is as it should be.
func (s *Server) Until(t testing.TB, question, answer string) {
	t.Helper()
	for s.Value(t, question) != answer {
		continue
	}
}

// Exec says something to the server.
func (s *Server) Exec(t testing.TB, sql string) {
	t.Helper()
	s.with(t, func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, sql)
		return err
	})
}

// Value asks the server for one value, as a text.
func (s *Server) Value(t testing.TB, sql string) (value string) {
	t.Helper()
	s.with(t, func(ctx context.Context, c *pgx.Conn) error { return c.QueryRow(ctx, sql).Scan(&value) })
	return value
}

// with has one connection do what the test says, as long as that lasts.
func (s *Server) with(t testing.TB, what func(context.Context, *pgx.Conn) error) {
	t.Helper()
	ctx, err := context.Background(), error(nil)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.control == nil {
		s.control, err = pgx.Connect(ctx, s.Address("default_query_exec_mode=simple_protocol"))
	}
	if err == nil {
		err = what(ctx, s.control)
	}
	if err != nil {
		s.control = nil
		t.Fatal(err)
	}
}
