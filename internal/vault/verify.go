package vault

import (
	"context"
	"errors"

	"amparo/internal/oplog"
)

// Report is what Verify has looked at and found.
type Report struct {
	// Notebooks, Entries and Snapshots count what was opened and checked, blocks
	// of history among the snapshots.
	Notebooks, Entries, Snapshots int
	// Signatures counts the signatures that were verified.
	Signatures int
	// Findings are what is wrong, at most one a notebook: there the checking of
	// that notebook ended.
	Findings []Finding
}

// Finding is something wrong in a notebook.
type Finding struct {
	Notebook NotebookID
	// Entries is how many entries were in order before it.
	Entries int
	// Err says what it is: ErrDamaged, often with an oplog.Fault.
	Err error
}

// Verify checks everything that the vault holds, and trusts nothing that was
// checked before: the header's MAC, the index, settings and invites, each record
// of membership, each snapshot, and the seal, the place and the signature of each
// entry. The error is about what is the whole vault's, or about reading; what is
// wrong with a notebook is in the report.
func (v *Vault) Verify(ctx context.Context) (Report, error) {
	var rep Report
	if err := v.enter(ctx); err != nil {
		return rep, err
	}
	defer v.mu.Unlock()
	if _, err := v.ownHeader(ctx); err != nil {
		return rep, while("verifying", err)
	}
	v.stale = true
	if err := v.refresh(ctx); err != nil {
		return rep, while("verifying", err)
	}
	for _, name := range []string{localBlob, invitesBlob} {
		if _, err := v.kept(ctx, name); err != nil {
			return rep, while("verifying", err)
		}
	}
	for _, nb := range v.index.notebooks {
		before := rep.Entries
		err := v.verifyNotebook(ctx, nb.id, &rep)
		if ctx.Err() != nil {
			return rep, ctx.Err()
		}
		if err != nil {
			rep.Findings = append(rep.Findings, Finding{Notebook: nb.id, Entries: rep.Entries - before, Err: err})
		}
		rep.Notebooks++
	}
	return rep, nil
}

func (v *Vault) verifyNotebook(ctx context.Context, id NotebookID, rep *Report) error {
	if l := v.logs[id]; l != nil {
		l.forget()
		l.roster = nil
	}
	l, err := v.log(ctx, id)
	if err != nil {
		return err
	}
	rep.Signatures += len(l.roster.records) + 1
	state, err := l.readState(ctx)
	if err != nil {
		return err
	}
	history, err := l.readHistory(ctx)
	if err != nil {
		return err
	}
	for _, f := range []*frame{state, history} {
		if f != nil {
			rep.Snapshots++
			rep.Signatures++
		}
	}
	return l.verifyEntries(ctx, rep)
}

func (l *Log) verifyEntries(ctx context.Context, rep *Report) error {
	log := l.roster.log(l.self)
	log.Cover(l.snap.heads)
	last, err := l.walk(ctx, 0, func(number uint64, e *oplog.Entry) error {
		err := log.Replay(e)
		early := errors.Is(err, oplog.Duplicate) || errors.Is(err, oplog.AfterRemoval)
		if err != nil && !(early && number <= l.snap.through) {
			return damaged(err)
		}
		if !e.SignedBy(l.roster.cards[e.Device]) {
			return damaged(oplog.BadSignature)
		}
		rep.Entries++
		rep.Signatures++
		return nil
	})
	if err == nil && last < l.snap.through {
		err = damaged(oplog.Rollback)
	}
	return err
}
