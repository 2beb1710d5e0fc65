//go:build !js

package ui

import (
	"bytes"
	"context"
	"hash/fnv"
	"slices"
	"strconv"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// toCopy offers to copy a record, where it can be.
func (v *visit) toCopy(r *notebook.Record) html.Node {
	if !workspace.Copyable(r.Kind) {
		return html.Node{}
	}
	return html.E("li", link(v.on(r.Kind, r.ID.String(), "copy"), "", v.T("Copy it into another notebook")))
}

// What is said of each record of a preview, one letter each in the order of the
// list, so that it goes along in the form from page to page, without JavaScript
// too. What was not shown yet is not copied.
const (
	unshown = '-'
	ticked  = 'y'
	leftOut = 'n'
)

// copying is a copy on its way: what it would hold, and what was ticked of it so
// far.
type copying struct {
	sheet   sheet
	list    []*notebook.Record // the record itself comes first
	copies  []*notebook.Record
	book    *notebook.Notebook // of the copies
	ticks   []byte
	changed bool // since the preview was shown
}

// copying returns what the path names and what the form says of it.
func (v *visit) copying() (copying, error) {
	s, r, err := v.subject()
	if err != nil {
		return copying{}, err
	}
	c := copying{sheet: s, book: notebook.New()}
	if c.list, err = v.work.ToCopy(r.Ref); err != nil {
		return c, err
	}
	c.copies = v.work.Copies(c.list)
	for _, r := range c.copies {
		c.book.Put(r)
	}
	c.ticks = bytes.Repeat([]byte{unshown}, len(c.list))
	form := v.req.Form
	if c.changed = v.req.Method == "POST" && form.Get("seen") != hashOf(c.list); c.changed || v.req.Method != "POST" {
		return c, nil
	}
	if said := form.Get("ticks"); len(said) == len(c.ticks) {
		copy(c.ticks, said)
	}
	from, to, _ := extent(v, c.copies, c.weight)
	for i := from; i < to; i++ {
		c.ticks[i] = leftOut
		if i == 0 || slices.Contains(form["with"], c.list[i].ID.String()) {
			c.ticks[i] = ticked
		}
	}
	return c, nil
}

// weight is about how many bytes a record takes in the preview.
func (c *copying) weight(r *notebook.Record) int {
	sum := 600 + 2*textWeight(clip(r.Title(), titleBytes))
	for i := range notebook.KindOf(r.Kind).Fields {
		if text := c.book.Shown(r, &notebook.KindOf(r.Kind).Fields[i]); text != "" {
			sum += 80 + textWeight(text)
		}
	}
	return sum
}

// showCopy shows exactly what would be copied, and asks where to. Nothing
// happens by itself between two notebooks.
func showCopy(_ context.Context, v *visit) (Response, error) {
	c, err := v.copying()
	if err != nil {
		return Response{}, err
	}
	return v.copyPage(c), nil
}

// copyPage shows a page of the preview. A long one is gone through to its end,
// where it can be copied: nothing goes along that was not on a page.
func (v *visit) copyPage(c copying) Response {
	from, to, number := extent(v, c.copies, c.weight)
	path := v.on(c.sheet.kind, c.list[0].ID.String())
	var first html.Node
	var others []html.Node
	for i := from; i < to; i++ {
		if i == 0 {
			first = html.E("div.card", html.W("p.over", capital(oneWord(v, c.sheet.kind))), v.copyOf(c.book, c.copies[0], ""))
		} else {
			others = append(others, v.copyPick(&c, i))
		}
	}
	last, onward := v.whereTo(), html.W("button", v.T("Copy it"))
	if to < len(c.list) {
		last, onward = hidden("to", v.req.Form.Get("to")), v.turn(number+1, true, v.T("Further ones"))
	}
	end := html.All(last, html.E("div.go", onward, v.turn(number-1, from > 0, v.T("Earlier ones")), link(path, "button.second", v.T("Leave it"))))
	return v.page(page{Heading: v.T("Copy it into another notebook"), Place: c.sheet.place,
		Lead: v.T("This and what is ticked is copied, and nothing else. The copy does not tell where it came from."),
		Body: html.All(
			html.If(c.changed, html.E("p.note", html.A("role", "status"), html.Text(v.T("Something here was changed meanwhile. Please look once more.")))),
			v.form(path+"/copy?page="+strconv.Itoa(number), hidden("seen", hashOf(c.list)), hidden("ticks", string(c.ticks)), first,
				html.If(others != nil, html.All(html.W("h2", v.T("What it names")), html.E("ul.cards", others...))),
				html.If(to-from < len(c.list), html.W("p.quiet", v.F("%s to %s of %s", v.Number(from+1), v.Number(to), v.Number(len(c.list))))),
				html.W("p.note", v.T("People are not copied. Names that stand in these texts are. Please look at them once more.")), end))})
}

// copyPick is a record that goes along unless it is left out.
func (v *visit) copyPick(c *copying, i int) html.Node {
	r := c.copies[i]
	title := clip(firstLine(r.Title()), titleBytes)
	return html.E("li.card", html.E("div.picks", html.E("label",
		html.E("input", html.A("type", "checkbox"), html.A("name", "with"), html.A("value", c.list[i].ID.String()), off(), html.If(c.ticks[i] != leftOut, html.On("checked"))),
		html.E("span", html.Text(capital(oneWord(v, r.Kind))+": "), html.E("bdi", html.Text(title))))),
		v.copyOf(c.book, r, title))
}

// turn is the button to another page of the preview; what is ticked goes along.
func (v *visit) turn(number int, there bool, words string) html.Node {
	return html.If(there, html.E("button.second", html.A("name", "turn"), html.A("value", strconv.Itoa(number)), html.Text(words)))
}

// copyOf shows every text of a copy but the one that stands over it already.
func (v *visit) copyOf(book *notebook.Notebook, c *notebook.Record, shown string) html.Node {
	k := notebook.KindOf(c.Kind)
	var list []html.Node
	for i := range k.Fields {
		f := &k.Fields[i]
		text := book.Shown(c, f)
		if text != "" && f.Type != notebook.Refs {
			text = v.words(f, text)
		}
		if text != "" && (i > 0 || text != shown) {
			list = append(list, html.W("dt", v.label(f)), html.E("dd.lines", written(text), html.Text(text)))
		}
	}
	return html.If(list != nil, html.E("dl", list...))
}

// whereTo asks for the notebook: one of this vault, or one that other words
// open. Of those, not even the names are known here.
func (v *visit) whereTo() html.Node {
	var list []html.Node
	others, chosen := v.otherNotebooks(), v.req.Form.Get("to")
	known := slices.ContainsFunc(others, func(n workspace.Info) bool { return n.ID == chosen })
	for i, n := range others {
		list = append(list, v.toNotebook(n.ID, n.Name, n.ID == chosen || !known && i == 0))
	}
	if !v.desk.Passing() {
		list = append(list, v.toNotebook("", v.T("One that other words open, on this computer. This one is locked first."), len(list) == 0))
	}
	return html.E("fieldset.ask", html.W("legend", v.T("Where to?")), html.E("div.picks", list...))
}

func (v *visit) toNotebook(id, name string, chosen bool) html.Node {
	return html.E("label", html.E("input", html.A("type", "radio"), html.A("name", "to"), html.A("value", id), off(),
		html.If(chosen, html.On("checked"))), html.E("span", auto(), html.Text(name)))
}

// hashOf stands for what a preview has shown.
func hashOf(list []*notebook.Record) string {
	h := fnv.New64a()
	h.Write([]byte(notebook.Freeze(list)))
	return strconv.FormatUint(h.Sum64(), 36)
}

// copyRecord copies what the preview has shown and what was left ticked, or goes
// on to another page of it.
func copyRecord(ctx context.Context, v *visit) (Response, error) {
	c, err := v.copying()
	if err != nil {
		return Response{}, err
	}
	turn := v.req.Form.Get("turn")
	if c.changed || c.ticks[0] == unshown {
		turn = "1"
	}
	if turn != "" {
		v.req.Query = Values{"page": {turn}}
		return v.copyPage(c), nil
	}
	var list []*notebook.Record
	for i, r := range c.list {
		if c.ticks[i] == ticked {
			list = append(list, r)
		}
	}
	copies := v.work.Copies(list)
	to := v.req.Form.Get("to")
	switch {
	case to == v.work.ID():
		return Response{}, workspace.ErrNotFound
	case to == "" && !v.desk.Passing():
		return v.carryAway(ctx, copies)
	}
	w, err := v.desk.Notebook(ctx, to)
	if err != nil {
		return Response{}, err
	}
	return v.takeCopies(ctx, w, copies, copies[0].ID)
}

// takeCopies makes the records and shows the first of them.
func (v *visit) takeCopies(ctx context.Context, w *workspace.Workspace, copies []*notebook.Record, first notebook.ID) (Response, error) {
	refs, err := w.TakeCopies(ctx, copies)
	if err != nil {
		return Response{}, err
	}
	at := max(0, slices.IndexFunc(copies, func(r *notebook.Record) bool { return r.ID == first }))
	return v.see("/n/" + w.ID() + "/" + refs[at].Kind + "/" + refs[at].ID.String()), nil
}
