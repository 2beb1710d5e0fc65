package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"amparo/internal/relay/client"
)

func transport(trusted *x509.CertPool) *http.Transport {
	return &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted}, ForceAttemptHTTP2: true}
}

// acknowledged is what was told to be durable: numbers and entries.
type acknowledged struct {
	mu      sync.Mutex
	told    map[uint64]string
	bad     []string
	enough  int // how many it takes until reached is closed
	reached chan struct{}
}

// more returns a channel that is closed after that many more.
func (a *acknowledged) more(count int) <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.enough, a.reached = len(a.told)+count, make(chan struct{})
	return a.reached
}

func (a *acknowledged) note(number uint64, text string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if before, ok := a.told[number]; ok && before != text {
		a.bad = append(a.bad, fmt.Sprintf("number %d was given twice", number))
	}
	a.told[number] = text
	if len(a.told) == a.enough {
		close(a.reached)
	}
}

// write appends until the relay is gone.
func (a *acknowledged) write(m *client.Mailbox, name string) {
	for i := 0; ; i++ {
		text := fmt.Sprintf("%s, entry %d", name, i)
		p, err := m.Append(context.Background(), [][]byte{[]byte(text)})
		switch {
		case err == nil:
			a.note(p.Numbers[0], text)
		case errors.Is(err, client.ErrBusy): // asked too often
		default:
			return
		}
	}
}

// TestAKilledRelayLosesNothing kills the relay while four devices write, again
// and again: whatever it had acknowledged is there, once, under its number.
func TestAKilledRelayLosesNothing(t *testing.T) {
	kills := 4
	if os.Getenv("AMPARO_LONG") == "1" {
		kills = 60
	}
	store := storeIn(t)
	code := coded(t, store)
	a := &acknowledged{told: map[uint64]string{}}
	for round := range kills {
		p := launch(t, "--store", store)
		m := mailbox(t, p.url, 1)
		ok(t, m.Open(t.Context(), code))
		begun := a.more(20 + 7*round)
		var writers sync.WaitGroup
		for w := range 4 {
			writers.Go(func() { a.write(m, fmt.Sprintf("round %d, writer %d", round, w)) })
		}
		<-begun
		if err := p.ends(t, os.Kill); err == nil {
			t.Error("it ended well when it was killed")
		}
		writers.Wait()
	}
	p := launch(t, "--store", store)
	list, head := read(t, mailbox(t, p.url, 1))
	for number, text := range a.told {
		if number > uint64(len(list)) || list[number-1] != text {
			t.Errorf("number %d is lost", number)
		}
	}
	slices.Sort(list)
	if len(a.bad) > 0 || len(slices.Compact(list)) != int(head.Number) {
		t.Error("something stands twice", a.bad)
	}
	t.Logf("%d acknowledged, %d kept, %d kills", len(a.told), head.Number, kills)
	ok(t, p.ends(t, os.Interrupt))
}

// TestOneWhoFloodsDoesNotStopTheOthers sends as many requests as it can over
// many connections, while another device writes. How long she waits is looked at
// in the long run, where the best of three counts: this machine may be busy.
func TestOneWhoFloodsDoesNotStopTheOthers(t *testing.T) {
	store := storeIn(t)
	p := launch(t, "--store", store)
	m := mailbox(t, p.url, 1)
	ok(t, m.Open(t.Context(), coded(t, store)))
	frame := "GET /v1/" + strings.Repeat("00", 16) + "/entries?after=0 HTTP/1.1\r\nHost: x\r\nAuthorization: Amparo1 x\r\n\r\n"
	ctx, stop := context.WithCancel(t.Context())
	var flood sync.WaitGroup
	for range 8 {
		flood.Go(func() { pour(ctx, strings.TrimPrefix(p.url, "http://"), strings.Repeat(frame, 100)) })
	}
	best := slowest(t, m)
	if os.Getenv("AMPARO_LONG") == "1" {
		best = min(best, slowest(t, m), slowest(t, m))
		if best > time.Second {
			t.Errorf("p99 is %v", best)
		}
	}
	stop()
	flood.Wait()
	t.Logf("p99 %v while flooded", best)
	ok(t, p.ends(t, os.Interrupt))
}

// slowest appends and returns the 99th percentile of how long that took.
func slowest(t *testing.T, m *client.Mailbox) time.Duration {
	t.Helper()
	const asked = 60
	var waits []time.Duration
	for i := range asked {
		began := time.Now()
		_, err := m.Append(t.Context(), [][]byte{fmt.Appendf(nil, "entry %d at %d", i, began.UnixNano())})
		ok(t, err)
		waits = append(waits, time.Since(began))
	}
	slices.Sort(waits)
	return waits[asked*99/100]
}

// pour writes frames as fast as they are taken, and reads what is answered.
func pour(ctx context.Context, addr, frames string) {
	for ctx.Err() == nil {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			return
		}
		stop := context.AfterFunc(ctx, func() { _ = c.Close() })
		go drain(c)
		for {
			if _, err := c.Write([]byte(frames)); err != nil {
				break
			}
		}
		stop()
		_ = c.Close()
	}
}

func drain(c net.Conn) {
	b := make([]byte, 64<<10)
	for {
		if _, err := c.Read(b); err != nil {
			return
		}
	}
}
