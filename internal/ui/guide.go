package ui

import (
	"context"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// guide is a walk through a few questions, one page each: the first half hour,
// or a meeting of 45 minutes.
type guide struct {
	name  string // in paths
	title string
	steps []step
}

// step is one page of a guide. What show draws stands in a form; save takes
// what came back and may be nil where nothing is asked.
type step struct {
	name string
	ask  func(v *visit) (heading, why string)
	show func(v *visit, faults []fault) html.Node
	save func(ctx context.Context, v *visit) error
}

func (v *visit) guides() []guide {
	return []guide{
		{"first", v.T("The first half hour"), []step{
			worriesStep("worries", 3), weighStep(3), rowStep("have", "strengths"), doStep(), paperStep(),
		}},
		{"meeting", v.T("A meeting of 45 minutes"), []step{
			worriesStep("worry", 1), weighStep(1), rowStep("have", "strengths"), rowStep("open", "vulnerabilities"), doStep(),
			rowStep("need", "resources", "involved"), activityStep(), paperStep(),
		}},
		v.modelGuide(),
	}
}

// guided returns the guide and the step that the path names.
func (v *visit) guided() (guide, int, error) {
	for _, g := range v.guides() {
		if g.name != v.arg("guide") {
			continue
		}
		for i, s := range g.steps {
			if s.name == v.arg("step") {
				return g, i, nil
			}
		}
	}
	return guide{}, 0, workspace.ErrNotFound
}

func showStep(_ context.Context, v *visit) (Response, error) {
	g, at, err := v.guided()
	if err != nil {
		return Response{}, err
	}
	return v.stepPage(g, at, nil), nil
}

func (v *visit) stepPage(g guide, at int, faults []fault) Response {
	s := g.steps[at]
	heading, why := s.ask(v)
	body := s.show(v, faults)
	if s.save != nil {
		body = v.form(v.on(g.name, s.name), html.On("data-autosave"), body, v.ways(), v.savedLine(""))
	}
	return v.page(page{Heading: heading, Lead: why, Bare: true, Faults: faults,
		Over: v.F("%s, page %s of %s", g.title, v.Number(at+1), v.Number(len(g.steps))),
		Body: html.All(dots(at, len(g.steps)), body, back(v, g, at))})
}

// dots show how far one has come; the line over the heading says it in words.
func dots(at, of int) html.Node {
	var list []html.Node
	for i := range of {
		class := ""
		if i <= at {
			class = "on"
		}
		list = append(list, html.E(tag("i", class)))
	}
	return html.E("div.dots", append(list, html.A("aria-hidden", "true"))...)
}

// ways are how one can go on from a question. Whatever was typed is kept, with
// each of them.
func (v *visit) ways() html.Node {
	way := func(class, value, words string) html.Node {
		return html.E(tag("button", class), html.A("name", "go"), html.A("value", value),
			html.If(value != "on", html.On("formnovalidate")), html.Text(words))
	}
	return html.E("div.go",
		way("", "on", v.T("Go on")), way("second", "unsure", v.T("Not sure")),
		way("second", "skip", v.T("Skip")), way("link", "stop", v.T("Stop for today")))
}

func back(v *visit, g guide, at int) html.Node {
	if at == 0 {
		return html.Node{}
	}
	return html.E("p.other", link(v.on(g.name, g.steps[at-1].name), "", v.T("One page back")))
}

// takeStep keeps what was typed and goes where she wants to go.
func takeStep(ctx context.Context, v *visit) (Response, error) {
	g, at, err := v.guided()
	if err != nil {
		return Response{}, err
	}
	if save := g.steps[at].save; save != nil {
		err = save(ctx, v)
	}
	faults := v.again(nil, nil, err).faults
	if err != nil && faults == nil {
		return Response{}, err
	}
	if v.req.Partial || faults != nil && v.req.Form.Get("go") == "on" {
		return v.stepPage(g, at, faults), nil
	}
	if v.req.Form.Get("go") == "stop" {
		return v.see(v.on("home")), v.mark(ctx, g.name, g.steps[at].name)
	}
	next := g.steps[min(at+1, len(g.steps)-1)].name
	return v.see(v.on(g.name, next)), v.mark(ctx, g.name, next)
}

// mark remembers, on this device, where a guide was left.
func (v *visit) mark(ctx context.Context, name, value string) error {
	if v.marked(name) == value {
		return nil
	}
	v.settings.Steps[name+"."+v.app.current] = value
	return v.desk.Save(ctx, v.settings)
}

func (v *visit) marked(name string) string { return v.settings.Steps[name+"."+v.app.current] }

// worriesStep asks for a few worries, and offers some of ours to choose from.
func worriesStep(name string, n int) step {
	return step{name,
		func(v *visit) (string, string) {
			if n == 1 {
				return v.T("What worries us most?"), v.T("One sentence is enough. We take one worry at a time.")
			}
			return v.T("What worries us most?"), v.T("Up to three, a sentence each. Naming them together makes them smaller.")
		},
		func(v *visit, faults []fault) html.Node { return v.worries(n, faults) },
		func(ctx context.Context, v *visit) error { return v.saveWorries(ctx, n) },
	}
}

func (v *visit) worries(n int, faults []fault) html.Node {
	names := []string{v.T("A worry"), v.T("Another one, if there is one"), v.T("And a third")}
	risk := notebook.KindOf("risk")
	var list []html.Node
	records := v.ours()
	for i := range n {
		in := v.inputs(risk, nil)
		in.prefix, in.faults = worry(i), faults
		if i < len(records) {
			in.record = records[i]
		}
		if faults != nil {
			in.typed = notebook.Values(v.req.Form)
		}
		list = append(list, in.worry(names[i], i))
	}
	return html.All(html.All(list...),
		html.E("p.example", html.W("span", v.T("For example:")), html.Text(" "+v.T(risk.Fields[0].Example))))
}

// worry returns the prefix of the fields of one worry in the form.
func worry(i int) string { return string(rune('a'+i)) + "_" }

// worry is one line; only the first asks for an answer, and only to go on.
func (in *inputs) worry(name string, i int) html.Node {
	id := "f-" + in.prefix + "title"
	return html.E("div.ask", html.E("label", html.A("for", id), html.Text(name)), in.fault(id),
		html.E("input", html.A("id", id), html.A("name", in.prefix+"title"), html.A("value", in.text("title")), off(), auto(),
			in.described(id, false), html.If(i == 0, html.On("required"))),
		html.E("input", html.A("type", "hidden"), html.A("name", "was."+in.prefix+"title"), html.A("value", in.stamp(&in.kind.Fields[0])), off()))
}

func (v *visit) saveWorries(ctx context.Context, n int) error {
	records := v.ours()
	for i := range n {
		title := strings.TrimSpace(v.req.Form.Get(worry(i) + "title"))
		if i < len(records) && title != "" {
			if err := v.work.Set(ctx, records[i].Ref, v.editsOf(notebook.KindOf("risk"), worry(i))...); err != nil {
				return err
			}
		}
		if i >= len(records) && title != "" {
			if _, err := v.work.Add(ctx, "risk", notebook.Values{"title": {title}}); err != nil {
				return err
			}
		}
	}
	if len(v.ours()) == 0 {
		return &workspace.FieldError{Kind: "risk", Field: worry(0) + "title", Problem: workspace.Empty}
	}
	return nil
}

// weighStep asks, for each worry, how likely and how heavy it is.
func weighStep(n int) step {
	return step{"weigh",
		func(v *visit) (string, string) {
			return v.T("How likely, and how heavy?"), v.T("A feeling that we share is enough. It can change later.")
		},
		func(v *visit, _ []fault) html.Node { return v.weigh(n) },
		func(ctx context.Context, v *visit) error {
			risk := notebook.KindOf("risk")
			for _, r := range v.worried(n) {
				if err := v.work.Set(ctx, r.Ref, v.editsOf(risk, r.ID.String()+"_")...); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// worried returns the first worries of the notebook.
func (v *visit) worried(n int) []*notebook.Record {
	list := v.ours()
	return list[:min(n, len(list))]
}

func (v *visit) weigh(n int) html.Node {
	risk := notebook.KindOf("risk")
	var list []html.Node
	for _, r := range v.worried(n) {
		in := v.inputs(risk, r)
		in.prefix = r.ID.String() + "_"
		list = append(list, html.E("section.card",
			html.E("h2", auto(), html.Text(r.Title())),
			in.block(risk.Field("probability"), v.T("How likely is it, for us, today?"), "", ""),
			in.block(risk.Field("impact"), v.T("If it happened, how heavy would it be?"), "", "")))
	}
	if list == nil {
		return html.W("p", v.T("No worry is written down yet. That is fine, too."))
	}
	return html.All(list...)
}
