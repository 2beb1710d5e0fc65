package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// warned is where a connection notes that it heard a warning.
const warned = "amparo: warned"

// heed notes warnings: a commit that did not wait for its standby says so in
// one, and in nothing else.
func heed(c *pgconn.PgConn, n *pgconn.Notice) {
	if n.SeverityUnlocalized == "WARNING" {
		c.CustomData()[warned] = true
	}
}

// errMoved says that someone else was first; it is tried again.
var errMoved = errors.New("someone else was first")

// run runs what until nobody else was first. What that has written is durable
// when run returns nil. It may be run several times, and looks anew each time.
func (s *server) run(ctx context.Context, what func(context.Context, *pgx.Conn) error) error {
	leave, err := s.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	return s.write(ctx, what)
}

// write is run for who holds the store open already.
func (s *server) write(ctx context.Context, what func(context.Context, *pgx.Conn) error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case s.writing <- struct{}{}:
		defer func() { <-s.writing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	for {
		err := s.once(ctx, what)
		if !first(err) {
			return err
		}
	}
}

// ask runs what only reads. When changes wait for a standby that is away, it
// does not wait behind them.
func (s *server) ask(ctx context.Context, what func(context.Context, *pgx.Conn) error) error {
	leave, err := s.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return s.once(ctx, what)
}

// once runs what in a connection, and looks whether that heard a warning.
func (s *server) once(ctx context.Context, what func(context.Context, *pgx.Conn) error) error {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	heard := conn.Conn().PgConn().CustomData()
	delete(heard, warned)
	if err := what(ctx, conn.Conn()); err != nil {
		if conn.Conn().IsClosed() && ctx.Err() == nil {
			s.pool.Reset() // the others have lost their server, too
		}
		return err
	}
	if heard[warned] != nil {
		return ErrUnsure
	}
	return nil
}

// first says whether someone else was first, so that nothing was written.
func first(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case "40001", "40P01", "23505", "42P07", "42710": // serialization, deadlock, a key, a table or its type that stands already
			return true
		}
	}
	return errors.Is(err, errMoved)
}

// together runs what in one transaction.
func together(ctx context.Context, c *pgx.Conn, what func(pgx.Tx) error) error {
	tx, err := c.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.ReadCommitted})
	if err != nil {
		return err
	}
	if err := what(tx); err != nil {
		return errors.Join(err, tx.Rollback(ctx))
	}
	return tx.Commit(ctx)
}
