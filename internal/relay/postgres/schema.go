package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
)

// format is the version of the tables that this package makes.
const format = 1

const schema = `
CREATE TABLE amparo_relay(format bigint PRIMARY KEY);
INSERT INTO amparo_relay(format) VALUES(1);
CREATE TABLE mailboxes(box bytea PRIMARY KEY, key bytea NOT NULL, until bigint NOT NULL, bytes bigint NOT NULL,
	dropped bigint NOT NULL, base bytea NOT NULL, number bigint NOT NULL, chain bytea NOT NULL);
CREATE TABLE entries(box bytea, number bigint, id bytea NOT NULL, chain bytea NOT NULL, body bytea NOT NULL,
	PRIMARY KEY(box, number), UNIQUE(box, id));
CREATE TABLE blobs(box bytea, name bytea, body bytea NOT NULL, PRIMARY KEY(box, name));
CREATE TABLE nonces(nonce bytea PRIMARY KEY, hour bigint NOT NULL);
CREATE TABLE codes(code bytea PRIMARY KEY);
`

// prepare makes the tables where there are none. When another relay does so at
// the same time, it comes second, and looks again.
func prepare(ctx context.Context, c *pgx.Conn) error {
	there, err := tables(ctx, c)
	if there || err != nil {
		return err
	}
	return together(ctx, c, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, schema, pgx.QueryExecModeSimpleProtocol)
		return err
	})
}

// tables says whether there are tables of a relay, of a version that is known.
func tables(ctx context.Context, c *pgx.Conn) (bool, error) {
	var ours, others int
	err := c.QueryRow(ctx, `SELECT count(*) FILTER (WHERE table_name='amparo_relay'),
		count(*) FILTER (WHERE table_name IN ('mailboxes', 'entries', 'blobs', 'nonces', 'codes'))
		FROM information_schema.tables WHERE table_schema=current_schema()`).Scan(&ours, &others)
	switch {
	case err != nil:
		return false, err
	case ours == 0 && others == 0:
		return false, nil
	case ours == 0 || others != 5:
		return false, ErrForeign
	}
	var version int64
	err = c.QueryRow(ctx, "SELECT format FROM amparo_relay").Scan(&version)
	switch {
	case errors.Is(err, pgx.ErrNoRows) || err == nil && version < 1:
		return false, ErrForeign
	case err == nil && version > format:
		return false, ErrNewer
	}
	return err == nil, err
}
