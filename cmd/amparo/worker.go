package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"
)

func (p *program) workerCommand() *cobra.Command {
	var port int
	c := &cobra.Command{
		Use: "worker", Hidden: true, Args: cobra.NoArgs,
		Short: p.loc.T("Serve the pages; the program starts this by itself"),
		RunE:  func(c *cobra.Command, _ []string) error { return p.work(port) },
	}
	c.Flags().IntVar(&port, "port", 0, p.loc.T("the port that the supervisor holds"))
	return c
}

// work serves the pages until they are locked, or until the supervisor has
// gone. Everything that was unlocked is gone with this process.
func (p *program) work(port int) error {
	signal.Ignore(os.Interrupt) // Ctrl-C is the supervisor's; it ends us
	debug.SetTraceback("none")
	if err := noDumps(); err != nil {
		return fmt.Errorf("keeping memory off the disk: %w", err)
	}
	listener, err := enter(port)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	h := p.newHost(port)
	server := h.begin(listener)
	if server == nil {
		return nil
	}
	<-h.ended
	time.AfterFunc(2*lastMoment, func() { os.Exit(codeDone) })
	return finish(server)
}

// begin does what goes on beside the answers, and answers, as soon as the
// supervisor has told the session. It returns nil when it has gone before that.
func (h *host) begin(listener net.Listener) *http.Server {
	go h.follow(h.p.in)
	select {
	case <-h.known:
	case <-h.ended:
		return nil
	}
	go h.keepWatch()
	server := &http.Server{
		Handler: h, ErrorLog: log.New(io.Discard, "", 0), MaxHeaderBytes: 64 << 10,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 3 * time.Minute, IdleTimeout: time.Minute,
	}
	go server.Serve(listener) // returns when it is shut down
	h.tell(sayReady)
	return server
}

// finish lets the answers that are under way go out, but not for long.
func finish(server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), lastMoment)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		server.Close()
	}
	return nil
}

// lastMoment is how long a worker that is to end waits for its last answer. Its
// whole end takes twice that at most.
const lastMoment = 120 * time.Millisecond

// host is what a worker knows besides the pages: who may ask for them, and when
// it is time to end. Its ServeHTTP is in http.go.
type host struct {
	p     *program
	port  int
	pages pages
	known chan struct{} // closed when the supervisor has told the session
	ended chan struct{} // closed when the process is to end
	// changed is told when something was changed here, for the next meeting with
	// a relay to come soon.
	changed chan struct{}
	once    sync.Once

	mu    sync.Mutex
	token string
	code  string
	open  bool // something is unlocked; only the end of the process locks it
	watch watch
}

// end makes the process end as soon as the present answer has gone out.
func (h *host) end() { h.once.Do(func() { close(h.ended) }) }

// tell writes a line to the supervisor. When it has gone, so will this process.
func (h *host) tell(word string) {
	if _, err := fmt.Fprintln(h.p.env.Stdout, word); err != nil {
		h.end()
	}
}

// follow does what the supervisor says. When it says no more it has gone, and
// this process ends.
func (h *host) follow(from *bufio.Reader) {
	for {
		line, err := from.ReadString('\n')
		if err != nil {
			h.end()
			return
		}
		word, argument, _ := strings.Cut(strings.TrimSpace(line), " ")
		h.obey(word, argument)
	}
}

func (h *host) obey(word, argument string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case word == saySession && h.token == "":
		h.token = argument
		close(h.known)
	case word == sayLaunch:
		h.code = argument
	}
}
