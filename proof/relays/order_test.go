package relays_test

import (
	"context"
	"fmt"
	mathrand "math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"amparo/internal/relay/client"
	"amparo/internal/relay/postgrestest"
	"amparo/internal/relay/wire"

	"github.com/anishathalye/porcupine"
)

const (
	boxes   = 2
	devices = 3 // of each mailbox
)

// host is relays over one place.
type host struct {
	relays  []*relay
	engine  *postgrestest.Server // nil when the relays hold the place themselves
	start   time.Time
	history [boxes][]porcupine.Operation
	mu      sync.Mutex
	acks    atomic.Int64
}

// device asks one mailbox, one question after the other.
type device struct {
	h       *host
	box, id int
	dice    *mathrand.Rand
	waits   string // a text of which it is not known whether it is there
	written int
	last    uint64 // the highest number that it was told
}

func (h *host) note(box int, op porcupine.Operation) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.history[box] = append(h.history[box], op)
	if op.Output.(told).known {
		h.acks.Add(1)
	}
}

func (h *host) now() int64 { return time.Since(h.start).Nanoseconds() }

// forever is a time after the end of every round.
const forever = int64(1) << 62

// ask asks one question and notes it. It returns false when the answer is not
// known; then the end of the question is noted by settle.
func (d *device) ask(ctx context.Context, m *client.Mailbox) bool {
	in := d.next()
	op := porcupine.Operation{ClientId: d.id, Input: in, Call: d.h.now(), Return: forever}
	var out told
	var err error
	switch in.what {
	case "append":
		var p wire.Placed
		if p, err = m.Append(ctx, [][]byte{[]byte(in.text)}); err == nil {
			out.number, out.head = p.Numbers[0], p.Head
			d.last = max(d.last, out.number)
		}
	case "forget":
		err = m.Drop(ctx, in.through)
	default:
		out.head, err = m.Pull(ctx, wire.Head{}, func(b []byte) error {
			out.entries = append(out.entries, string(b))
			return nil
		})
	}
	if err == nil {
		op.Return, out.known = d.h.now(), true
	}
	if in.what == "append" {
		d.waits = ""
		if err != nil {
			d.waits = in.text
		}
	}
	op.Output = out
	if err == nil || in.what != "read" {
		d.h.note(d.box, op)
	}
	return err == nil
}

// next throws the dice for a question.
func (d *device) next() asked {
	switch n := d.dice.IntN(20); {
	case d.waits != "" && n < 15:
		return asked{what: "append", text: d.waits}
	case n < 15:
		d.written++
		return asked{what: "append", text: fmt.Sprintf("device %d, entry %d", d.id, d.written)}
	case n < 16 && d.last > 20:
		return asked{what: "forget", through: d.last - 20 + uint64(d.dice.IntN(15))}
	default:
		return asked{what: "read"}
	}
}

// round lets all devices ask until an answer is not known or stop is closed.
func (h *host) round(t *testing.T, list []*device, stop chan struct{}) (done chan struct{}) {
	t.Helper()
	var asking sync.WaitGroup
	for i, d := range list {
		m := mailbox(t, h.relays[i%len(h.relays)], byte(d.box+1))
		asking.Go(func() {
			for d.ask(context.Background(), m) {
				select {
				case <-stop:
					return
				default:
				}
			}
		})
	}
	done = make(chan struct{})
	go func() { asking.Wait(); close(done) }()
	return done
}

// answered returns when count more questions were answered, or nobody asks.
func (h *host) answered(count int64, done chan struct{}) {
	every := time.NewTicker(time.Millisecond)
	defer every.Stop()
	for until := h.acks.Load() + count; h.acks.Load() < until; {
		select {
		case <-done:
			return
		case <-every.C:
		}
	}
}

// settle gives each question without an answer its end: whoever was asked is
// gone, so nothing that was asked for can happen any more.
func (h *host) settle() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, history := range h.history {
		for i := range history {
			if history[i].Return == forever {
				history[i].Return = h.now()
			}
		}
	}
}

