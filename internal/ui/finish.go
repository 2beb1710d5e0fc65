package ui

import (
	"context"
	"errors"
	"strconv"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// A list on the page before finishing shows mostTitles titles, and is folded
// when it has more than foldTitles.
const (
	mostTitles = 40
	foldTitles = 12
)

// showFinish asks what became of each action of the plan, a page of them at a
// time.
func showFinish(_ context.Context, v *visit) (Response, error) { return v.finishPage(), nil }

func (v *visit) finishPage() Response {
	kind := notebook.KindOf("action")
	part, _ := paging(v, v.book().Records("action"), becameWeight)
	at := v.finishingAt()
	var asked []html.Node
	for _, a := range part {
		asked = append(asked, v.inputs(kind, a).became(kind.Field("state")))
	}
	body := html.W("p", v.T("No action is written down. That is fine, too."))
	if asked != nil {
		body = html.All(asked...)
	}
	return v.page(page{Heading: v.T("What became of each action?"), Over: v.T("Finishing the plan"), Place: "plan",
		Lead: v.T("Every answer is a good one. What is done, or not for us, stays in the past plan. The rest comes along."),
		Body: html.All(v.form(v.on("plan", "finish"), html.On("data-autosave"),
			hidden("page", strconv.Itoa(at)), body,
			html.E("div.go", html.W("button", v.T("Go on")),
				html.E("button.link", html.A("name", "go"), html.A("value", "stop"), html.Text(v.T("Stop for today")))), v.savedLine("")),
			html.E("p.other", html.If(at > 1, html.All(link(v.on("plan", "finish")+"?page="+strconv.Itoa(at-1), "", v.T("One page back")), html.Text(" · "))),
				link(v.on("plan", "finish", "look"), "", v.T("Leave the others as they stand"))))})
}

// finishingAt is the page of actions that is asked for.
func (v *visit) finishingAt() int {
	n, err := strconv.Atoi(v.req.Query.Get("page"))
	if err != nil || n < 1 {
		return 1
	}
	return n
}

// becameWeight is about how many bytes the question about an action takes.
func becameWeight(r *notebook.Record) int {
	return 1700 + textWeight(clip(firstLine(r.Title()), titleBytes))
}

// became asks how an action stands, now that its plan ends: not yet becomes
// later.
func (in *inputs) became(f *notebook.Field) html.Node {
	in.prefix = in.record.ID.String() + "_"
	var steps []html.Node
	for _, step := range f.Scale {
		words := in.v.T(step.Word)
		if step.Value == "notyet" {
			words = in.v.T("later, in the next plan")
		}
		steps = append(steps, in.step(f, step.Value, words))
	}
	return html.E("fieldset.ask", html.A("id", "f-"+in.prefix+f.Name),
		html.E("legend", auto(), html.Text(clip(firstLine(in.record.Title()), titleBytes))), in.beside(f),
		html.E("div.steps", append(steps, in.step(f, "", in.v.T("not sure")))...),
		html.E("input", html.A("type", "hidden"), html.A("name", "was."+in.prefix+f.Name), html.A("value", in.stamp(f)), off()))
}

// takeFinish keeps the answers of a page, and goes on to the next one.
func takeFinish(ctx context.Context, v *visit) (Response, error) {
	kind := notebook.KindOf("action")
	for _, a := range v.book().Records("action") {
		if edits := v.editsOf(kind, a.ID.String()+"_"); edits != nil {
			if err := v.work.Set(ctx, a.Ref, edits...); err != nil {
				return Response{}, err
			}
		}
	}
	v.req.Query = Values{"page": v.req.Form["page"]}
	at := v.finishingAt()
	if v.req.Partial {
		return v.finishPage(), nil
	}
	if v.req.Form.Get("go") == "stop" {
		return v.see(v.on("home")), v.mark(ctx, "finish", strconv.Itoa(at))
	}
	next := v.on("plan", "finish", "look")
	list := v.book().Records("action")
	if part, _ := paging(v, list, becameWeight); len(part) > 0 && part[len(part)-1] != list[len(list)-1] {
		next = v.on("plan", "finish") + "?page=" + strconv.Itoa(at+1)
	}
	return v.see(next), nil
}

// showFinishLook says, before anything happens, what stays in the past plan,
// what comes along and what goes on, and asks for a few words.
func showFinishLook(_ context.Context, v *visit) (Response, error) {
	next := &notebook.Record{Ref: planRef(), Fields: map[string][]notebook.Value{"begins": {{Text: v.today()}}}}
	today := &notebook.Record{Ref: notebook.Ref{Kind: "pastplan"}, Fields: map[string][]notebook.Value{"finished": {{Text: v.today()}}}}
	return v.finishLook(v.inputs(notebook.KindOf("pastplan"), today), v.inputs(notebook.KindOf("plan"), next)), nil
}

func (v *visit) finishLook(past, next *inputs) Response {
	p := notebook.Part(v.book())
	ask := func(in *inputs, names ...string) html.Node {
		var list []html.Node
		for _, name := range names {
			list = append(list, in.question(in.kind.Field(name)))
		}
		return html.All(list...)
	}
	return v.page(page{Heading: v.T("Looking back, and on"), Over: v.T("Finishing the plan"), Place: "plan", Faults: append(past.faults, next.faults...),
		Lead: v.T("Nothing is lost. The plan stays readable as it is today."),
		Body: html.All(
			v.titled(v.T("Stays in the past plan"), p.Leave), v.titled(v.T("Comes along to the next plan"), p.Stay),
			v.titled(v.own(v.T("Protocols go on as they are")), v.book().Records("protocol")),
			v.form(v.on("plan", "finish", "look"), ask(past, "glad", "learnt", "finished"),
				html.W("h2", v.T("The next plan")), ask(next, "title", "begins", "ends"),
				html.W("p.note", v.T("We can take this back for 30 days.")),
				html.E("div.go", html.W("button", v.T("Finish this plan")), link(v.on("plan"), "button.second", v.T("Not today")))))})
}

// titled lists the titles of some records under a heading.
func (v *visit) titled(heading string, list []*notebook.Record) html.Node {
	if len(list) == 0 {
		return html.Node{}
	}
	var items []html.Node
	for _, r := range list[:min(len(list), mostTitles)] {
		items = append(items, html.E("li", html.E("bdi", html.Text(clip(firstLine(r.Title()), titleBytes))), v.standing(r)))
	}
	if more := len(list) - mostTitles; more > 0 {
		items = append(items, html.W("li", v.N("and %d more", "and %d more", more)))
	}
	return html.E("details.card", html.If(len(list) <= foldTitles, html.On("open")), html.W("summary", heading), html.E("ul", items...))
}

// finish finishes the plan, and opens it as a past one.
func finish(ctx context.Context, v *visit) (Response, error) {
	said, on := v.req.Form.Get, v.req.Form.Get("finished")
	if on == "" {
		on = v.today()
	}
	ref, err := v.work.Finish(ctx, workspace.Finishing{On: on, Name: v.T("Plan"), Glad: said("glad"), Learnt: said("learnt"),
		Title: said("title"), Begins: said("begins"), Ends: said("ends")})
	var f *workspace.FieldError
	if errors.As(err, &f) {
		past, next := v.again(notebook.KindOf("pastplan"), nil, nil), v.again(notebook.KindOf("plan"), nil, nil)
		if f.Kind == "plan" {
			next = v.again(next.kind, nil, err)
		} else {
			past = v.again(past.kind, nil, err)
		}
		return v.finishLook(past, next), nil
	}
	if err != nil {
		return Response{}, err
	}
	return v.see(v.on("pastplan", ref.ID.String())), v.mark(ctx, "finish", "")
}

// tryFinishing offers to finish a plan whose last day is around now, or to go on
// where we stopped.
func (v *visit) tryFinishing() html.Node {
	ends, words := v.aboutPlan().Get("ends"), locale.Msg("Its last day is around now. We can look back, and begin the next one.")
	at := v.on("plan", "finish")
	if page := v.marked("finish"); page != "" {
		at, words = at+"?page="+page, locale.Msg("We stopped while we were looking back. It waits where we left it.")
	} else if ends == "" || ends > v.today() || !v.has("row") {
		return html.Node{}
	}
	return v.offer("finish."+ends, v.T("Is this plan coming to its end?"), v.T(words), link(at, "button.second", v.T("Look back together")))
}
