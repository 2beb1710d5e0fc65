package main

import (
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"amparo/internal/catalog"
	"amparo/internal/key"
	"amparo/internal/ui"
)

// newHost brings the pages together with what this computer has.
func (p *program) newHost(port int) *host {
	h := &host{p: p, port: port, known: make(chan struct{}), ended: make(chan struct{}), changed: make(chan struct{}, 1)}
	app := ui.New(ui.Host{
		Shelf: p.shelf, Config: p.config(), Offer: p.offer, Strength: key.Strength, Stay: h.stay, Formats: office{},
		Measure: sync.OnceValue(p.costly), Reach: p.reach, Gather: p.gatherHere,
	})
	h.pages = app.Serve
	go h.keepMeeting(app.Meet, app.Await)
	return h
}

// offer draws six words for a passphrase.
func (p *program) offer(lang string) (string, error) {
	words, err := key.Words(p.env.Rand, catalog.Words(lang), 6)
	if err != nil {
		return "", fmt.Errorf("drawing words: %w", err)
	}
	return words, nil
}

// stay is told that something is unlocked: how long it may rest, and until when
// it stays open in any case. Opening took much memory, which goes back to the
// system here.
func (h *host) stay(idle time.Duration, until time.Time) {
	go debug.FreeOSMemory()
	h.mu.Lock()
	defer h.mu.Unlock()
	h.open = true
	h.watch.pause, h.watch.until = idle, until
}

// timeToLock says whether what is unlocked has rested long enough, or the
// computer slept. While nothing is unlocked it never is. It waits for no page:
// one that unlocks takes its time, which must not look like sleep.
func (h *host) timeToLock(now time.Time) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.watch.look(now) && h.open
}
