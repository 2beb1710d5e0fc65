package ui

import (
	"context"
	"errors"

	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showUnlock is the door: the vaults that want to be shown, and a way in for
// those that do not.
func showUnlock(ctx context.Context, v *visit) (Response, error) {
	return v.unlockPage(ctx, nil)
}

func (v *visit) unlockPage(ctx context.Context, faults []fault) (Response, error) {
	if v.desk != nil {
		return v.see(v.inside()), nil
	}
	places, err := v.app.host.Shelf.List(ctx)
	if err != nil {
		return Response{}, err
	}
	if len(places) == 0 {
		return v.see("/start"), nil
	}
	return v.page(page{Heading: v.T("Good to see you"), Bare: true, Faults: faults,
		Body: html.All(
			v.form("/unlock", v.places(places), v.secret("passphrase", v.T("The passphrase"), faults),
				html.E("details", html.If(v.req.Form.Get("paper") != "" || faults != nil && faults[0].ID == "f-paper", html.On("open")),
					html.W("summary", v.T("With the paper key")), v.secret("paper", v.T("The letters on the paper"), faults)),
				html.E("div.go", html.W("button", v.T("Open")))),
			html.E("p.quiet.other", link("/create/me", "", v.T("A notebook that only I can open")), html.Text(" · "), link("/start", "", v.T("Begin another notebook")))),
	}), nil
}

// places lets people choose which vault to open. With a single one there is
// nothing to choose.
func (v *visit) places(places []workspace.Place) html.Node {
	var list []html.Node
	chosen, hidden := v.req.Form.Get("place"), false
	for _, p := range places {
		if p.Label == "" {
			hidden = true
			continue
		}
		list = append(list, v.place(p.ID, p.Label, chosen == p.ID || chosen == "" && len(list) == 0))
	}
	if len(list) == 0 {
		return html.Node{}
	}
	list = append(list, v.place("", v.T("Another one, not shown here"), hidden && chosen == "" && v.req.Method == "POST"))
	return html.E("fieldset.ask", html.W("legend", v.T("Which one?")), html.E("div.picks", list...))
}

func (v *visit) place(id, label string, chosen bool) html.Node {
	return html.E("label", html.E("input", html.A("type", "radio"), html.A("name", "place"), html.A("value", id), off(),
		html.If(chosen, html.On("checked"))), html.E("span", auto(), html.Text(label)))
}

// unlock opens a vault and goes to where one left.
func unlock(ctx context.Context, v *visit) (Response, error) {
	if v.desk != nil {
		return v.see(v.inside()), nil
	}
	desk, err := v.open(ctx)
	if wrong := v.notOpened(err); wrong.ID != "" {
		return v.unlockPage(ctx, []fault{wrong})
	}
	if err != nil {
		return Response{}, err
	}
	v.app.take(desk)
	v.desk = desk
	if err := v.keepLanguage(ctx); err != nil {
		return Response{}, err
	}
	return v.see(v.inside()), nil
}

// open tries what was typed on the vault that was chosen, or on those without
// a name.
func (v *visit) open(ctx context.Context) (*workspace.Desk, error) {
	shelf, config, place := v.app.host.Shelf, v.app.host.Config, v.req.Form.Get("place")
	if paper := v.req.Form.Get("paper"); paper != "" {
		return v.openPaper(ctx, place, paper)
	}
	if place == "" {
		return workspace.UnlockHidden(ctx, shelf, []byte(v.req.Form.Get("passphrase")), config)
	}
	return workspace.Unlock(ctx, shelf, place, []byte(v.req.Form.Get("passphrase")), config)
}

// openPaper tries a paper key, on each vault without a name when none was
// chosen.
func (v *visit) openPaper(ctx context.Context, place, paper string) (*workspace.Desk, error) {
	if place != "" {
		return workspace.UnlockPaper(ctx, v.app.host.Shelf, place, paper, v.app.host.Config)
	}
	places, err := v.app.host.Shelf.List(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range places {
		if p.Label != "" {
			continue
		}
		desk, err := workspace.UnlockPaper(ctx, v.app.host.Shelf, p.ID, paper, v.app.host.Config)
		if !errors.Is(err, workspace.ErrLocked) {
			return desk, err
		}
	}
	return nil, workspace.ErrLocked
}

// notOpened returns what to say at the field when it did not open.
func (v *visit) notOpened(err error) fault {
	known := messageOf(err).err
	switch paper := v.req.Form.Get("paper") != ""; {
	case err == nil:
		return fault{}
	case paper && (known == nil || known == workspace.ErrLocked):
		return fault{"f-paper", v.T("These letters did not open it. Look at each group once more, please.")}
	case known == workspace.ErrLocked:
		return fault{"f-passphrase", v.T("This did not open it. One letter can make the difference. Take your time.")}
	}
	return fault{}
}
