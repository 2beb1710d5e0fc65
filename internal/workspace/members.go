package workspace

import (
	"context"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"

	"amparo/internal/key"
	"amparo/internal/notebook"
	"amparo/internal/vault"
)

// Group is who a notebook belongs to at present.
type Group struct {
	People []Person // by alias; this device's own person is Self
	// Keeper says that this device may change who the members are.
	Keeper bool
	// Out says that this device is no member any more: the group has gone on without
	// it.
	Out bool
	// Alone says that one person is the only keeper, and AsksForKeeper that others
	// are here and one of them could be the second.
	Alone, AsksForKeeper bool
	// History says that newcomers get the history.
	History bool
	Began   time.Time // when the present epoch began
}

// Person is one of the group, with her devices.
type Person struct {
	ID      notebook.ID // follows from her first device
	Alias   string      // what we call her; "" until someone has said it
	Keeper  bool
	Self    bool
	Devices []OwnDevice
}

// OwnDevice is a device of a person.
type OwnDevice struct {
	ID    notebook.Device
	Self  bool // this one
	Paper bool // a paper key
}

// Find returns the person with that id, or nil.
func (g *Group) Find(id notebook.ID) *Person {
	for i := range g.People {
		if g.People[i].ID == id {
			return &g.People[i]
		}
	}
	return nil
}

// Group returns who the notebook belongs to.
func (w *Workspace) Group(ctx context.Context) (Group, error) {
	c, err := w.log.Circle(ctx)
	if err != nil {
		return Group{}, while("looking for the members", err)
	}
	out, err := w.Out(ctx)
	if err != nil {
		return Group{}, err
	}
	g := Group{Out: out, Alone: c.Alone, AsksForKeeper: c.AsksForKeeper, History: c.History, Began: c.Began}
	for _, m := range c.Members {
		p := g.Find(personID(m.Person))
		if p == nil {
			g.People = append(g.People, Person{ID: personID(m.Person), Alias: w.aliasOf(personID(m.Person))})
			p = &g.People[len(g.People)-1]
		}
		p.Keeper = p.Keeper || m.Keeper && !m.Paper
		p.Self = p.Self || m.Self
		p.Devices = append(p.Devices, OwnDevice{ID: notebook.Device(m.Device), Self: m.Self, Paper: m.Paper})
		g.Keeper = g.Keeper || m.Self && m.Keeper
	}
	slices.SortStableFunc(g.People, func(a, b Person) int { return strings.Compare(a.Alias, b.Alias) })
	return g, nil
}

// personID is the id of a person, whose first device this is. The record about
// her has it too, so that two devices that write it at once write one.
func personID(first key.DeviceID) notebook.ID { return notebook.ID(first[:len(notebook.ID{})]) }

func memberRef(person notebook.ID) notebook.Ref { return notebook.Ref{Kind: "member", ID: person} }

func (w *Workspace) aliasOf(person notebook.ID) string {
	if r := w.Notebook().Look(memberRef(person)); r != nil {
		return r.Get("alias")
	}
	return ""
}

// Alias returns what we call the person whose device that is or was; "" when
// nobody has said it.
func (w *Workspace) Alias(ctx context.Context, d notebook.Device) (string, error) {
	person, err := w.personOf(ctx, d)
	if err != nil {
		return "", err
	}
	return w.aliasOf(person), nil
}

// SetAlias says what we call a person.
func (w *Workspace) SetAlias(ctx context.Context, person notebook.ID, alias string) error {
	return w.setMember(ctx, person, "alias", alias)
}

func (w *Workspace) setMember(ctx context.Context, person notebook.ID, field, value string) error {
	e := w.edit()
	e.Set(memberRef(person), field, clean(value), nil)
	return w.flush(ctx, e)
}

// turn keeps the notebook as it is today, since that is what newcomers get, and
// begins a new epoch. A device that is out stays so, in whichever mailbox.
func (w *Workspace) turn(ctx context.Context, c vault.Change) error {
	if w.newer {
		return ErrNewer
	}
	if err := w.snapshot(ctx); err != nil {
		return err
	}
	out, err := w.Out(ctx)
	if err != nil {
		return err
	}
	if err := w.log.Turn(ctx, c); err != nil {
		return err
	}
	if out {
		err = w.noteOut(ctx)
	}
	return errors.Join(err, w.reload(ctx))
}

// RemovePerson takes a person out with all her devices. With alone it is meant
// that one keeper may be left; see ErrOneKeeper.
func (w *Workspace) RemovePerson(ctx context.Context, person notebook.ID, alone bool) error {
	g, err := w.Group(ctx)
	if err != nil {
		return err
	}
	p := g.Find(person)
	if p == nil {
		return ErrNotFound
	}
	switch { // said before anything is written
	case !g.Keeper:
		return ErrNotKeeper
	case p.Self:
		return ErrSelf
	case !alone && !g.Alone && g.keepersBut(person) < 2:
		return ErrOneKeeper
	}
	if err := w.noteParting(ctx, *p, w.desk.today()); err != nil {
		return err
	}
	return w.turn(ctx, vault.Change{Leave: []key.DeviceID{key.DeviceID(p.Devices[0].ID)}, Alone: alone})
}

