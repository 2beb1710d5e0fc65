// Command bench measures what people wait for, each figure beside its floor in
// the same run: the least that the same machine needs for the same bytes. It
// prints minima (or medians, where a line says p50) of several rounds and the
// ratio of both, with the bound that the ratio is held to.
//
//	go run ./bench            every figure
//	go run ./bench open save  those named: open save page start derive members
//	                          append acknowledge seen follow join shared
//
// The workload comes from a generator with its seed and mix in internal/workload.
package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"
)

// suites are the parts that can be named on the command line, in their order.
var suites = []struct {
	name string
	run  func(*report) error
}{
	{"open", benchOpen}, {"save", benchSave}, {"page", benchPage}, {"start", benchStart}, {"derive", benchDerive},
	{"members", benchMembers}, {"append", benchAppend}, {"acknowledge", benchAcknowledge}, {"seen", benchSeen},
	{"follow", benchFollow}, {"join", benchJoin}, {"shared", benchShared},
}

func main() {
	r := &report{}
	for _, s := range suites {
		if len(os.Args) > 1 && !slices.Contains(os.Args[1:], s.name) {
			continue
		}
		fmt.Printf("\n%s\n", s.name)
		if err := s.run(r); err != nil {
			fmt.Fprintln(os.Stderr, s.name+":", err)
			os.Exit(1)
		}
	}
	if r.over > 0 {
		fmt.Printf("\n%d figures are over their bounds\n", r.over)
		os.Exit(1)
	}
}

// report prints figures and remembers how many are over their bounds.
type report struct{ over int }

// ratio prints a figure, its floor, their ratio and the ratio's bound.
func (r *report) ratio(what string, figure, floor time.Duration, bound float64) {
	x := float64(figure) / float64(floor)
	fmt.Printf("  %-52s %10s   floor %10s   ratio %5.2f   bound %5.2f%s\n",
		what, round(figure), round(floor), x, bound, r.mark(x > bound))
}

// value prints a figure with its bound, both in the same unit.
func (r *report) value(what string, figure, bound float64, unit string) {
	fmt.Printf("  %-52s %10.2f %-4s                                    bound %5.2f%s\n", what, figure, unit, bound, r.mark(figure > bound))
}

// share prints how many a second, the floor's, and which share of it this is,
// beside the share that it is to be at least.
func (r *report) share(what string, figure, floor, bound float64) {
	x := figure / floor
	fmt.Printf("  %-52s %8.0f/s   floor %8.0f/s   share %5.2f   at least %5.2f%s\n", what, figure, floor, x, bound, r.mark(x < bound))
}

// middle returns the median of what several rounds took.
func middle(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func (r *report) mark(over bool) string {
	if !over {
		return ""
	}
	r.over++
	return "   OVER"
}

func decimal(n int) string { return strconv.Itoa(n) }

func round(d time.Duration) time.Duration {
	return d.Round(max(time.Nanosecond, d/1000))
}

// least runs fn several times and returns the shortest time.
func least(rounds int, fn func() error) (time.Duration, error) {
	best := time.Duration(1 << 62)
	for range rounds {
		start := time.Now()
		if err := fn(); err != nil {
			return 0, err
		}
		best = min(best, time.Since(start))
	}
	return best, nil
}

// median runs fn several times and returns the middle time.
func median(rounds int, fn func() error) (time.Duration, error) {
	times := make([]time.Duration, rounds)
	for i := range times {
		start := time.Now()
		if err := fn(); err != nil {
			return 0, err
		}
		times[i] = time.Since(start)
	}
	return middle(times), nil
}
