package workspace

import (
	"context"
	"errors"

	"amparo/internal/notebook"
)

// ErrTooLate says that something of a finished plan is gone for good, so that
// finishing can't be taken back as a whole.
var ErrTooLate = errors.New("finished too long ago")

// Finishing is what is said when a plan is finished, and how the next begins.
// Days are 2006-01-02; each may be "" but On.
type Finishing struct {
	On                  string // the day on which it is finished
	Name                string // what the past plan is called when the plan has no name
	Glad, Learnt        string
	Title, Begins, Ends string // of the next plan
}

// Finish keeps the plan as a fixed version, a past plan, and begins the next one
// with what is left: see notebook.Part. What leaves is removed as Remove does, and
// protocols, risks and people stay as they are. It is one change, and Unfinish
// takes it back.
func (w *Workspace) Finish(ctx context.Context, f Finishing) (notebook.Ref, error) {
	book, ref := w.Notebook(), notebook.Ref{Kind: "plan", ID: notebook.Single("plan")}
	values := notebook.Values{"title": {f.Name}, "finished": {f.On}, "glad": {f.Glad}, "learnt": {f.Learnt},
		"version": {notebook.Freeze(collect(book, planKinds))}}
	if plan := book.Get(ref); plan != nil {
		if plan.Title() != "" {
			values["title"] = []string{plan.Title()}
		}
		values["begins"], values["ends"] = []string{plan.Get("begins")}, []string{plan.Get("ends")}
	}
	form, kind := w.form(), notebook.KindOf("pastplan")
	past := form.place(kind, notebook.Draft{Values: values})
	if err := form.draft(past, notebook.Draft{Values: values}); err != nil {
		return notebook.Ref{}, err
	}
	for _, r := range notebook.Part(book).Leave {
		form.edit.Remove(r.Ref)
	}
	next := []Edit{{Field: "title", Texts: []string{f.Title}}, {Field: "state", Texts: []string{"draft"}},
		{Field: "begins", Texts: []string{f.Begins}}, {Field: "ends", Texts: []string{f.Ends}}}
	for _, e := range next {
		if err := form.set(notebook.KindOf("plan"), ref, e); err != nil {
			return notebook.Ref{}, err
		}
	}
	return past, w.flush(ctx, form.edit)
}

// Past returns the version that a past plan keeps.
func (w *Workspace) Past(ref notebook.Ref) (*notebook.Notebook, error) {
	r := w.Notebook().Get(ref)
	if r == nil || r.Kind != "pastplan" {
		return nil, ErrNotFound
	}
	then, err := notebook.Thaw(r.Get("version"))
	if err != nil {
		return nil, while("reading the past plan", err)
	}
	return then, nil
}

// Unfinish takes the finishing of a plan back, in one change: what left comes
// back, the plan has its name, its state and its days again, and the past plan is
// removed. It returns ErrTooLate when something that left is gone for good.
func (w *Workspace) Unfinish(ctx context.Context, ref notebook.Ref) error {
	then, err := w.Past(ref)
	if err != nil {
		return err
	}
	e := w.edit()
	for _, r := range notebook.Part(then).Leave {
		switch now := w.Notebook().Look(r.Ref); {
		case now == nil:
			return ErrTooLate
		case now.Removed:
			e.Restore(r.Ref)
		}
	}
	plan := notebook.Ref{Kind: "plan", ID: notebook.Single("plan")}
	for _, field := range []string{"title", "state", "begins", "ends"} {
		text := ""
		if r := then.Get(plan); r != nil {
			text = r.Get(field)
		}
		e.Set(plan, field, text, nil)
	}
	e.Remove(ref)
	return w.flush(ctx, e)
}
