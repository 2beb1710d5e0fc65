package postgres

import (
	"context"
	"errors"

	"amparo/internal/relay"
	"amparo/internal/relay/wire"

	"github.com/jackc/pgx/v5"
)

// Put replaces a blob.
func (s *server) Put(ctx context.Context, box wire.Box, name relay.Name, blob []byte, terms relay.Terms) error {
	return s.run(ctx, func(ctx context.Context, c *pgx.Conn) error {
		return together(ctx, c, func(tx pgx.Tx) error {
			_, _, bytes, err := lock(ctx, tx, box)
			if err != nil {
				return err
			}
			var before int64
			err = tx.QueryRow(ctx, "SELECT length(body) FROM blobs WHERE box=$1 AND name=$2", box[:], name[:]).Scan(&before)
			if err != nil && !errors.Is(err, pgx.ErrNoRows) {
				return err
			}
			more := int64(len(blob)) - before
			if more > 0 && bytes+more > terms.Bytes {
				return relay.ErrQuota
			}
			if err := replace(ctx, tx, box, name, blob); err != nil {
				return err
			}
			_, err = tx.Exec(ctx, "UPDATE mailboxes SET bytes=bytes+$2, until=CASE WHEN $3 THEN $4 ELSE until END WHERE box=$1",
				box[:], more, len(blob) > 0, terms.Until)
			return err
		})
	})
}

func replace(ctx context.Context, tx pgx.Tx, box wire.Box, name relay.Name, blob []byte) error {
	if len(blob) == 0 {
		_, err := tx.Exec(ctx, "DELETE FROM blobs WHERE box=$1 AND name=$2", box[:], name[:])
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO blobs(box, name, body) VALUES($1, $2, $3)
		ON CONFLICT (box, name) DO UPDATE SET body=excluded.body`, box[:], name[:], blob)
	return err
}

// Get reads a blob whole.
func (s *server) Get(ctx context.Context, box wire.Box, name relay.Name) (blob []byte, err error) {
	err = s.ask(ctx, func(ctx context.Context, c *pgx.Conn) error {
		err := c.QueryRow(ctx, "SELECT b.body FROM mailboxes m LEFT JOIN blobs b ON b.box=m.box AND b.name=$2 WHERE m.box=$1", box[:], name[:]).Scan(&blob)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return relay.ErrNoMailbox
		case err == nil && blob == nil:
			return relay.ErrNotFound
		}
		return err
	})
	return blob, err
}

// Spend notes a nonce.
func (s *server) Spend(ctx context.Context, nonce [32]byte, hour int64) error {
	return s.run(ctx, func(ctx context.Context, c *pgx.Conn) error {
		tag, err := c.Exec(ctx, "INSERT INTO nonces(nonce, hour) VALUES($1, $2) ON CONFLICT (nonce) DO NOTHING", nonce[:], hour)
		if err == nil && tag.RowsAffected() == 0 {
			return relay.ErrReplay
		}
		return err
	})
}

// Expire forgets what is over. Of several relays that do so at once, each
// forgets some.
func (s *server) Expire(ctx context.Context, today, hour int64) (gone int, err error) {
	var over [][]byte
	err = s.run(ctx, func(ctx context.Context, c *pgx.Conn) error {
		if _, err := c.Exec(ctx, "DELETE FROM nonces WHERE hour<$1", hour); err != nil {
			return err
		}
		rows, err := c.Query(ctx, "SELECT box FROM mailboxes WHERE until<$1", today)
		if err != nil {
			return err
		}
		over, err = pgx.CollectRows(rows, pgx.RowTo[[]byte])
		return err
	})
	for _, b := range over {
		if err == nil && len(b) != len(wire.Box{}) {
			err = ErrForeign
		}
		if err != nil {
			return gone, err
		}
		var went bool
		went, err = s.end(ctx, wire.Box(b), today)
		if went && err == nil {
			gone++
		}
	}
	return gone, err
}

// end forgets a mailbox whose day is over, if nobody has written to it meanwhile.
func (s *server) end(ctx context.Context, box wire.Box, today int64) (went bool, err error) {
	err = s.run(ctx, func(ctx context.Context, c *pgx.Conn) error {
		return together(ctx, c, func(tx pgx.Tx) error {
			var until int64
			err := tx.QueryRow(ctx, "SELECT until FROM mailboxes WHERE box=$1 FOR UPDATE", box[:]).Scan(&until)
			went = err == nil && until < today
			if errors.Is(err, pgx.ErrNoRows) {
				return nil
			}
			if !went {
				return err
			}
			return forget(ctx, tx, box)
		})
	})
	return went, err
}
