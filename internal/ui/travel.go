//go:build !js

package ui

import (
	"context"
	"errors"

	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// toTravel leads from the settings to the page on which this device forgets.
func (v *visit) toTravel() html.Node {
	if v.work == nil {
		return html.Node{}
	}
	return html.E("li", link(v.on("travel"), "", v.T("Before a journey")))
}

// showTravel says what it means that this device forgets, before anything
// happens.
func showTravel(ctx context.Context, v *visit) (Response, error) {
	p := v.travelHead()
	back, err := v.work.Returnable(ctx)
	if err != nil {
		return Response{}, err
	}
	alone, err := v.notReturnable(ctx)
	if err != nil {
		return Response{}, err
	}
	switch {
	case v.desk.Passing():
		p.Body = v.stays()
	case !back:
		p.Body = html.All(html.W("p.note", v.T("Nobody else can let this device in again yet, so it does not forget.")),
			html.E("ul", html.E("li", link(v.on("group"), "", v.T("Ask a second one to let people in"))),
				html.E("li", link("/backup", "", v.T("Or leave a sealed backup with someone, and remove the notebook here")))))
	default:
		p.Body = v.travelForm(alone)
	}
	return v.page(p), nil
}

func (v *visit) travelHead() page {
	return page{Heading: v.T("Before a journey"), Over: v.work.Name(), Place: "home",
		Lead: v.T("This device forgets the notebook. Then nobody can open it here, whatever she is asked.")}
}

// travelForm is the one confirmation. It names what nobody could bring back.
func (v *visit) travelForm(alone []string) html.Node {
	last := html.Node{}
	if len(alone) > 0 {
		var names []html.Node
		for _, name := range alone {
			names = append(names, html.E("li", html.E("bdi", html.Text(name))))
		}
		last = html.All(html.W("p.hint", v.T("With everything, these go for good. Nobody else has them:")), html.E("ul", names...))
	}
	first, button := html.W("li", v.T("First the others hear of it, so that what is written later is not for this device.")), v.T("Tell the others, and forget")
	if v.out { // there is nothing to tell
		first, button = html.Node{}, v.T("Forget it now")
	}
	return html.All(html.E("ul",
		html.W("li", v.T("Only one of the others can bring it back, by a new invite.")), first,
		html.W("li", v.T("Backups elsewhere still open with their words. Prints stay, and a disk may keep sealed traces."))),
		v.form(v.on("travel"), html.E("fieldset.ask", html.W("legend", v.T("What shall this device forget?")), html.E("div.picks",
			radio("all", "", v.T("This notebook"), true), radio("all", "yes", v.T("Everything that these words open, and the words themselves"), false)), last),
			html.E("div.go", html.W("button", button), link(v.on("group"), "button.second", v.T("Keep it")))))
}

// notReturnable names the other notebooks that nobody could bring back.
func (v *visit) notReturnable(ctx context.Context) ([]string, error) {
	var names []string
	for _, n := range v.desk.Notebooks() {
		if n.ID == v.work.ID() {
			continue
		}
		w, err := v.desk.Notebook(ctx, n.ID)
		if err != nil {
			return nil, err
		}
		if back, err := w.Returnable(ctx); err != nil || !back {
			names = append(names, n.Name)
		}
	}
	return names, nil
}

// travel asks the others to take this device out, tells them at the relay, and
// forgets. Where they could not be told it asks once more, and whoever keeps it
// then asks for nothing any more.
func travel(ctx context.Context, v *visit) (Response, error) {
	back, err := v.work.Returnable(ctx)
	if err != nil || !back || v.desk.Passing() {
		return v.see(v.on("travel")), err
	}
	list := []*workspace.Workspace{v.work}
	if v.req.Form.Get("all") == "yes" {
		if list, err = v.returnable(ctx); err != nil {
			return Response{}, err
		}
	}
	switch v.req.Form.Get("untold") {
	case "forget":
		return v.forgetHere(ctx)
	case "keep":
		for _, w := range list {
			if err := w.StayIn(ctx); err != nil {
				return Response{}, err
			}
		}
		return v.see(v.on("group") + "?kept=1"), nil
	}
	if list, err = notOut(ctx, list); err != nil {
		return Response{}, err
	}
	if len(list) == 0 {
		return v.forgetHere(ctx)
	}
	untold := false
	for _, w := range list {
		if err := w.AskOut(ctx, w.Device()); err != nil {
			return Response{}, err
		}
		untold = untold || w.Way().Relay == "" || v.app.host.Reach == nil
	}
	if untold {
		return v.untold(), nil
	}
	a, desk := v.app, v.desk
	return Response{away: func(ctx context.Context) Response {
		err := tellOthers(ctx, a, list)
		a.mu.Lock()
		defer a.mu.Unlock()
		if a.desk != desk {
			return v.locked()
		}
		if err != nil {
			return v.untold()
		}
		response, err := v.forgetHere(ctx)
		if err != nil {
			return v.trouble(err)
		}
		return response
	}}, nil
}

// returnable returns the notebooks that others could bring back.
func (v *visit) returnable(ctx context.Context) ([]*workspace.Workspace, error) {
	var list []*workspace.Workspace
	for _, n := range v.desk.Notebooks() {
		w, err := v.desk.Notebook(ctx, n.ID)
		if err != nil {
			return nil, err
		}
		if back, err := w.Returnable(ctx); err != nil {
			return nil, err
		} else if back {
			list = append(list, w)
		}
	}
	return list, nil
}

// notOut returns the notebooks that this device still belongs to: of the others
// there is nobody to tell.
func notOut(ctx context.Context, list []*workspace.Workspace) ([]*workspace.Workspace, error) {
	var in []*workspace.Workspace
	for _, w := range list {
		out, err := w.Out(ctx)
		if err != nil {
			return nil, err
		}
		if !out {
			in = append(in, w)
		}
	}
	return in, nil
}

// tellOthers has notebooks meet their relays once.
func tellOthers(ctx context.Context, a *App, list []*workspace.Workspace) error {
	var errs []error
	for _, w := range list {
		errs = append(errs, a.meetOne(ctx, w))
	}
	return errors.Join(errs...)
}

// untold says that the others do not know it yet, and leaves each way open.
func (v *visit) untold() Response {
	p := v.travelHead()
	p.Heading = v.T("The others do not know it yet")
	p.Lead = v.T("Nothing was forgotten so far. They can be told by a file, or on another day.")
	way := func(do, button, words string) html.Node {
		return v.form(v.on("travel"), hidden("all", v.req.Form.Get("all")), html.If(do != "", hidden("untold", do)), html.E("div.go", html.W(button, words)))
	}
	again, file := html.Node{}, "button"
	if v.work.Way().Relay != "" {
		again, file = way("", "button", v.T("Try once more")), "button.second"
	}
	p.Body = html.All(again,
		html.E("section", html.W("h2", v.T("By a file")), html.W("p", v.T("Give it to one of the others before you leave.")),
			v.form(v.on("exchange", "file"), html.W(file, v.T("Save a file for the others")))),
		html.E("section", html.W("h2", v.T("Forget all the same")), html.W("p", v.T("The others can take this device out by hand, on its page. It is forgotten here in any case.")),
			way("forget", "button.second", v.T("Forget it now"))),
		html.E("section", html.W("h2", v.T("Rather not?")), html.W("p", v.T("Then we ask for nothing any more, and all stays as it is.")),
			way("keep", "button.second", v.T("Keep it"))))
	return v.page(p)
}

// forgetHere removes the notebook, or the whole vault, from this device.
func (v *visit) forgetHere(ctx context.Context) (Response, error) {
	if v.req.Form.Get("all") != "yes" {
		id := v.work.ID()
		v.app.current, v.work = "", nil
		return v.see("/notebooks"), v.desk.RemoveNotebook(ctx, id)
	}
	desk := v.desk
	v.app.desk, v.app.current, v.desk, v.work = nil, "", nil, nil
	if err := desk.RemoveAll(ctx, v.app.host.Shelf); err != nil {
		return Response{}, err
	}
	response := v.blank()
	response.End = true
	return response, nil
}
