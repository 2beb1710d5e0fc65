//go:build unix

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"amparo/internal/relay/client"
	"amparo/internal/relay/postgrestest"
)

// Writers of each relay of benchShared, how often each asks, and how many
// entries it sends at one time.
const (
	sharers = 32
	times   = 20
	atOnce  = 8
)

// A slowed relay runs for a while and then stands still for nine times as long.
const (
	runs   = time.Millisecond
	stands = 9 * runs
)

// benchShared measures what two relays over one PostgreSQL take, beside one of
// them. Slowed to a tenth, the relays are the limit, as where each has a small
// machine of its own beside PostgreSQL's: there the bound holds. As fast as this
// machine is, what each part used of its processors says what the limit was.
func benchShared(r *report) error {
	dir, err := os.MkdirTemp("", "amparo-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	server, err := postgrestest.Begin()
	if errors.Is(err, postgrestest.ErrMissing) {
		fmt.Println("  PostgreSQL is not here, so this is left out")
		return nil
	}
	if err != nil {
		return err
	}
	db := engine{server}
	return errors.Join(db.compare(filepath.Join(dir, "amparo-relay"), r), db.End())
}

// load is what was taken a second, and the processors that each part used.
type load struct{ rate, relays, engine, writers float64 }

func (l load) print(what string) {
	fmt.Printf("  %-52s %8.0f/s   processors used: relays %.2f, PostgreSQL %.2f, writers %.2f, of %d\n",
		what, l.rate, l.relays, l.engine, l.writers, runtime.NumCPU())
}

// engine is a PostgreSQL with its own settings, durable as it comes.
type engine struct{ *postgrestest.Server }

func (e engine) compare(program string, r *report) error {
	if err := build(program, "./cmd/amparo-relay"); err != nil {
		return err
	}
	var relays []*hosted
	for range 2 {
		h, err := hostOver(program, e.Address(), "GOMAXPROCS=1")
		if err != nil {
			return err
		}
		relays = append(relays, h)
	}
	one, two, err := e.oneAndTwo(relays, pour)
	if err != nil {
		return err
	}
	one.print("one relay over PostgreSQL")
	two.print("two relays over it")
	slowOne, slowTwo, err := e.oneAndTwo(relays, func(writers []*client.Mailbox) error {
		return slowed(relays, func() error { return pour(writers) })
	})
	if err != nil {
		return err
	}
	slowOne.print("one relay that is slowed")
	slowTwo.print("two relays that are slowed")
	r.share("two beside one, slowed", slowTwo.rate, slowOne.rate, 1.6)
	return errors.Join(relays[0].stop(), relays[1].stop())
}

// oneAndTwo loads one relay and then two, by turns, and returns the middle of
// each.
func (e engine) oneAndTwo(relays []*hosted, how func([]*client.Mailbox) error) (one, two load, err error) {
	var ones, twos []load
	for range 5 {
		a, err := e.load(relays[:1], how)
		b, err2 := e.load(relays, how)
		if err := errors.Join(err, err2); err != nil {
			return one, two, err
		}
		ones, twos = append(ones, a), append(twos, b)
	}
	return middleLoad(ones), middleLoad(twos), nil
}

// slowed runs what while relays stand still most of the time, each at its own
// moments.
func slowed(relays []*hosted, what func() error) error {
	life, cancel := context.WithCancel(ctx)
	var all sync.WaitGroup
	errs := make([]error, len(relays))
	for i, h := range relays {
		all.Go(func() {
			for life.Err() == nil && errs[i] == nil {
				stop := h.cmd.Process.Signal(syscall.SIGSTOP)
				time.Sleep(stands)
				errs[i] = errors.Join(stop, h.cmd.Process.Signal(syscall.SIGCONT))
				time.Sleep(runs)
			}
		})
	}
	err := what()
	cancel()
	all.Wait()
	return errors.Join(append(errs, err)...)
}

func (e engine) load(relays []*hosted, how func([]*client.Mailbox) error) (load, error) {
	var writers []*client.Mailbox
	boxes, err := relays[0].mailboxes(sharers * len(relays))
	if err != nil {
		return load{}, err
	}
	for i, c := range boxes {
		c.URL = relays[i%len(relays)].url
		m, err := client.New(c)
		if err != nil {
			return load{}, err
		}
		defer m.Close()
		writers = append(writers, m)
	}
	before, start := e.used(relays), time.Now()
	err = how(writers)
	took := time.Since(start).Seconds()
	after := e.used(relays)
	return load{
		rate: float64(len(writers)) * times * atOnce / took, relays: (after.relays - before.relays) / took,
		engine: (after.engine - before.engine) / took, writers: (after.writers - before.writers) / took,
	}, err
}

func pour(writers []*client.Mailbox) error {
	var all sync.WaitGroup
	errs := make([]error, len(writers))
	for i, m := range writers {
		blobs := entriesOf(times * atOnce)
		all.Go(func() {
			for at := 0; at < len(blobs) && errs[i] == nil; at += atOnce {
				_, errs[i] = m.Append(ctx, blobs[at:at+atOnce])
			}
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

// used is the processor time of each part so far, in seconds.
func (e engine) used(relays []*hosted) (l load) {
	for _, h := range relays {
		l.relays += seconds(func(pid, _ int) bool { return pid == h.cmd.Process.Pid })
	}
	l.engine = seconds(func(pid, parent int) bool { return pid == e.PID() || parent == e.PID() })
	l.writers = seconds(func(pid, _ int) bool { return pid == os.Getpid() })
	return l
}

// seconds adds up the processor time of processes.
func seconds(which func(pid, parent int) bool) (sum float64) {
	list, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return 0
	}
	for _, path := range list {
		b, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		_, rest, _ := strings.Cut(string(b), ") ")
		f := strings.Fields(rest)
		pid, perr := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		if len(f) < 13 || perr != nil {
			continue
		}
		parent, _ := strconv.Atoi(f[1])
		user, _ := strconv.Atoi(f[11])
		system, _ := strconv.Atoi(f[12])
		if which(pid, parent) {
			sum += float64(user+system) / 100
		}
	}
	return sum
}

func middleLoad(list []load) load {
	slices.SortFunc(list, func(a, b load) int { return cmp.Compare(a.rate, b.rate) })
	return list[len(list)/2]
}
