package workspace

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"amparo/internal/change"
	"amparo/internal/notebook"
)

// Write makes records of what someone writes just now; it is Import but for
// check-ins. One that is begun is open from then on, and has its day. While
// another is open it is not begun: that is a *FieldError, and nothing is saved.
func (w *Workspace) Write(ctx context.Context, drafts []notebook.Draft) ([]notebook.Ref, error) {
	written := make([]notebook.Draft, len(drafts))
	for i, d := range drafts {
		written[i] = w.begun(d)
	}
	return w.make(ctx, written)
}

// begun returns a draft as it stands when it is written: a new check-in is open,
// unless the draft says otherwise.
func (w *Workspace) begun(d notebook.Draft) notebook.Draft {
	if d.Kind != "checkin" || w.Notebook().Look(notebook.Ref{Kind: d.Kind, ID: d.ID}) != nil {
		return d
	}
	values := notebook.Values{"state": {"open"}, "on": {w.desk.config.now().Format(time.DateOnly)}}
	maps.Copy(values, d.Values)
	return notebook.Draft{Kind: d.Kind, ID: d.ID, Values: values}
}

// arrived returns drafts as they stand when they come from elsewhere: of the
// check-ins at most one stays open, and none beside one that is open here.
func (w *Workspace) arrived(drafts []notebook.Draft) []notebook.Draft {
	list := make([]notebook.Draft, len(drafts))
	open := notebook.OpenCheckin(w.Notebook())
	taken := open != nil
	for i, d := range drafts {
		list[i] = d
		if d.Kind != "checkin" || strings.Join(d.Values["state"], "") != "open" || open != nil && d.ID == open.ID {
			continue
		}
		if taken {
			list[i].Values = maps.Clone(d.Values)
			list[i].Values["state"] = []string{"kept"}
		}
		taken = true
	}
	return list
}

// opens says whether a value would open a check-in while another is open.
func (f *form) opens(ref notebook.Ref, field *notebook.Field, text string) bool {
	return ref.Kind == "checkin" && field.Name == "state" && text == "open" && f.w.openBeside(ref)
}

// openBeside says whether a check-in other than this one is open.
func (w *Workspace) openBeside(ref notebook.Ref) bool {
	return slices.ContainsFunc(w.Notebook().Records("checkin"), func(r *notebook.Record) bool { return r.Ref != ref && r.Get("state") == "open" })
}

// closed keeps a check-in that comes back open while another is open.
func (f *form) closed(ref notebook.Ref) {
	if ref.Kind != "checkin" || f.w.Notebook().Get(ref) != nil {
		return
	}
	if back := f.w.Notebook().Look(ref); back != nil && back.Get("state") == "open" && f.w.openBeside(ref) {
		f.edit.Set(ref, "state", "kept", nil)
	}
}

// opensSecond returns what says of each difference of a list, in their order,
// whether undoing it would open a check-in beside one that stays open, or that
// one before it opens.
func (w *Workspace) opensSecond(list []change.Difference) func(change.Difference) bool {
	now := notebook.OpenCheckin(w.Notebook())
	taken := now != nil && !slices.ContainsFunc(list, func(d change.Difference) bool {
		return d.Ref == now.Ref && (d.What == change.Made || d.What == change.Brought) && !d.Open()
	})
	return func(d change.Difference) bool {
		opens := d.Ref.Kind == "checkin" && w.wouldOpen(d)
		second := opens && taken
		taken = taken || opens
		return second
	}
}

// wouldOpen says whether undoing a difference of a check-in opens it.
func (w *Workspace) wouldOpen(d change.Difference) bool {
	if d.What == change.Took {
		return w.Notebook().Look(d.Ref).Get("state") == "open"
	}
	return d.Field == "state" && slices.ContainsFunc(d.Then, func(v notebook.Value) bool { return v.Text == "open" })
}

// KeepCheckin keeps what is open of the check-ins, also where two devices
// opened one each.
func (w *Workspace) KeepCheckin(ctx context.Context) error {
	e := w.edit()
	for _, r := range w.Notebook().Records("checkin") {
		if r.Get("state") == "open" {
			e.Set(r.Ref, "state", "kept", nil)
		}
	}
	return w.flush(ctx, e)
}

// Rhythm returns after how many weeks a check-in is offered here: 0 for not at
// all, while it rests, and in a notebook that is not one woman's own.
func (w *Workspace) Rhythm() int {
	steps := w.desk.Settings().Steps
	n, err := strconv.Atoi(steps["touch."+w.ID()])
	if err != nil || n < 0 || steps["touch-pause."+w.ID()] != "" || !w.Own() {
		return 0
	}
	return n
}
