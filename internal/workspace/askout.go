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
// her. It is done at their next meeting and no page says so. What someone else
// asks for her counts for nothing.
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
	texts := make([]string, len(devices))
	for i, d := range devices {
		texts[i] = hex.EncodeToString(d[:])
	}
	return w.setMember(ctx, self.ID, "out", strings.Join(texts, " "))
}

// StayIn takes back what AskOut has asked for. What the others have heard of it
// meanwhile they may have done.
func (w *Workspace) StayIn(ctx context.Context) error {
	person, err := w.personOf(ctx, w.Device())
	if err != nil {
		return err
	}
	return w.setMember(ctx, person, "out", "")
}

// askedOut returns the devices that their own persons have asked to be taken
// out, this one not among them.
func (w *Workspace) askedOut(g Group) []notebook.Device {
	var out []notebook.Device
	for _, p := range g.People {
		r := w.Notebook().Look(memberRef(p.ID))
		if r == nil {
			continue
		}
		own := func(d notebook.Device) bool {
			return slices.ContainsFunc(p.Devices, func(o OwnDevice) bool { return o.ID == d })
		}
		for _, v := range r.Fields["out"] {
			if !own(v.Version.Device) {
				continue
			}
			for text := range strings.FieldsSeq(v.Text) {
				b, err := hex.DecodeString(text)
				if err == nil && len(b) == 16 && own(notebook.Device(b)) && notebook.Device(b) != w.Device() {
					out = append(out, notebook.Device(b))
				}
			}
		}
	}
	return out
}
