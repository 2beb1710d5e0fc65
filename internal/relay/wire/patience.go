package wire

import "time"

// slowest is the slowest line that brings something through, in bytes a second.
const slowest = 2000

// Patience is how long the other end may take for so many bytes: a minute, and
// as long as they take on the slowest line.
func Patience(bytes int64) time.Duration {
	return time.Minute + time.Duration(max(bytes, 0))*time.Second/slowest
}
