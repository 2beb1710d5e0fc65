// Package wire is what a relay and its clients have to agree on: how a request
// is signed, and the bytes of what is asked and answered. It does no I/O; the
// server is package relay, the other end relay/client. docs/FORMATS-relay.md
// describes every path.
//
// A client signs a Call with the mailbox's key and sends the Ticket in the
// header Authorization, and the Digest of the body in another; the relay reads
// the ticket and verifies it over the Call that it sees, and then reads the
// body. Offers and blobs are messages of package exchange.
package wire
