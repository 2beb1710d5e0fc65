package vault

import "time"

// Reason is why a new epoch is due. It stands in no record: only the keeper who
// begins the epoch knows it.
type Reason byte

// The reasons. All but Month are things that happen; a caller notes them until
// the epoch that they ask for has begun.
const (
	// NotDue says that the present epoch may go on.
	NotDue Reason = iota
	// Left is that someone is no longer one of us.
	Left
	// LostDevice is that a device is gone, or was out of sight.
	LostDevice
	// Travel is that a device goes on a journey without the notebook.
	Travel
	// WorkshopEnd is that a training is over, and those who gave it go home.
	WorkshopEnd
	// Month is that a month has gone by.
	Month
)

// EpochLife is how long an epoch lasts when nothing happens: a month.
const EpochLife = 30 * 24 * time.Hour

// Due says why a new epoch is due: the first thing noted that no epoch has
// answered yet, or else the month. It keeps nothing and starts nothing; who
// begins the epoch, by Save and Turn, is the caller, on a keeper's device. No
// clock can put off what is noted, and an epoch that is said to begin a month
// from now is over as well.
func Due(began, now time.Time, noted ...Reason) Reason {
	for _, r := range noted {
		if r != NotDue {
			return r
		}
	}
	if now.Sub(began).Abs() >= EpochLife {
		return Month
	}
	return NotDue
}
