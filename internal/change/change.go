// Package change holds what can happen to a notebook, and how changes that
// devices made apart come together. It is pure: no file, no clock, no key.
//
// A Change is what one device wrote in one flush: a list of writes, each of
// which puts a value into a field of a record and names the writes that it
// replaces. A Fold takes changes in any order, any number of times, and holds
// the notebook that follows: a value stands in a field until a write that is
// known replaces it. So nothing depends on a clock, two devices that have the
// same changes have the same notebook, and what was typed apart stands side by
// side.
//
// The bytes of a change are described in docs/FORMATS.md.
package change

import "amparo/internal/notebook"

// Op is what a write does.
type Op byte

// The operations. Their numbers are part of the format.
const (
	Put     Op = 1 // Value stands in the field, in place of what it replaces
	Drop    Op = 2 // what it replaces no longer stands; nothing comes in its place
	Remove  Op = 3 // the record is removed, as far as the writer had seen it (Saw)
	Restore Op = 4 // the removals that it replaces no longer count
)

// Write is one step of a change. Its version is the change's device and First
// plus its place in the list.
type Write struct {
	Op       Op
	Ref      notebook.Ref
	Field    string             // "" for Remove and Restore
	Value    string             // for Put
	Replaces []notebook.Version // writes of the same field of the same record
	Saw      []notebook.Version // for Remove: every write that stood in the record
}

// Change is one flush of one device. Device and Time come from the signed entry
// that carries it and are not part of its own bytes.
type Change struct {
	Device notebook.Device
	Time   int64  // Unix seconds; for people to read only
	First  uint64 // the version number of Writes[0]; a device counts from 1
	Writes []Write
}

// Version returns the version of the write at place i.
func (c *Change) Version(i int) notebook.Version {
	return notebook.Version{Device: c.Device, N: c.First + uint64(i)}
}
