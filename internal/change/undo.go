package change

import (
	"slices"

	"amparo/internal/notebook"
)

// Undo lets stand what a difference says would, in place of what does. What
// others wrote upon it stays in the history, and with it.
func (e *Edit) Undo(d Difference) {
	switch d.What {
	case Made, Brought:
		e.Remove(d.Ref)
	case Took:
		e.Restore(d.Ref)
	case Sorted:
		if len(d.Now) > 0 {
			e.add(Write{Op: Drop, Ref: d.Ref, Field: d.Field, Replaces: versionsOf(d.Now)})
		}
		for i, v := range d.Then {
			if !within(d.Then[i:i+1], d.Then[:i]) {
				e.add(Write{Op: Put, Ref: d.Ref, Field: d.Field, Value: v.Text})
			}
		}
	case Wrote:
		old := versionsOf(slices.Concat(d.Now, d.Rest))
		if len(d.Then) == 0 {
			e.add(Write{Op: Drop, Ref: d.Ref, Field: d.Field, Replaces: versionsOf(d.Now)})
		}
		for i, v := range d.Then {
			e.add(Write{Op: Put, Ref: d.Ref, Field: d.Field, Value: v.Text, Replaces: old})
			if i == 0 {
				old = nil
			}
		}
	}
}

func versionsOf(list []notebook.Value) []notebook.Version {
	var out []notebook.Version
	for _, v := range list {
		out = append(out, v.Version)
	}
	ascend(out)
	return out
}
