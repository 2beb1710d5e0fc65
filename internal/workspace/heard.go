package workspace

import (
	"context"
	"time"

	"amparo/internal/notebook"
)

// lately is how long ago a device can have written to be heard of this week.
const lately = 7 * 24 * time.Hour

// Heard returns the devices that have written something in the last week, by
// their own clocks. There is no finer answer, and none is kept: it follows from
// what stands in the notebook. With Way.Quiet it is nil.
func (w *Workspace) Heard(ctx context.Context) (map[notebook.Device]bool, error) {
	if w.Way().Quiet {
		return nil, nil
	}
	changes, err := w.changes(ctx)
	if err != nil {
		return nil, err
	}
	since, heard := w.desk.config.now().Add(-lately).Unix(), map[notebook.Device]bool{}
	for _, c := range changes {
		if c.Time >= since {
			heard[c.Device] = true
		}
	}
	for _, r := range append(w.Notebook().All(), w.Notebook().Removed()...) {
		for _, values := range r.Fields {
			for _, v := range values {
				if v.Time >= since {
					heard[v.Version.Device] = true
				}
			}
		}
	}
	return heard, nil
}

// SetQuiet says, for this device, whether Heard tells nothing.
func (w *Workspace) SetQuiet(ctx context.Context, quiet bool) error {
	return w.setWay(ctx, func(way *Way) { way.Quiet = quiet })
}
