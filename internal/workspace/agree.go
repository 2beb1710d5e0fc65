package workspace

import (
	"context"
	"slices"

	"amparo/internal/notebook"
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
	return Agreed{Record: r, Book: then, Since: since(r.Get("subject"), then, w.Notebook())}, nil
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

// Holding returns the agreements, proposals and past plans whose fixed version
// still holds a record, so that whoever deletes it for good can decide about
// them, too.
func (w *Workspace) Holding(ref notebook.Ref) []*notebook.Record {
	var list []*notebook.Record
	book := w.Notebook()
	for _, r := range slices.Concat(book.Records("agreement"), book.Records("proposal"), book.Records("pastplan")) {
		if then, err := notebook.Thaw(r.Get("version")); err == nil && then.Look(ref) != nil && r.Ref != ref {
			list = append(list, r)
		}
	}
	return list
}
