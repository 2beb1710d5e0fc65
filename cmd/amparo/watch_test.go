package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"amparo/internal/ui"
)

// A pause, or a sleep of the computer, locks; a promise to stay open holds
// against the pause alone.
func TestWatch(t *testing.T) {
	start := time.Now()
	type step struct {
		after time.Duration
		touch bool
		lock  bool
	}
	second := func(n int) time.Duration { return time.Duration(n) * time.Second }
	run := func(name string, w watch, steps []step) {
		w.touch(start)
		w.look(start)
		for i, s := range steps {
			now := start.Add(s.after)
			if s.touch {
				w.touch(now)
			}
			if got := w.look(now); got != s.lock {
				t.Errorf("%s, step %d: lock %v, want %v", name, i, got, s.lock)
			}
		}
	}
	run("pause", watch{pause: second(10)}, []step{{after: second(9)}, {after: second(10), lock: true}})
	run("someone is there", watch{pause: second(10)}, []step{{after: second(9), touch: true}, {after: second(18)}, {after: second(19), lock: true}})
	run("kept open", watch{pause: second(10), until: start.Add(second(25))}, []step{{after: second(12)}, {after: second(24)}, {after: second(25), lock: true}})
	run("slept, nobody looked", watch{pause: time.Hour, until: start.Add(time.Hour)}, []step{{after: second(1)}, {after: second(30), lock: true}, {after: second(31)}})

	// The clock on the wall goes on in sleep where the steady one stands still.
	w := watch{pause: time.Hour, seen: start, last: start}
	if !w.slept(time.Second, time.Minute) || w.slept(time.Second, 2*time.Second) || w.slept(time.Second, -time.Hour) {
		t.Error("the clocks of a sleep, of no sleep, of a clock put back")
	}
}

// Only what is unlocked is locked, after the time that the pages have said.
func TestTimeToLock(t *testing.T) {
	start := time.Now()
	for _, test := range []struct {
		open  bool
		until time.Duration
		want  bool
	}{{true, 0, true}, {false, 0, false}, {true, time.Hour, false}} {
		h := &host{}
		if test.open {
			h.stay(time.Minute, start.Add(test.until))
		}
		h.watch.touch(start)
		var got bool
		for second := range 90 { // as it is looked, once a second
			got = h.timeToLock(start.Add(time.Duration(second)*time.Second)) || got
		}
		if got != test.want {
			t.Errorf("%+v: locked: %v", test, got)
		}
	}
}

// While nobody comes, somebody looks: a worker ends by itself once the pause is
// over, and not a moment before.
func TestTheWatchEndsTheWorker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		d.pages = func(context.Context, ui.Request) ui.Response {
			d.stay(usualPause, time.Time{})
			return ui.Response{Status: 303, Location: "/"}
		}
		defer d.work()()
		time.Sleep(time.Hour) // locked, it stays
		d.ask("POST", "/unlock", "a=b")
		time.Sleep(usualPause - lookEvery)
		if d.ending() {
			t.Fatal("it locks before the pause is over")
		}
		time.Sleep(2 * lookEvery)
		if !d.ending() {
			t.Error("after the pause it stays open")
		}
	})
}

// work begins as a worker does, with nobody at the door, and returns how its
// supervisor ends it.
func (d *desk) work() (end func()) {
	hears, says := io.Pipe()
	d.token, d.p.in = "", bufio.NewReader(hears)
	go fmt.Fprintln(says, saySession, testToken)
	server := d.begin(quiet{make(chan struct{})})
	return func() { says.Close(); server.Close() }
}

// quiet is a door to which nobody comes.
type quiet struct{ shut chan struct{} }

func (q quiet) Accept() (net.Conn, error) { <-q.shut; return nil, net.ErrClosed }
func (q quiet) Close() error              { close(q.shut); return nil }
func (quiet) Addr() net.Addr              { return nil }

// ending says whether the process is to end.
func (d *desk) ending() bool {
	synctest.Wait()
	select {
	case <-d.ended:
		return true
	default:
		return false
	}
}

// A page that takes long to unlock is not taken for a pause or for sleep.
func TestSlowUnlocking(t *testing.T) {
	d := newDesk(t)
	start := time.Now()
	d.pages = func(context.Context, ui.Request) ui.Response {
		for second := range 60 { // the watch goes on meanwhile
			if d.timeToLock(start.Add(time.Duration(second) * time.Second)) {
				t.Fatal("locked while it was unlocking")
			}
		}
		d.stay(2*time.Minute, time.Time{})
		return ui.Response{Status: 303, Location: "/"}
	}
	d.ask("POST", "/unlock", "a=b")
	if d.timeToLock(start.Add(60 * time.Second)) {
		t.Error("locked right after unlocking")
	}
}
