package change

import (
	"slices"
	"sort"
	"strings"

	"amparo/internal/notebook"
)

// Edit collects the writes of one flush, seen against what stands now.
type Edit struct {
	fold   *Fold
	change Change
}

// Edit begins a flush of a device at a time (Unix seconds).
func (f *Fold) Edit(d notebook.Device, time int64) *Edit {
	return &Edit{fold: f, change: Change{Device: d, Time: time, First: f.Next(d)}}
}

// Change returns what was collected, or nil when nothing changes.
func (e *Edit) Change() *Change {
	if len(e.change.Writes) == 0 {
		return nil
	}
	return &e.change
}

// Set puts a text into a field in place of the versions that its writer had
// before her; those of them that no longer stand leave what replaced them
// standing beside. With seen nil it replaces whatever stands now.
func (e *Edit) Set(ref notebook.Ref, field, text string, seen []notebook.Version) {
	list := e.standing(ref, field)
	if seen == nil {
		seen = versions(list)
	}
	if len(list) == 0 && text == "" && len(seen) == 0 {
		return
	}
	if len(list) == 1 && list[0].Text == text {
		return
	}
	e.add(Write{Op: Put, Ref: ref, Field: field, Value: text, Replaces: seen})
}

// Include puts an element into a set, if it does not stand there.
func (e *Edit) Include(ref notebook.Ref, field, element string) {
	for _, s := range e.standing(ref, field) {
		if s.Text == element {
			return
		}
	}
	e.add(Write{Op: Put, Ref: ref, Field: field, Value: element})
}

// Exclude takes an element out of a set: those of its writes that are in seen,
// or with seen nil all that stand.
func (e *Edit) Exclude(ref notebook.Ref, field, element string, seen []notebook.Version) {
	var out []notebook.Version
	for _, s := range e.standing(ref, field) {
		if s.Text == element && (seen == nil || slices.Contains(seen, s.Version)) {
			out = append(out, s.Version)
		}
	}
	if out != nil {
		e.add(Write{Op: Drop, Ref: ref, Field: field, Replaces: out})
	}
}

// Remove removes a record as it stands.
func (e *Edit) Remove(ref notebook.Ref) {
	w := Write{Op: Remove, Ref: ref, Replaces: versions(e.standing(ref, ""))}
	if rec := e.fold.records[ref]; rec != nil {
		for name, list := range rec.fields {
			if name != "" {
				w.Saw = append(w.Saw, versions(list)...)
			}
		}
	}
	ascend(w.Saw)
	e.add(w)
}

// Restore brings a removed record back.
func (e *Edit) Restore(ref notebook.Ref) {
	if list := e.standing(ref, ""); len(list) > 0 {
		e.add(Write{Op: Restore, Ref: ref, Replaces: versions(list)})
	}
}

func (e *Edit) add(w Write) { e.change.Writes = append(e.change.Writes, w) }

func (e *Edit) standing(ref notebook.Ref, field string) []standing {
	if rec := e.fold.records[ref]; rec != nil {
		return rec.fields[field]
	}
	return nil
}

func versions(list []standing) []notebook.Version {
	var out []notebook.Version
	for _, s := range list {
		out = append(out, s.Version)
	}
	ascend(out)
	return out
}

func ascend(list []notebook.Version) {
	sort.Slice(list, func(i, j int) bool { return list[i].Compare(list[j]) < 0 })
}

// Forget takes a record out of the state without a trace. It is for the device
// that was asked to delete now; a later write of another device to the same
// record shows that write alone.
func (f *Fold) Forget(ref notebook.Ref) {
	delete(f.records, ref)
	delete(f.changed, ref)
	f.book.Forget(ref)
}

// ForgetValues takes out of a field of every record of a kind the values that
// begin with a text, without a trace.
func (f *Fold) ForgetValues(kind, field, begin string) {
	for ref, rec := range f.records {
		if list := rec.fields[field]; ref.Kind == kind && len(list) > 0 {
			rec.fields[field] = slices.DeleteFunc(list, func(s standing) bool { return strings.HasPrefix(s.Text, begin) })
			f.changed[ref] = true
		}
	}
}
