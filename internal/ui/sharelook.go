package ui

import (
	"context"
	"slices"

	"amparo/internal/paper"
	"amparo/internal/share"
	"amparo/internal/ui/html"
)

// showShareLook shows exactly what would leave, and asks two questions about it.
func showShareLook(ctx context.Context, v *visit) (Response, error) {
	s, ok := v.sharing()
	if !ok || len(s.picks) == 0 {
		return v.see(v.on("share")), nil
	}
	if now := v.work.Share(s.picks); s.seen.Fields == nil {
		s.seen = now
	} else if !sameShare(s.seen, now) {
		return v.lookAnew(*s)
	}
	d := paper.OfShare(s.seen, v.Locale, v.paper())
	shown, _, pager := v.partOf(d)
	leave := v.stays()
	if !v.desk.Passing() {
		send, err := v.sendWays(ctx, s)
		if err != nil {
			return Response{}, err
		}
		leave = html.All(send, v.leaving(s))
	}
	return v.page(page{
		Over: v.T("Share some actions"), Heading: v.T("This is what would leave"), Place: "pass", Wide: len(s.seen.Fields) > 2,
		Lead: v.T("This and nothing else: no date, no other column, and nothing hidden."),
		Body: html.All(
			html.If(v.req.Query.Get("again") != "", html.E("p.note", html.A("role", "status"), html.Text(v.T("Something here was changed meanwhile. Please look once more.")))),
			v.document(shown), pager,
			html.W("h2", v.T("Two questions before it leaves")), v.echoes(s), v.mends(),
			html.W("h2", v.T("Take it along")), leave,
			html.E("p.other", link(v.on("share", s.id), "", v.T("Choose other items")), html.Text(" · "), link(v.on("pass"), "", v.T("Pass")))),
	}), nil
}

// lookAnew shows what is another share by now under another id: a window that
// still shows the earlier one does not take this one along.
func (v *visit) lookAnew(s sharing) (resp Response, err error) {
	s.seen, s.picks = share.Share{}, slices.Clone(s.picks)
	s.id, err = v.wait(&s)
	path := v.on("share", s.id, "look")
	if v.req.Query.Get("again") != "" {
		path += "?again=1"
	}
	return v.see(path), err
}

// echoes names the words that also stand in what stays here.
func (v *visit) echoes(s *sharing) html.Node {
	list := v.work.Echoes(s.picks)
	if len(list) == 0 {
		return html.E("div.card", html.W("p", v.T("Does a word tell more than we want? We found none that also stands in what stays here.")))
	}
	var items []html.Node
	for _, e := range list[:min(len(list), 12)] {
		items = append(items, html.E("li", html.E("strong", auto(), html.Text(e.Word)), html.Text(" · "), html.E("bdi", html.Text(clip(firstLine(e.Item), titleBytes)))))
	}
	return html.E("div.card", html.W("p", v.T("Does a word tell more than we want? These also stand in something that stays here:")), html.E("ul", items...),
		html.If(len(list) > 12, html.W("p.quiet", v.N("And %d more.", "And %d more.", len(list)-12))))
}

// mends asks whether an action gives away what it is there for.
func (v *visit) mends() html.Node {
	return html.E("div.card", html.W("p", v.T("Does an action tell what it mends? “Mend the back-door lock” also says that the lock is broken.")))
}

// leaving are the ways out, with what they mean beside them.
func (v *visit) leaving(s *sharing) html.Node {
	kinds := v.files()
	first, others := kinds[0], kinds[1:]
	var more []html.Node
	for _, k := range others {
		more = append(more, html.E("button.small", html.A("name", "format"), html.A("value", k.name), html.Text(v.T(k.words))))
	}
	return html.All(v.unsealed(), v.form(v.on("share", s.id, "file"),
		html.E("div.go",
			html.E("button", html.A("name", "format"), html.A("value", first.name), html.Text(v.F("Save: %s", v.T(first.words)))),
			link(v.on("share", s.id, "print"), "button.second", v.T("Print it"))),
		html.If(more != nil, html.E("details", html.W("summary", v.T("Other kinds of files")), html.E("div.go.tools", more...)))),
		v.fewFiles())
}

// looked returns what the preview showed. Where it is another by now, or there
// is none any more, it says where to go instead.
func (v *visit) looked() (s *sharing, instead string) {
	s, ok := v.sharing()
	switch {
	case !ok || len(s.picks) == 0 || v.desk.Passing():
		return nil, v.on("share")
	case !sameShare(s.seen, v.work.Share(s.picks)):
		return nil, v.on("share", s.id, "look") + "?again=1"
	}
	return s, ""
}

func sameShare(a, b share.Share) bool {
	return slices.Equal(a.Fields, b.Fields) && slices.EqualFunc(a.Rows, b.Rows, slices.Equal)
}

// printShare is what the preview showed, on paper.
func printShare(_ context.Context, v *visit) (Response, error) {
	s, instead := v.looked()
	if s == nil {
		return v.see(instead), nil
	}
	return printed(paper.OfShare(s.seen, v.Locale, v.paper())), nil
}

// saveShare is what the preview showed, as a file.
func saveShare(_ context.Context, v *visit) (Response, error) {
	s, instead := v.looked()
	if s == nil {
		return v.see(instead), nil
	}
	k, err := v.file(v.req.Form.Get("format"))
	if err != nil {
		return Response{}, err
	}
	return k.share(v, s.seen)
}
