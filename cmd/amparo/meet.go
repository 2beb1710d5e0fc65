package main

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"time"
)

// The pauses between two meetings with a relay. They are of no even length, so
// that they tell less of whose they are, and grow while the relay is not reached.
const (
	meetEvery   = 30 * time.Second
	meetRarely  = 16 * meetEvery
	afterChange = 2 * time.Second
	afterNews   = time.Second // also keeps a relay that always has news from being asked without end
)

// keepMeeting has the open notebooks meet their relays, until the process ends.
// Without a relay that someone here has named, nothing is asked of anybody. await
// says whether something has come there that a meeting would fetch; it waits for
// that until its context ends.
func (h *host) keepMeeting(meet func(context.Context) error, await func(context.Context) bool) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	for pause := meetEvery; h.rest(ctx, uneven(pause), await); {
		if pause = min(2*pause, meetRarely); meet(ctx) == nil {
			pause = meetEvery
		}
	}
}

// rest waits until it is time to meet, and says whether the process goes on: after
// a pause, and soon after something was changed here or has come there.
func (h *host) rest(ctx context.Context, pause time.Duration, await func(context.Context) bool) bool {
	ctx, stop := context.WithTimeout(ctx, pause)
	defer stop()
	news := make(chan struct{})
	go func() {
		if await(ctx) {
			close(news)
		}
	}()
	select {
	case <-h.ended:
		return false
	case <-h.changed:
		return h.goesOn(afterChange)
	case <-news:
		return h.goesOn(afterNews)
	case <-ctx.Done():
		return true
	}
}

// goesOn waits a moment and says whether the process goes on.
func (h *host) goesOn(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-h.ended:
		return false
	case <-timer.C:
		return true
	}
}

// uneven draws a pause between half and one and a half times the middle.
func uneven(middle time.Duration) time.Duration {
	var b [8]byte
	rand.Read(b[:]) // it never fails
	return middle/2 + time.Duration(binary.BigEndian.Uint64(b[:])%uint64(middle))
}

// wake has the next meeting come soon: something was changed here.
func (h *host) wake() {
	select {
	case h.changed <- struct{}{}:
	default:
	}
}
