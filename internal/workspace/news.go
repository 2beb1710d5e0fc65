package workspace

import (
	"context"
	"slices"

	"amparo/internal/change"
	"amparo/internal/notebook"
)

// newsStep is where a device's settings keep what was looked at of a notebook.
const newsStep = "news."

// News is what other devices wrote that was not looked at here yet.
type News struct {
	List []change.Difference
	Mark string // says up to where it goes, for Seen
}

// News returns what other devices wrote since Seen was last called here: what
// stands now by their writes, and what stood before. It reads the whole log.
// What people see of no history is not among it.
func (w *Workspace) News(ctx context.Context) (News, error) {
	changes, err := w.changes(ctx)
	if err != nil {
		return News{}, err
	}
	list := w.fold.Without(changes, change.Unseen(changes, readMark(w.seenMark()), w.Device()))
	list = slices.DeleteFunc(list, func(d change.Difference) bool {
		removed := w.Notebook().Get(d.Ref) == nil
		return !shown(d.Ref.Kind) || d.Field != "" && hiddenField(d) || len(d.Now) == 0 && len(d.Rest) > 0 && d.What != change.Made || removed != (d.What == change.Took)
	})
	return News{list, formatMark(w.fold.Seen())}, nil
}

// answered is what HasNews said last, and of what: as long as nothing is written
// or looked at, the answer stays.
type answered struct {
	of  string
	has bool
}

// HasNews says whether News holds something that another person wrote. It reads
// the log only when another person has written anything at all since, and once
// for all that has been written by now: the first page of a notebook asks it.
func (w *Workspace) HasNews(ctx context.Context) (bool, error) {
	of := w.seenMark() + " " + formatMark(w.fold.Seen())
	if w.news.of == of {
		return w.news.has, nil
	}
	has, err := w.hasNews(ctx)
	if err == nil {
		w.news = answered{of, has}
	}
	return has, err
}

func (w *Workspace) hasNews(ctx context.Context) (bool, error) {
	self, err := w.personOf(ctx, w.Device())
	if err != nil {
		return false, err
	}
	seen, others := readMark(w.seenMark()), []notebook.Device{}
	for d, n := range w.fold.Seen() {
		if n <= seen[d] {
			continue
		}
		person, err := w.personOf(ctx, d)
		if err != nil {
			return false, err
		}
		if person != self {
			others = append(others, d)
		}
	}
	if len(others) == 0 {
		return false, nil
	}
	news, err := w.News(ctx)
	return slices.ContainsFunc(news.List, func(d change.Difference) bool {
		return slices.ContainsFunc(d.By, func(by notebook.Device) bool { return slices.Contains(others, by) })
	}), err
}

// Seen keeps on this device that everything up to a mark was looked at.
func (w *Workspace) Seen(ctx context.Context, mark string) error {
	seen := readMark(w.seenMark())
	for d, n := range readMark(mark) {
		seen[d] = max(seen[d], min(n, w.fold.Seen()[d]))
	}
	s := w.desk.Settings()
	s.Steps[newsStep+w.ID()] = formatMark(seen)
	return w.desk.Save(ctx, s)
}

func (w *Workspace) seenMark() string { return w.desk.settings.Steps[newsStep+w.ID()] }

// shown says whether people see what was written in records of a kind, beside
// its own sheet.
func shown(kind string) bool {
	k := notebook.KindOf(kind)
	return k != nil && !k.Quiet && !k.Stays && !k.Unordered
}

// hiddenField says whether no form has the field of a difference.
func hiddenField(d change.Difference) bool {
	f := notebook.KindOf(d.Ref.Kind).Field(d.Field)
	return f == nil || f.Hidden
}

// InWords returns the differences that people read, without those that have no
// words of theirs: a place in a list, a mark, something that is back by now.
func (w *Workspace) InWords(list []change.Difference) []change.Difference {
	return slices.DeleteFunc(slices.Clone(list), func(d change.Difference) bool {
		return d.Field != "" && hiddenField(d) || d.What == change.Took && w.Notebook().Get(d.Ref) != nil
	})
}

// formatMark writes how many writes of each device were seen, as the version of
// the last of each.
func formatMark(seen map[notebook.Device]uint64) string {
	var list []notebook.Version
	for d, n := range seen {
		list = append(list, notebook.Version{Device: d, N: n})
	}
	slices.SortFunc(list, notebook.Version.Compare)
	return notebook.FormatVersions(list)
}

// readMark reads what formatMark wrote; what is none stands for nothing seen.
func readMark(mark string) map[notebook.Device]uint64 {
	seen := map[notebook.Device]uint64{}
	list, err := notebook.ParseVersions(mark)
	if err != nil {
		return seen
	}
	for _, v := range list {
		seen[v.Device] = v.N
	}
	return seen
}
