// Package postgres keeps a relay's store in a PostgreSQL, which several relays
// may share. Open takes an address such as postgres://amparo@db.example/amparo;
// with several hosts in it, the one that may be written to is used.
//
// Each key begins with the random name of a mailbox. There are no sequences,
// advisory locks or triggers, so that the tables fit databases that spread them
// over machines, too. A number is taken by inserting (mailbox, head+1); whoever
// comes second looks again. What waits for one mailbox is written together.
//
// A change is acknowledged when its commit was, without a warning: a commit
// that did not wait for its standby says so in a warning, and counts as not
// known. So does one that took too long. Asking for the same again is always a
// write, so that an entry which stands in one machine only is not acknowledged
// before the standby has it.
package postgres

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"amparo/internal/relay"
	"amparo/internal/relay/wire"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Errors of a PostgreSQL. None holds its address.
var (
	// ErrAddress says that this is no address of a PostgreSQL.
	ErrAddress = errors.New("this is no address of a PostgreSQL")
	// ErrAway says that it was not reached, did not let us in, or may only be
	// read from.
	ErrAway = errors.New("the PostgreSQL was not reached")
	// ErrDenied says that its user may not make the tables there, or not use them.
	ErrDenied = errors.New("the user of this PostgreSQL lacks a right")
	// ErrForeign says that its tables are not a relay's.
	ErrForeign = errors.New("these tables are no store of a relay")
	// ErrNewer says that a newer program made the tables.
	ErrNewer = errors.New("these tables were made by a newer program")
	// ErrNotDurable says that what is acknowledged may be lost with the power.
	ErrNotDurable = errors.New("this PostgreSQL does not write durably")
	// ErrUnsure says that a change may have happened or not, or may not be on the
	// standby.
	ErrUnsure = errors.New("it is not known whether this was written")
)

// patience is how long a change or a question may take. What takes longer has
// an outcome that is not known.
const patience = 15 * time.Second

// connections is how many a relay uses at most, when its address does not say
// (pool_max_conns).
const connections = 16

// server is a relay.Store in a PostgreSQL.
type server struct {
	pool *pgxpool.Pool
	self string // tells our notes from those of other relays
	// writing holds a place for each change that runs: fewer than there are
	// connections, so that some are left for who reads.
	writing chan struct{}
	queue   queue
	notes   notes
	stop    context.CancelFunc
	ended   chan struct{}

	mu     sync.RWMutex // held by who uses the pool; Close takes it whole
	closed bool
}

// Open opens the store at an address, and makes its tables when there are none.
// It refuses a PostgreSQL that does not write durably. What it returns is a
// relay.Shared.
func Open(ctx context.Context, address string) (relay.Store, error) {
	c, err := config(address)
	if err != nil {
		return nil, err
	}
	c.AfterConnect = durable
	self, err := someName()
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(context.WithoutCancel(ctx), c)
	if err != nil {
		return nil, ErrAddress
	}
	s := &server{
		pool: pool, self: self, ended: make(chan struct{}), writing: make(chan struct{}, max(1, c.MaxConns*3/4)),
		queue: queue{rows: map[wire.Box][]*task{}}, notes: notes{boxes: map[wire.Box]bool{}, some: make(chan struct{}, 1)},
	}
	if err := s.run(ctx, prepare); err != nil {
		pool.Close()
		return nil, reason(err)
	}
	life, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = stop
	go s.tell(life)
	return s, nil
}

// config reads an address and sets what every connection has to have.
func config(address string) (*pgxpool.Config, error) {
	if !strings.HasPrefix(address, "postgres://") && !strings.HasPrefix(address, "postgresql://") {
		return nil, ErrAddress
	}
	c, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, ErrAddress
	}
	if !strings.Contains(address, "pool_max_conns") {
		c.MaxConns = connections
	}
	session(c.ConnConfig)
	return c, nil
}

// session makes a connection one that may be written to, that hears warnings,
// and that does not keep others waiting when the relay stands still.
func session(c *pgx.ConnConfig) {
	if c.ConnectTimeout == 0 {
		c.ConnectTimeout = patience / 3
	}
	if c.ValidateConnect == nil {
		c.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	}
	c.RuntimeParams["client_min_messages"] = "warning"
	c.RuntimeParams["idle_in_transaction_session_timeout"] = "15000"
	if c.RuntimeParams["application_name"] == "" {
		c.RuntimeParams["application_name"] = "amparo-relay"
	}
	c.OnNotice = heed
}

// What PostgreSQL answers to a user who lacks a right, or is let into no schema.
const (
	noRight  = "42501"
	noSchema = "3F000"
)

// reason turns trouble of opening into one of this package's errors.
func reason(err error) error {
	for _, known := range []error{ErrForeign, ErrNewer, ErrNotDurable, context.Canceled} {
		if errors.Is(err, known) {
			return known
		}
	}
	var said *pgconn.PgError
	if errors.As(err, &said) && (said.Code == noRight || said.Code == noSchema) {
		return ErrDenied
	}
	var refused *pgconn.ConnectError
	if errors.As(err, &refused) || errors.Is(err, context.DeadlineExceeded) {
		return ErrAway
	}
	return err
}

// enter keeps the pool from being closed until the returned function is called.
func (s *server) enter(ctx context.Context) (leave func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.RLock()
	if s.closed {
		s.mu.RUnlock()
		return nil, relay.ErrClosed
	}
	return s.mu.RUnlock, nil
}

// Close waits for what is being written and lets go of the connections.
func (s *server) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	s.stop()
	<-s.ended
	s.pool.Close()
	return nil
}
