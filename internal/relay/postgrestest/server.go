// Package postgrestest starts PostgreSQL servers for tests, kills them with
// everything that belongs to them, and starts them again. They listen on a
// socket in their own folder only, and end with the test.
//
//	s := postgrestest.New(t)
//	store, err := postgres.Open(ctx, s.Fresh(t))
//	s.Kill(t)
//	s.Start(t)
//
// Where PostgreSQL is not installed, New skips the test; with CI=true it fails.
package postgrestest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
)

// role is who may do everything in these servers.
const role = "amparo"

// Server is a PostgreSQL with a folder of its own.
type Server struct {
	dir    string
	cmd    *exec.Cmd
	said   []string      // its log, to be read after gone
	gone   chan struct{} // closed when none of its processes is left
	schema atomic.Int64
}

// New makes a server and starts it with settings such as "fsync=off".
func New(t testing.TB, settings ...string) *Server {
	t.Helper()
	s := At(t, Folder(t))
	s.fill(t)
	s.Start(t, settings...)
	return s
}

// fill makes the folder "data".
func (s *Server) fill(t testing.TB) {
	t.Helper()
	Tool(t, "initdb", "-D", filepath.Join(s.dir, "data"), "-A", "trust", "-U", role, "-E", "UTF8", "--no-locale", "--no-sync")
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
	dir := folder(t)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func folder(t testing.TB) string {
	t.Helper()
	find(t, "postgres")
	dir, err := os.MkdirTemp("", "amparo-pg-")
	if err == nil {
		err = own(dir)
	}
	if err != nil {
		t.Fatal(err)
	}
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
		s := &Server{dir: folder(t)}
		s.fill(t)
		s.Start(t)
		shared.server = s
	}
	return shared.server
}

// Run runs the tests of a package and ends the server that they shared.
func Run(m *testing.M) int {
	code := m.Run()
	if s := shared.server; s != nil {
		if err := errors.Join(s.kill(), os.RemoveAll(s.dir)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	return code
}

// Tool runs one of PostgreSQL's own programs to its end.
func Tool(t testing.TB, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(find(t, name), args...)
	cmd.Dir, cmd.Env = os.TempDir(), environment()
	asOwner(cmd)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// find looks where a program of PostgreSQL is: Debian has them off the path.
func find(t testing.TB, name string) string {
	t.Helper()
	list, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err == nil && len(list) > 0 && unix {
		return slices.MaxFunc(list, func(a, b string) int { return version(a) - version(b) })
	}
	path, err := exec.LookPath(name)
	if err == nil && unix {
		return path
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("PostgreSQL is not here")
	}
	t.Skip("PostgreSQL is not here, so this is skipped")
	return ""
}

func version(path string) int {
	n, err := strconv.Atoi(strings.Split(path, "/")[4])
	if err != nil {
		return 0
	}
	return n
}

// environment is without what would lead PostgreSQL's programs elsewhere.
func environment() []string {
	env := slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "PG") || strings.HasPrefix(v, "LC_") })
	return append(env, "LC_ALL=C")
}

// Start starts the server and returns when it can be asked.
func (s *Server) Start(t testing.TB, settings ...string) {
	t.Helper()
	args := []string{"-D", filepath.Join(s.dir, "data"), "-k", s.dir, "-c", "listen_addresses="}
	for _, setting := range settings {
		args = append(args, "-c", setting)
	}
	s.cmd = exec.Command(find(t, "postgres"), args...)
	s.cmd.Dir, s.cmd.Env = s.dir, environment()
	asOwner(s.cmd)
	log, err := s.cmd.StderrPipe()
	if err == nil {
		err = s.cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	ready := make(chan struct{})
	s.said, s.gone = nil, make(chan struct{})
	go s.read(log, ready)
	select {
	case <-ready:
	case <-s.gone:
		t.Fatalf("PostgreSQL does not start: %v\n%s", s.cmd.Wait(), strings.Join(s.said, "\n"))
	}
}

// read reads the log. It ends when no process of the server is left.
func (s *Server) read(log io.Reader, ready chan struct{}) {
	defer close(s.gone)
	for lines := bufio.NewScanner(log); lines.Scan(); {
		s.said = append(s.said, lines.Text())
		if ready != nil && strings.Contains(lines.Text(), "ready to accept") {
			close(ready)
			ready = nil
		}
	}
}

// Kill kills the server and all its processes at once, as a power cut does for
// programs, and returns when none is left.
func (s *Server) Kill(t testing.TB) {
	t.Helper()
	if err := s.kill(); err != nil {
		t.Error(err)
	}
}

func (s *Server) kill() error {
	children := s.children()
	err := s.cmd.Process.Kill()
	for _, pid := range children {
		if died := end(pid); died != nil && died != syscall.ESRCH {
			err = errors.Join(err, died)
		}
	}
	s.wait()
	return err
}

func (s *Server) wait() {
	<-s.gone
	_ = s.cmd.Wait() // that it was killed is no news
	s.cmd = nil
}

// children returns the processes of the server, where the system tells.
func (s *Server) children() (pids []int) {
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return nil
	}
	for _, path := range stats {
		b, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		_, rest, _ := strings.Cut(string(b), ") ")
		if fields := strings.Fields(rest); len(fields) > 1 && fields[1] == strconv.Itoa(s.cmd.Process.Pid) {
			if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path))); err == nil {
				pids = append(pids, pid)
			}
		}
	}
	return pids
}

// Fresh makes an empty place in the server and returns its address.
func (s *Server) Fresh(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("place%d", s.schema.Add(1))
	s.Exec(t, "CREATE SCHEMA "+name)
	return s.Address("search_path=" + name)
}

// Address returns the server's address with more parameters, NAME=VALUE.
func (s *Server) Address(more ...string) string {
	q := url.Values{"host": {s.dir}, "user": {role}}
	for _, m := range more {
		name, value, _ := strings.Cut(m, "=")
		q.Add(name, value)
	}
	return "postgres:///postgres?" + q.Encode()
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

func (s *Server) with(t testing.TB, what func(context.Context, *pgx.Conn) error) {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, s.Address())
	if err == nil {
		err = what(ctx, c)
	}
	if err == nil {
		err = c.Close(ctx)
	}
	if err != nil {
		t.Fatal(err)
	}
}
