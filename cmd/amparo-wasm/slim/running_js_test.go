package main

import (
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// These tests are slimmed before they run (scripts/slimmed.sh): they use all
// that reads the tables while a program runs.

// deep fills its stack until it has to be moved many times, with pointers into
// the heap and into itself, and tells the collector to look at all of it. It
// returns zero: each call sees the number of the one above, less its own.
func deep(n int, above *int) int {
	here := n
	fill := [32]*int{0: above, 31: &here}
	words := []string{strings.Repeat("a", n%7)}
	if n == 0 {
		runtime.GC()
		return *fill[0]
	}
	defer func() { words = append(words, "") }()
	return deep(n-1, fill[31]) + *fill[0] - here + len(words) - 1
}

func TestStacksGrow(t *testing.T) {
	zero := 0
	for range 3 {
		if got := deep(20_000, &zero); got != 0 {
			t.Errorf("%d", got)
		}
	}
}

func TestCollectorUnderLoad(t *testing.T) {
	kept := map[int][]string{}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for round := range 40_000 {
		kept[round%2000] = []string{strings.Repeat("b", round%300), strings.Repeat("c", 8)}
		if round%8000 == 0 {
			runtime.GC()
		}
	}
	runtime.ReadMemStats(&after)
	if after.NumGC < before.NumGC+5 {
		t.Error("the collector did not run")
	}
	for place, words := range kept {
		if len(words[0]) != (38_000+place)%300 || words[1] != "cccccccc" {
			t.Fatalf("%d holds %q", place, words)
		}
	}
}

func TestGoroutinesAndTimers(t *testing.T) {
	var all sync.WaitGroup
	sums := make(chan int, 500)
	for i := range 500 {
		all.Go(func() {
			if i%50 == 0 {
				<-time.After(time.Millisecond)
			}
			runtime.Gosched()
			zero := 0
			sums <- deep(i%40, &zero)
		})
	}
	all.Wait()
	close(sums)
	for sum := range sums {
		if sum != 0 {
			t.Errorf("%d", sum)
		}
	}
}

func TestPanicsAreRecovered(t *testing.T) {
	inner := func(list []int) (said string) {
		defer func() {
			said = recover().(error).Error()
		}()
		defer func() { runtime.GC() }()
		return string(rune(list[3]))
	}
	for range 100 {
		if said := inner(nil); !strings.Contains(said, "index out of range [3]") {
			t.Fatal(said)
		}
	}
}

// An exit by Goexit runs what was deferred.
func TestGoexit(t *testing.T) {
	done := make(chan bool, 1)
	go func() {
		defer func() { done <- true }()
		runtime.Goexit()
	}()
	<-done
}

func TestThisProgramIsSlimmed(t *testing.T) {
	pc, file, line, _ := runtime.Caller(0)
	if name := runtime.FuncForPC(pc).Name(); name != "" || file != "?" || line != 0 {
		t.Errorf("%s at %s:%d", name, file, line)
	}
}

// The runtime knows its own goroutines from the program's by their names.
func TestGoroutinesAreCounted(t *testing.T) {
	if n := runtime.NumGoroutine(); n != 2 {
		t.Errorf("%d, want the one that waits and this one", n)
	}
}
