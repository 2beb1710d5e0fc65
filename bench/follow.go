package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"amparo/internal/relay/client"
	"amparo/internal/relay/wire"
)

const (
	followers = 1000
	perBox    = 50
)

// benchFollow measures the memory of a relay that a thousand devices follow,
// after a sign of life to each. The floor is the relay that nobody follows.
func benchFollow(r *report) error {
	return hostedIn(func(_ string, h *hosted) error {
		boxes, err := h.mailboxes(followers / perBox)
		if err != nil {
			return err
		}
		idle, err := resident1(h.cmd.Process.Pid)
		if err != nil {
			return err
		}
		life, cancel := context.WithCancel(ctx)
		defer cancel()
		left, err := followAll(life, boxes)
		if err != nil {
			return err
		}
		time.Sleep(30 * time.Second)
		full, err := resident1(h.cmd.Process.Pid)
		if err != nil {
			return err
		}
		cancel()
		left.Wait()
		r.value("the memory of a relay with 1,000 idle followers", full, 80, "MB")
		r.value("beside the same relay with none", full-idle, 40, "MB")
		return nil
	})
}

// resident1 returns the resident memory of one process in megabytes.
func resident1(pid int) (float64, error) {
	kb, err := residentKB(pid)
	return float64(kb) * 1024 / 1e6, err
}

// followAll has devices follow, each over a connection of its own, and returns
// when each has been answered.
func followAll(life context.Context, boxes []client.Config) (*sync.WaitGroup, error) {
	var all sync.WaitGroup
	begun := make(chan error, followers)
	for _, c := range boxes {
		for range perBox {
			m, err := client.New(c)
			if err != nil {
				return nil, err
			}
			all.Go(func() {
				err := m.Follow(life, wire.Head{}, func([][]byte, wire.Head) error {
					begun <- nil
					return nil
				})
				if life.Err() == nil {
					begun <- errors.Join(err, errors.New("a follower was let go"))
				}
			})
		}
	}
	for range followers {
		if err := <-begun; err != nil {
			return nil, err
		}
	}
	return &all, nil
}
