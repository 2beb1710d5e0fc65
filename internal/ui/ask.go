package ui

import (
	"context"
	"errors"
	"slices"
	"sort"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// guided returns the questions that are asked one by one: what is asked first,
// the columns of the sheet, and answers with room for words. In a row we ask what we have before we ask what
// leaves us open.
func guided(k *notebook.Kind) []*notebook.Field {
	var list []*notebook.Field
	for i := range k.Fields {
		if f := &k.Fields[i]; (f.Heart || f.Column || f.Note != "") && !f.Hidden {
			list = append(list, f)
		}
	}
	if k.Name == "row" {
		sort.SliceStable(list, func(i, j int) bool { return list[i].Name == "strengths" && list[j].Name == "vulnerabilities" })
	}
	return list
}

// beginAsking leads to the first question of a record that is not there yet.
func beginAsking(_ context.Context, v *visit) (Response, error) {
	s, ok := v.sheet()
	if !ok || s.add == "" {
		return Response{}, workspace.ErrNotFound
	}
	if open, ok := v.openInstead(s.kind, true); ok {
		return open, nil
	}
	return v.see(v.on(s.kind, v.freshID().String(), "ask", guided(notebook.KindOf(s.kind))[0].Name)), nil
}

// asked is one question of a record.
type asked struct {
	sheet sheet
	ref   notebook.Ref
	list  []*notebook.Field
	at    int
	alone bool // asked by itself, and not as one of several
}

// asked reads from the path which question is meant. Only the first one can be
// asked of a record that is not there yet.
func (v *visit) asked(alone bool) (asked, error) {
	s, ok := v.sheet()
	id, err := notebook.ParseID(v.arg("id"))
	if !ok || err != nil {
		return asked{}, workspace.ErrNotFound
	}
	k := notebook.KindOf(s.kind)
	q := asked{sheet: s, ref: notebook.Ref{Kind: s.kind, ID: id}, list: slices.DeleteFunc(guided(k), isTwin), alone: alone}
	if f := k.Field(v.arg("field")); alone && f != nil && !f.Hidden && !isTwin(f) {
		q.list = []*notebook.Field{f}
	}
	q.at = slices.IndexFunc(q.list, func(f *notebook.Field) bool { return f.Name == v.arg("field") })
	if q.at < 0 || s.add == "" || (alone || q.at > 0) && v.book().Get(q.ref) == nil {
		return asked{}, workspace.ErrNotFound
	}
	return q, nil
}

// path returns where the question at a place is asked.
func (q asked) path(v *visit, at int) string {
	how := "ask"
	if q.alone {
		how = "answer"
	}
	return v.on(q.sheet.kind, q.ref.ID.String(), how, q.list[at].Name)
}

// showQuestion asks a question on a page of its own: alone, or with the others
// behind it.
func showQuestion(alone bool) func(context.Context, *visit) (Response, error) {
	return func(_ context.Context, v *visit) (Response, error) {
		q, err := v.asked(alone)
		if err != nil {
			return Response{}, err
		}
		return v.questionPage(q, v.inputs(notebook.KindOf(q.sheet.kind), v.book().Get(q.ref))), nil
	}
}

func (v *visit) questionPage(q asked, in *inputs) Response {
	p := page{Over: v.F("Question %s of %s", v.Number(q.at+1), v.Number(len(q.list))), Heading: q.sheet.addText(v),
		Place: q.sheet.place, Bare: true, Faults: in.faults}
	other := v.keepOther(q.sheet.kind)
	if r := v.book().Get(q.ref); r != nil {
		other = html.Node{}
		p.Heading, p.Typed = clip(firstLine(r.Title()), titleBytes), true
		if her := v.invented(notebook.PersonaOf(r)); her != "" {
			p.Over += " · " + her
		}
	}
	steps := dots(q.at, len(q.list))
	if q.alone {
		p.Over, steps = q.sheet.name(v), html.Node{}
	}
	p.Body = html.All(steps,
		v.form(q.path(v, q.at), html.On("data-autosave"), in.askedTwice(q.list[q.at]), in.note(q.list[q.at]), other, v.ways(), v.savedLine("")),
		html.If(q.at > 0, html.E("p.other", link(q.path(v, max(q.at-1, 0)), "", v.T("One page back")))))
	return v.page(p)
}

// answerQuestion keeps what was typed, whichever way she leaves the question,
// and goes where she wants.
func answerQuestion(alone bool) func(context.Context, *visit) (Response, error) {
	return func(ctx context.Context, v *visit) (Response, error) {
		q, err := v.asked(alone)
		if err != nil {
			return Response{}, err
		}
		f, way := q.list[q.at], v.req.Form.Get("go")
		if f.Type == notebook.Choice && way == "unsure" {
			v.req.Form[f.Name] = []string{f.Unsure()}
			if twin := twinOf(notebook.KindOf(q.sheet.kind), f); twin != nil {
				v.req.Form[twin.Name] = []string{twin.Unsure()}
			}
		}
		first := f == &notebook.KindOf(q.sheet.kind).Fields[0]
		if first && way != "on" && strings.TrimSpace(v.req.Form.Get(f.Name)) == "" {
			return v.leaveQuestion(ctx, q, way) // a name that is not there yet is no answer to save
		}
		var fault *workspace.FieldError
		err = v.save(ctx, q.ref)
		if errors.As(err, &fault) {
			return v.questionPage(q, v.again(notebook.KindOf(q.sheet.kind), v.book().Get(q.ref), err)), nil
		}
		if err != nil {
			return Response{}, err
		}
		return v.leaveQuestion(ctx, q, way)
	}
}

func (v *visit) leaveQuestion(ctx context.Context, q asked, way string) (Response, error) {
	here := q.path(v, q.at)
	if way == "stop" {
		return v.see(q.sheet.path(v)), v.pause(ctx, strings.TrimPrefix(here, v.on()+"/"))
	}
	if way == "" { // app.js saves by itself
		return v.see(here), nil
	}
	if err := v.pause(ctx, ""); err != nil {
		return Response{}, err
	}
	switch r := v.book().Get(q.ref); {
	case r == nil && q.sheet.ideas && way == "unsure":
		return v.see(v.on("ideas", q.sheet.kind)), nil
	case r == nil:
		return v.see(q.sheet.path(v)), nil
	case q.alone:
		return v.see(v.pathOf(r)), nil
	case q.at+1 < len(q.list):
		return v.see(q.path(v, q.at+1)), nil
	}
	return v.see(v.on(q.sheet.kind, q.ref.ID.String(), "asked")), nil
}

// pausedKey is the name under which the settings keep at which question of this
// notebook we stopped.
func (v *visit) pausedKey() string { return "ask." + v.app.current }

// pause remembers a question, or with "" none.
func (v *visit) pause(ctx context.Context, question string) error {
	if v.settings.Steps[v.pausedKey()] == question {
		return nil
	}
	if question == "" {
		delete(v.settings.Steps, v.pausedKey())
	} else {
		v.settings.Steps[v.pausedKey()] = question
	}
	return v.desk.Save(ctx, v.settings)
}

// pausedAt leads back to the question at which we stopped, on the sheet that it
// belongs to.
func (v *visit) pausedAt(s sheet) html.Node {
	question := v.settings.Steps[v.pausedKey()]
	if !strings.HasPrefix(question, s.kind+"/") {
		return html.Node{}
	}
	return html.E("div.beside", html.W("p", v.T("We stopped here another day. The same question waits for us.")),
		html.E("p", link(v.on(question), "button.small", v.T("Go on from there"))))
}

// showAsked ends the questions of a record: what we have, and what can wait.
func showAsked(_ context.Context, v *visit) (Response, error) {
	s, r, err := v.subject()
	if err == nil && s.add == "" {
		err = workspace.ErrNotFound
	}
	if err != nil {
		return Response{}, err
	}
	var have, wait []html.Node
	for _, f := range guided(notebook.KindOf(s.kind)) {
		if texts := v.answerAndNote(r, f, 0); len(texts) > 0 {
			have = append(have, html.W("dt", v.label(f)), html.E("dd", texts...))
			continue
		}
		if isTwin(f) {
			continue // its question is asked with the other
		}
		wait = append(wait, html.E("li", link(v.on(s.kind, r.ID.String(), "answer", f.Name), "", v.own(v.T(f.Question)))))
	}
	return v.page(page{Over: v.about(r), Heading: v.T("That is written down"), Place: s.place,
		Lead: v.T("It is saved. We can change every word of it on another day."), Body: html.All(
			html.E("dl.card.have", have...),
			html.If(wait != nil, html.E("section", html.W("h2", v.T("This can wait")), html.E("ul", wait...))),
			html.E("div.go", html.If(s.kind == "risk", v.onward(r)), link(v.pathOf(r), "button.second", v.T("Open it")),
				link(v.on("ask", s.kind), "button.second", s.addText(v)), link(s.path(v), "", s.name(v))),
		)}), nil
}
