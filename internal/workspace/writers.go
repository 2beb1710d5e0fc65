package workspace

import (
	"context"
	"slices"
	"strings"

	"amparo/internal/change"
	"amparo/internal/key"
	"amparo/internal/notebook"
)

// Writer is a person who has written here, with all her devices that have.
type Writer struct {
	ID      notebook.ID // as that of a Person; she may have left
	Alias   string      // what we call her; "" until someone has said it
	Self    bool        // this device is hers
	Devices []notebook.Device
	// Wrote is something that she wrote in last, to know her by while she has no
	// alias; zero when there is nothing that people see.
	Wrote notebook.Ref
}

// Writers returns who has written here, this device's own person first. What
// is no longer kept tells of nobody, and of another person neither does what
// people don't see: an answer in a round, a wish to take out a device.
func (w *Workspace) Writers(ctx context.Context) ([]Writer, error) {
	changes, err := w.changes(ctx)
	if err != nil {
		return nil, err
	}
	var list []Writer
	self, err := w.personOf(ctx, w.Device())
	if err != nil {
		return nil, err
	}
	persons := map[notebook.Device]notebook.ID{}
	for _, c := range changes {
		person, known := persons[c.Device]
		if !known {
			if person, err = w.personOf(ctx, c.Device); err != nil {
				return nil, err
			}
			persons[c.Device] = person
		}
		if person != self && !slices.ContainsFunc(c.Writes, func(x change.Write) bool { return shown(x.Ref.Kind) }) {
			continue
		}
		at := slices.IndexFunc(list, func(x Writer) bool { return x.ID == person })
		if at < 0 {
			at = len(list)
			list = append(list, Writer{ID: person, Alias: w.aliasOf(person), Self: person == self})
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
		switch {
		case a.Self:
			return -1
		case b.Self:
			return 1
		}
		return strings.Compare(a.Alias+a.ID.String(), b.Alias+b.ID.String())
	})
	return list, nil
}

// personOf returns the person whose device that is or was.
func (w *Workspace) personOf(ctx context.Context, d notebook.Device) (notebook.ID, error) {
	first, err := w.log.Person(ctx, key.DeviceID(d))
	if err != nil {
		return notebook.ID{}, while("looking for a member", err)
	}
	return personID(first), nil
}
