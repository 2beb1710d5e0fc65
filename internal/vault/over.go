package vault

import "time"

// EpochLife is how long an epoch lasts when nothing happens: a month. Whoever
// leaves or loses a device is taken out, and so is a device before a journey:
// each begins an epoch at once.
const EpochLife = 30 * 24 * time.Hour

// Over says whether an epoch that began then has lasted its month. One that is
// said to begin a month from now is over as well, so that no clock puts off the
// next one. Who begins it, on a keeper's device, is the caller.
func Over(began, now time.Time) bool { return now.Sub(began).Abs() >= EpochLife }
