package postgres

import (
	"context"
	"math"

	"amparo/internal/relay"
	"amparo/internal/relay/wire"

	"github.com/jackc/pgx/v5"
)

// page asks for base, entries and head at one moment. The sum bounds what is
// sent to us; the first entry comes however long it is.
const page = `SELECT m.dropped, m.base, m.number, m.chain, before.chain, e.body
	FROM mailboxes m
	LEFT JOIN entries before ON before.box=m.box AND before.number=$2
	LEFT JOIN LATERAL (
		SELECT number, body FROM (
			SELECT number, body, sum(length(body)) OVER (ORDER BY number) AS through FROM (
				SELECT number, body FROM entries WHERE box=m.box AND number>$2 ORDER BY number LIMIT $3) AS next) AS summed
		WHERE through<=$4 OR through=length(body)) AS e ON true
	WHERE m.box=$1 ORDER BY e.number`

// Read walks the primary key.
func (s *server) Read(ctx context.Context, box wire.Box, after uint64, limit, size int) (p wire.Page, err error) {
	after = min(after, math.MaxInt64)
	err = s.ask(ctx, func(ctx context.Context, c *pgx.Conn) error {
		rows, err := c.Query(ctx, page, box[:], int64(after), limit, size)
		if err != nil {
			return err
		}
		p, err = collect(rows, after)
		return err
	})
	if err != nil {
		return wire.Page{}, err
	}
	return p, nil
}

func collect(rows pgx.Rows, after uint64) (p wire.Page, err error) {
	var base, chain, before, body []byte
	var dropped, number uint64
	found := false
	_, err = pgx.ForEachRow(rows, []any{&dropped, &base, &number, &chain, &before, &body}, func() error {
		found = true
		if body != nil {
			p.Entries = append(p.Entries, body)
			body = nil
		}
		return nil
	})
	switch {
	case err != nil:
		return p, err
	case !found:
		return p, relay.ErrNoMailbox
	}
	first := dropped
	switch {
	case after >= number:
		first, base = number, chain
	case after > dropped:
		first, base = after, before
	}
	if len(base) != len(p.Base.Chain) || len(chain) != len(p.Head.Chain) {
		return p, ErrForeign
	}
	p.Base = wire.Head{Number: first, Chain: [32]byte(base)}
	p.Head = wire.Head{Number: number, Chain: [32]byte(chain)}
	return p, nil
}
