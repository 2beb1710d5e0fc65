package ui

import (
	"context"
	"strings"

	"amparo/internal/catalog"
	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// ofThePast begins the keys of those records of the example that stood in a plan
// which is past.
const ofThePast = "past-"

// past takes the example's past plan out of its drafts.
func past(example catalog.Example, drafts []notebook.Draft) (plan notebook.Values, then, now []notebook.Draft) {
	for i, d := range drafts {
		switch {
		case d.Kind == "pastplan":
			plan = d.Values
		case strings.HasPrefix(example.Records[i].Key, ofThePast):
			then = append(then, d)
		default:
			now = append(now, d)
		}
	}
	return plan, then, now
}

// lookBack makes the past plan in the way in which people make theirs: it is
// written, and finished.
func lookBack(ctx context.Context, w *workspace.Workspace, plan notebook.Values, then []notebook.Draft) error {
	said := func(name string) string { return strings.Join(plan[name], "") }
	about := notebook.Draft{Kind: "plan", Values: notebook.Values{"title": plan["title"], "begins": plan["begins"], "ends": plan["ends"]}}
	if _, err := w.Import(ctx, append(then, about)); err != nil {
		return err
	}
	_, err := w.Finish(ctx, workspace.Finishing{On: said("finished"), Name: said("title"), Glad: said("glad"), Learnt: said("learnt")})
	return err
}
