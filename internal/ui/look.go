package ui

import (
	"context"
	"io"
	"time"

	"amparo/internal/catalog"
	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// look opens a notebook in memory with the example in it.
func look(ctx context.Context, v *visit) (Response, error) {
	if v.desk != nil {
		return v.see(v.inside()), nil
	}
	clock := &ago{now: v.app.host.Config.Now, days: begun}
	config := v.app.host.Config
	config.Now = clock.time
	desk, err := workspace.LookAround(ctx, config)
	if err != nil {
		return Response{}, err
	}
	defer clock.goOn(0)
	v.app.take(desk)
	example := catalog.NewExample(v.Lang()).On(v.now())
	drafts, ids, err := v.drafts(example)
	if err != nil {
		return Response{}, err
	}
	ours, hers := apart(drafts)
	w, err := desk.NewNotebook(ctx, example.Name)
	if err != nil {
		return Response{}, err
	}
	v.app.current = w.ID()
	if _, err := w.Import(ctx, ours); err != nil {
		return Response{}, err
	}
	again := v.now().AddDate(0, 0, 140).Format("2006-01-02")
	if _, err := w.Agree(ctx, workspace.PlanSubject, v.now().AddDate(0, 0, -40).Format("2006-01-02"), again, ""); err != nil {
		return Response{}, err
	}
	if err := lookedAgain(ctx, w, clock, example.Moves, ids); err != nil {
		return Response{}, err
	}
	return v.see(v.on("home")), lookAtHers(ctx, desk, example.Own, hers)
}

// begun is how many days ago the example was begun, so that it has a past.
const begun = 45

// ago is a clock that goes so many days behind.
type ago struct {
	now  func() time.Time
	days int
}

func (a *ago) time() time.Time { return a.now().AddDate(0, 0, -a.days) }

// goOn sets the clock to so many days ago.
func (a *ago) goOn(days int) { a.days = days }

// lookedAgain writes how the collective saw risks on later days, and why.
func lookedAgain(ctx context.Context, w *workspace.Workspace, clock *ago, moves []catalog.ExampleMove, ids map[string]notebook.ID) error {
	for _, m := range moves {
		clock.goOn(-m.Day)
		var edits []workspace.Edit
		for name, texts := range m.Values {
			edits = append(edits, workspace.Edit{Field: name, Texts: texts})
		}
		if err := w.Set(ctx, notebook.Ref{Kind: "risk", ID: ids[m.Risk]}, edits...); err != nil {
			return err
		}
	}
	clock.goOn(0)
	return nil
}

// apart tells what stands in the collective's notebook from what one woman
// keeps for herself.
func apart(drafts []notebook.Draft) (ours, hers []notebook.Draft) {
	for _, d := range drafts {
		if notebook.KindOf(d.Kind).Own {
			hers = append(hers, d)
		} else {
			ours = append(ours, d)
		}
	}
	return ours, hers
}

// lookAtHers makes the notebook that one of the invented women keeps for herself.
func lookAtHers(ctx context.Context, desk *workspace.Desk, name string, drafts []notebook.Draft) error {
	w, err := desk.NewNotebook(ctx, name)
	if err != nil {
		return err
	}
	if _, err := w.Add(ctx, "settings", notebook.Values{"who": {"me"}}); err != nil {
		return err
	}
	_, err = w.Import(ctx, drafts)
	return err
}

// drafts makes records of the example, with ids in the place of its keys, and
// returns which key has which id.
func (v *visit) drafts(example catalog.Example) ([]notebook.Draft, map[string]notebook.ID, error) {
	ids := map[string]notebook.ID{}
	for _, r := range example.Records {
		var id notebook.ID
		if _, err := io.ReadFull(v.app.host.Config.Rand, id[:]); err != nil {
			return nil, nil, err
		}
		ids[r.Key] = id
	}
	drafts := make([]notebook.Draft, len(example.Records))
	for i, r := range example.Records {
		drafts[i] = notebook.Draft{Kind: r.Kind, ID: ids[r.Key], Values: notebook.Values{}}
		for name, texts := range r.Values {
			drafts[i].Values[name] = linked(notebook.KindOf(r.Kind).Field(name), texts, ids)
		}
	}
	return drafts, ids, nil
}

func linked(f *notebook.Field, texts []string, ids map[string]notebook.ID) []string {
	if f == nil || f.Type != notebook.Refs {
		return texts
	}
	list := make([]string, len(texts))
	for i, key := range texts {
		list[i] = ids[key].String()
	}
	return list
}

// endLook puts the example away. Nothing of it was kept.
func endLook(ctx context.Context, v *visit) (Response, error) {
	if !v.desk.Passing() {
		return v.see(v.inside()), nil
	}
	desk := v.desk
	v.app.desk, v.app.current = nil, ""
	if err := desk.Close(ctx); err != nil {
		return Response{}, err
	}
	return v.see("/"), nil
}
