// Package relay is the server through which the devices of a notebook find each
// other's sealed entries. It can't read them: it knows mailboxes, their keys
// and bytes. Its program links nothing that could.
//
//	r, err := relay.New(relay.Config{Store: store, Now: time.Now})
//	http.Handler: r; Close ends those who follow
//
// There are no accounts. A mailbox is opened once, with a single-use code of
// the host, and afterwards each request is signed by its key (package wire).
// An append answers with numbers and a chain hash: a client that later sees the
// chain shorter knows that the relay has lost something, and offers it again.
//
// A Store keeps what has to last; Memory is one, relay/sqlite keeps it in a
// file, relay/postgres in a database that several relays share, and
// relay/relaytest is the suite for all of them. Rates, keys of mailboxes that are
// written to, and nonces of what does no harm when it is done again, are kept in
// memory and forgotten.
package relay
