package workspace

import (
	"context"
	"encoding/hex"
	"slices"
	"strings"

	"amparo/internal/notebook"
)

// Alias returns what the group calls the person whose device it is, "" while
// nobody has said it.
func (w *Workspace) Alias(notebook.Device) string { return "" }

// Writer is a person who has written here, with all her devices that are known.
type Writer struct {
	ID      string // follows from her first device; of one who left, from the one that wrote
	Alias   string // "" while nobody has said it
	Self    bool   // this device is hers
	Devices []notebook.Device
	// Wrote is something that she wrote in last, to know her by while she has no
	// alias; zero when there is nothing that people see.
	Wrote notebook.Ref
}

// Writers returns who has written here, this device's own person first. What
// is no longer kept tells of nobody.
func (w *Workspace) Writers(ctx context.Context) ([]Writer, error) {
	changes, err := w.changes(ctx)
	if err != nil {
		return nil, err
	}
	person, err := w.persons(ctx)
	if err != nil {
		return nil, err
	}
	var list []Writer
	self := person(w.Device())
	for _, c := range changes {
		first := person(c.Device)
		id := hex.EncodeToString(first[:])
		at := slices.IndexFunc(list, func(x Writer) bool { return x.ID == id })
		if at < 0 {
			at = len(list)
			list = append(list, Writer{ID: id, Alias: w.Alias(first), Self: first == self})
		}
		if !slices.Contains(list[at].Devices, c.Device) {
			list[at].Devices = append(list[at].Devices, c.Device)
		}
		for i := range c.Writes {
			if ref := c.Writes[i].Ref; shown(ref.Kind) && w.Notebook().Look(ref) != nil && !notebook.KindOf(ref.Kind).Only {
				list[at].Wrote = ref
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Writer) int {
		if a.Self != b.Self {
			return map[bool]int{true: -1, false: 1}[a.Self]
		}
		return strings.Compare(a.Alias+a.ID, b.Alias+b.ID)
	})
	return list, nil
}

// persons returns what names the person of a device: her first one, as far as
// the membership tells.
func (w *Workspace) persons(ctx context.Context) (func(notebook.Device) notebook.Device, error) {
	members, err := w.log.Members(ctx)
	if err != nil {
		return nil, while("looking for the members", err)
	}
	first := map[notebook.Device]notebook.Device{}
	for _, m := range members {
		first[notebook.Device(m.Device)] = notebook.Device(m.Person)
	}
	return func(d notebook.Device) notebook.Device {
		if p, ok := first[d]; ok {
			return p
		}
		return d
	}, nil
}
