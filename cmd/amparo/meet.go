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
)

// keepMeeting has the open notebooks meet their relays, until the process ends.
// Without a relay that someone here has named, nothing is asked of anybody.
func (h *host) keepMeeting(meet func(context.Context) error) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	pause := meetEvery
	for {
		timer := time.NewTimer(uneven(pause))
		select {
		case <-h.ended:
			timer.Stop()
			return
		case <-h.changed:
			timer.Stop()
			if !h.rest(afterChange) {
				return
			}
		case <-timer.C:
		}
		if pause = min(2*pause, meetRarely); meet(ctx) == nil {
			pause = meetEvery
		}
	}
}

// rest waits a moment and says whether the process goes on.
func (h *host) rest(d time.Duration) bool {
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
