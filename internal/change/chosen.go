package change

import (
	"slices"

	"amparo/internal/notebook"
)

// Chosen is a set of writes, by their versions.
type Chosen map[notebook.Version]bool

// add chooses every write of a change.
func (s Chosen) add(c *Change) {
	for i := range c.Writes {
		s[c.Version(i)] = true
	}
}

// any says whether one of the versions is chosen.
func (s Chosen) any(lists ...[]notebook.Version) bool {
	return slices.ContainsFunc(slices.Concat(lists...), func(v notebook.Version) bool { return s[v] })
}

// Since returns what some devices wrote since a moment, in Unix seconds. A
// device says itself when it wrote, so its word is not all that counts: what
// comes after something of that time, in its own chain or because it replaces
// it, was written since as well. The changes come in the order in which they
// were taken in.
func Since(changes []*Change, devices []notebook.Device, since int64) Chosen {
	late, chosen, began := Chosen{}, Chosen{}, map[notebook.Device]bool{}
	for _, c := range changes {
		after := func(w Write) bool { return late.any(w.Replaces, w.Saw) }
		if c.Time < since && !began[c.Device] && !slices.ContainsFunc(c.Writes, after) {
			continue
		}
		began[c.Device] = true
		late.add(c)
		if slices.Contains(devices, c.Device) {
			chosen.add(c)
		}
	}
	return chosen
}

// Flush returns what one flush wrote, named by its first write.
func Flush(changes []*Change, first notebook.Version) Chosen {
	chosen := Chosen{}
	for _, c := range changes {
		if c.Device == first.Device && c.First == first.N {
			chosen.add(c)
		}
	}
	return chosen
}

// Unseen returns what devices other than one's own wrote beyond the writes that
// were seen of each.
func Unseen(changes []*Change, seen map[notebook.Device]uint64, own notebook.Device) Chosen {
	chosen := Chosen{}
	for _, c := range changes {
		for i := range c.Writes {
			if v := c.Version(i); c.Device != own && v.N > seen[c.Device] {
				chosen[v] = true
			}
		}
	}
	return chosen
}
