package workspace

import (
	"context"
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strconv"
	"time"

	"amparo/internal/calendar"
	"amparo/internal/change"
	"amparo/internal/notebook"
)

// backStep is where a device's settings keep which flush brought back last.
const backStep = "back."

// Return is what comes back when what a person wrote is taken back: what would
// stand without it, in place of what does.
type Return struct {
	List []change.Difference
	// Seal names exactly this list: BringBack does nothing when it has become
	// another one.
	Seal string
}

// Open returns where others have written since: it comes back only if chosen.
func (r Return) Open() []change.Difference { return r.where((*change.Difference).Open) }

// Wanted returns what comes back: what nobody has written upon without a further
// question, and of what is open what the keys name.
func (r Return) Wanted(also ...string) []change.Difference {
	return r.where(func(d *change.Difference) bool {
		return !d.Stuck() && (!d.Open() || slices.Contains(also, KeyOf(*d)))
	})
}

// Stuck returns where this device does not know what stood before.
func (r Return) Stuck() []change.Difference { return r.where((*change.Difference).Stuck) }

func (r Return) where(wanted func(*change.Difference) bool) []change.Difference {
	return slices.DeleteFunc(slices.Clone(r.List), func(d change.Difference) bool { return !wanted(&d) })
}

// KeyOf names a difference for a form or a command: the record's id, and the
// field's name behind a full stop.
func KeyOf(d change.Difference) string {
	if d.Field == "" {
		return d.Ref.ID.String()
	}
	return d.Ref.ID.String() + "." + d.Field
}

// Returning returns what would come back if everything that some devices wrote
// since a day, 2006-01-02, were taken back. It reads the whole log. Single
// ratings, answers, and what stands on its own sheet only are left alone. So is
// what would open her notebook to a group, or a check-in beside an open one.
func (w *Workspace) Returning(ctx context.Context, devices []notebook.Device, since string) (Return, error) {
	begin, ok := w.desk.morning(since)
	if !ok {
		return Return{}, &FieldError{Kind: "plan", Field: "begins", Problem: NotADate}
	}
	changes, err := w.changes(ctx)
	if err != nil {
		return Return{}, err
	}
	return w.returning(changes, change.Since(changes, devices, begin.Unix())), nil
}

// morning returns when a day begins where we are.
func (d *Desk) morning(day string) (time.Time, bool) {
	t, ok := calendar.Day(day)
	year, month, date := t.Date()
	return time.Date(year, month, date, 0, 0, 0, 0, d.config.now().Location()), ok
}

func (w *Workspace) returning(changes []*change.Change, chosen change.Chosen) Return {
	list := slices.DeleteFunc(w.fold.Without(changes, chosen), func(d change.Difference) bool { return !shown(d.Ref.Kind) || w.opensHers(d) })
	second := w.opensSecond(list)
	list = slices.DeleteFunc(list, func(d change.Difference) bool { return second(d) && d.What != change.Took })
	h := fnv.New64a()
	for _, d := range list {
		h.Write([]byte{byte(d.What)})
		h.Write([]byte(d.Ref.Kind + "\x00" + KeyOf(d) + "\x00"))
		for _, v := range slices.Concat(d.Then, d.Now, d.Rest) {
			h.Write(binary.BigEndian.AppendUint64(v.Version.Device[:], v.Version.N))
		}
	}
	return Return{list, strconv.FormatUint(h.Sum64(), 36)}
}

// opensHers says whether undoing a difference could open a notebook to a group
// while something stands in it that is only for one of her own.
func (w *Workspace) opensHers(d change.Difference) bool {
	return d.Ref == settingsRef && (d.Field == "" || d.Field == "who") && w.holdsOwn()
}

// BringBack lets stand what a Return lists, and of what is open in it what the
// keys name. It makes new entries: all that was written stays in the history,
// and what Undoing returns takes it back in turn.
func (w *Workspace) BringBack(ctx context.Context, r Return, also ...string) error {
	e, wanted := w.edit(), r.Wanted(also...)
	first := notebook.Version{Device: w.Device(), N: w.fold.Next(w.Device())}
	second := w.opensSecond(wanted)
	for _, d := range wanted {
		if second(d) {
			e.Set(d.Ref, "state", "kept", nil)
		}
		e.Undo(d)
	}
	if e.Change() == nil {
		return nil
	}
	if err := w.flush(ctx, e); err != nil {
		return err
	}
	s := w.desk.Settings()
	s.Steps[backStep+w.ID()] = notebook.FormatVersions([]notebook.Version{first})
	return w.desk.Save(ctx, s)
}

// Undoing returns what undoing what this device brought back last would do; an
// empty one when there is nothing.
func (w *Workspace) Undoing(ctx context.Context) (Return, error) {
	first, err := notebook.ParseVersions(w.desk.settings.Steps[backStep+w.ID()])
	if err != nil || len(first) != 1 {
		return Return{}, nil
	}
	changes, err := w.changes(ctx)
	if err != nil {
		return Return{}, err
	}
	return w.returning(changes, change.Flush(changes, first[0])), nil
}