// rounds kills a relay or the engine while all devices ask, again and again.
func (h *host) rounds(t *testing.T, dice *mathrand.Rand, count int) {
	t.Helper()
	h.start = time.Now()
	var list []*device
	for id := range boxes * devices {
		list = append(list, &device{h: h, box: id % boxes, id: id, dice: mathrand.New(mathrand.NewPCG(dice.Uint64(), 1))})
	}
	open(t, h.relays[0], boxes)
	for n := range count {
		stop := make(chan struct{})
		done := h.round(t, list, stop)
		h.answered(20+dice.Int64N(40), done)
		h.kill(t, n)
		h.answered(10, done)
		close(stop)
		<-done
		h.settle()
		dice.Shuffle(len(list), func(a, b int) { list[a], list[b] = list[b], list[a] })
	}
	for box := range boxes {
		for i, r := range h.relays {
			d := &device{h: h, box: box, id: boxes*devices + i}
			op := porcupine.Operation{ClientId: d.id, Input: asked{what: "read"}, Call: h.now()}
			entries, head := all(t, mailbox(t, r, byte(box+1)))
			op.Output, op.Return = told{known: true, head: head, entries: entries}, h.now()
			h.note(box, op)
		}
	}
}

// kill kills one after the other, and starts it again when nothing that it had
// begun goes on.
func (h *host) kill(t *testing.T, n int) {
	t.Helper()
	which := n % (len(h.relays) + 1)
	if which == len(h.relays) && h.engine != nil {
		h.engine.Kill(t)
		h.engine.Start(t)
		return
	}
	r := h.relays[which%len(h.relays)]
	r.kill(t)
	if h.engine != nil {
		_, name, _ := strings.Cut(r.store, "application_name=")
		name, _, _ = strings.Cut(name, "&")
		h.engine.Until(t, "SELECT count(*)::text FROM pg_stat_activity WHERE application_name='"+name+"'", "0")
	}
	r.again(t)
}

// check looks whether each mailbox's history has an order, and at what was
// acknowledged one by one.
func (h *host) check(t *testing.T) {
	t.Helper()
	for box, history := range h.history {
		began := time.Now()
		if result := porcupine.CheckOperationsTimeout(model(), history, 3*time.Minute); result != porcupine.Ok {
			t.Errorf("mailbox %d: the answers fit no order (%s)", box, result)
		}
		unknown, numbers := 0, map[uint64]string{}
		for _, op := range history {
			in, out := op.Input.(asked), op.Output.(told)
			if !out.known {
				unknown++
			}
			if in.what != "append" || !out.known {
				continue
			}
			if before := numbers[out.number]; before != "" && before != in.text {
				t.Errorf("mailbox %d: number %d was given twice", box, out.number)
			}
			numbers[out.number] = in.text
		}
		end := history[len(history)-1].Output.(told)
		lost := 0
		for n, text := range numbers {
			base := end.head.Number - uint64(len(end.entries))
			if n > end.head.Number || n > base && end.entries[n-base-1] != text {
				lost++
			}
		}
		if lost > 0 {
			t.Errorf("mailbox %d: %d acknowledged entries are lost", box, lost)
		}
		t.Logf("mailbox %d: %d questions, %d of unknown outcome, %d numbers, looked at in %v", box, len(history), unknown, len(numbers), time.Since(began).Round(time.Millisecond))
	}
}

// TestARelayOverSQLiteIsOneOrder kills a relay over a file while devices append,
// read and forget: what they were answered fits one order, in which nothing
// acknowledged is lost and no number is given twice.
func TestARelayOverSQLiteIsOneOrder(t *testing.T) {
	dice := seeded(t)
	store := "sqlite:" + filepath.Join(t.TempDir(), "relay.db")
	h := &host{relays: []*relay{launch(t, store)}}
	h.rounds(t, dice, count(6, 45))
	h.check(t)
}

// TestRelaysOverPostgresAreOneOrder does so with two relays over one PostgreSQL,
// which is killed as well.
func TestRelaysOverPostgresAreOneOrder(t *testing.T) {
	dice := seeded(t)
	server := postgrestest.New(t)
	h := &host{engine: server, relays: []*relay{launch(t, server.Address("application_name=one")), launch(t, server.Address("application_name=two"))}}
	h.rounds(t, dice, count(6, 45))
	h.check(t)
}
