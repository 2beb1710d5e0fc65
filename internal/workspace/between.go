package workspace

import (
	"context"
	"encoding/hex"
	"errors"
	"slices"

	"amparo/internal/change"
	"amparo/internal/key"
	"amparo/internal/notebook"
	"amparo/internal/vault"
)

// A notebook between a group, or a woman, and someone from outside is an ordinary
// one that says so in its settings. It is made by the group, who keep it: they
// let her in, and they end it. What the group has elsewhere is in another
// notebook; only what is sent from there stands here. docs/adr/0026 says why.

// ErrNotOurs says that something in such a notebook is for those of the group.
var ErrNotOurs = errors.New("this is for the group's own devices")

// togetherMark begins the name of the device's own mark of such a notebook. It stays when
// somebody takes the purpose out of the settings, so that no page forgets to say
// who reads here.
const togetherMark = "together."

// settingsRef is the one record of settings.
var settingsRef = notebook.Ref{Kind: "settings", ID: notebook.Single("settings")}

// NewBetween makes a notebook that the group can have together with someone from
// outside, and opens it. Nobody else is in it yet.
func (d *Desk) NewBetween(ctx context.Context, name string) (*Workspace, error) {
	w, err := d.NewNotebook(ctx, name)
	if err != nil {
		return nil, err
	}
	e := w.edit()
	e.Set(settingsRef, "who", "us", nil)
	e.Set(settingsRef, "purpose", notebook.Accompaniment, nil)
	e.Include(settingsRef, "ours", hexOf(w.Device()))
	if err := w.flush(ctx, e); err != nil {
		return nil, err
	}
	return w, d.rememberBetween(ctx, w)
}

// rememberBetween keeps on this device what a notebook is for, and that it is one
// of the group's once it was said to be so.
func (d *Desk) rememberBetween(ctx context.Context, w *Workspace) error {
	known := d.settings.Steps[togetherMark+w.ID()]
	if known == sideOurs || !w.Between() {
		return nil
	}
	ours, err := w.Ours(ctx)
	if err != nil {
		return err
	}
	now := sideKnown
	if ours {
		now = sideOurs
	}
	if now == known {
		return nil
	}
	s := d.Settings()
	s.Steps[togetherMark+w.ID()] = now
	return d.Save(ctx, s)
}

// What a device remembers of such a notebook.
const (
	sideKnown = "yes"
	sideOurs  = "ours"
)

// Between says whether a notebook of the vault is one that a group and someone
// from outside have together, as far as this device has seen it.
func (d *Desk) Between(id string) bool {
	w := d.open[id]
	return d.settings.Steps[togetherMark+id] != "" || w != nil && w.saysBetween()
}

// Between says whether the notebook is one that a group and someone from outside
// have together.
func (w *Workspace) Between() bool { return w.desk.Between(w.ID()) }

func (w *Workspace) saysBetween() bool {
	s := w.Notebook().Get(settingsRef)
	return s != nil && slices.Contains(s.Set("purpose"), notebook.Accompaniment)
}

// sayBetween says again what the notebook is for, where someone has taken that out
// of the settings: whoever comes in knows it from there.
func (w *Workspace) sayBetween(ctx context.Context) error {
	if !w.Between() || w.saysBetween() {
		return nil
	}
	e := w.edit()
	e.Include(settingsRef, "purpose", notebook.Accompaniment)
	return w.flush(ctx, e)
}

// takes says whether a kind has its place in this notebook.
func (w *Workspace) takes(k *notebook.Kind) bool {
	return k.Name == "settings" || k.Name == "member" || w.Between() == k.Between
}

// Reader is a person who can read the notebook, by whichever of her devices.
type Reader struct {
	Device notebook.Device // the first of her devices
	Alias  string          // the name that she has here, or ""
	Ours   bool            // one of the group, and nobody from outside
	Keeper bool            // may change who the members are
	Self   bool            // whose device this is
}

// Readers returns everyone who can read the notebook. Of the group is whom one of
// those who keep it said to be so: what others wrote of it counts for nothing.
// Where nobody's word is left, since whoever gave it is gone, they are those who
// keep it. A device that was one of the group's once goes on to be so for itself:
// nobody can take a word away so that she can't end it.
func (w *Workspace) Readers(ctx context.Context) ([]Reader, error) {
	members, err := w.log.Members(ctx)
	if err != nil {
		return nil, while("reading the members", err)
	}
	at := map[key.DeviceID]int{}
	var list []Reader
	for _, m := range members {
		i, known := at[m.Person]
		if !known {
			i, at[m.Person] = len(list), len(list)
			list = append(list, Reader{Device: notebook.Device(m.Person), Alias: w.aliasOf(personID(m.Person))})
		}
		list[i].Self = list[i].Self || m.Self
		list[i].Keeper = list[i].Keeper || m.Keeper
	}
	said, err := w.saidOurs(ctx, list)
	for i, r := range list {
		here := r.Self && w.desk.settings.Steps[togetherMark+w.ID()] == sideOurs
		list[i].Ours = said[hexOf(r.Device)] || len(said) == 0 && r.Keeper || here
	}
	return list, err
}

