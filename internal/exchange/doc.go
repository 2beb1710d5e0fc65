// Package exchange lets two sets of sealed blobs become one: each side offers
// what it has, says what it is missing, and takes in what comes. It knows no
// network and no key; a blob is known by the hash of its sealed bytes alone.
//
//	side := exchange.New(set)
//	out, err := side.Start()          // messages for the other side
//	out, err = side.Step(message)     // for each message that arrives
//	side.Done()                       // both have what the other had
//
// A Side is a state machine without clock, goroutine or chance, so a whole
// meeting can be played again from a seed. A transport may lose, repeat or
// reorder messages: what was taken in stays, a meeting that stands still is
// begun anew with two new Sides, and the second asks only for what the first
// did not bring. Encode and Decode are the bytes of the messages, which the
// relay speaks, too.
package exchange
