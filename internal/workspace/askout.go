package workspace

import (
	"context"
	"encoding/hex"
	"slices"
	"strings"

	"amparo/internal/notebook"
)

// AskOut has the keepers' devices take out devices of this device's own person:
// one that she has lost, that she does not trust any more, or that travels with
// her. It is done at their next meeting and no page says so, together with what
// she has asked for before. What someone else asks for her counts for nothing.
//
// A keeper's device does it at once, for all but itself.
func (w *Workspace) AskOut(ctx context.Context, devices ...notebook.Device) error {
	g, err := w.Group(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(g.People, func(p Person) bool { return p.Self })
	if i < 0 {
		return ErrNotFound
	}
	self := g.People[i]
	for _, d := range devices {
		if !slices.ContainsFunc(self.Devices, func(own OwnDevice) bool { return own.ID == d }) {
			return ErrNotFound
		}
	}
	if g.Keeper && !slices.Contains(devices, w.Device()) {
		return w.RemoveDevices(ctx, false, devices...)
	}
	return w.askFor(ctx, self, append(w.askedBy(self), devices...))
}

// StayIn takes back that AskOut has asked for this device. What the others have
// heard of it meanwhile they may have done.
func (w *Workspace) StayIn(ctx context.Context) error {
	g, err := w.Group(ctx)
	if err != nil {
		return err
	}
	for _, p := range g.People {
		if p.Self {
			return w.askFor(ctx, p, w.otherThanThis(w.askedBy(p)))
		}
	}
	return ErrNotFound
}

func (w *Workspace) askFor(ctx context.Context, p Person, devices []notebook.Device) error {
	var texts []string
	for _, d := range devices {
		if text := hex.EncodeToString(d[:]); !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return w.setMember(ctx, p.ID, "out", strings.Join(texts, " "))
}

// askedOut returns the devices that their own persons have asked to be taken
// out, this one not among them.
func (w *Workspace) askedOut(g Group) []notebook.Device {
	var out []notebook.Device
	for _, p := range g.People {
		out = append(out, w.otherThanThis(w.askedBy(p))...)
	}
	return out
}

// askedBy returns the devices of a person that one of them has asked to be taken
// out.
func (w *Workspace) askedBy(p Person) []notebook.Device {
	r := w.Notebook().Look(memberRef(p.ID))
	if r == nil {
		return nil
	}
	own := func(d notebook.Device) bool {
		return slices.ContainsFunc(p.Devices, func(o OwnDevice) bool { return o.ID == d })
	}
	var out []notebook.Device
	for _, v := range r.Fields["out"] {
		if !own(v.Version.Device) {
			continue
		}
		for text := range strings.FieldsSeq(v.Text) {
			b, err := hex.DecodeString(text)
			if err == nil && len(b) == 16 && own(notebook.Device(b)) {
				out = append(out, notebook.Device(b))
			}
		}
	}
	return out
}

func (w *Workspace) otherThanThis(devices []notebook.Device) []notebook.Device {
	return slices.DeleteFunc(devices, func(d notebook.Device) bool { return d == w.Device() })
}