// saidOurs returns the persons of a list of whom a keeper has said, by whichever
// of her devices, that they are of the group.
func (w *Workspace) saidOurs(ctx context.Context, list []Reader) (map[string]bool, error) {
	said := map[string]bool{}
	s := w.Notebook().Get(settingsRef)
	if s == nil {
		return said, nil
	}
	for _, v := range s.Fields["ours"] {
		by, err := w.log.Person(ctx, key.DeviceID(v.Version.Device))
		if err != nil {
			return nil, while("looking for a member", err)
		}
		keeps := slices.ContainsFunc(list, func(r Reader) bool { return r.Keeper && r.Device == notebook.Device(by) })
		here := slices.ContainsFunc(list, func(r Reader) bool { return hexOf(r.Device) == v.Text })
		if keeps && here {
			said[v.Text] = true
		}
	}
	return said, nil
}

func hexOf(d notebook.Device) string { return hex.EncodeToString(d[:]) }

// Ours says whether this device is one of the group's.
func (w *Workspace) Ours(ctx context.Context) (bool, error) {
	list, err := w.Readers(ctx)
	return slices.ContainsFunc(list, func(r Reader) bool { return r.Self && r.Ours }), err
}

// onlyOurs returns ErrNotFound in another notebook, and ErrNotOurs on a device
// from outside.
func (w *Workspace) onlyOurs(ctx context.Context) error {
	if !w.Between() {
		return ErrNotFound
	}
	ours, err := w.Ours(ctx)
	if err == nil && !ours {
		err = ErrNotOurs
	}
	return err
}

// ofGroup says whether a change writes what is not for a device from outside to
// write: all that is sent or asked, but for an answer.
func ofGroup(c *change.Change) bool {
	return slices.ContainsFunc(c.Writes, func(x change.Write) bool {
		k := notebook.KindOf(x.Ref.Kind)
		return k != nil && k.Between && x.Field != "answer"
	})
}

// SayOurs says whether a person is one of the group, or from outside. Only a
// keeper's word counts, so another device gets ErrNotKeeper.
func (w *Workspace) SayOurs(ctx context.Context, person notebook.Device, ours bool) error {
	list, err := w.Readers(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(list, func(r Reader) bool { return r.Self && r.Keeper && r.Ours }) {
		return ErrNotKeeper
	}
	if !w.Between() || !slices.ContainsFunc(list, func(r Reader) bool { return r.Device == person }) {
		return ErrNotFound
	}
	e := w.edit()
	e.Exclude(settingsRef, "ours", hexOf(person), nil)
	if err := w.flush(ctx, e); err != nil || !ours {
		return err
	}
	e = w.edit() // anew, in a keeper's name
	e.Include(settingsRef, "ours", hexOf(person))
	return w.flush(ctx, e)
}

// End takes everyone from outside out of the notebook, with all their devices.
// From then on nothing that is written here reaches them; what they have, they
// keep. ErrNotKeeper says that someone else of the group has to do it.
func (w *Workspace) End(ctx context.Context) error {
	if err := w.onlyOurs(ctx); err != nil {
		return err
	}
	list, err := w.Readers(ctx)
	if err != nil {
		return err
	}
	var out []key.DeviceID
	for _, r := range list {
		if !r.Ours {
			out = append(out, key.DeviceID(r.Device))
		}
	}
	if out == nil {
		return nil
	}
	if err := w.turn(ctx, vault.Change{Leave: out, Alone: true}); err != nil {
		return while("ending it", err)
	}
	return nil
}

// Clear deletes what was sent and asked, and what was answered, without a trace
// on this device. What others have, they keep.
func (w *Workspace) Clear(ctx context.Context) error {
	if err := w.onlyOurs(ctx); err != nil {
		return err
	}
	var refs []notebook.Ref
	for _, r := range slices.Concat(w.Notebook().Records("sent"), w.Notebook().Records("question"), w.Notebook().Removed()) {
		if notebook.KindOf(r.Kind).Between {
			refs = append(refs, r.Ref)
		}
	}
	if err := w.forgetPicks(ctx, refs...); err != nil || refs == nil {
		return err
	}
	return w.Forget(ctx, refs...)
}
