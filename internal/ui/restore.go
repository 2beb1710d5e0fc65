package ui

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// sealed is a backup that someone has brought: still sealed, so that a slip in
// the passphrase does not cost her the upload.
type sealed struct{ data []byte }

// showRestore asks for a backup and what opens it.
func showRestore(_ context.Context, v *visit) (Response, error) {
	return v.restorePage(nil)
}

func (v *visit) restorePage(faults []fault) (Response, error) {
	if v.desk != nil {
		return v.see(v.inside()), nil
	}
	offered, err := v.offered(v.req.Form.Get("offered"))
	if err != nil {
		return Response{}, err
	}
	file := v.fileBox(v.T("The file of the backup"), faults)
	if id := v.req.Form.Get("here"); id != "" {
		file = html.E("p.note", hidden("here", id), html.Text(v.T("The file is here. It need not be chosen again.")))
	}
	paper := v.req.Form.Get("paper") != ""
	var own []fault
	if faults != nil && (faults[0].ID == "f-own" || faults[0].ID == "f-again") {
		own = faults
	}
	return v.page(page{Heading: v.T("Bring back a backup"), Bare: true, Faults: faults,
		Lead: v.T("It becomes a notebook of its own here. Nothing that is on this computer is touched."),
		Body: html.All(v.form("/restore", html.A("enctype", "multipart/form-data"), file,
			v.secret("passphrase", v.T("The passphrase of the backup"), faults),
			v.line("label", v.T("A name to show before it is opened"), v.T("Leave it empty and no name is shown. A plain word such as Kitchen says little.")),
			html.E("details", html.If(paper, html.On("open")), html.W("summary", v.T("With the paper key")),
				v.secret("paper", v.T("The letters on the paper"), faults),
				html.W("p", v.T("These words open it from now on:")), offered, v.ownWords(own)),
			html.E("div.go", html.W("button", v.T("Bring it back")), link("/", "", v.T("Not now")))))}), nil
}

// restore makes a vault of the backup and opens it.
func restore(ctx context.Context, v *visit) (Response, error) {
	if v.desk != nil {
		return v.see(v.inside()), nil
	}
	backup, err := v.brought()
	if err != nil {
		return Response{}, err
	}
	if backup == nil {
		return v.restorePage([]fault{{"f-file", v.T("Choose a file first.")}})
	}
	from := workspace.Backup{Reader: bytes.NewReader(backup.data), Label: oneSpace(v.req.Form.Get("label")), Passphrase: []byte(v.req.Form.Get("passphrase"))}
	if from.Paper = strings.TrimSpace(v.req.Form.Get("paper")); from.Paper != "" {
		words, faults := v.chosenWords()
		if faults != nil {
			return v.restorePage(faults)
		}
		from.Passphrase = []byte(words)
	}
	desk, err := workspace.Restore(ctx, v.app.host.Shelf, from, v.app.config())
	if faults := v.unopened(err, from.Paper != ""); faults != nil {
		return v.restorePage(faults)
	}
	if err != nil {
		return Response{}, err
	}
	v.app.take(desk)
	v.desk = desk
	return v.see(v.inside()), v.keepLanguage(ctx)
}

// brought returns the backup of the form: the one that came now, or the one
// that came before. It is nil when there is none.
func (v *visit) brought() (*sealed, error) {
	if file, ok := v.req.Files["file"]; ok && len(file.Data) > 0 {
		backup := &sealed{file.Data}
		id, err := v.wait(backup)
		v.req.Form["here"] = []string{id}
		return backup, err
	}
	backup, ok := awaited[*sealed](v, v.req.Form.Get("here"))
	if !ok {
		delete(v.req.Form, "here")
	}
	return backup, nil
}

// unopened says what stands in the way of opening a backup, where a person can
// do something about it in the form.
func (v *visit) unopened(err error, paper bool) []fault {
	words := "f-passphrase"
	if paper {
		words = "f-own"
	}
	if faults := v.taken(err, words); faults != nil {
		return faults
	}
	var slip *workspace.PaperError
	switch {
	case errors.As(err, &slip):
		if slip.Group > 0 {
			return []fault{{"f-paper", v.F("There is a slip in group %s of the letters. Please compare it once more.", v.Number(slip.Group))}}
		}
		return []fault{{"f-paper", v.T("There is a slip in the paper key. Please compare it group by group.")}}
	case errors.Is(err, workspace.ErrLocked) && paper:
		return []fault{{"f-paper", v.T("These letters did not open it. It may be the key of another notebook.")}}
	case errors.Is(err, workspace.ErrLocked):
		return []fault{{"f-passphrase", v.T("These words did not open it. Take your time; it waits.")}}
	case errors.Is(err, workspace.ErrDamaged), errors.Is(err, workspace.ErrNewer):
		v.done(v.req.Form.Get("here"))
		delete(v.req.Form, "here")
		if errors.Is(err, workspace.ErrNewer) {
			return []fault{{"f-file", v.T("A newer version of this program wrote it. Bring this one up to date, please.")}}
		}
		return []fault{{"f-file", v.T("This is no backup of ours, or it is not whole. Is there another copy?")}}
	}
	return nil
}
