package wire_test

import (
	"testing"
	"time"

	"amparo/internal/relay/wire"
)

// A telephone's line in the worst week brings two kilobytes a second.
func TestPatienceIsLongEnoughForASlowLine(t *testing.T) {
	for bytes, want := range map[int64]time.Duration{-1: time.Minute, 0: time.Minute, 128 << 10: 125 * time.Second, 1 << 20: 584 * time.Second} {
		if got := wire.Patience(bytes).Round(time.Second); (got - want).Abs() > 2*time.Second {
			t.Errorf("%d bytes: %v, want %v", bytes, got, want)
		}
	}
}
