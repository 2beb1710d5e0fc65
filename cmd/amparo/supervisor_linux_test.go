package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// running is the real program, started as people start it.
type running struct {
	t       *testing.T
	home    string
	command *exec.Cmd
	lines   chan string // what it put out
	address string      // the launch address
	base    string      // the address of the pages
	browser *http.Client
}

// startServe starts the program in a home of its own and waits for its address.
func startServe(t *testing.T, home string, args ...string) *running {
	t.Helper()
	c := command(t, home, append([]string{"serve", "--no-browser"}, args...)...)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	s := &running{t: t, home: home, command: c, lines: make(chan string, 10)}
	go func() {
		for in := bufio.NewScanner(out); in.Scan(); {
			s.lines <- in.Text()
		}
		close(s.lines)
	}()
	t.Cleanup(func() { s.stop(syscall.SIGKILL) })
	s.address = <-s.lines
	u, err := url.Parse(s.address)
	if err != nil || u.Host == "" {
		t.Fatalf("launch address %q: %v", s.address, err)
	}
	s.base = "http://" + u.Host
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	s.browser = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return s
}

// command returns the command that runs the program, with a cheap passphrase.
func command(t *testing.T, home string, args ...string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, args...)
	c.Args[0] = "amparo"
	c.Env = append(os.Environ(), "AMPARO_HOME="+home, races)
	c.Stderr = os.Stderr
	return c
}

func (s *running) stop(how syscall.Signal) {
	s.command.Process.Signal(how)
	for range s.lines {
	}
	s.command.Wait()
}

// launch opens the launch address, as the browser does.
func (s *running) launch() int {
	status, _ := s.get(strings.TrimPrefix(s.address, s.base))
	return status
}

func (s *running) get(path string) (int, string) {
	s.t.Helper()
	return s.answer(s.browser.Get(s.base + path))
}

func (s *running) post(path string, form url.Values) (int, string) {
	s.t.Helper()
	r, err := http.NewRequest("POST", s.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return s.answer(s.browser.Do(r))
}

func (s *running) answer(res *http.Response, err error) (int, string) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res.StatusCode, res.Header.Get("Location") + string(body)
}

// workers returns the processes that the supervisor has started and that live.
func (s *running) workers() []int {
	pid := s.command.Process.Pid
	var list []int
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, path := range tasks {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // that thread has ended
		}
		for field := range strings.FieldsSeq(string(text)) {
			if id, err := strconv.Atoi(field); err == nil && alive(id) {
				list = append(list, id)
			}
		}
	}
	return list
}

// worker returns the one worker, once there is one.
func (s *running) worker() int {
	s.t.Helper()
	var list []int
	if !within(patience, func() bool { list = s.workers(); return len(list) == 1 }) {
		s.t.Fatalf("workers: %v", list)
	}
	return list[0]
}

// alive says whether a process lives; one that only waits to be counted does not.
func alive(pid int) bool {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	_, state, _ := strings.Cut(string(text), ") ")
	return !strings.HasPrefix(state, "Z") && !strings.HasPrefix(state, "X")
}

// patience is how long something is waited for before a test gives up.
const patience = time.Minute

// within looks until something holds, but not longer than a limit.
func within(limit time.Duration, holds func() bool) bool {
	for end := time.Now().Add(limit); ; time.Sleep(2 * time.Millisecond) {
		if holds() {
			return true
		}
		if time.Now().After(end) {
			return false
		}
	}
}

