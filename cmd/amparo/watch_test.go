package main

import (
	"context"
	"testing"
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
