package relay

import (
	"context"
	"errors"

	"amparo/internal/exchange"
	"amparo/internal/key"
	"amparo/internal/relay/wire"
)

// Errors of every store, beside trouble of its own. They are compared with
// errors.Is; none of them changes anything.
var (
	// ErrNoMailbox says that there is no such mailbox.
	ErrNoMailbox = errors.New("no such mailbox")
	// ErrCode says that a write code was spent or never given out, or that
	// somebody else has opened this mailbox: that it is there is not told.
	ErrCode = errors.New("this code opens nothing")
	// ErrQuota says that the mailbox has no room for it.
	ErrQuota = errors.New("the mailbox is full")
	// ErrReplay says that this was asked before.
	ErrReplay = errors.New("this was asked before")
	// ErrNotFound says that there is no blob of that name.
	ErrNotFound = errors.New("no such blob")
	// ErrClosed says that the store was used after Close.
	ErrClosed = errors.New("this store is closed")
)

// All given to Drop forgets a whole mailbox.
const All = ^uint64(0)

// CodeHash is what is kept of a write code: the hash that HashCode makes.
type CodeHash [32]byte

// HashCode returns what a store keeps of a code.
func HashCode(code [16]byte) CodeHash { return key.Hash("amparo relay code", code[:]) }

// Name names a blob of a mailbox. Clients draw it from the epoch's secret.
type Name [16]byte

// Terms is what a host grants a mailbox.
type Terms struct {
	Bytes   int64 // of entries and blobs together
	Entries int64 // that are kept at one time
	Until   int64 // the day (since 1970) on which it is forgotten if nothing is written any more
}

// Store keeps mailboxes. Its methods may be called by several goroutines at
// once, and by several relays over one place. What it returns belongs to the
// caller; what it is given it copies.
//
// Each change is all or nothing, and durable when the method has returned nil.
// After an error that is none of this package's, it may have happened or not.
// What is asked of a mailbox that is not there is ErrNoMailbox.
//
// A store keeps no time but the day on which a mailbox ends and the hour of a
// nonce, and nothing about who asked.
type Store interface {
	// Allow adds write codes. One that is there already stays as it is.
	Allow(ctx context.Context, codes []CodeHash) error

	// Open makes a mailbox and spends the code for it: both or neither. Opening
	// again with the same key changes nothing and spends nothing. ErrCode says
	// that the code opens nothing, or not this mailbox.
	Open(ctx context.Context, box wire.Box, k key.MailboxKey, code CodeHash, terms Terms) error

	// Key returns the key of a mailbox, or ErrNoMailbox.
	Key(ctx context.Context, box wire.Box) (key.MailboxKey, error)

	// Append puts entries behind the head of a mailbox, in their order, and
	// returns the number of each and the head of then. An entry that is there
	// already keeps its number and is not written again. A number is taken by
	// writing (mailbox, head+1) where nothing stands: it has one winner, whoever
	// else writes. There are no gaps. A mailbox that does not have this key when
	// it is written to is none: ErrNoMailbox. ErrQuota says that terms leave no
	// room.
	Append(ctx context.Context, box wire.Box, k key.MailboxKey, entries [][]byte, terms Terms) (wire.Placed, error)

	// Read returns entries in order from number after+1 on, or from the first
	// that Drop has left, at most limit of them and about size bytes, but one at
	// least when there is one. Base is the head before the first of them; when
	// there are none it is the head of the mailbox.
	Read(ctx context.Context, box wire.Box, after uint64, limit, size int) (wire.Page, error)

	// Lacks returns those of the ids that are not among the entries.
	Lacks(ctx context.Context, box wire.Box, ids []exchange.ID) ([]exchange.ID, error)

	// Put replaces the blob of that name. An empty blob removes it. ErrQuota says
	// that terms leave no room.
	Put(ctx context.Context, box wire.Box, name Name, blob []byte, terms Terms) error

	// Get returns the blob of that name, or ErrNotFound.
	Get(ctx context.Context, box wire.Box, name Name) ([]byte, error)

	// Drop forgets the entries with a number of through or less; the numbering
	// and the chain go on from the head. With All the mailbox is as if it had
	// never been.
	Drop(ctx context.Context, box wire.Box, through uint64) error

	// Spend notes a nonce for an hour (since 1970), or returns ErrReplay when it
	// was noted before.
	Spend(ctx context.Context, nonce [32]byte, hour int64) error

	// Expire forgets mailboxes whose day is before today, and nonces of hours
	// before hour. It returns how many mailboxes went.
	Expire(ctx context.Context, today, hour int64) (int, error)

	// Close lets go of the place.
	Close() error
}

// Shared is a Store over a place that other relays write to as well. It is an
// interface because only some places tell what others have written.
type Shared interface {
	Store

	// Hear calls wake for mailboxes that another relay has written to, until ctx
	// ends. It may name some for nothing; one that it missed it names later, if
	// it is among those that followed returns.
	Hear(ctx context.Context, followed func() []wire.Box, wake func(wire.Box))
}
