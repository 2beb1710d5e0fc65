package workspace

import (
	"context"
	"errors"
	"io"

	"amparo/internal/key"
	"amparo/internal/vault"
)

// Backup is a backup to restore from.
type Backup struct {
	Reader     io.Reader
	Label      string // of the vault that it becomes
	Passphrase []byte // of the vault that it becomes; without Paper it also opens the backup
	Paper      string // the paper key, or ""
}

// Restore makes a vault from a backup and opens it on this device, as a device
// of its own. A wrong passphrase or paper key gives ErrLocked.
func Restore(ctx context.Context, s Shelf, b Backup, c Config) (*Desk, error) {
	from := vault.Source{Reader: b.Reader, Passphrase: b.Passphrase}
	if b.Paper != "" {
		var err error
		if from.Paper, err = key.ParsePaper(b.Paper); err != nil {
			return nil, err
		}
	}
	id, st, err := s.New(ctx)
	if err != nil {
		return nil, while("making a place for the vault", err)
	}
	v, err := vault.Restore(ctx, st, from, c.vault())
	if err != nil {
		return nil, errors.Join(err, st.Close(), s.Remove(ctx, id))
	}
	d, err := newDesk(ctx, Place{id, b.Label}, v, st, c)
	if err != nil {
		return nil, errors.Join(err, s.Remove(ctx, id))
	}
	if err = toldApart(ctx, s, d.place, b.Passphrase, c); err == nil {
		err = d.SetLabel(ctx, b.Label)
	}
	if err != nil {
		return nil, errors.Join(err, d.Close(ctx), s.Remove(ctx, id))
	}
	return d, nil
}

// Backup writes everything sealed, without any device's own keys.
func (d *Desk) Backup(ctx context.Context, w io.Writer) error { return d.vault.Backup(ctx, w) }

// Verify reads every entry and snapshot and checks each seal, link and
// signature. What is wrong with a notebook stands in the report.
func (d *Desk) Verify(ctx context.Context) (vault.Report, error) { return d.vault.Verify(ctx) }
