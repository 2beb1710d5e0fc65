package workspace

import (
	"context"
	"slices"
)

// Returnable says whether someone could bring this device back once it has
// forgotten the notebook: another person who lets people in, or another device
// of hers that does.
func (w *Workspace) Returnable(ctx context.Context) (bool, error) {
	g, err := w.Group(ctx)
	return slices.ContainsFunc(g.People, func(p Person) bool {
		return p.Keeper && (!p.Self || slices.ContainsFunc(p.Devices, func(d OwnDevice) bool { return !d.Self && !d.Paper }))
	}), err
}

// RemoveAll deletes the whole vault from the shelf, for good. The desk is closed
// then.
func (d *Desk) RemoveAll(ctx context.Context, s Shelf) error {
	d.open = map[string]*Workspace{} // nothing of it is worth a snapshot
	if err := d.Close(ctx); err != nil {
		return err
	}
	return s.Remove(ctx, d.place.ID)
}
