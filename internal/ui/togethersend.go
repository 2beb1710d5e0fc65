//go:build !js

package ui

import (
	"context"
	"slices"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/share"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// sent returns the record that the path names.
func (v *visit) sent() (*notebook.Record, error) {
	if v.readers == nil {
		return nil, workspace.ErrNotFound
	}
	return v.record(v.arg("kind"))
}

// showSent shows something that was sent, as its preview showed it.
func showSent(_ context.Context, v *visit) (Response, error) {
	r, err := v.sent()
	if err != nil {
		return Response{}, err
	}
	var docs []html.Node
	for _, text := range r.Set("share") {
		s, err := share.Decode(text)
		if err != nil {
			docs = append(docs, html.W("p.note", v.T("This was written by a newer version")))
			continue
		}
		shown, _, pager := v.partOf(paper.OfShare(s, v.Locale, v.paper()))
		docs = append(docs, v.document(shown), pager)
	}
	return v.page(page{Over: v.T("Sent"), Heading: clip(firstLine(r.Title()), titleBytes), Typed: true, Place: "together",
		Body: html.All(v.toldOf(r), html.All(docs...), v.sentWays(r))}), nil
}

// toldOf shows the words that went with it, and how it is going.
func (v *visit) toldOf(r *notebook.Record) html.Node {
	var list []html.Node
	for _, name := range append([]string{"words"}, notebook.Told()...) {
		f := notebook.KindOf("sent").Field(name)
		if texts := v.whole(r, f, 0); texts != nil {
			list = append(list, html.W("dt", v.label(f)), html.E("dd", texts...))
		}
	}
	return html.If(list != nil, html.E("dl.card.have", list...))
}

// sentWays is what can be done with it: the group sends it again or takes it
// back, the one from outside notes for herself that she has read it.
func (v *visit) sentWays(r *notebook.Record) html.Node {
	if !v.oursHere() {
		return html.If(slices.Contains(v.work.Waiting(), r), v.form(v.pathOf(r), html.W("p.hint", v.T("Only this device remembers it. Nobody is told.")),
			html.E("div.go", touchWay(".second", "read", v.T("I have read it")))))
	}
	from, picks := v.work.Picks(r.Ref)
	known := slices.ContainsFunc(v.otherNotebooks(), func(n workspace.Info) bool { return n.ID == from })
	return v.form(v.pathOf(r), html.W("p.note", v.T("Taken back, it is not shown to them any more. What they have read, they may have kept.")),
		html.E("div.go", html.If(known && picks != nil, touchWay(".second", "again", v.T("Send it again as it is now"))), touchWay(".second", "back", v.T("Take it back"))))
}

// showAskedQuestion shows a question and its answer. The one from outside writes
// the answer, the group takes the question back.
func showAskedQuestion(_ context.Context, v *visit) (Response, error) {
	r, err := v.sent()
	if err != nil {
		return Response{}, err
	}
	k := notebook.KindOf("question")
	text := r.Title()
	ways := html.All(html.If(r.Get("answer") != "", html.All(html.W("h2", v.T("Answer")), html.E("div.card", v.whole(r, k.Field("answer"), 0)...))), v.sentWays(r))
	if !v.oursHere() {
		ways = v.form(v.pathOf(r), v.inputs(k, r).field(k.Field("answer")), html.E("div.go", touchWay("", "answer", v.T("Save the answer"))))
	}
	return v.page(page{Over: v.T("A question"), Heading: clip(firstLine(text), titleBytes), Typed: true, Place: "together", Body: html.All(
		html.If(clip(firstLine(text), titleBytes) != text, html.E("p.lines", written(text), html.Text(text))), ways)}), nil
}

// takeSent does what a button beside something sent or asked says.
func takeSent(ctx context.Context, v *visit) (Response, error) {
	id, err := notebook.ParseID(v.arg("id"))
	if err != nil || v.readers == nil {
		return Response{}, workspace.ErrNotFound
	}
	ref := notebook.Ref{Kind: v.arg("kind"), ID: id}
	form := v.req.Form
	switch form.Get("do") {
	case "back":
		return v.see(v.on("together") + "?gone=" + ref.Kind + "." + id.String()), v.work.TakeBack(ctx, ref)
	case "restore":
		if !v.oursHere() {
			return Response{}, workspace.ErrNotOurs
		}
		return v.see(v.on("together")), v.work.Restore(ctx, ref)
	case "read":
		return v.see("/groups"), v.work.Read(ctx, ref)
	case "again":
		return v.sendAgain(ref)
	case "answer":
		return v.see("/groups"), v.work.Set(ctx, ref, workspace.Edit{Field: "answer", Texts: form["answer"], Stamp: form.Get("was.answer")})
	}
	return v.see(v.pathOf(&notebook.Record{Ref: ref})), nil
}

// takenBack says, after something was taken back, that it can come again.
func (v *visit) takenBack() html.Node {
	kind, text, _ := strings.Cut(v.req.Query.Get("gone"), ".")
	id, err := notebook.ParseID(text)
	r := v.book().Look(notebook.Ref{Kind: kind, ID: id})
	if err != nil || r == nil || !r.Removed {
		return html.Node{}
	}
	return html.E("div.beside", html.A("role", "status"),
		html.E("p", html.Text(v.T("Taken back. It can come again for 30 days:")+" "), html.E("bdi", html.Text(clip(firstLine(r.Title()), titleBytes)))),
		v.form(v.pathOf(r), touchWay(".small", "restore", v.T("Bring it back"))))
}

// sendAgain leads to the preview of the same items as they are now, in the
// notebook that they are from.
func (v *visit) sendAgain(ref notebook.Ref) (Response, error) {
	from, picks := v.work.Picks(ref)
	if picks == nil || !v.oursHere() || !slices.ContainsFunc(v.otherNotebooks(), func(n workspace.Info) bool { return n.ID == from }) {
		return Response{}, workspace.ErrNotFound
	}
	s := &sharing{picks: picks, to: v.work.ID(), instead: ref.ID}
	v.app.current = from
	var err error
	if s.id, err = v.wait(s); err != nil {
		return Response{}, err
	}
	return v.see(v.on("share", s.id, "look")), nil
}

// groupsOwn returns the notebooks with someone from outside that are the
// group's.
func (v *visit) groupsOwn(ctx context.Context) ([]workspace.Info, error) {
	all, err := v.desk.Accompaniments(ctx)
	var list []workspace.Info
	for _, a := range all {
		if a.Ours {
			list = append(list, a.Info)
		}
	}
	return list, err
}

// intoWhich asks into which of them.
func (v *visit) intoWhich(list []workspace.Info, chosen string, faults []fault) html.Node {
	in := inputs{v: v, faults: faults}
	var boxes []html.Node
	for _, n := range list {
		boxes = append(boxes, v.toNotebook(n.ID, n.Name, n.ID == chosen || len(list) == 1))
	}
	return html.E("fieldset.ask", html.A("id", "f-to"), html.W("legend", v.T("Where to?")), in.fault("f-to"), html.E("div.picks", boxes...))
}

// sendWays offers to put what the preview shows into a notebook with someone
// from outside.
func (v *visit) sendWays(ctx context.Context, s *sharing) (html.Node, error) {
	list, err := v.groupsOwn(ctx)
	if err != nil || list == nil {
		return html.Node{}, err
	}
	chosen := s.to
	if v.req.Form.Get("to") != "" {
		chosen = v.req.Form.Get("to")
	}
	return html.E("section.card", html.W("h3", v.T("Into a notebook with someone at our side")), v.form(v.on("share", s.id, "send"),
		html.If(s.instead == notebook.ID{}, v.intoWhich(list, chosen, nil)),
		html.E("div.ask", html.E("label", html.A("for", "f-words"), html.Text(v.T("A few words with it"))),
			html.E("p.hint", html.A("id", "f-words-hint"), html.Text(v.T("They stand beside it. They can stay empty."))),
			html.E("textarea", html.A("id", "f-words"), html.A("name", "words"), html.A("rows", "3"), html.A("aria-describedby", "f-words-hint"), off(), auto())),
		html.W("p.note", v.T("Whoever reads that notebook reads this. Later changes of ours do not follow; we can send it again.")),
		html.E("div.go", html.If(s.instead == notebook.ID{}, html.W("button.second", v.T("Put this there"))),
			html.If(s.instead != notebook.ID{}, html.W("button", v.T("Put it in place of what stands there")))))), nil
}

// sendShare puts there what the preview showed.
func sendShare(ctx context.Context, v *visit) (Response, error) {
	s, instead := v.looked()
	if s == nil {
		return v.see(instead), nil
	}
	to := s.to
	if s.instead == (notebook.ID{}) {
		to = v.req.Form.Get("to")
	}
	list, err := v.groupsOwn(ctx)
	if err != nil {
		return Response{}, err
	}
	if !slices.ContainsFunc(list, func(n workspace.Info) bool { return n.ID == to }) {
		return v.see(v.on("share", s.id, "look")), nil
	}
	there, err := v.desk.Notebook(ctx, to)
	if err != nil {
		return Response{}, err
	}
	ref, err := there.Send(ctx, workspace.Sending{
		Title: v.T("From our plan"), Words: v.req.Form.Get("words"), Share: s.seen, Instead: s.instead, From: v.work.ID(), Picks: s.picks,
	})
	if err != nil {
		return Response{}, err
	}
	v.done(s.id)
	return v.see("/n/" + to + "/sent/" + ref.ID.String()), nil
}
