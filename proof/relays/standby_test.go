package relays_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"amparo/internal/relay/client"
	"amparo/internal/relay/postgrestest"
)

const (
	writers = 8  // each with a mailbox of its own
	batch   = 10 // entries in one append
)

// pair is a primary and what may take its place. Relays know all folders, and
// use the server that may be written to.
type pair struct {
	folders []string
	primary *postgrestest.Server
	standby *postgrestest.Server
}

// newPair starts a primary; there are folders for so many that come after it.
func newPair(t *testing.T, more int) *pair {
	t.Helper()
	p := &pair{primary: postgrestest.New(t)}
	p.folders = []string{p.primary.Dir()}
	for range more {
		p.folders = append(p.folders, postgrestest.Folder(t))
	}
	return p
}

func (p *pair) store() string {
	return "postgres:///postgres?user=amparo&host=" + strings.Join(p.folders, ",")
}

// follow makes a standby of the primary in the folder with that number.
func (p *pair) follow(t *testing.T, n int) {
	t.Helper()
	postgrestest.Tool(t, "pg_basebackup", "-h", p.folders[n-1], "-U", "amparo", "-D", filepath.Join(p.folders[n], "data"), "-R", "-c", "fast", "--no-sync")
	p.standby = postgrestest.At(t, p.folders[n])
	p.standby.Start(t)
	p.primary.Until(t, "SELECT count(*)::text FROM pg_stat_replication WHERE state='streaming'", "1")
}

// wait has commits of the primary wait for the standby.
func (p *pair) wait(t *testing.T) {
	t.Helper()
	p.primary.Set(t, "synchronous_standby_names", "*")
	p.primary.Until(t, "SELECT count(*)::text FROM pg_stat_replication WHERE sync_state='sync'", "1")
}

// sever parts the standby from the primary.
func (p *pair) sever(t *testing.T) {
	t.Helper()
	p.standby.Set(t, "primary_conninfo", "")
	p.standby.Until(t, "SELECT count(*)::text FROM pg_stat_wal_receiver", "0")
}

// fail kills the primary and has the standby take its place.
func (p *pair) fail(t *testing.T, n int) {
	t.Helper()
	p.primary.Kill(t)
	postgrestest.Tool(t, "pg_ctl", "promote", "-D", filepath.Join(p.folders[n], "data"))
	p.primary, p.standby = p.standby, nil
}

// load is devices that write, and what they were told to be durable.
type load struct {
	mu    sync.Mutex
	acked [writers]map[uint64]string
	twice int
	count int
	last  time.Time     // of the answers
	gap   time.Duration // the longest between two answers since mark
	more  int           // how many answers it takes until reach is closed
	reach chan struct{} // see wait
	stop  context.CancelFunc
	done  sync.WaitGroup
}

// write lets devices write to relays until stop.
func write(t *testing.T, relays []*relay) *load {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	l := &load{stop: stop}
	open(t, relays[0], writers)
	for w := range writers {
		l.acked[w] = map[uint64]string{}
		m := mailbox(t, relays[w%len(relays)], byte(w+1))
		l.done.Go(func() { l.writer(ctx, m, w) })
	}
	t.Cleanup(func() { stop(); l.done.Wait() })
	return l
}

// writer appends batch after batch, the same again when its outcome is unknown.
func (l *load) writer(ctx context.Context, m *client.Mailbox, w int) {
	every := time.NewTicker(20 * time.Millisecond)
	defer every.Stop()
	for n := 0; ctx.Err() == nil; {
		entries := make([][]byte, batch)
		for i := range entries {
			entries[i] = fmt.Appendf(nil, "writer %d, entry %d, %064d", w, n*batch+i, n)
		}
		p, err := m.Append(ctx, entries)
		if err == nil {
			l.note(w, p.Numbers, entries)
			n++
			continue
		}
		select {
		case <-every.C:
		case <-ctx.Done():
		}
	}
}

