package key

import (
	"io"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"
)

// Cost is what one derivation from a passphrase takes (Argon2id): Time passes
// over MemoryKiB KiB with Threads lanes.
type Cost struct {
	Time, MemoryKiB uint32
	Threads         uint8
}

// Floor is the least cost that a program meant for people writes or reads:
// three passes over 64 MiB.
func Floor() Cost { return Cost{Time: 3, MemoryKiB: 64 << 10, Threads: 1} }

// Limits of what a reader accepts, looked at before any memory is taken.
const (
	mostMemoryKiB = 2 << 20  // 2 GiB
	mostTime      = 64       // passes
	mostThreads   = 16       // lanes
	calibratedKiB = 1 << 20  // calibration stops at 1 GiB
	stepKiB       = 8 << 10  // and moves in steps of 8 MiB
	mostWorkKiB   = 16 << 20 // passes times memory
)

// Check returns ErrCost for a cost below the floor, or above what a reader
// takes upon itself.
func (c Cost) Check(floor Cost) error {
	low := c.Time < max(floor.Time, 1) || c.MemoryKiB < floor.MemoryKiB || c.Threads < max(floor.Threads, 1)
	high := c.MemoryKiB > mostMemoryKiB || c.Time > mostTime || c.Threads > mostThreads ||
		uint64(c.Time)*uint64(c.MemoryKiB) > mostWorkKiB
	if low || high {
		return ErrCost
	}
	return nil
}

// FromPassphrase derives a secret from a passphrase and a salt. Spaces before
// and after the passphrase do not count, and several in a row count as one;
// otherwise its bytes are taken as typed (no Unicode normalisation).
func FromPassphrase(passphrase, salt []byte, c Cost) *Secret {
	folded := fold(passphrase)
	out := argon2.IDKey(folded, salt, c.Time, c.MemoryKiB, c.Threads, 32)
	clear(folded)
	s := SecretFrom(out)
	clear(out)
	return s
}

// fold drops spaces at the ends and folds runs of spaces into one.
func fold(p []byte) []byte {
	out := make([]byte, 0, len(p))
	for _, c := range p {
		if c == ' ' && (len(out) == 0 || out[len(out)-1] == ' ') {
			continue
		}
		out = append(out, c)
	}
	if len(out) > 0 && out[len(out)-1] == ' ' {
		out = out[:len(out)-1]
	}
	return out
}

// Calibrate looks for a cost that takes about target on this machine, from
// floor upwards and never above 1 GiB. The caller measures: measure derives
// once at that cost and returns how long it took. It is called at most four
// times.
func Calibrate(measure func(Cost) time.Duration, floor Cost, target time.Duration) Cost {
	c := floor
	for range 3 {
		took := max(measure(c), time.Microsecond)
		if took > target*4/5 && took < target*5/4 {
			return c
		}
		next := c.scaled(float64(target)/float64(took), floor)
		if next == c {
			return c
		}
		c = next
	}
	if measure(c) > target*3/2 {
		return c.scaled(0.6, floor)
	}
	return c
}

// scaled returns the cost with its work multiplied: memory first, then passes.
func (c Cost) scaled(by float64, floor Cost) Cost {
	work := by * float64(c.MemoryKiB) * float64(c.Time)
	c.Time = floor.Time
	kib := work / float64(floor.Time)
	if kib > calibratedKiB {
		c.Time = min(uint32(work/calibratedKiB), mostWorkKiB/calibratedKiB)
		kib = calibratedKiB
	}
	c.MemoryKiB = max(uint32(kib)/stepKiB*stepKiB, floor.MemoryKiB)
	return c
}

// Words draws n words from the list, each equally likely, and joins them with
// single spaces. The list has between 2 and 65536 words.
func Words(rand io.Reader, list []string, n int) (string, error) {
	words := make([]string, n)
	for i := range words {
		at, err := below(rand, len(list))
		if err != nil {
			return "", err
		}
		words[i] = list[at]
	}
	return strings.Join(words, " "), nil
}

// below draws a number from 0 to n-1, each equally likely, by drawing again
// what would make some likelier.
func below(rand io.Reader, n int) (int, error) {
	limit := 1<<16 - 1<<16%n
	for {
		var b [2]byte
		if _, err := io.ReadFull(rand, b[:]); err != nil {
			return 0, err
		}
		if v := int(b[0])<<8 | int(b[1]); v < limit {
			return v % n, nil
		}
	}
}
