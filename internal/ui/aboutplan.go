package ui

import (
	"context"
	"errors"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

func planRef() notebook.Ref {
	return notebook.Ref{Kind: "plan", ID: notebook.Single("plan")}
}

// aboutPlan returns what is said of the plan as a whole, empty at first.
func (v *visit) aboutPlan() *notebook.Record {
	if r := v.book().Get(planRef()); r != nil {
		return r
	}
	return &notebook.Record{Ref: planRef()}
}

// showAboutPlan asks what is asked once for the whole plan: its name, its days,
// and whether we thought of bodies, places and care.
func showAboutPlan(_ context.Context, v *visit) (Response, error) {
	return v.aboutPlanPage(v.inputs(notebook.KindOf("plan"), v.aboutPlan())), nil
}

func (v *visit) aboutPlanPage(in *inputs) Response {
	s, _ := sheetOf("row")
	var fields []html.Node
	for i := range in.kind.Fields {
		fields = append(fields, in.question(&in.kind.Fields[i]))
	}
	return v.page(page{Heading: v.T("About the plan"), Place: s.place, Faults: in.faults, Lead: v.T("We ask this once for the whole plan, never for each row."),
		Body: html.All(v.around(s), v.recordForm(v.on("about-plan"), v.aboutPlan(), html.All(fields...)),
			html.E("p.other", link(v.on("plan", "finish"), "", v.T("Finish this plan"))))})
}

func saveAboutPlan(ctx context.Context, v *visit) (Response, error) {
	err := v.save(ctx, planRef())
	var fault *workspace.FieldError
	if errors.As(err, &fault) {
		return v.aboutPlanPage(v.again(notebook.KindOf("plan"), v.aboutPlan(), err)), nil
	}
	return v.see(v.on("about-plan")), err
}

// planQuestions stand under the plan: what was said of bodies, places and care,
// or a question about it that can be put away.
func (v *visit) planQuestions() html.Node {
	r, k := v.aboutPlan(), notebook.KindOf("plan")
	var list []html.Node
	for _, name := range []string{"physical", "care"} {
		f := k.Field(name)
		if texts := v.whole(r, f, cellBytes); len(texts) > 0 {
			list = append(list, html.E("section.card", html.W("h2", v.label(f)), html.All(texts...),
				html.E("p", link(v.on("about-plan")+"#f-"+name, "", v.T("Write in it")))))
			continue
		}
		list = append(list, v.offer("plan."+name, v.label(f), v.T(f.Question), link(v.on("about-plan")+"#f-"+name, "button.second", v.T("Answer it"))))
	}
	return html.E("div.cards.questions", list...)
}
