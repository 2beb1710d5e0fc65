// Package postgrestest starts PostgreSQL servers for tests, kills them with
// everything that belongs to them, and starts them again. They listen on a
// socket in their own folder only, and end with the test; on Linux also when
// the test's own program is killed.
//
//	s := postgrestest.New(t)
//	store, err := postgres.Open(ctx, s.Fresh(t))
//	s.Kill(t)
//	s.Start(t)
//
// Where PostgreSQL is not installed, New skips the test; with CI=true it fails.
// Begin is for who measures and has no test.
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

	"github.com/jackc/pgx/v5"
)

// role is who may do everything in these servers.
const role = "amparo"

// ErrMissing says that PostgreSQL is not installed here.
var ErrMissing = errors.New("PostgreSQL is not here")

// Server is a PostgreSQL with a folder of its own.
type Server struct {
	dir    string
	cmd    *exec.Cmd
	said   []string      // its log, to be read after gone
	gone   chan struct{} // closed when none of its processes is left
	schema atomic.Int64

	mu      sync.Mutex
	control *pgx.Conn // over which the test speaks to it; nil before and after
}

// Begin makes a server and starts it with settings such as "fsync=off". Who
// called it calls End.
func Begin(settings ...string) (*Server, error) {
	dir, err := folder()
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir}
	if err = s.fill(); err == nil {
		err = s.start(settings)
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, nil
}

// End kills the server and removes its folder.
func (s *Server) End() error { return errors.Join(s.kill(), os.RemoveAll(s.dir)) }

// Dir returns the server's folder. What it keeps is in "data" there.
func (s *Server) Dir() string { return s.dir }

// PID returns the process that all its other processes come from.
func (s *Server) PID() int { return s.cmd.Process.Pid }

// Address returns the server's address with more parameters, NAME=VALUE.
func (s *Server) Address(more ...string) string {
	q := url.Values{"host": {s.dir}, "user": {role}}
	for _, m := range more {
		name, value, _ := strings.Cut(m, "=")
		q.Add(name, value)
	}
	return "postgres:///postgres?" + q.Encode()
}

func folder() (string, error) {
	if _, err := find("postgres"); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "amparo-pg-")
	if err != nil {
		return "", err
	}
	return dir, own(dir)
}

// find looks where a program of PostgreSQL is: Debian has them off the path.
func find(name string) (string, error) {
	list, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err == nil && len(list) > 0 && unix {
		return slices.MaxFunc(list, func(a, b string) int { return version(a) - version(b) }), nil
	}
	path, err := exec.LookPath(name)
	if err != nil || !unix {
		return "", ErrMissing
	}
	return path, nil
}

func version(path string) int {
	n, err := strconv.Atoi(strings.Split(path, "/")[4])
	if err != nil {
		return 0
	}
	return n
}

// command is a program of PostgreSQL, as who runs servers would start it.
func command(dir, name string, args ...string) (*exec.Cmd, error) {
	path, err := find(name)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(path, args...)
	cmd.Dir, cmd.Env = dir, environment()
	asOwner(cmd)
	return cmd, nil
}

// environment is without what would lead PostgreSQL's programs elsewhere.
func environment() []string {
	env := slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "PG") || strings.HasPrefix(v, "LC_") })
	return append(env, "LC_ALL=C")
}

// tool runs one of PostgreSQL's own programs to its end.
func tool(name string, args ...string) error {
	cmd, err := command(os.TempDir(), name, args...)
	if err != nil {
		return err
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, out)
	}
	return nil
}

// fill makes the folder "data".
func (s *Server) fill() error {
	return tool("initdb", "-D", filepath.Join(s.dir, "data"), "-A", "trust", "-U", role, "-E", "UTF8", "--no-locale", "--no-sync")
}

// start starts the server and returns when it can be asked.
func (s *Server) start(settings []string) error {
	args := []string{"-D", filepath.Join(s.dir, "data"), "-k", s.dir, "-c", "listen_addresses="}
	for _, setting := range settings {
		args = append(args, "-c", setting)
	}
	cmd, err := command(s.dir, "postgres", args...)
	if err != nil {
		return err
	}
	tie(cmd)
	log, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return err
	}
	ready := make(chan struct{})
	s.cmd, s.said, s.gone = cmd, nil, make(chan struct{})
	go s.read(log, ready)
	select {
	case <-ready:
		return nil
	case <-s.gone:
		return fmt.Errorf("PostgreSQL does not start: %w\n%s", s.cmd.Wait(), strings.Join(s.said, "\n"))
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
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.control != nil {
		_ = s.control.Close(context.Background()) // its server is gone
		s.control = nil
	}
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
