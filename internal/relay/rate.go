package relay

import (
	"sync"
	"time"

	"amparo/internal/relay/wire"
)

// atOnce is how many seconds' worth of requests may come at one time.
const atOnce = 20

// bucket lets a rate of requests through. The zero bucket is full.
type bucket struct {
	mu    sync.Mutex
	spent float64
	last  time.Time
}

func (b *bucket) take(now time.Time, rate float64) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refill(now, rate)
	if b.spent+1 > rate*atOnce {
		return false
	}
	b.spent++
	return true
}

func (b *bucket) refill(now time.Time, rate float64) {
	if passed := now.Sub(b.last).Seconds(); passed > 0 {
		b.spent = max(0, b.spent-passed*rate)
		b.last = now
	}
}

// rates has the bucket of each mailbox that was used lately.
type rates struct {
	rate float64

	mu    sync.Mutex
	boxes map[wire.Box]*bucket
}

func (r *rates) take(box wire.Box, now time.Time) bool {
	r.mu.Lock()
	b := r.boxes[box]
	if b == nil {
		b = &bucket{}
		r.boxes[box] = b
	}
	r.mu.Unlock()
	return b.take(now, r.rate)
}

// sweep forgets buckets that are full again.
func (r *rates) sweep(now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for box, b := range r.boxes {
		b.mu.Lock()
		b.refill(now, r.rate)
		full := b.spent == 0
		b.mu.Unlock()
		if full {
			delete(r.boxes, box)
		}
	}
}

// How many bodies are read at one time, of one mailbox and of all together: each
// may be long and come slowly.
const (
	bodiesOfOne  = 8
	bodiesAtOnce = 256
)

// rooms counts what is under way, of each mailbox.
type rooms struct {
	most, each int

	mu    sync.Mutex
	all   int
	boxes map[wire.Box]int
}

// enter says whether there is room for one more, who leaves afterwards.
func (r *rooms) enter(box wire.Box) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.all >= r.most || r.boxes[box] >= r.each {
		return false
	}
	r.all++
	r.boxes[box]++
	return true
}

func (r *rooms) leave(box wire.Box) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all--
	if r.boxes[box]--; r.boxes[box] == 0 {
		delete(r.boxes, box)
	}
}

// nonces remembers what was asked for as long as its minute is accepted. The
// zero nonces is ready.
type nonces struct {
	mu       sync.Mutex
	span     int64
	now, old map[[32]byte]bool
}

// fresh notes a nonce, and says whether it was not noted before.
func (n *nonces) fresh(nonce [32]byte, at time.Time) bool {
	// A ticket is good while the clock shows one of 2*Minutes+1 minutes, so
	// spans of that length, the present and the last, hold all that count.
	const minutes = 2*wire.Minutes + 1
	span := at.Unix() / 60 / minutes
	n.mu.Lock()
	defer n.mu.Unlock()
	if span > n.span || n.now == nil { // a clock that is set back forgets nothing
		n.old = nil
		if span == n.span+1 {
			n.old = n.now
		}
		n.span, n.now = span, map[[32]byte]bool{}
	}
	if n.now[nonce] || n.old[nonce] {
		return false
	}
	n.now[nonce] = true
	return true
}
