package workspace

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"amparo/internal/key"
	"amparo/internal/notebook"
	"amparo/internal/store"
	"amparo/internal/vault"
)

// Config is what an opened vault takes from its host.
type Config struct {
	Cost  key.Cost // of the passphrase's derivation for a new vault or passphrase
	Floor key.Cost // the least cost that is accepted when a vault is opened
	Rand  io.Reader
	Now   func() time.Time
}

func (c Config) vault() vault.Config {
	return vault.Config{Cost: c.Cost, Floor: c.Floor, Rand: c.Rand, Now: c.Now}
}

func (c Config) now() time.Time { return c.Now() }

// newID returns a random id. A host whose randomness ends can't go on.
func (c Config) newID() notebook.ID {
	var id notebook.ID
	if _, err := io.ReadFull(c.Rand, id[:]); err != nil {
		panic("workspace: no randomness: " + err.Error())
	}
	return id
}

// Desk is an opened vault.
type Desk struct {
	place   Place
	vault   *vault.Vault
	config  Config
	passing bool
	open    map[string]*Workspace
}

// Info names a notebook of an opened vault.
type Info struct {
	ID, Name string
}

// Create makes a vault on the shelf and opens it. The label is shown before
// the vault is opened; with "" it is not shown at all.
func Create(ctx context.Context, s Shelf, label string, passphrase []byte, c Config) (*Desk, error) {
	id, st, err := s.New(ctx)
	if err != nil {
		return nil, fmt.Errorf("making a place for the vault: %w", err)
	}
	v, err := vault.Create(ctx, st, label, passphrase, c.vault())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("making the vault: %w", err), st.Close(), s.Remove(ctx, id))
	}
	return newDesk(Place{id, label}, v, c), nil
}

func newDesk(p Place, v *vault.Vault, c Config) *Desk {
	return &Desk{place: p, vault: v, config: c, open: map[string]*Workspace{}}
}

// Unlock opens a vault with its passphrase. A wrong one gives ErrLocked.
func Unlock(ctx context.Context, s Shelf, place string, passphrase []byte, c Config) (*Desk, error) {
	return unlock(ctx, s, place, c, func(st store.Store) (*vault.Vault, error) {
		return vault.Open(ctx, st, passphrase, c.vault())
	})
}

// UnlockPaper opens a vault with its paper key.
func UnlockPaper(ctx context.Context, s Shelf, place, paper string, c Config) (*Desk, error) {
	p, err := key.ParsePaper(paper)
	if err != nil {
		return nil, err
	}
	return unlock(ctx, s, place, c, func(st store.Store) (*vault.Vault, error) {
		return vault.OpenPaper(ctx, st, p, c.vault())
	})
}

func unlock(ctx context.Context, s Shelf, place string, c Config, open func(store.Store) (*vault.Vault, error)) (*Desk, error) {
	st, err := s.Open(ctx, place)
	if err != nil {
		return nil, err
	}
	label, err := vault.Label(ctx, st)
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	v, err := open(st)
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return newDesk(Place{place, label}, v, c), nil
}

