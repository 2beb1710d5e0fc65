package main

import "testing"

// Memory is given back once it is quiet after much was asked, and not again.
func TestMemoryIsGivenBackWhenItIsQuiet(t *testing.T) {
	var s thrift
	for i, step := range []struct {
		asked int64
		quiet bool
	}{{150, false}, {160, false}, {199, false}, {230, true}, {240, false}, {900, false}, {910, true}, {911, false}, {2000, false}, {2000, true}, {2000, false}} {
		if quiet := s.quiet(step.asked); quiet != step.quiet {
			t.Errorf("step %d: quiet %v", i, quiet)
		}
	}
}
