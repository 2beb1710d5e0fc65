package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"amparo/internal/relay/client"
	"amparo/internal/relay/postgrestest"
)

// Writers of benchShared, how often each asks, and how many entries it sends at
// one time.
const (
	sharers = 32
	times   = 40
	atOnce  = 8
)

// benchShared measures what two relays over one PostgreSQL take, beside one of
// them: each has one processor, and the writers are the same. What each part used
// of the machine's processors says what the limit was. The bound is for machines
// where relays, PostgreSQL and writers have processors of their own.
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
	one, two, err := db.oneAndTwo(filepath.Join(dir, "amparo-relay"))
	if err := errors.Join(err, db.End()); err != nil {
		return err
	}
	one.print("one relay over PostgreSQL")
	two.print("two relays over it")
	if runtime.NumCPU() >= 8 {
		r.share("two relays beside one", two.rate, one.rate, 1.6)
		return nil
	}
	fmt.Printf("  %-52s ratio %.2f   1.6 with processors for each part; here are %d\n", "two relays beside one", two.rate/one.rate, runtime.NumCPU())
	return nil
}

// load is what was taken a second, and the processors that each part used.
type load struct{ rate, relays, engine, writers float64 }

func (l load) print(what string) {
	fmt.Printf("  %-52s %8.0f/s   processors used: relays %.2f, PostgreSQL %.2f, writers %.2f, of %d\n",
		what, l.rate, l.relays, l.engine, l.writers, runtime.NumCPU())
}

// engine is a PostgreSQL with its own settings, durable as it comes.
type engine struct{ *postgrestest.Server }

// oneAndTwo loads one relay and then two, by turns, and returns the middle of
// each.
func (e engine) oneAndTwo(program string) (one, two load, err error) {
	if err := build(program, "./cmd/amparo-relay"); err != nil {
		return one, two, err
	}
	var relays []*hosted
	for range 2 {
		h, err := hostOver(program, e.Address(), "GOMAXPROCS=1")
		if err != nil {
			return one, two, err
		}
		relays = append(relays, h)
	}
	var ones, twos []load
	for range 5 {
		a, err := e.load(relays[:1])
		b, err2 := e.load(relays)
		if err := errors.Join(err, err2); err != nil {
			return one, two, err
		}
		ones, twos = append(ones, a), append(twos, b)
	}
	return middleLoad(ones), middleLoad(twos), errors.Join(relays[0].stop(), relays[1].stop())
}

func (e engine) load(relays []*hosted) (load, error) {
	var writers []*client.Mailbox
	boxes, err := relays[0].mailboxes(sharers)
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
	err = pour(writers)
	took := time.Since(start).Seconds()
	after := e.used(relays)
	return load{
		rate: sharers * times * atOnce / took, relays: (after.relays - before.relays) / took,
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