// UnlockHidden opens the vault without a label whose passphrase this is. It
// tries each of them, and gives ErrLocked when it fits none.
func UnlockHidden(ctx context.Context, s Shelf, passphrase []byte, c Config) (*Desk, error) {
	places, err := s.List(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range places {
		if p.Label != "" {
			continue
		}
		if d, err := Unlock(ctx, s, p.ID, passphrase, c); !errors.Is(err, ErrLocked) {
			return d, err
		}
	}
	return nil, ErrLocked
}

// LookAround returns an empty desk that stands in memory only and leaves
// nothing behind.
func LookAround(ctx context.Context, c Config) (*Desk, error) {
	c.Cost = key.Cost{Time: 1, MemoryKiB: 64, Threads: 1} // nothing is kept, so nothing is guarded
	c.Floor = c.Cost
	secret := c.newID()
	d, err := Create(ctx, NewMemoryShelf(), "", secret[:], c)
	if err != nil {
		return nil, err
	}
	d.passing = true
	return d, nil
}

// Restore makes a vault from a backup and opens it on this device, as a device
// of its own. The secret is the passphrase of the backup, or its paper key.
func Restore(ctx context.Context, s Shelf, backup io.Reader, label string, secret []byte, c Config) (*Desk, error) {
	sealed, err := io.ReadAll(backup)
	if err != nil {
		return nil, fmt.Errorf("reading the backup: %w", err)
	}
	id, st, err := s.New(ctx)
	if err != nil {
		return nil, fmt.Errorf("making a place for the vault: %w", err)
	}
	v, err := restore(ctx, st, sealed, secret, c)
	if err != nil {
		return nil, errors.Join(err, st.Close(), s.Remove(ctx, id))
	}
	d := newDesk(Place{id, label}, v, c)
	if err := d.SetLabel(ctx, label); err != nil {
		return nil, errors.Join(err, d.Close(ctx), s.Remove(ctx, id))
	}
	return d, nil
}

func restore(ctx context.Context, st store.Store, sealed, secret []byte, c Config) (*vault.Vault, error) {
	if paper, err := key.ParsePaper(string(secret)); err == nil {
		return vault.RestorePaper(ctx, st, bytes.NewReader(sealed), paper, c.vault())
	}
	return vault.Restore(ctx, st, bytes.NewReader(sealed), secret, c.vault())
}

// Place returns where the vault stands.
func (d *Desk) Place() Place { return d.place }

// Passing says that nothing of this desk is kept: someone looks around.
func (d *Desk) Passing() bool { return d.passing }

// Notebooks returns the notebooks of the vault in the order of their making.
func (d *Desk) Notebooks() []Info {
	var list []Info
	for _, n := range d.vault.Notebooks() {
		list = append(list, Info{hex.EncodeToString(n.ID[:]), n.Name})
	}
	return list
}

func (d *Desk) nameOf(id string) string {
	for _, n := range d.Notebooks() {
		if n.ID == id {
			return n.Name
		}
	}
	return ""
}

// NewNotebook makes a notebook and opens it.
func (d *Desk) NewNotebook(ctx context.Context, name string) (*Workspace, error) {
	log, err := d.vault.NewNotebook(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("making a notebook: %w", err)
	}
	w, err := openWorkspace(ctx, d, log)
	if err != nil {
		return nil, err
	}
	d.open[w.ID()] = w
	return w, nil
}

// Notebook opens a notebook of the vault, or returns it when it is open.
func (d *Desk) Notebook(ctx context.Context, id string) (*Workspace, error) {
	if w := d.open[id]; w != nil {
		return w, nil
	}
	for _, n := range d.vault.Notebooks() {
		if hex.EncodeToString(n.ID[:]) != id {
			continue
		}
		log, err := d.vault.Log(ctx, n.ID)
		if err != nil {
			return nil, fmt.Errorf("opening the notebook: %w", err)
		}
		w, err := openWorkspace(ctx, d, log)
		if err != nil {
			return nil, err
		}
		d.open[id] = w
		return w, nil
	}
	return nil, ErrNotFound
}

// Rename gives a notebook another name.
func (d *Desk) Rename(ctx context.Context, id, name string) error {
	for _, n := range d.vault.Notebooks() {
		if hex.EncodeToString(n.ID[:]) == id {
			return d.vault.Rename(ctx, n.ID, name)
		}
	}
	return ErrNotFound
}

// RemoveNotebook deletes a notebook with its keys, for good.
func (d *Desk) RemoveNotebook(ctx context.Context, id string) error {
	for _, n := range d.vault.Notebooks() {
		if hex.EncodeToString(n.ID[:]) == id {
			delete(d.open, id)
			return d.vault.RemoveNotebook(ctx, n.ID)
		}
	}
	return ErrNotFound
}

// Settings returns this device's settings.
func (d *Desk) Settings() Settings { return decodeSettings(d.vault.Local()) }

// Save keeps this device's settings, sealed.
func (d *Desk) Save(ctx context.Context, s Settings) error {
	return d.vault.SetLocal(ctx, s.encode())
}

// SetLabel changes what is shown before the vault is opened.
func (d *Desk) SetLabel(ctx context.Context, label string) error {
	if err := d.vault.SetLabel(ctx, label); err != nil {
		return err
	}
	d.place.Label = label
	return nil
}

// ChangePassphrase takes a new passphrase in place of the old one, which has to
// be given once more: ErrLocked when it is not that.
func (d *Desk) ChangePassphrase(ctx context.Context, old, new []byte) error {
	return d.vault.ChangePassphrase(ctx, old, new)
}

// PaperKey returns the key to print or to write down, in groups of letters.
func (d *Desk) PaperKey() string { return d.vault.Paper().Text() }

// Backup writes everything sealed, without any device's own keys.
func (d *Desk) Backup(ctx context.Context, w io.Writer) error { return d.vault.Backup(ctx, w) }

// Verify reads every entry and snapshot and checks each seal, link and
// signature.
func (d *Desk) Verify(ctx context.Context) (vault.Report, error) { return d.vault.Verify(ctx) }

// Close writes a snapshot where that is worth it and wipes the keys.
func (d *Desk) Close(ctx context.Context) error {
	var errs []error
	for _, w := range d.open {
		errs = append(errs, w.snapshotIfWorth(ctx))
	}
	return errors.Join(append(errs, d.vault.Close())...)
}
