package postgres

import (
	"context"
	"errors"

	"amparo/internal/exchange"
	"amparo/internal/key"
	"amparo/internal/relay"
	"amparo/internal/relay/wire"

	"github.com/jackc/pgx/v5"
)

// Allow keeps the hashes of codes.
func (s *server) Allow(ctx context.Context, codes []relay.CodeHash) error {
	var all [][]byte
	seen := map[relay.CodeHash]bool{}
	for _, c := range codes {
		if !seen[c] {
			seen[c], all = true, append(all, c[:])
		}
	}
	return s.run(ctx, func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, `INSERT INTO codes(code) SELECT unnest($1::bytea[])
			ON CONFLICT (code) DO UPDATE SET code=excluded.code`, all)
		return err
	})
}

// Open spends a code for a mailbox.
func (s *server) Open(ctx context.Context, box wire.Box, k key.MailboxKey, code relay.CodeHash, terms relay.Terms) error {
	return s.run(ctx, func(ctx context.Context, c *pgx.Conn) error {
		there, err := keyOf(ctx, c, box)
		switch {
		case err == nil && there != k:
			return relay.ErrCode
		case err == nil:
			return touch(ctx, c, box)
		case !errors.Is(err, relay.ErrNoMailbox):
			return err
		}
		tag, err := c.Exec(ctx, `WITH spent AS (DELETE FROM codes WHERE code=$3 RETURNING code)
			INSERT INTO mailboxes(box, key, until, bytes, dropped, base, number, chain)
			SELECT $1::bytea, $2::bytea, $4::bigint, 0, 0, $5::bytea, 0, $5::bytea FROM spent`,
			box[:], k[:], code[:], terms.Until, make([]byte, len(wire.Head{}.Chain)))
		if err != nil || tag.RowsAffected() == 1 {
			return err
		}
		// Whoever opened this mailbox with this code a moment ago may be the same.
		if _, err := keyOf(ctx, c, box); !errors.Is(err, relay.ErrNoMailbox) {
			return errors.Join(errMoved, err)
		}
		return relay.ErrCode
	})
}

// touch writes a mailbox's line as it is. When it returns, everything that was
// seen before is as durable as anything is.
func touch(ctx context.Context, c *pgx.Conn, box wire.Box) error {
	_, err := c.Exec(ctx, "UPDATE mailboxes SET bytes=bytes WHERE box=$1", box[:])
	return err
}

// Key reads a mailbox's key.
func (s *server) Key(ctx context.Context, box wire.Box) (k key.MailboxKey, err error) {
	err = s.ask(ctx, func(ctx context.Context, c *pgx.Conn) (err error) {
		k, err = keyOf(ctx, c, box)
		return err
	})
	return k, err
}

func keyOf(ctx context.Context, c *pgx.Conn, box wire.Box) (key.MailboxKey, error) {
	var b []byte
	err := c.QueryRow(ctx, "SELECT key FROM mailboxes WHERE box=$1", box[:]).Scan(&b)
	if errors.Is(err, pgx.ErrNoRows) {
		return key.MailboxKey{}, relay.ErrNoMailbox
	}
	if err != nil {
		return key.MailboxKey{}, err
	}
	return key.MailboxKeyFrom(b)
}

// Lacks looks the ids up, all at one moment.
func (s *server) Lacks(ctx context.Context, box wire.Box, ids []exchange.ID) (lacks []exchange.ID, err error) {
	asked := make([][]byte, len(ids))
	for i := range ids {
		asked[i] = ids[i][:]
	}
	err = s.ask(ctx, func(ctx context.Context, c *pgx.Conn) error {
		rows, err := c.Query(ctx, "SELECT e.id FROM mailboxes m LEFT JOIN entries e ON e.box=m.box AND e.id=ANY($2) WHERE m.box=$1", box[:], asked)
		if err != nil {
			return err
		}
		found, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return relay.ErrNoMailbox
		}
		lacks = without(ids, found)
		return nil
	})
	return lacks, err
}

// without returns those of the ids that were not found.
func without(ids []exchange.ID, found [][]byte) (lacks []exchange.ID) {
	there := make(map[string]bool, len(found))
	for _, id := range found {
		there[string(id)] = true
	}
	for _, id := range ids {
		if !there[string(id[:])] {
			lacks = append(lacks, id)
		}
	}
	return lacks
}

// lock keeps others from changing a mailbox until the transaction ends, and
// says where it stands.
func lock(ctx context.Context, tx pgx.Tx, box wire.Box) (dropped, number, bytes int64, err error) {
	err = tx.QueryRow(ctx, "SELECT dropped, number, bytes FROM mailboxes WHERE box=$1 FOR UPDATE", box[:]).Scan(&dropped, &number, &bytes)
	if errors.Is(err, pgx.ErrNoRows) {
		err = relay.ErrNoMailbox
	}
	return dropped, number, bytes, err
}

// Drop forgets entries. Their bytes stay in PostgreSQL's files until it cleans
// them up by itself.
func (s *server) Drop(ctx context.Context, box wire.Box, through uint64) error {
	err := s.run(ctx, func(ctx context.Context, c *pgx.Conn) error {
		return together(ctx, c, func(tx pgx.Tx) error {
			dropped, number, _, err := lock(ctx, tx, box)
			switch {
			case err != nil:
				return err
			case through == relay.All:
				return forget(ctx, tx, box)
			case through <= uint64(dropped):
				return touch(ctx, c, box)
			}
			return drop(ctx, tx, box, min(through, uint64(number)))
		})
	})
	if err == nil {
		s.notes.add(box)
	}
	return err
}

func drop(ctx context.Context, tx pgx.Tx, box wire.Box, through uint64) error {
	if through == 0 {
		return touch(ctx, tx.Conn(), box)
	}
	_, err := tx.Exec(ctx, `UPDATE mailboxes SET dropped=$2,
		base=(SELECT chain FROM entries WHERE box=$1 AND number=$2),
		bytes=bytes-(SELECT coalesce(sum(length(body)), 0) FROM entries WHERE box=$1 AND number<=$2) WHERE box=$1`, box[:], int64(through))
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "DELETE FROM entries WHERE box=$1 AND number<=$2", box[:], int64(through))
	return err
}

// forget takes a whole mailbox out.
func forget(ctx context.Context, tx pgx.Tx, box wire.Box) error {
	for _, table := range []string{"entries", "blobs", "mailboxes"} {
		if _, err := tx.Exec(ctx, "DELETE FROM "+table+" WHERE box=$1", box[:]); err != nil {
			return err
		}
	}
	return nil
}
