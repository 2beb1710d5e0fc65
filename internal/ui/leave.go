package ui

import (
	"context"
	"strings"

	"amparo/internal/locale"
	"amparo/internal/ui/html"
)

// leave answers with an empty page at once, and the process ends. Whatever was
// saved is on disk already, so nothing has to be waited for.
func leave(_ context.Context, v *visit) (Response, error) {
	response := v.blank()
	response.End = true
	return response, nil
}

// showBlank is where app.js goes after leaving.
func showBlank(_ context.Context, v *visit) (Response, error) { return v.blank(), nil }

// blank is a page that says nothing. It has no way back but the address.
func (v *visit) blank() Response {
	root := html.E("html", html.A("lang", v.Lang()), html.A("dir", v.direction()), v.head(),
		html.E("body", html.E("main", html.A("id", "main"), html.W("h1", v.T("Notes")))))
	return Response{Status: 200, Type: "text/html; charset=utf-8", Body: html.Page(root)}
}

// lock closes the vault, shows that it is closed, and the process ends. From
// there the way leads back in, or on to a vault of one's own: a process has the
// keys of one at most.
func lock(ctx context.Context, v *visit) (Response, error) {
	if err := v.close(ctx); err != nil {
		return Response{}, err
	}
	p := page{Heading: v.T("Locked"), Bare: true, Lead: v.T("Everything is saved and closed. Only the passphrase opens it again."),
		Body: html.E("p", link("/unlock", "button", v.T("Open it again")))}
	if v.req.Form.Get("next") == "own" {
		p.Body = html.E("div.go", link("/create/me", "button", v.T("On to a notebook of my own")), link("/unlock", "button.second", v.T("Open it again")))
	}
	response := v.page(p)
	response.End = true
	return response, nil
}

// close closes the vault that is open. Who calls it lets the process end.
func (v *visit) close(ctx context.Context) error {
	desk := v.desk
	v.app.desk, v.app.current, v.desk, v.work = nil, "", nil, nil
	return desk.Close(ctx)
}

// chooseLanguage sets the language: of this device once a vault is open, for
// the time being before that.
func chooseLanguage(ctx context.Context, v *visit) (Response, error) {
	code := v.req.Form.Get("language")
	if !locale.Shipped(code) {
		return v.see("/"), nil
	}
	v.app.language = code
	if v.desk != nil {
		v.settings.Language = code
		if err := v.desk.Save(ctx, v.settings); err != nil {
			return Response{}, err
		}
	}
	return v.see(v.back()), nil
}

// back returns the page of ours that a form came from, or the front.
func (v *visit) back() string {
	path := v.req.Form.Get("back")
	if route, _ := find("GET", path); route == nil || strings.HasPrefix(path, "//") {
		return "/"
	}
	return path
}
