package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"amparo/internal/relay/client"
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
	if _, err := postgresAt("postgres"); err != nil {
		fmt.Println("  PostgreSQL is not here, so this is left out")
		return nil
	}
	dir, err := os.MkdirTemp("", "amparo-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	db, err := startPostgres(dir)
	if err != nil {
		return err
	}
	one, two, err := db.oneAndTwo(filepath.Join(dir, "amparo-relay"))
	if err := errors.Join(err, db.stop()); err != nil {
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

// engine is a PostgreSQL of its own.
type engine struct {
	cmd     *exec.Cmd
	address string
}

func postgresAt(name string) (string, error) {
	if list, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name); err == nil && len(list) > 0 {
		return list[len(list)-1], nil
	}
	return exec.LookPath(name)
}

// asNobody is a command of PostgreSQL, which refuses root.
func asNobody(name string, args ...string) (*exec.Cmd, error) {
	path, err := postgresAt(name)
	if err != nil {
		return nil, err
	}
	if os.Getuid() == 0 {
		args = append([]string{"--reuid", "65534", "--regid", "65534", "--clear-groups", path}, args...)
		path = "setpriv"
	}
	c := exec.Command(path, args...)
	c.Dir = os.TempDir()
	return c, nil
}

// startPostgres makes a PostgreSQL with its own settings, durable as it comes.
func startPostgres(dir string) (*engine, error) {
	data := filepath.Join(dir, "pg")
	if err := errors.Join(os.Mkdir(data, 0o700), os.Chmod(dir, 0o755)); err != nil {
		return nil, err
	}
	if os.Getuid() == 0 {
		if err := os.Chown(data, 65534, 65534); err != nil {
			return nil, err
		}
	}
	fill, err := asNobody("initdb", "-D", filepath.Join(data, "data"), "-A", "trust", "-U", "amparo", "--no-locale", "-E", "UTF8")
	if err != nil {
		return nil, err
	}
	if out, err := fill.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	cmd, err := asNobody("postgres", "-D", filepath.Join(data, "data"), "-k", data, "-c", "listen_addresses=")
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &engine{cmd, "postgres:///postgres?host=" + data + "&user=amparo"}, nil
}

func (e *engine) stop() error {
	if err := e.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	return e.cmd.Wait()
}

// oneAndTwo loads one relay and then two, by turns, and returns the middle of
// each.
func (e *engine) oneAndTwo(program string) (one, two load, err error) {
	if err := build(program, "./cmd/amparo-relay"); err != nil {
		return one, two, err
	}
	var relays []*hosted
	for began := time.Now(); len(relays) < 2; {
		h, err := hostOver(program, e.address, "GOMAXPROCS=1")
		if err != nil && time.Since(began) > time.Minute {
			return one, two, err
		}
		if err == nil {
			relays = append(relays, h)
		}
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

func (e *engine) load(relays []*hosted) (load, error) {
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
func (e *engine) used(relays []*hosted) (l load) {
	for _, h := range relays {
		l.relays += seconds(func(pid, _ int) bool { return pid == h.cmd.Process.Pid })
	}
	l.engine = seconds(func(pid, parent int) bool { return pid == e.cmd.Process.Pid || parent == e.cmd.Process.Pid })
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
	best := list[0]
	for _, l := range list {
		less := 0
		for _, other := range list {
			if other.rate < l.rate {
				less++
			}
		}
		if less == len(list)/2 {
			best = l
		}
	}
	return best
}
