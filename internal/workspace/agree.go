package workspace

import (
	"context"
	"slices"

	"amparo/internal/notebook"
)

// PlanSubject is the subject of an agreement on the plan; every other subject
// is a protocol's id.
const PlanSubject = "plan"

// planKinds are the kinds that an agreement on the plan fixes, those that a
// protocol's fixes are in protocolKinds.
var (
	planKinds     = []string{"plan", "row", "action", "risk", "person"}
	protocolKinds = []string{"protocol", "activity", "risk", "person"}
)

// Agreed is an agreement with the version that it fixed.
type Agreed struct {
	Record *notebook.Record
	Book   *notebook.Notebook    // what was agreed on, as it stood
	Since  []notebook.Difference // what changed from it until now
}

// Agree fixes the plan or a protocol as it stands, as agreed together on a day.
// Days are 2006-01-02; again may be "".
func (w *Workspace) Agree(ctx context.Context, subject, on, again, words string) (notebook.Ref, error) {
	records, title, err := w.subject(subject)
	if err != nil {
		return notebook.Ref{}, err
	}
	return w.Add(ctx, "agreement", notebook.Values{
		"title": {title}, "on": {on}, "again": {again}, "words": {words},
		"subject": {subject}, "version": {notebook.Freeze(records)},
	})
}

// Agreed returns an agreement with its version and what changed since.
func (w *Workspace) Agreed(ref notebook.Ref) (Agreed, error) {
	r := w.Notebook().Get(ref)
	if r == nil || r.Kind != "agreement" {
		return Agreed{}, ErrNotFound
	}
	then, err := notebook.Thaw(r.Get("version"))
	if err != nil {
		return Agreed{}, while("reading the agreed version", err)
	}
	kinds := []string{"plan", "row", "action"}
	now := w.Notebook()
	if r.Get("subject") != PlanSubject {
		kinds = []string{"protocol"}
		now = only(now, r.Get("subject"))
	}
	return Agreed{Record: r, Book: then, Since: notebook.Compare(then, now, kinds...)}, nil
}

// subject returns the records that an agreement fixes, and their name.
func (w *Workspace) subject(subject string) ([]*notebook.Record, string, error) {
	book := w.Notebook()
	if subject == PlanSubject {
		title := "Plan"
		if p := book.Get(notebook.Ref{Kind: "plan", ID: notebook.Single("plan")}); p != nil && p.Title() != "" {
			title = p.Title()
		}
		return collect(book, planKinds), title, nil
	}
	id, err := notebook.ParseID(subject)
	if err != nil {
		return nil, "", ErrNotFound
	}
	p := book.Get(notebook.Ref{Kind: "protocol", ID: id})
	if p == nil {
		return nil, "", ErrNotFound
	}
	return collect(only(book, subject), protocolKinds), p.Title(), nil
}

// only returns the notebook with one protocol and what it names.
func only(book *notebook.Notebook, subject string) *notebook.Notebook {
	n := notebook.New()
	for _, p := range book.Records("protocol") {
		if p.ID.String() != subject {
			continue
		}
		n.Put(p)
		for _, f := range notebook.KindOf("protocol").Fields {
			for _, r := range book.Linked(p, f.Name) {
				n.Put(r)
			}
		}
	}
	return n
}

func collect(book *notebook.Notebook, kinds []string) []*notebook.Record {
	var list []*notebook.Record
	for _, r := range book.All() {
		if slices.Contains(kinds, r.Kind) {
			list = append(list, r)
		}
	}
	return list
}

// Holding returns the agreements and past plans whose fixed version still holds
// a record, so that whoever deletes it for good can decide about them, too.
func (w *Workspace) Holding(ref notebook.Ref) []*notebook.Record {
	var list []*notebook.Record
	book := w.Notebook()
	for _, r := range slices.Concat(book.Records("agreement"), book.Records("pastplan")) {
		if then, err := notebook.Thaw(r.Get("version")); err == nil && then.Look(ref) != nil {
			list = append(list, r)
		}
	}
	return list
}
