package workspace

import (
	"context"
	"encoding/hex"
	"errors"
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
	place    Place
	vault    *vault.Vault
	config   Config
	store    store.Store
	passing  bool
	settings Settings
	open     map[string]*Workspace

	invitations []*Invitation // that are under way
}

// Info names a notebook of an opened vault.
type Info struct {
	ID, Name string
}

// Create makes a vault on the shelf and opens it. The label is shown before
// the vault is opened; with "" it is not shown at all. ErrTaken says that one
// with this label opens with this passphrase already.
func Create(ctx context.Context, s Shelf, label string, passphrase []byte, c Config) (*Desk, error) {
	if err := toldApart(ctx, s, Place{Label: label}, passphrase, c); err != nil {
		return nil, err
	}
	id, st, err := s.New(ctx)
	if err != nil {
		return nil, while("making a place for the vault", err)
	}
	v, err := vault.Create(ctx, st, label, passphrase, c.vault())
	if err != nil {
		return nil, errors.Join(while("making the vault", err), st.Close(), s.Remove(ctx, id))
	}
	return newDesk(ctx, Place{id, label}, v, st, c)
}

// toldApart returns ErrTaken where people could not tell a new vault from another
// one that is here. Of two that look alike and open with one passphrase, always the
// same one opens, and the other one is out of reach.
func toldApart(ctx context.Context, s Shelf, from Place, passphrase []byte, c Config) error {
	d, err := unlockWhere(ctx, s, passphrase, c, func(p Place) bool { return p.Label == from.Label && p.ID != from.ID })
	if err != nil {
		return nil // whatever it is, it is no vault that opens
	}
	return errors.Join(ErrTaken, d.Close(ctx))
}

// newDesk takes an opened vault over, with its store; on an error both are
// closed.
func newDesk(ctx context.Context, p Place, v *vault.Vault, st store.Store, c Config) (*Desk, error) {
	local, err := v.Local(ctx)
	if err != nil {
		return nil, errors.Join(while("reading the settings", err), v.Close(), st.Close())
	}
	d := &Desk{place: p, vault: v, store: st, config: c, settings: decodeSettings(local), open: map[string]*Workspace{}}
	if err := d.loadInvitations(ctx); err != nil {
		return nil, errors.Join(while("reading the invites", err), v.Close(), st.Close())
	}
	return d, nil
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
	return newDesk(ctx, Place{place, label}, v, st, c)
}

// UnlockHidden opens the vault without a label whose passphrase this is. It
// tries each of them, and gives ErrLocked when it fits none.
func UnlockHidden(ctx context.Context, s Shelf, passphrase []byte, c Config) (*Desk, error) {
	return unlockWhere(ctx, s, passphrase, c, func(p Place) bool { return p.Label == "" })
}

// UnlockAny opens the vault whose passphrase this is, whether it has a label or
// not: whoever asks need not be told which ones there are.
func UnlockAny(ctx context.Context, s Shelf, passphrase []byte, c Config) (*Desk, error) {
	return unlockWhere(ctx, s, passphrase, c, func(Place) bool { return true })
}

// unlockWhere tries vaults one by one. One that can't be tried stands in the way
// of none of the others; it is told of when no other opened.
func unlockWhere(ctx context.Context, s Shelf, passphrase []byte, c Config, wanted func(Place) bool) (*Desk, error) {
	places, err := s.List(ctx)
	if err != nil {
		return nil, err
	}
	reason := ErrLocked
	for _, p := range places {
		if !wanted(p) {
			continue
		}
		d, err := Unlock(ctx, s, p.ID, passphrase, c)
		if err == nil {
			return d, nil
		}
		if !errors.Is(err, ErrLocked) {
			reason = err
		}
	}
	return nil, reason
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
		return nil, while("making a notebook", err)
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
			return nil, while("opening the notebook", err)
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

// RemoveNotebook deletes a notebook with its keys, for good, and before that all
// else that this device keeps of it.
func (d *Desk) RemoveNotebook(ctx context.Context, id string) error {
	for _, n := range d.vault.Notebooks() {
		if hex.EncodeToString(n.ID[:]) != id {
			continue
		}
		s := d.settings.without(id)
		if w := d.open[id]; w != nil {
			s = s.shows(w)
		}
		if err := errors.Join(d.Save(ctx, s), d.dropInvitations(ctx, id)); err != nil {
			return while("forgetting what is kept of a notebook", err)
		}
		delete(d.open, id)
		return d.vault.RemoveNotebook(ctx, n.ID)
	}
	return ErrNotFound
}

// Settings returns this device's settings.
func (d *Desk) Settings() Settings { return d.settings.clone() }

// Save keeps this device's settings, sealed.
func (d *Desk) Save(ctx context.Context, s Settings) error {
	if err := d.vault.SetLocal(ctx, s.encode()); err != nil {
		return err
	}
	d.settings = s.clone()
	return nil
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
// be given once more, or the paper key: ErrLocked when it is neither. ErrTaken
// says that a vault of this shelf that looks like this one opens with it already.
func (d *Desk) ChangePassphrase(ctx context.Context, s Shelf, old, new []byte) error {
	paper, err := key.ParsePaper(string(old))
	if err != nil || !paper.Equal(d.vault.Paper()) {
		v, err := vault.Open(ctx, d.store, old, d.config.vault())
		if err != nil {
			return err
		}
		if err := v.Close(); err != nil {
			return err
		}
	}
	if err := toldApart(ctx, s, d.place, new, d.config); err != nil {
		return err
	}
	return d.vault.Passphrase(ctx, new, d.config.Cost)
}

// PaperKey returns the key to print or to write down, in groups of letters.
func (d *Desk) PaperKey() string { return d.vault.Paper().Text() }

// Close writes a snapshot where that is worth it and wipes the keys.
func (d *Desk) Close(ctx context.Context) error {
	var errs []error
	for _, w := range d.open {
		if w.owes {
			w.tidy(ctx)
		}
		errs = append(errs, w.snapshotIfWorth(ctx))
	}
	return errors.Join(append(errs, d.vault.Close(), d.store.Close())...)
}
