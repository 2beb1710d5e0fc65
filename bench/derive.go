package main

import (
	"time"

	"amparo/internal/key"
)

// benchDerive measures the derivation of a key at the cost that this machine
// calibrates to.
func benchDerive(r *report) error {
	salt := make([]byte, 16)
	measure := func(c key.Cost) time.Duration {
		start := time.Now()
		key.FromPassphrase(pass, salt, c).Wipe()
		return time.Since(start)
	}
	cost := key.Calibrate(measure, key.Floor(), time.Second)
	took := measure(cost)
	r.value("key derivation, calibrated (0.7 s at least)", took.Seconds(), 1.5, "s")
	if took < 700*time.Millisecond {
		r.over++
	}
	return nil
}
