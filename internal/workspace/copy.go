package workspace

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"amparo/internal/notebook"
)

// Copyable says whether a record of a kind can be copied into another notebook.
// People can't: each notebook has the names that were chosen for it. Nor can
// what is there once, what steps of the program made, and what never leaves. Nor
// can a proposal: it asks those who keep this notebook, and its copy would look as
// if the others had been asked. What came of it, a row or a protocol, can go.
func Copyable(kind string) bool {
	k := notebook.KindOf(kind)
	return k != nil && !k.Only && !k.Closed && !k.Own && !k.Stays && kind != "person" && kind != "proposal"
}

// ToCopy returns what a copy of a record would hold: the record, and what it
// names, as far as that can be copied. Whoever copies may leave any but the first
// out.
func (w *Workspace) ToCopy(ref notebook.Ref) ([]*notebook.Record, error) {
	r := w.Notebook().Get(ref)
	if r == nil || !Copyable(ref.Kind) {
		return nil, ErrNotFound
	}
	list := []*notebook.Record{r}
	for i := 0; i < len(list); i++ {
		for _, f := range notebook.KindOf(list[i].Kind).Fields {
			for _, to := range w.Notebook().Linked(list[i], f.Name) {
				if Copyable(to.Kind) && !f.Hidden && !slices.Contains(list, to) {
					list = append(list, to)
				}
			}
		}
	}
	return list, nil
}

// Copies returns records as another notebook gets them: with ids of their own,
// and with nothing but the texts that people read. What they name is among them,
// or it is not named. They keep their order.
func (w *Workspace) Copies(list []*notebook.Record) []*notebook.Record {
	ids := map[string]string{}
	copies := make([]*notebook.Record, len(list))
	for i, r := range list {
		copies[i] = &notebook.Record{Ref: notebook.Ref{Kind: r.Kind, ID: w.desk.config.newID()}, Fields: map[string][]notebook.Value{
			notebook.Order: {{Text: strconv.Itoa(10000 + i)}},
		}}
		ids[r.ID.String()] = copies[i].ID.String()
	}
	for i, r := range list {
		for _, f := range notebook.KindOf(r.Kind).Fields {
			for _, text := range copied(r, &f, ids) {
				copies[i].Fields[f.Name] = append(copies[i].Fields[f.Name], notebook.Value{Text: text})
			}
		}
	}
	return copies
}

// copied returns the texts of a field as they are copied. What stands side by
// side becomes one text where there is room for it.
func copied(r *notebook.Record, f *notebook.Field, ids map[string]string) []string {
	texts := r.Set(f.Name)
	switch {
	case f.Hidden || len(texts) == 0:
		return nil
	case f.Type == notebook.Text || f.Type == notebook.Lines:
		return []string{strings.Join(texts, "\n")}
	case f.Type != notebook.Refs:
		return texts[:1]
	}
	var list []string
	for _, id := range texts {
		if ids[id] != "" {
			list = append(list, ids[id])
		}
	}
	return list
}

// TakeCopies makes new records of copies, whoever made them: once more with ids
// of their own, so that they take the place of nothing. It returns their names
// in the order of the copies.
func (w *Workspace) TakeCopies(ctx context.Context, copies []*notebook.Record) ([]notebook.Ref, error) {
	if slices.ContainsFunc(copies, func(r *notebook.Record) bool { return !Copyable(r.Kind) }) {
		return nil, ErrNotFound
	}
	return w.Import(ctx, Drafts(w.Copies(copies)))
}

// Drafts returns records as Import takes them.
func Drafts(records []*notebook.Record) []notebook.Draft {
	drafts := make([]notebook.Draft, len(records))
	for i, r := range records {
		drafts[i] = notebook.Draft{Kind: r.Kind, ID: r.ID, Values: notebook.Values{}}
		for name := range r.Fields {
			if name == notebook.Order {
				continue // a notebook puts them at the end of its own list
			}
			drafts[i].Values[name] = r.Set(name)
		}
	}
	return drafts
}
