package main

import (
	"context"
	"time"
)

// A stretch in which fewer than calm requests came is quiet. After much was
// asked, giving memory back is worth the while.
const (
	stretch = 10 * time.Second
	calm    = 50
	much    = 200
)

// thrift says when it has become quiet after much was asked.
type thrift struct{ last, given int64 }

// quiet is told, once in a stretch, how much was asked since the start.
func (s *thrift) quiet(asked int64) bool {
	quiet := asked-s.last < calm && asked-s.given >= much
	if s.last = asked; quiet {
		s.given = asked
	}
	return quiet
}

// save gives memory back whenever it is quiet: who follows and waits needs
// little of what asking took.
func save(ctx context.Context, asked func() int64, give func()) error {
	every := time.NewTicker(stretch)
	defer every.Stop()
	var s thrift
	for {
		select {
		case <-every.C:
			if s.quiet(asked()) {
				give()
			}
		case <-ctx.Done():
			return nil
		}
	}
}
