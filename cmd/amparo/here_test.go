package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// seat is one computer of the test: a home and a way to call the program.
type seat struct {
	t    *testing.T
	home string
	pass string
}

func newSeat(t *testing.T) *seat {
	t.Helper()
	s := &seat{t: t, home: t.TempDir()}
	s.pass = filepath.Join(s.home, "pass")
	if err := os.WriteFile(s.pass, []byte(goodPassphrase+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return s
}

// begin starts the program, where a person says yes to everything, and returns
// what it says, line by line, and a wait for its end.
func (s *seat) begin(ctx context.Context, args ...string) (lines <-chan string, wait func() int) {
	s.t.Helper()
	out, in := io.Pipe()
	said := make(chan string, 100)
	ended := make(chan int, 1)
	go func() {
		defer close(said)
		for scan := bufio.NewScanner(out); scan.Scan(); {
			said <- scan.Text()
		}
	}()
	go func() {
		code := Run(ctx, Env{
			Args: append(args, "--home", s.home, "--passphrase-file", s.pass), Stdin: strings.NewReader("yes\n"), Stdout: in, Stderr: in,
			Getenv: func(string) string { return "" }, Cost: cheap, Floor: cheap, Rand: rand.Reader, Now: time.Now, Asks: true,
		})
		in.Close()
		ended <- code
	}()
	return said, sync.OnceValue(func() int { return <-ended })
}

// run runs the program to its end and returns what it said.
func (s *seat) run(args ...string) string {
	s.t.Helper()
	lines, wait := s.begin(s.t.Context(), args...)
	var all []string
	for line := range lines {
		all = append(all, line)
	}
	if code := wait(); code != codeDone {
		s.t.Fatalf("%v ends with %d: %q", args, code, all)
	}
	return strings.Join(all, "\n")
}

// heard returns what a pattern finds in the next lines.
func heard(t *testing.T, lines <-chan string, pattern string) string {
	t.Helper()
	re := regexp.MustCompile(pattern)
	for line := range lines {
		if m := re.FindStringSubmatch(line); m != nil {
			return m[len(m)-1]
		}
	}
	t.Fatalf("nothing like %s was said", pattern)
	return ""
}

// Two computers on one network, without a relay and without a stick: one opens
// a meeting place, and the other comes in and finds what is there.
func TestMeetingOnOneNetwork(t *testing.T) {
	ana, bo := newSeat(t), newSeat(t)
	ana.run("init", "--notebook", "Ours")
	ana.run("add", "risk", "title=known")
	bo.run("init")
	host, hosted := ana.begin(t.Context(), "invite", "--listen", "127.0.0.1:0", "--name", "Bo")
	place := heard(t, host, `(http://127\.0\.0\.1:\d+)`)
	invite := heard(t, host, `(amparo-invite-1:\S+)`)
	guest, joined := bo.begin(t.Context(), "join", "--at", place, "--name", "Theirs", invite)
	hers := heard(t, host, `^(\w+ \w+ \w+ \w+)$`)
	theirs := heard(t, guest, `^(\w+ \w+ \w+ \w+)$`)
	if hers != theirs {
		t.Errorf("one screen shows %q, the other %q", hers, theirs)
	}
	go drain(host)
	drain(guest)
	if a, b := hosted(), joined(); a != codeDone || b != codeDone {
		t.Fatalf("they end with %d and %d", a, b)
	}
	if got := bo.run("show", "risks", "--notebook", "Theirs"); !strings.Contains(got, "known") {
		t.Errorf("bo finds %q", got)
	}

	bo.run("add", "risk", "title=by bo", "--notebook", "Theirs")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	host, hosted = ana.begin(ctx, "sync", "--listen", "127.0.0.1:0")
	place = heard(t, host, `(http://127\.0\.0\.1:\d+)`)
	bo.run("sync", "--at", place, "--notebook", "Theirs")
	heard(t, host, `(Something new)`)
	stop()
	go drain(host)
	if code := hosted(); code != codeDone {
		t.Errorf("stopped, it ends with %d", code)
	}
	if got := ana.run("show", "risks"); !strings.Contains(got, "by bo") {
		t.Errorf("ana finds %q", got)
	}
}

func drain(lines <-chan string) {
	for range lines {
	}
}
