package main

import "time"

// watch decides when an opened vault is locked by itself: after a pause without
// any request, and whenever the computer slept.
type watch struct {
	last  time.Time     // of the last request of a person
	seen  time.Time     // of the last look
	pause time.Duration // without a request, until it locks
	until time.Time     // kept open until then, pause or not
}

// The times of the watch.
const (
	usualPause = 5 * time.Minute
	lookEvery  = time.Second
	nap        = 20 * time.Second // a gap between two looks that only sleep explains
)

// touch notes a request.
func (w *watch) touch(now time.Time) { w.last = now }

// look is called every second and says whether it is time to lock.
func (w *watch) look(now time.Time) bool {
	before := w.seen
	w.seen = now
	if before.IsZero() {
		return false
	}
	if w.slept(now.Sub(before), now.Round(0).Sub(before.Round(0))) {
		return true
	}
	return now.Sub(w.last) >= w.pause && !now.Before(w.until)
}

// slept says whether the computer slept between two looks: by the steady clock,
// when nobody looked for a while; where that clock stands still in sleep, by
// the one on the wall having gone further. A clock that was put back says
// nothing.
func (*watch) slept(steady, wall time.Duration) bool { return steady > nap || wall-steady > nap }

// keepWatch looks every second, until the process ends.
func (h *host) keepWatch() {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-h.ended:
			return
		case <-tick.C:
			if h.timeToLock(time.Now()) {
				h.end()
				return
			}
		}
	}
}
