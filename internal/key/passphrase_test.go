package key_test

import (
	"strings"
	"testing"
	"time"

	"amparo/internal/key"
)

func TestSpacesInPassphrases(t *testing.T) {
	cheap := key.Cost{Time: 1, MemoryKiB: 64, Threads: 1}
	derive := func(p string) *key.Secret { return key.FromPassphrase([]byte(p), []byte("salt"), cheap) }
	want := derive("six plain words")
	for p, same := range map[string]bool{
		"  six   plain words ": true, "six plain words": true,
		"Six plain words": false, "sixplain words": false, "six plain\twords": false, "": false,
	} {
		if derive(p).Equal(want) != same {
			t.Errorf("%q: same is not %v", p, same)
		}
	}
}

func TestCostsOutsideAreRefused(t *testing.T) {
	floor := key.Floor()
	for _, c := range []struct {
		cost key.Cost
		ok   bool
	}{
		{floor, true},
		{key.Cost{Time: 3, MemoryKiB: 1 << 20, Threads: 1}, true},
		{key.Cost{Time: 8, MemoryKiB: 2 << 20, Threads: 4}, true},
		{key.Cost{Time: 2, MemoryKiB: 64 << 10, Threads: 1}, false},
		{key.Cost{Time: 3, MemoryKiB: 64<<10 - 1, Threads: 1}, false},
		{key.Cost{Time: 3, MemoryKiB: 64 << 10}, false},
		{key.Cost{Time: 3, MemoryKiB: 2<<20 + 1, Threads: 1}, false},
		{key.Cost{Time: 65, MemoryKiB: 64 << 10, Threads: 1}, false},
		{key.Cost{Time: 64, MemoryKiB: 1 << 20, Threads: 1}, false},
		{key.Cost{Time: 3, MemoryKiB: 64 << 10, Threads: 17}, false},
		{key.Cost{Time: 1<<32 - 1, MemoryKiB: 1<<32 - 1, Threads: 255}, false},
	} {
		if err := c.cost.Check(floor); (err == nil) != c.ok {
			t.Errorf("%+v: %v", c.cost, err)
		}
	}
	if err := (key.Cost{}).Check(key.Cost{}); err != key.ErrCost {
		t.Error("the zero cost:", err)
	}
}

func TestCalibrationOnFastAndSlowMachines(t *testing.T) {
	floor, target := key.Floor(), time.Second
	for _, c := range []struct {
		name      string
		perPass   time.Duration // a pass over 64 MiB
		least     time.Duration
		most      time.Duration
		unhelpful bool // memory does not make it slower
	}{
		{name: "a laptop", perPass: 70 * time.Millisecond, least: 700 * time.Millisecond, most: 1500 * time.Millisecond},
		{name: "a fast one", perPass: 15 * time.Millisecond, least: 700 * time.Millisecond, most: 1500 * time.Millisecond},
		{name: "a very fast one", perPass: 2 * time.Millisecond, least: 300 * time.Millisecond, most: 1500 * time.Millisecond},
		{name: "a cheap phone", perPass: 900 * time.Millisecond, least: 2 * time.Second, most: 3 * time.Second},
	} {
		measured := 0
		measure := func(cost key.Cost) time.Duration {
			measured++
			return time.Duration(float64(c.perPass) * float64(cost.Time) * float64(cost.MemoryKiB) / (64 << 10))
		}
		cost := key.Calibrate(measure, floor, target)
		n := measured
		took := measure(cost)
		if took < c.least || took > c.most || cost.Check(floor) != nil || cost.MemoryKiB > 1<<20 || n > 4 {
			t.Errorf("%s: %+v takes %v, measured %d times", c.name, cost, took, n)
		}
	}
	if cost := key.Calibrate(func(key.Cost) time.Duration { return 0 }, floor, target); cost.Check(floor) != nil {
		t.Errorf("a clock that stands still: %+v", cost)
	}
}

func TestWordsAreDrawnEvenly(t *testing.T) {
	list := []string{"one", "two", "three", "four", "five", "six", "seven"}
	text, err := key.Words(seeded(7), list, 7000)
	if err != nil {
		t.Fatal(err)
	}
	count := make(map[string]int)
	for w := range strings.SplitSeq(text, " ") {
		count[w]++
	}
	for _, w := range list {
		if count[w] < 850 || count[w] > 1150 {
			t.Errorf("%s: %d of 7000, seed 7", w, count[w])
		}
	}
	if _, err := key.Words(strings.NewReader("abc"), list, 6); err == nil {
		t.Error("words without randomness")
	}
}
