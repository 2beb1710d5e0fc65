package main

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"amparo/internal/relay"
)

// tired is a store that can't forget at one of its calls.
type tired struct {
	relay.Store
	calls, at atomic.Int64
}

func (s *tired) Expire(ctx context.Context, today, hour int64) (int, error) {
	if s.calls.Add(1) == s.at.Load() {
		return 0, errors.New("the disk is busy")
	}
	return s.Store.Expire(ctx, today, hour)
}

// A relay that can't forget at the start ends; later it goes on, and counts it.
func TestAMissedSweepIsMadeUpFor(t *testing.T) {
	for at, ends := range map[int64]bool{1: true, 2: false} {
		var place relay.Memory
		store, err := place.Open()
		ok(t, err)
		s := &tired{Store: store}
		s.at.Store(at)
		r, err := relay.New(relay.Config{Store: s, Now: time.Now})
		ok(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		every, ended := make(chan time.Time), make(chan error, 1)
		go func() { ended <- sweep(ctx, r, every) }()
		if !ends {
			every <- time.Now()
			every <- time.Now() // it is there again after the one that was missed
			cancel()
		}
		if err := <-ended; (err != nil) != ends {
			t.Errorf("at %d: %v", at, err)
		}
		if n := r.Counts().Missed; n != 1 {
			t.Errorf("at %d: %d were missed", at, n)
		}
		cancel()
	}
}
