package ui

import (
	"bytes"
	"context"
	"io"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// A form that names records has a box for new ones, one a line. It is saved
// while someone is still typing in it, so its lines have ids of their own before
// they are records: the box carries a random base, and line i is the record
// base+i. Saving again writes the same records, and makes no second ones.

// base returns the hidden field that gives the lines of a box their ids.
func (in *inputs) base(f *notebook.Field) html.Node {
	name := in.prefix + f.Name + ".at"
	id := Values(in.typed).Get(name)
	if id == "" {
		id = in.v.freshID().String()
	}
	return hidden(name, id)
}

// freshID returns the id for a record that may be made by a form. A host whose
// randomness ends can't go on.
func (v *visit) freshID() notebook.ID {
	var id notebook.ID
	if _, err := io.ReadFull(v.app.host.Config.Rand, id[:]); err != nil {
		panic("ui: no randomness: " + err.Error())
	}
	return id
}

// maxLines is how many lines of a box have ids of their own; those behind them
// are found again by their text.
const maxLines = 64

// lineID returns the id of line i.
func lineID(base notebook.ID, i int) notebook.ID {
	base[len(base)-1] ^= byte(i)
	return base
}

// lines is what the box for new records of one field says.
type lines struct {
	texts  []string         // for the field: an id, or a title that is there already
	drafts []notebook.Draft // the records to make or to write again
	gone   []notebook.Ref   // made from a line that is there no more
}

// lines reads the box of a field.
func (v *visit) lines(f *notebook.Field) lines {
	items := notebook.Items(v.req.Form.Get(f.Name + ".new"))
	base, err := notebook.ParseID(v.req.Form.Get(f.Name + ".at"))
	if err != nil {
		return lines{texts: items}
	}
	var l lines
	for i := range maxLines {
		ref := notebook.Ref{Kind: f.Of, ID: lineID(base, i)}
		made := v.book().Get(ref) != nil
		if i < len(items) && !v.named(f.Of, base, items[i]) {
			l.texts = append(l.texts, ref.ID.String())
			l.drafts = append(l.drafts, notebook.Draft{Kind: f.Of, ID: ref.ID, Values: notebook.Values{"title": {items[i]}}})
			continue
		}
		if i < len(items) {
			l.texts = append(l.texts, items[i])
		}
		if made {
			l.gone = append(l.gone, ref)
		}
	}
	if len(items) > maxLines {
		l.texts = append(l.texts, items[maxLines:]...)
	}
	return l
}

// named says whether a record that is not of this box has this title.
func (v *visit) named(kind string, base notebook.ID, title string) bool {
	for _, r := range v.book().Records(kind) {
		if !ofBox(base, r.ID) && sameTitle(r.Title(), title) {
			return true
		}
	}
	return false
}

// ofBox says whether an id is one of a box with this base.
func ofBox(base, id notebook.ID) bool {
	last := len(id) - 1
	return bytes.Equal(base[:last], id[:last]) && base[last]^id[last] < maxLines
}

func sameTitle(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// save writes what a form says of a record; with one that is not there yet, it
// makes it under that id. What the boxes for new records say is made on the way.
func (v *visit) save(ctx context.Context, ref notebook.Ref) error {
	k := notebook.KindOf(ref.Kind)
	edits := v.edits(k)
	var drafts []notebook.Draft
	var gone []notebook.Ref
	for i, e := range edits {
		f := k.Field(e.Field)
		if f.Type != notebook.Refs {
			continue
		}
		l := v.lines(f)
		edits[i].Texts = append(append([]string{}, v.req.Form[f.Name]...), l.texts...)
		drafts, gone = append(drafts, l.drafts...), append(gone, l.gone...)
	}
	if err := v.write(ctx, ref, edits, drafts); err != nil {
		return err
	}
	for _, old := range gone {
		if err := v.work.Remove(ctx, old); err != nil {
			return err
		}
	}
	return nil
}

func (v *visit) write(ctx context.Context, ref notebook.Ref, edits []workspace.Edit, drafts []notebook.Draft) error {
	k := notebook.KindOf(ref.Kind)
	if !k.Only && v.book().Look(ref) == nil {
		if ref.Kind == "checkin" && v.req.Form.Get("also") == "keep" {
			if err := v.work.KeepCheckin(ctx); err != nil {
				return err
			}
		}
		values := notebook.Values{}
		for _, e := range edits {
			if strings.Join(e.Texts, "") != "" {
				values[e.Field] = e.Texts
			}
		}
		_, err := v.work.Write(ctx, append(drafts, notebook.Draft{Kind: ref.Kind, ID: ref.ID, Values: values}))
		return err
	}
	if len(drafts) > 0 {
		if _, err := v.work.Import(ctx, drafts); err != nil {
			return err
		}
	}
	return v.work.Set(ctx, ref, edits...)
}