// keepersBut counts those besides one person who let people in and out.
func (g *Group) keepersBut(person notebook.ID) int {
	n := 0
	for _, p := range g.People {
		if p.Keeper && p.ID != person {
			n++
		}
	}
	return n
}

// OneKeeperWithout says that one keeper would be left without that person, and
// that it is not so already.
func (g *Group) OneKeeperWithout(person notebook.ID) bool {
	return !g.Alone && g.keepersBut(person) < 2
}

// noteParting keeps a device of whoever goes, for the day on which she comes
// again, and the day if she leaves: what depends on few knowing it asks to be
// looked at then.
func (w *Workspace) noteParting(ctx context.Context, p Person, left string) error {
	e := w.edit()
	e.Set(memberRef(p.ID), "was", hex.EncodeToString(p.Devices[0].ID[:]), nil)
	if left != "" {
		e.Set(memberRef(p.ID), "left", left, nil)
	}
	return w.flush(ctx, e)
}

// Former returns those who were here before, with a device of each that an invite
// can name.
func (w *Workspace) Former(ctx context.Context) ([]Person, error) {
	g, err := w.Group(ctx)
	if err != nil {
		return nil, err
	}
	var list []Person
	for _, r := range w.Notebook().Records("member") {
		b, err := hex.DecodeString(r.Get("was"))
		if err != nil || len(b) != len(notebook.Device{}) || g.Find(r.ID) != nil {
			continue
		}
		// Any member can have written it: whose device it was is in the membership.
		if person, err := w.personOf(ctx, notebook.Device(b)); err != nil {
			return nil, err
		} else if person == r.ID {
			list = append(list, Person{ID: r.ID, Alias: r.Get("alias"), Devices: []OwnDevice{{ID: notebook.Device(b)}}})
		}
	}
	return list, nil
}

// RemoveDevices takes out devices that are lost, broken or travelling. The paper
// keys that lie in their vaults go with them, unless keepPaper says that nobody
// else can have them.
func (w *Workspace) RemoveDevices(ctx context.Context, keepPaper bool, devices ...notebook.Device) error {
	g, err := w.Group(ctx)
	if err != nil {
		return err
	}
	c := vault.Change{KeepPaper: keepPaper, Alone: true}
	for _, d := range devices {
		c.Remove = append(c.Remove, key.DeviceID(d))
	}
	for _, p := range g.People {
		if slices.ContainsFunc(p.Devices, func(d OwnDevice) bool { return slices.Contains(devices, d.ID) }) && g.Keeper {
			if err := w.noteParting(ctx, p, ""); err != nil {
				return err
			}
		}
	}
	return w.turn(ctx, c)
}

// SetKeeper makes a person a keeper with all her devices, or no longer one. A paper
// key is always a keeper, so hers goes then.
func (w *Workspace) SetKeeper(ctx context.Context, person notebook.ID, keeper, alone bool) error {
	g, err := w.Group(ctx)
	if err != nil {
		return err
	}
	p := g.Find(person)
	if p == nil {
		return ErrNotFound
	}
	c := vault.Change{Alone: alone}
	for _, d := range p.Devices {
		switch {
		case d.Paper && keeper:
		case d.Paper:
			c.Remove = append(c.Remove, key.DeviceID(d.ID))
		case keeper:
			c.Keepers = append(c.Keepers, key.DeviceID(d.ID))
		default:
			c.Plain = append(c.Plain, key.DeviceID(d.ID))
		}
	}
	return w.turn(ctx, c)
}

// Renew begins a new epoch with the same members.
func (w *Workspace) Renew(ctx context.Context) error { return w.turn(ctx, vault.Change{}) }

// LetNewcomersRead says what those who come later get: the history, or the
// present only.
func (w *Workspace) LetNewcomersRead(ctx context.Context, history bool) error {
	c := vault.Change{History: vault.PresentOnly}
	if history {
		c.History = vault.WithHistory
	}
	return w.turn(ctx, c)
}

// renewIfDue begins a new epoch on a keeper's device when a month is over, if
// there is anyone besides her, or when someone asks for a device of hers to go.
// One that is out decides nothing. It says whether it has.
func (w *Workspace) renewIfDue(ctx context.Context) (bool, error) {
	g, err := w.Group(ctx)
	if err != nil || !g.Keeper || g.Out || w.newer {
		return false, err
	}
	if out := w.askedOut(g); len(out) > 0 {
		return true, w.RemoveDevices(ctx, false, out...)
	}
	if len(g.People) < 2 || !vault.Over(g.Began, w.desk.config.now()) {
		return false, nil
	}
	return true, w.Renew(ctx)
}