func (l *load) note(w int, numbers []uint64, entries [][]byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, n := range numbers {
		if before, there := l.acked[w][n]; there && before != string(entries[i]) {
			l.twice++
		}
		l.acked[w][n] = string(entries[i])
	}
	l.count += len(numbers)
	now := time.Now()
	l.gap, l.last = max(l.gap, now.Sub(l.last)), now
	if l.more -= len(numbers); l.more <= 0 && l.reach != nil {
		close(l.reach)
		l.reach = nil
	}
}

// wait returns when so many more were acknowledged.
func (l *load) wait(t *testing.T, more int) {
	t.Helper()
	reach := make(chan struct{})
	l.mu.Lock()
	l.more, l.reach = more, reach
	l.mu.Unlock()
	select {
	case <-reach:
	case <-time.After(2 * time.Minute):
		t.Fatal("nothing is acknowledged any more")
	}
}

// mark forgets earlier pauses.
func (l *load) mark() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.gap = 0
}

// pause is the longest time since mark in which nobody was answered.
func (l *load) pause() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.gap
}

// lost ends the load and returns how many that were acknowledged are not there
// under their number, and how many were acknowledged.
func (l *load) lost(t *testing.T, r *relay) (lost, acked int) {
	t.Helper()
	l.stop()
	l.done.Wait()
	lost, acked = l.twice, l.twice // of a number that was given twice, the first entry is gone
	for w := range writers {
		list, _ := all(t, mailbox(t, r, byte(w+1)))
		for n, text := range l.acked[w] {
			acked++
			if n > uint64(len(list)) || list[n-1] != text {
				lost++
			}
		}
	}
	return lost, acked
}

// TestAStandbyTakesOverAndNothingIsLost kills a primary under load and has its
// synchronous standby take its place, again and again.
func TestAStandbyTakesOverAndNothingIsLost(t *testing.T) {
	rounds, each := count(1, 3), count(2_000, 8_000)
	p := newPair(t, rounds)
	relays := []*relay{launch(t, p.store()), launch(t, p.store())}
	l := write(t, relays)
	for n := range rounds {
		p.follow(t, n+1)
		p.wait(t)
		l.wait(t, each)
		l.mark()
		began := time.Now()
		p.fail(t, n+1)
		promoted := time.Since(began)
		l.wait(t, batch*writers)
		t.Logf("the standby took over; nobody was answered for %v, of which PostgreSQL's own change took %v",
			l.pause().Round(time.Millisecond), promoted.Round(time.Millisecond))
	}
	lost, acked := l.lost(t, relays[0])
	if lost > 0 || l.twice > 0 || acked < rounds*each {
		t.Errorf("%d of %d acknowledged are lost, %d numbers were given twice", lost, acked, l.twice)
	}
	t.Logf("%d acknowledged, %d lost, %d failovers", acked, lost, rounds)
}

// TestAStandbyThatIsNotWaitedForLoses is the same with a standby that was parted
// before, and that nobody waits for: the test above would see a loss. Devices
// see it, too.
func TestAStandbyThatIsNotWaitedForLoses(t *testing.T) {
	p := newPair(t, 1)
	relays := []*relay{launch(t, p.store())}
	l := write(t, relays)
	p.follow(t, 1)
	l.wait(t, 500)
	p.sever(t)
	l.wait(t, 500)
	m := mailbox(t, relays[0], 1)
	_, seen := all(t, m)
	p.fail(t, 1)
	err := client.ErrBusy
	for errors.Is(err, client.ErrBusy) { // until the relay has found the other server
		_, err = m.Pull(t.Context(), seen, func([]byte) error { return nil })
	}
	if !errors.Is(err, client.ErrShorter) {
		t.Error("a device does not see it:", err)
	}
	lost, acked := l.lost(t, relays[0])
	if lost == 0 {
		t.Error("the control finds no loss")
	}
	t.Logf("%d of %d acknowledged are lost, as they should be", lost, acked)
}