// opened starts the program with a vault in its home that is unlocked.
func opened(t *testing.T) *running {
	t.Helper()
	home := t.TempDir()
	pass := filepath.Join(home, "pass")
	if err := os.WriteFile(pass, []byte(goodPassphrase+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := command(t, home, "init", "--label", "ours", "--passphrase-file", pass).Output(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	s := startServe(t, home)
	if got := s.launch(); got != 200 {
		t.Fatalf("launching: %d", got)
	}
	s.unlock()
	return s
}

var placeField = regexp.MustCompile(`name="place"[^>]*value="([0-9a-f]{16})"|value="([0-9a-f]{16})"[^>]*name="place"`)

// unlock opens the vault by the form of the page.
func (s *running) unlock() {
	s.t.Helper()
	_, page := s.get("/unlock")
	m := placeField.FindStringSubmatch(page)
	if m == nil {
		s.t.Fatalf("no vault to unlock on the page")
	}
	status, where := s.post("/unlock", url.Values{"place": {m[1] + m[2]}, "passphrase": {goodPassphrase}})
	if status != 303 {
		s.t.Fatalf("unlocking: %d %s", status, where)
	}
	if !s.unlocked() {
		s.t.Fatal("still locked after unlocking")
	}
}

func (s *running) unlocked() bool {
	s.t.Helper()
	status, _ := s.get("/settings")
	return status == 200
}

// Locking ends the process that had the keys within a second, and a fresh one
// is there on the same address, locked, with the session still known.
func TestLockEndsWorker(t *testing.T) {
	s := opened(t)
	best := time.Hour
	for range 5 {
		before := s.worker()
		began := time.Now()
		if status, _ := s.post("/lock", nil); status >= 400 {
			t.Fatalf("locking: %d", status)
		}
		if !within(patience, func() bool { return !alive(before) }) {
			t.Fatal("the worker does not end")
		}
		best = min(best, time.Since(began))
		if s.unlocked() {
			t.Error("unlocked after the lock")
		}
		if after := s.worker(); after == before {
			t.Error("the same worker after the lock")
		}
		if s.launch() != http.StatusForbidden {
			t.Error("the launch address opens again after a lock")
		}
		s.unlock()
		if best <= time.Second {
			return
		}
	}
	t.Errorf("in the quickest of five rounds the worker was gone after %v", best)
}

// linger begins a request and does not end it.
func (s *running) linger() {
	s.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://"))
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { conn.Close() })
	fmt.Fprint(conn, "POST /unlock HTTP/1.1\r\nHost: "+strings.TrimPrefix(s.base, "http://")+"\r\nContent-Length: 1000\r\n\r\nplace=")
}

// Leaving quickly answers at once, whatever else is under way, and the worker is gone within 300 ms, in the
// quickest of several rounds: the others say how busy the machine is.
func TestLeaveEndsWorker(t *testing.T) {
	s := opened(t)
	best := time.Hour
	for range 10 {
		before := s.worker()
		s.linger()
		began := time.Now()
		if status, _ := s.post("/leave", nil); status >= 400 {
			t.Fatalf("leaving: %d", status)
		}
		if !within(patience, func() bool { return !alive(before) }) {
			t.Fatal("the worker does not end")
		}
		best = min(best, time.Since(began))
		s.unlock()
		if best <= 300*time.Millisecond {
			return
		}
	}
	t.Errorf("in the quickest of ten rounds the worker was gone after %v", best)
}

// A worker that was killed is replaced; nothing of it stays unlocked.
func TestWorkerKilled(t *testing.T) {
	s := opened(t)
	before := s.worker()
	if err := syscall.Kill(before, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if !within(patience, func() bool { return !alive(before) && len(s.workers()) == 1 }) {
		t.Fatal("no fresh worker")
	}
	if s.unlocked() {
		t.Error("unlocked in a fresh worker")
	}
}

// A worker does not outlive its supervisor, however that ends.
func TestSupervisorEnds(t *testing.T) {
	for _, how := range []syscall.Signal{syscall.SIGKILL, syscall.SIGTERM, syscall.SIGINT} {
		s := opened(t)
		w := s.worker()
		s.stop(how)
		if !within(patience, func() bool { return !alive(w) }) {
			t.Errorf("after %v the worker lives on", how)
		}
		if code := s.command.ProcessState.ExitCode(); how != syscall.SIGKILL && code != codeDone {
			t.Errorf("after %v the program ended with %d", how, code)
		}
	}
}

// One program runs in a home; the second says so. The first puts out one line.
func TestSecondStart(t *testing.T) {
	home := t.TempDir()
	s := startServe(t, home)
	second := command(t, home, "serve", "--no-browser")
	var said strings.Builder
	second.Stderr = &said
	if err := second.Start(); err != nil {
		t.Fatal(err)
	}
	tooLong := time.AfterFunc(patience, func() { second.Process.Kill() })
	defer tooLong.Stop()
	var exit *exec.ExitError
	if err := second.Wait(); !errors.As(err, &exit) || exit.ExitCode() != codeBusy || !strings.Contains(said.String(), "open already") {
		t.Errorf("second start: %v", err)
	}
	s.command.Process.Signal(syscall.SIGTERM)
	for line := range s.lines {
		t.Errorf("another line was put out: %q", line)
	}
}
