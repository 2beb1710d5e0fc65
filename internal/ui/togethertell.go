//go:build !js

package ui

import (
	"context"
	"slices"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showTell asks how it is going, as a check-in does. What is on the page is what
// is sent, when she says so.
func showTell(_ context.Context, v *visit) (Response, error) {
	if v.readers == nil || !v.oursHere() {
		return v.see(v.on("home")), nil
	}
	return v.tellPage(nil), nil
}

func (v *visit) tellPage(faults []fault) Response {
	k := notebook.KindOf("sent")
	in := &inputs{v: v, kind: k, faults: faults, typed: notebook.Values(v.req.Form)}
	var fields []html.Node
	for _, name := range notebook.Told() {
		fields = append(fields, in.question(k.Field(name)))
	}
	return v.page(page{Heading: v.T("How it is going"), Place: "tell", Faults: faults, Lead: v.T("A few words to one of these are enough. Nothing is sent before we put it there."),
		Body: v.form(v.on("tell"), html.All(fields...), html.E("div.go", html.W("button", v.T("Put this there")), link(v.on("together"), "button.second", v.T("Leave it"))))})
}

func tell(ctx context.Context, v *visit) (Response, error) {
	told := notebook.Values{}
	for _, name := range notebook.Told() {
		if text := strings.Join(v.req.Form[name], "\n"); strings.TrimSpace(text) != "" {
			told[name] = []string{text}
		}
	}
	if len(told) == 0 && v.readers != nil {
		return v.tellPage([]fault{{"f-how", v.T("A few words are needed here.")}}), nil
	}
	if _, err := v.work.Send(ctx, workspace.Sending{Title: v.T("How it is going"), Told: told}); err != nil {
		return Response{}, err
	}
	return v.see(v.on("together")), nil
}

// toTell leads from a check-in to sending some of it.
func (v *visit) toTell(r *notebook.Record) html.Node {
	return html.E("p", link(v.on("checkin", r.ID.String(), "send"), "", v.T("Put some of it into a notebook with someone")))
}

// telling is what is chosen of a check-in.
type telling struct {
	checkin *notebook.Record
	parts   []string // in the order of notebook.Told
	to      string
	list    []workspace.Info
}

func (v *visit) telling(ctx context.Context) (telling, error) {
	r, err := v.record("checkin")
	if err != nil {
		return telling{}, err
	}
	t := telling{checkin: r, to: v.req.Form.Get("to")}
	for _, name := range notebook.Told() {
		if slices.Contains(v.req.Form["part"], name) && r.Get(name) != "" {
			t.parts = append(t.parts, name)
		}
	}
	t.list, err = v.groupsOwn(ctx)
	return t, err
}

// showTellOn asks which parts of her check-in may stand there. Nothing is chosen
// beforehand, and her note for herself is not among them.
func showTellOn(ctx context.Context, v *visit) (Response, error) {
	t, err := v.telling(ctx)
	if err != nil {
		return Response{}, err
	}
	return v.tellOnPage(t, nil), nil
}

func (v *visit) tellOnPage(t telling, faults []fault) Response {
	in := inputs{v: v, faults: faults}
	p := page{Over: clip(firstLine(t.checkin.Title()), titleBytes), Heading: v.T("Put some of it into a notebook with someone"), Place: "live", Faults: faults,
		Lead: v.T("What I tap stands there, and nothing else. Nothing is chosen beforehand.")}
	if t.list == nil {
		p.Lead = v.T("There is no notebook with someone from outside yet.")
		p.Body = html.E("div.go", link("/with", "button", v.T("Begin one, or go on")), link(v.pathOf(t.checkin), "button.second", v.T("Leave it")))
		return v.page(p)
	}
	var boxes []html.Node
	for _, name := range notebook.Told() {
		if text := t.checkin.Get(name); text != "" {
			boxes = append(boxes, html.E("label", html.E("input", html.A("type", "checkbox"), html.A("name", "part"), html.A("value", name), off(),
				html.If(slices.Contains(t.parts, name), html.On("checked"))),
				html.E("span", html.Text(v.label(notebook.KindOf("checkin").Field(name))+": "), html.E("bdi.lines", html.Text(clip(text, cellBytes))))))
		}
	}
	p.Body = v.form(v.on("checkin", t.checkin.ID.String(), "send"),
		html.E("fieldset.ask", html.A("id", "f-part"), html.W("legend", v.T("What may stand there?")), in.fault("f-part"), html.E("div.picks", boxes...)),
		v.intoWhich(t.list, t.to, faults),
		html.E("div.go", html.W("button", v.T("See what would stand there")), link(v.pathOf(t.checkin), "button.second", v.T("Leave it"))))
	return v.page(p)
}

// tellOn shows what would stand there, and puts it there when she has seen just
// that.
func tellOn(ctx context.Context, v *visit) (Response, error) {
	t, err := v.telling(ctx)
	if err != nil {
		return Response{}, err
	}
	var faults []fault
	if len(t.parts) == 0 {
		faults = append(faults, fault{"f-part", v.T("Tap at least one part.")})
	}
	if !slices.ContainsFunc(t.list, func(n workspace.Info) bool { return n.ID == t.to }) {
		faults = append(faults, fault{"f-to", v.T("Choose one of these notebooks.")})
	}
	way, seen := v.req.Form.Get("go"), v.req.Form.Get("seen")
	switch {
	case faults != nil || way == "back":
		return v.tellOnPage(t, faults), nil
	case way != "put" || seen != t.stamp():
		return v.tellOnLook(t, seen != ""), nil
	}
	there, err := v.desk.Notebook(ctx, t.to)
	if err != nil {
		return Response{}, err
	}
	told := notebook.Values{}
	for _, name := range t.parts {
		told[name] = []string{t.checkin.Get(name)}
	}
	ref, err := there.Send(ctx, workspace.Sending{Title: v.T("How it is going"), Told: told})
	if err != nil {
		return Response{}, err
	}
	return v.see("/n/" + t.to + "/sent/" + ref.ID.String()), nil
}

// stamp stands for what the preview has shown.
func (t telling) stamp() string {
	var seen []string
	for _, name := range t.parts {
		seen = append(seen, name, workspace.Stamp(t.checkin, name))
	}
	return strings.Join(seen, " ")
}

func (v *visit) tellOnLook(t telling, changed bool) Response {
	var list []html.Node
	kept := []html.Node{hidden("to", t.to), hidden("seen", t.stamp())}
	for _, name := range t.parts {
		text := t.checkin.Get(name)
		list = append(list, html.W("dt", v.label(notebook.KindOf("checkin").Field(name))), html.E("dd.lines", written(text), html.Text(text)))
		kept = append(kept, hidden("part", name))
	}
	return v.page(page{Heading: v.T("This is what would stand there"), Place: "live", Lead: v.T("This and nothing else. It can be taken out there again."), Body: html.All(
		html.If(changed, html.E("p.note", html.A("role", "status"), html.Text(v.T("Something here was changed meanwhile. Please look once more.")))),
		html.E("dl.card.have", list...), html.W("p.note", v.T("Whoever reads that notebook reads this. Later changes of ours do not follow; we can send it again.")),
		v.form(v.on("checkin", t.checkin.ID.String(), "send"), html.All(kept...), html.E("div.go",
			html.E("button", html.A("name", "go"), html.A("value", "put"), html.Text(v.T("Put this there"))),
			html.E("button.second", html.A("name", "go"), html.A("value", "back"), html.Text(v.T("Choose other parts"))))))})
}
