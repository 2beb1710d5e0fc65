package ui

import (
	"context"
	"strings"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// ending is an answer to "does it end?", and what an idea becomes with it.
type ending struct {
	value   string
	kind    string
	answer  string
	becomes string
}

func endings() []ending {
	return []ending{
		{"once", "action", locale.Msg("Yes. We do it, and then it is done."), locale.Msg("It becomes an action of the plan.")},
		{"steps", "row", locale.Msg("Yes, and it takes several steps."), locale.Msg("It becomes a row of the plan.")},
		{"always", "protocol", locale.Msg("No. We do it each time, in the same way."), locale.Msg("It becomes a protocol: before, during, after.")},
		{"work", "activity", locale.Msg("No. It is a part of our work."), locale.Msg("It becomes an activity. Whether it needs a protocol, we see later.")},
		{"unsure", "activity", locale.Msg("Not sure"), locale.Msg("We keep it among the activities, and look at it later.")},
	}
}

// showSort asks of an idea the one question that tells a plan from a protocol.
func showSort(_ context.Context, v *visit) (Response, error) { return v.sortPage(nil), nil }

func (v *visit) sortPage(faults []fault) Response {
	s, _ := sheetOf("row")
	in := v.inputs(notebook.KindOf("activity"), nil)
	in.faults = faults
	chosen := v.req.Form.Get("ends")
	var answers []html.Node
	for _, e := range endings() {
		answers = append(answers, html.E("label", html.E("input", html.A("type", "radio"), html.A("name", "ends"), html.A("value", e.value), off(),
			html.If(e.value == chosen || chosen == "" && e.value == "unsure", html.On("checked"))),
			html.E("span", html.W("strong", v.T(e.answer)), html.E("span.quiet", html.Text(" "+v.own(v.T(e.becomes)))))))
	}
	return v.page(page{Heading: v.own(v.T("Plan or protocol?")), Place: "plan", Faults: faults,
		Lead: v.own(v.T("A plan begins and ends. A protocol goes on. One question tells where an idea belongs.")),
		Body: html.All(v.around(s), v.form(v.on("sort"),
			html.E("div.ask", html.E("label", html.A("for", "f-idea"), html.Text(v.T("What is the idea?"))),
				html.E("p.example", html.W("span", v.T("For example:")), html.Text(" "+v.T("We tell each other when we are home."))),
				in.fault("f-idea"),
				html.E("textarea", html.A("id", "f-idea"), html.A("name", "idea"), html.A("rows", "2"), off(), auto(), html.On("required"),
					in.described("f-idea", false), html.Text(v.req.Form.Get("idea")))),
			html.E("fieldset.ask", html.W("legend", v.T("Does it end?")), html.E("div.picks", answers...)),
			html.E("div.go", html.W("button", v.T("Put it there")), link(s.path(v), "", v.T("Not today")))))})
}

// takeSorted puts an idea where its answer says, and opens it there.
func takeSorted(ctx context.Context, v *visit) (Response, error) {
	idea := strings.Join(strings.Fields(v.req.Form.Get("idea")), " ")
	if idea == "" {
		return v.sortPage([]fault{{"f-idea", v.T("A few words are needed here.")}}), nil
	}
	for _, e := range endings() {
		if e.value != v.req.Form.Get("ends") {
			continue
		}
		values := notebook.Values{"title": {idea}}
		if e.kind == "activity" {
			values["needs"] = []string{"later"}
		}
		ref, err := v.work.Add(ctx, e.kind, values)
		return v.see(v.on(e.kind, ref.ID.String())), err
	}
	return v.sortPage([]fault{{"f-idea", v.T("Choose one of these answers.")}}), nil
}
