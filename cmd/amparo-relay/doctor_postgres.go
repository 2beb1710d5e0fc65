package main

import (
	"context"

	"amparo/internal/relay/postgres"
)

// checkPostgres looks at what an acknowledgement of a PostgreSQL is worth.
func checkPostgres(ctx context.Context, address, patroni string) []check {
	state, err := postgres.Check(ctx, address)
	if err != nil {
		return []check{{false, sentence(err)}}
	}
	checks := []check{checkTables(state), checkDurable(state)}
	if state.Durable {
		checks = append(checks, checkStandbys(state))
	}
	if !state.Warnings {
		checks = append(checks, check{false, "Warnings of this PostgreSQL don't reach the relay, so it can't see a commit that did not wait. Is there a pooler that changes settings?"})
	}
	if state.Managed && patroni == "" {
		checks = append(checks, check{false, "A Patroni looks after this PostgreSQL. Patroni 3.0.2 is known to lose data; please tell doctor where it answers, with --patroni."})
	}
	return checks
}

func checkTables(state postgres.State) check {
	if state.Tables {
		return check{true, "The PostgreSQL answers and holds a relay's tables."}
	}
	return check{true, "The PostgreSQL answers. There are no tables yet; the first command that needs them makes them."}
}

func checkDurable(state postgres.State) check {
	if state.Durable {
		return check{true, "What is acknowledged is on the disk of the PostgreSQL."}
	}
	return check{false, sentence(postgres.ErrNotDurable)}
}

func checkStandbys(state postgres.State) check {
	switch {
	case state.Commit == "local":
		return check{false, "synchronous_commit is local: commits don't wait for a standby. Please set it to on."}
	case !state.Lasting:
		return check{false, "synchronous_commit is " + state.Commit + ": a standby may still have entries in its memory only. Please set it to on."}
	case state.Standbys:
		return check{true, "What is acknowledged is on the disk of a standby, too."}
	}
	return check{true, "No standby is waited for: what is acknowledged is on one machine. Should that machine be lost, devices see it and offer their entries again."}
}
