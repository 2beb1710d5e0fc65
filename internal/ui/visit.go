package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// visit is one request being answered, with the reader's language.
type visit struct {
	*locale.Locale
	app      *App
	req      Request
	args     map[string]string
	desk     *workspace.Desk      // nil while nothing is open
	work     *workspace.Workspace // nil on pages outside of a notebook
	settings workspace.Settings   // the zero value while nothing is open
	late     bool                 // something here has not gone to the others yet
	out      bool                 // this device is no member any more
	readers  []workspace.Reader   // of a notebook that is had together with someone from outside; else nil
}

// newVisit begins the answer. Without an App it sees nothing that is open.
func newVisit(a *App, r Request, args map[string]string) *visit {
	v := &visit{app: a, req: r, args: args}
	lang := ""
	if a != nil {
		v.desk, lang = a.desk, a.language
	}
	if v.desk != nil {
		v.settings = v.desk.Settings()
		if v.settings.Language != "" {
			lang = v.settings.Language
		}
	}
	if lang == "" {
		lang = locale.Pick(r.Languages)
	}
	v.Locale = locale.New(lang)
	return v
}

// enter opens a notebook, and looks up what each of its pages says.
func (v *visit) enter(ctx context.Context, id string) error {
	w, err := v.desk.Notebook(ctx, id)
	if err != nil {
		return err
	}
	v.app.current, v.work, v.settings = id, w, v.desk.Settings()
	if v.readers, err = v.whoCanRead(ctx); err != nil {
		return err
	}
	return v.stand(ctx)
}

// arg returns the part of the path that stands for a name in braces.
func (v *visit) arg(name string) string { return v.args[name] }

// on returns the path of a page of the open notebook: on("risk", id).
func (v *visit) on(parts ...string) string {
	var path strings.Builder
	path.WriteString("/n/" + v.app.current)
	for _, part := range parts {
		path.WriteString("/" + part)
	}
	return path.String()
}

// see sends on to another page after something was done.
func (v *visit) see(path string) Response { return Response{Status: 303, Location: path} }

// book returns the records of the open notebook, or nil outside of one.
func (v *visit) book() *notebook.Notebook {
	if v.work == nil {
		return nil
	}
	return v.work.Notebook()
}

// record returns the record of a kind that the path names by {id}.
func (v *visit) record(kind string) (*notebook.Record, error) {
	id, err := notebook.ParseID(v.arg("id"))
	if err != nil {
		return nil, workspace.ErrNotFound
	}
	if r := v.book().Get(notebook.Ref{Kind: kind, ID: id}); r != nil {
		return r, nil
	}
	return nil, workspace.ErrNotFound
}

// now returns the host's time.
func (v *visit) now() time.Time { return v.app.host.Config.Now() }

// today returns the day as records keep it.
func (v *visit) today() string { return v.now().Format(time.DateOnly) }

// choice returns a field of the notebook's own settings, "" outside of one.
func (v *visit) choice(field string) string {
	if v.work == nil {
		return ""
	}
	if s := v.book().Get(notebook.Ref{Kind: "settings", ID: notebook.Single("settings")}); s != nil {
		return s.Get(field)
	}
	return ""
}

// alone says that one person keeps the notebook for herself.
func (v *visit) alone() bool { return v.choice("who") == "me" }

// numbers says that the group reads its scales as numbers.
func (v *visit) numbers() bool { return v.choice("scales") == "numbers" }

// word returns what the group calls a protocol.
func (v *visit) word() string {
	if own := v.choice("protocol_word"); own != "" {
		return own
	}
	return v.T("protocol")
}

// wordMany returns the name of the sheet of protocols.
func (v *visit) wordMany() string {
	if own := v.choice("protocol_word"); own != "" {
		return own
	}
	return v.T("Protocols")
}

// scaleWord returns what people read for a kept answer of a Choice: the word,
// or the number where the group likes numbers and the scale has them.
func (v *visit) scaleWord(f *notebook.Field, value string) string {
	if f.Numbered && v.numbers() {
		return value
	}
	if word := f.Scale.Word(value); word != "" {
		return v.T(word)
	}
	return ""
}

// hides says that a suggestion was put away on this device.
func (v *visit) hides(suggestion string) bool {
	return slices.Contains(v.settings.Hidden, suggestion)
}
