package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"time"
)

// The supervisor and its worker talk over the worker's standard input and
// output, one word and an argument a line. No other process can read along, as
// it could in arguments or the environment.
const (
	saySession = "session" // to the worker: the token that browsers carry
	sayLaunch  = "launch"  // to the worker: a code that opens once
	sayReady   = "ready"   // from the worker: it serves
	sayUsed    = "used"    // from the worker: the code was used
)

// supervisor keeps one worker running. It holds the port, the session's token
// and the launch code, so that all three outlive a lock; it never sees a
// request, a key or a text.
type supervisor struct {
	p       *program
	door    *door
	browser bool
	token   string
	code    string // "" once it was used
	shown   bool   // the present code's address was written out
	short   int    // workers in a row that ended before they served
}

func newSupervisor(p *program, d *door, browser bool) *supervisor {
	return &supervisor{p: p, door: d, browser: browser, token: secret(32), code: secret(16)}
}

// secret returns n random bytes as text.
func secret(n int) string {
	b := make([]byte, n)
	rand.Read(b) // crypto/rand.Read never returns an error
	return hex.EncodeToString(b)
}

// giveUp is how many workers in a row may end before they served.
const giveUp = 5

// run starts workers one after the other until ctx ends.
func (s *supervisor) run(ctx context.Context) error {
	again := s.wishes(ctx)
	for {
		w, err := s.start()
		if err != nil {
			return fmt.Errorf("starting the worker: %w", err)
		}
		if err := s.watch(ctx, w, again); err != nil || ctx.Err() != nil {
			return err
		}
		if s.short++; s.short > giveUp {
			return errors.New("the worker does not stay")
		}
	}
}

// watch goes along with one worker until it has ended. When ctx ends it ends
// the worker first.
func (s *supervisor) watch(ctx context.Context, w *worker, again <-chan struct{}) error {
	for {
		select {
		case <-ctx.Done():
			return w.end()
		case <-again:
			s.code, s.shown = secret(16), false
			w.say(sayLaunch, s.code)
			s.announce()
		case word, open := <-w.heard:
			if !open {
				w.end()
				return nil
			}
			s.hear(word)
		}
	}
}

func (s *supervisor) hear(word string) {
	switch word {
	case sayReady:
		s.short = 0
		s.announce()
	case sayUsed:
		s.code = ""
	}
}

// announce writes the launch address, once a code, and opens it.
func (s *supervisor) announce() {
	if s.shown || s.code == "" {
		return
	}
	s.shown = true
	address := "http://127.0.0.1:" + strconv.Itoa(s.door.port) + launchPath + s.code
	fmt.Fprintln(s.p.env.Stdout, address)
	if !s.browser {
		return
	}
	if err := openBrowser(address); err != nil {
		fmt.Fprintln(s.p.env.Stderr, s.p.loc.T("Please open this address in your browser. It opens once."))
	}
}

// wishes tells when someone wants a new address: by Enter on the terminal, or by
// starting the program a second time.
func (s *supervisor) wishes(ctx context.Context) <-chan struct{} {
	again := make(chan struct{})
	if s.p.env.Asks {
		go s.enters(ctx, again)
	}
	go s.secondStarts(ctx, again)
	return again
}

func (s *supervisor) enters(ctx context.Context, again chan<- struct{}) {
	for {
		if _, err := s.p.in.ReadString('\n'); err != nil {
			return
		}
		wish(ctx, again)
	}
}

// secondStarts looks every second for the file that a second start leaves.
func (s *supervisor) secondStarts(ctx context.Context, again chan<- struct{}) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if os.Remove(s.p.againFile()) == nil {
				wish(ctx, again)
			}
		}
	}
}

func wish(ctx context.Context, again chan<- struct{}) {
	select {
	case again <- struct{}{}:
	case <-ctx.Done():
	}
}

// worker is a running worker process as its supervisor knows it.
type worker struct {
	command *exec.Cmd
	to      io.WriteCloser
	heard   chan string // closed when the worker says no more
}

// start starts a worker and tells it what it needs.
func (s *supervisor) start() (*worker, error) {
	c := exec.Command(s.p.env.Program, "worker", "--home", s.p.shelf.home, "--port", strconv.Itoa(s.door.port))
	c.Args[0] = "amparo"
	c.Stderr = s.p.env.Stderr
	s.door.give(c)
	to, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	from, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	w := &worker{c, to, make(chan string)}
	w.say(saySession, s.token)
	w.say(sayLaunch, s.code)
	go w.listen(from)
	return w, nil
}

// say writes one line to the worker. When the worker has ended meanwhile the
// line is lost, and the next worker is told what holds then.
func (w *worker) say(word, argument string) { fmt.Fprintln(w.to, word, argument) }

// listen passes on what the worker says, until it ends.
func (w *worker) listen(from io.Reader) {
	defer close(w.heard)
	for lines := bufio.NewScanner(from); lines.Scan(); {
		w.heard <- lines.Text()
	}
}

// end closes the worker's input, at which it ends, and waits; one that does not
// end within a second is killed. How a worker ended is no error of the
// supervisor's.
func (w *worker) end() error {
	w.to.Close()
	kill := time.AfterFunc(time.Second, func() { w.command.Process.Kill() })
	defer kill.Stop()
	for range w.heard {
	}
	w.command.Wait()
	return nil
}
