//go:build !js

package workspace

import (
	"context"
	"strconv"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/vault"
)

// lateMark is the name of this device's own mark of when a late removal came.
func (w *Workspace) lateMark(ref notebook.Ref) string {
	return "late." + w.ID() + "." + ref.ID.String()
}

// noteLate marks what a change removes that came late. It says whether there is
// any; the settings are still to be kept then.
func (w *Workspace) noteLate(e vault.Entry) bool {
	now, marked := w.desk.config.now(), false
	if c, err := decode(e); err == nil && e.Time.Before(now.Add(-Keep)) {
		for i := range c.Writes {
			if c.Writes[i].Op == change.Remove {
				w.desk.settings.Steps[w.lateMark(c.Writes[i].Ref)] = strconv.FormatInt(now.Unix(), 10)
				marked = true
			}
		}
	}
	return marked
}

// cameLate says whether a late removal came less than Keep ago.
func (w *Workspace) cameLate(ref notebook.Ref) bool {
	came, err := strconv.ParseInt(w.desk.settings.Steps[w.lateMark(ref)], 10, 64)
	return err == nil && came >= w.desk.config.now().Add(-Keep).Unix()
}

// forgetLate forgets that the removal of these records came late.
func (w *Workspace) forgetLate(ctx context.Context, refs []notebook.Ref) error {
	s := w.desk.Settings()
	before := len(s.Steps)
	for _, ref := range refs {
		delete(s.Steps, w.lateMark(ref))
	}
	if len(s.Steps) == before {
		return nil
	}
	return w.desk.Save(ctx, s)
}
