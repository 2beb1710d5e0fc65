package change

import "amparo/internal/notebook"

// Anew returns changes of one device, in their order, as another one writes them
// that has written nothing yet: with the same texts, in place of the same versions
// or, where these are among the changes, of what stands for them now.
func Anew(changes []*Change, d notebook.Device) []*Change {
	now, next := map[notebook.Version]notebook.Version{}, uint64(1)
	out := make([]*Change, len(changes))
	for i, c := range changes {
		out[i] = &Change{Device: d, Time: c.Time, First: next}
		for place, w := range c.Writes {
			now[c.Version(place)] = out[i].Version(place)
			w.Replaces, w.Saw = renamed(w.Replaces, now), renamed(w.Saw, now)
			out[i].Writes = append(out[i].Writes, w)
		}
		next += uint64(len(c.Writes))
	}
	return out
}

func renamed(list []notebook.Version, now map[notebook.Version]notebook.Version) []notebook.Version {
	var out []notebook.Version
	for _, v := range list {
		if to, is := now[v]; is {
			v = to
		}
		out = append(out, v)
	}
	return out
}
