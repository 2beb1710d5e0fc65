package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

// State is what Check found.
type State struct {
	Tables   bool   // there are tables of a relay
	Durable  bool   // commits are on this machine's disk when they are acknowledged
	Standbys bool   // commits wait for a standby
	Lasting  bool   // what a standby has confirmed is on its disk, not in its memory
	Warnings bool   // a commit that did not wait says so
	Managed  bool   // a Patroni looks after it
	Commit   string // the setting synchronous_commit
}

// Check looks at a PostgreSQL: whether it writes durably and holds tables of a
// relay. It changes nothing, and works beside relays that serve.
func Check(ctx context.Context, address string) (state State, err error) {
	pool, err := config(address)
	if err != nil {
		return State{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	c, err := pgx.ConnectConfig(ctx, pool.ConnConfig)
	if err != nil {
		return State{}, ErrAway
	}
	defer func() {
		late, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		err = errors.Join(err, c.Close(late))
	}()
	state, err = settings(ctx, c)
	if err == nil {
		state.Tables, err = tables(ctx, c)
	}
	if err == nil && !state.Tables {
		err = mayMake(ctx, c)
	}
	return state, reason(err)
}

// mayMake returns ErrDenied when the tables are not there and can't be made.
func mayMake(ctx context.Context, c *pgx.Conn) error {
	var may bool
	err := c.QueryRow(ctx, "SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)").Scan(&may)
	if err == nil && !may {
		return ErrDenied
	}
	return err
}

// settings reads the settings that decide what an acknowledgement is worth.
func settings(ctx context.Context, c *pgx.Conn) (state State, err error) {
	var standbys, least string
	err = c.QueryRow(ctx, `SELECT coalesce(current_setting('fsync', true), 'on')<>'off' AND coalesce(current_setting('full_page_writes', true), 'on')<>'off',
		coalesce(current_setting('synchronous_commit', true), 'on'), coalesce(current_setting('synchronous_standby_names', true), ''),
		current_setting('client_min_messages'),
		EXISTS (SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'Patroni%')`).
		Scan(&state.Durable, &state.Commit, &standbys, &least, &state.Managed)
	state.Durable = state.Durable && state.Commit != "off"
	state.Standbys = standbys != "" && state.Commit != "local"
	state.Lasting = standbys == "" || state.Commit == "on" || state.Commit == "remote_apply"
	state.Warnings = least != "error"
	return state, err
}

// durable refuses a connection over which acknowledgements are worth nothing.
func durable(ctx context.Context, c *pgx.Conn) error {
	state, err := settings(ctx, c)
	if err == nil && (!state.Durable || !state.Warnings) {
		return ErrNotDurable
	}
	return err
}
