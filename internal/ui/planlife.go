package ui

import (
	"context"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// planLife says how the plan stands, and its days, where something was said.
func (v *visit) planLife() html.Node {
	r, says := v.aboutPlan(), []string{}
	if state := r.Get("state"); state != "" {
		says = append(says, capital(v.T(notebook.PlanStates.Word(state))))
	}
	if day := r.Get("begins"); day != "" {
		says = append(says, v.F("from %s", v.Date(day)))
	}
	if day := r.Get("ends"); day != "" {
		says = append(says, v.F("until %s", v.Date(day)))
	}
	return html.All(
		html.If(r.Title()+strings.Join(says, "") != "", html.E("p.quiet", html.E("bdi", html.W("strong", r.Title())),
			html.If(r.Title() != "" && len(says) > 0, html.Text(" · ")), html.Text(strings.Join(says, " · ")))),
		v.offerAgreed(),
		html.If(r.Get("state") == "finished", v.offer("finished", v.T("Keep it as a past plan?"),
			v.T("It stays readable as it is, and the next plan begins with what is left."), link(v.on("plan", "finish"), "button.second", v.T("Look back together")))))
}

// offerAgreed offers to call the plan agreed, once we have agreed on it: on this
// plan, and not on one that is past.
func (v *visit) offerAgreed() html.Node {
	a, state := v.latest(workspace.PlanSubject), v.aboutPlan().Get("state")
	if a == nil || state != "" && state != "draft" {
		return html.Node{}
	}
	for _, past := range v.book().Records("pastplan") {
		if a.Get("on") <= past.Get("finished") {
			return html.Node{}
		}
	}
	return v.offer("agreed."+a.ID.String(), v.T("Do we call the plan agreed?"), v.F("Agreed together on %s.", v.Date(a.Get("on"))),
		v.form(v.on("plan", "state"), hidden("state", "agreed"), html.W("button.second", v.T("Yes, it is agreed"))))
}

// setPlanState says how the plan stands.
func setPlanState(ctx context.Context, v *visit) (Response, error) {
	return v.see(v.on("plan")), v.work.Set(ctx, planRef(), workspace.Edit{Field: "state", Texts: []string{v.req.Form.Get("state")}})
}
