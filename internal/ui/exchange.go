//go:build !js

package ui

import (
	"context"
	"errors"

	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showExchange offers to bring together by a file what each one wrote.
func showExchange(_ context.Context, v *visit) (Response, error) {
	return v.exchangePage(nil), nil
}

func (v *visit) exchangePage(faults []fault) Response {
	body := html.All(
		html.If(v.req.Query.Get("came") != "", html.E("p.note", html.A("role", "status"), html.Text(v.T("What was in the file is here now.")))),
		html.E("section", html.W("h2", v.T("Take along what is here")),
			html.W("p", v.T("Sealed, for those who belong here. Nobody else can read it.")),
			v.form(v.on("exchange", "file"), html.E("div.go", html.W("button", v.T("Save a file for the others"))))),
		html.E("section", html.W("h2", v.T("Bring what they wrote")),
			v.form(v.on("exchange"), html.A("enctype", "multipart/form-data"), v.fileBox(v.T("The file that one of them made"), faults),
				html.E("div.go", html.W("button.second", v.T("Take it in"))))))
	if v.desk.Passing() {
		body = v.stays()
	}
	return v.page(page{Heading: v.T("Bring together by a file"), Over: v.work.Name(), Place: "home", Faults: faults,
		Lead: v.T("Each saves a file and gives it to another. In any order, and as often as you like."), Body: body})
}

// saveExchange is the file for the others.
func saveExchange(ctx context.Context, v *visit) (Response, error) {
	if v.desk.Passing() {
		return v.see(v.on("exchange")), nil
	}
	b, err := v.work.ToFile(ctx)
	return exchangeFile(b), err
}

// bringExchange takes in what a file of the others has.
func bringExchange(ctx context.Context, v *visit) (Response, error) {
	if v.desk.Passing() {
		return v.see(v.on("exchange")), nil
	}
	faults := v.noFile()
	var err error
	if faults == nil {
		_, err = v.work.FromFile(ctx, v.req.Files["file"].Data)
		faults, err = v.fileFaults(err)
	}
	if faults != nil {
		return v.exchangePage(faults), nil
	}
	return v.see(v.on("exchange") + "?came=1"), err
}

// noFile says that no file was chosen.
func (v *visit) noFile() []fault {
	if len(v.req.Files["file"].Data) == 0 {
		return []fault{{"f-file", v.T("Choose a file first.")}}
	}
	return nil
}

// fileFaults says what is wrong with a file, where something is; any other error
// goes on.
func (v *visit) fileFaults(err error) ([]fault, error) {
	switch {
	case errors.Is(err, workspace.ErrFile):
		return []fault{{"f-file", v.T("This is no file of ours, or it is not whole. Please ask for it once more.")}}, nil
	case errors.Is(err, workspace.ErrFileNewer):
		return []fault{{"f-file", v.T("A newer version of this program wrote it. Bring this one up to date, please.")}}, nil
	}
	return nil, err
}
