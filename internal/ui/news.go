//go:build !js

package ui

import (
	"context"
	"slices"
	"strings"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// newsRoutes are what others wrote, and bringing back what one of us changed. A
// browser, whose notebook nobody else has, does not load them.
func newsRoutes() []Route {
	return []Route{
		{"GET", "/n/{nb}/news", opened, showNews},
		{"POST", "/n/{nb}/news", opened, sayLookedAtNews},
		{"GET", "/n/{nb}/bring-back", opened, showBringBack},
		{"POST", "/n/{nb}/bring-back", opened, beginBringBack},
		{"GET", "/n/{nb}/bring-back/{id}", opened, showReturn},
		{"POST", "/n/{nb}/bring-back/{id}", opened, doReturn},
	}
}

// newsNear leads to these pages from the history.
func (v *visit) newsNear() html.Node {
	return html.E("nav.sub", html.A("aria-label", v.T("Near here")), html.E("ul",
		html.E("li", link(v.on("news"), "", v.T("What the others wrote"))),
		html.E("li", link(v.on("bring-back"), "", v.T("Bring back what one person changed")))))
}

// showNews shows what other devices wrote since this one looked last, and who.
// When they wrote is not shown.
func showNews(ctx context.Context, v *visit) (Response, error) {
	news, err := v.work.News(ctx)
	if err != nil {
		return Response{}, err
	}
	writers, err := v.work.Writers(ctx)
	if err != nil {
		return Response{}, err
	}
	return v.page(page{Heading: v.T("What the others wrote"), Over: v.work.Name(), Place: "home",
		Lead: v.T("Since we looked here last, on this device. When it was written is not shown."),
		Body: html.All(v.bothHere(), v.newsList(news, writers),
			html.E("nav.other", html.A("aria-label", v.T("Near here")), html.E("ul", html.E("li", link(v.on("history"), "", v.T("What we wrote, and when"))),
				html.E("li", link(v.on("bring-back"), "", v.T("Bring back what one person changed"))))))}), nil
}

// newsList shows the news record by record, and lets them be put away.
func (v *visit) newsList(news workspace.News, writers []workspace.Writer) html.Node {
	if len(news.List) == 0 {
		return html.W("p", v.T("Nothing new. What others write stands here until we have looked at it."))
	}
	part, pager := paging(v, byRecord(news.List), func(list []change.Difference) int { return v.differencesWeight(list) })
	var cards []html.Node
	for _, list := range part {
		cards = append(cards, v.newsCard(list, writers))
	}
	return html.All(html.E("ul.cards", cards...), pager,
		v.form(v.on("news"), hidden("mark", news.Mark), html.E("div.go", html.W("button", v.T("We have looked at this")))))
}

// newsCard is what is new in one record.
func (v *visit) newsCard(list []change.Difference, writers []workspace.Writer) html.Node {
	var names []string
	var who []html.Node
	for _, d := range list {
		for _, name := range v.writerNames(d.By, writers) {
			if !slices.Contains(names, name) {
				names, who = append(names, name), append(who, html.If(who != nil, html.Text(" · ")), html.E("bdi", html.Text(name)))
			}
		}
	}
	parts := []html.Node{v.recordHeading("h2", list[0].Ref), html.E("p.quiet", html.Text(v.T("written by:")+" "), html.All(who...))}
	for _, d := range list {
		parts = append(parts, v.newsOf(d)...)
	}
	return html.E("li.card", parts...)
}

// newsOf says what one difference made.
func (v *visit) newsOf(d change.Difference) []html.Node {
	f := notebook.KindOf(d.Ref.Kind).Field(d.Field)
	switch {
	case d.What == change.Made:
		return []html.Node{html.W("p", v.T("New here"))}
	case d.What == change.Took:
		return []html.Node{html.W("p", v.T("Removed"))}
	case d.What == change.Brought:
		return []html.Node{html.W("p", v.T("Brought back"))}
	case f == nil || f.Hidden:
		return nil
	}
	nodes := []html.Node{html.W("h3", v.label(f))}
	if d.What == change.Sorted {
		return append(nodes, v.valueLine(v.T("put in:"), f, d.Now), v.valueLine(v.T("taken out:"), f, d.Then))
	}
	return append(nodes, v.valueLines(f, d.Now), v.valueLine(v.T("before:"), f, d.Then))
}

// valueLines shows values one under the other; without one, that it is empty.
func (v *visit) valueLines(f *notebook.Field, values []notebook.Value) html.Node {
	var nodes []html.Node
	for _, value := range values {
		if text := v.pastWords(f, value.Text); text != "" {
			nodes = append(nodes, html.E("p.lines", written(text), html.Text(clip(text, cellBytes))))
		}
	}
	if nodes == nil {
		return html.W("p", v.T("left empty"))
	}
	return html.All(nodes...)
}

// valueLine shows values behind a few words, and nothing without one.
func (v *visit) valueLine(words string, f *notebook.Field, values []notebook.Value) html.Node {
	var texts []string
	for _, value := range values {
		if text := v.pastWords(f, value.Text); text != "" {
			texts = append(texts, clip(text, titleBytes))
		}
	}
	if texts == nil {
		return html.Node{}
	}
	return html.E("p.quiet", html.Text(words+" "), html.E("bdi", html.Text(strings.Join(texts, " · "))))
}

// recordHeading names a record, and leads to it where it stands.
func (v *visit) recordHeading(tag string, ref notebook.Ref) html.Node {
	title := html.E("bdi", html.Text(v.recordName(ref)))
	if r := v.book().Get(ref); r != nil {
		if _, ok := sheetOf(ref.Kind); ok {
			title = html.E("a", html.A("href", v.pathOf(r)), title)
		}
	}
	return html.E(tag, title)
}

// recordName is the first line of a record's title, also of one that was
// removed; of one without a title what people call it.
func (v *visit) recordName(ref notebook.Ref) string {
	if r := v.book().Look(ref); r != nil && strings.TrimSpace(r.Title()) != "" && !notebook.KindOf(ref.Kind).Only {
		return v.saysWhose(r)
	}
	return capital(oneWord(v, ref.Kind))
}

// writerNames returns what the group calls those who have these devices.
func (v *visit) writerNames(by []notebook.Device, writers []workspace.Writer) []string {
	var names []string
	for _, w := range writers {
		if slices.ContainsFunc(by, func(d notebook.Device) bool { return slices.Contains(w.Devices, d) }) {
			name := v.writerName(w)
			if w.Self && !slices.Contains(by, v.work.Device()) {
				name = v.T("you, on another device")
			}
			names = append(names, name)
		}
	}
	return names
}

func (v *visit) writerName(w workspace.Writer) string {
	switch {
	case w.Self:
		return v.T("you")
	case w.Alias != "":
		return w.Alias
	}
	return v.T("someone of the group")
}

// byRecord parts differences, which come in the order of their records, into
// those of each.
func byRecord(list []change.Difference) [][]change.Difference {
	var out [][]change.Difference
	for _, d := range list {
		if last := len(out) - 1; last >= 0 && out[last][0].Ref == d.Ref {
			out[last] = append(out[last], d)
		} else {
			out = append(out, []change.Difference{d})
		}
	}
	return out
}

// differencesWeight is about how many bytes differences take on a page.
func (v *visit) differencesWeight(list []change.Difference) int {
	sum := 500
	for _, d := range list {
		sum += 300
		for _, value := range slices.Concat(d.Then, d.Now, d.Rest) {
			sum += 60 + textWeight(clip(value.Text, cellBytes))
		}
	}
	return sum
}

// bothHere leads to the fields in which texts stand side by side.
func (v *visit) bothHere() html.Node {
	var items []html.Node
	for _, r := range v.book().All() {
		k := notebook.KindOf(r.Kind)
		if k == nil || stays(r.Kind) || k.Quiet || k.Only {
			continue
		}
		for i := range k.Fields {
			f := &k.Fields[i]
			if _, ok := sheetOf(r.Kind); !ok || f.Hidden || r.Beside(f.Name) == nil || len(items) == mostPicks {
				continue
			}
			items = append(items, html.E("li", html.E("bdi", html.Text(clip(firstLine(r.Title()), titleBytes))), html.Text(" · "+v.label(f)+" "),
				html.E("a", html.A("href", v.on(r.Kind, r.ID.String(), "beside", f.Name)), html.A("aria-label", v.F("Choose together: %s", v.label(f))), html.Text(v.T("Choose together")))))
		}
	}
	return html.If(items != nil, html.E("section.card", html.W("h2", v.T("Both are here")),
		html.W("p", v.T("Two of us wrote at the same time. Nothing was lost. We choose together, now or later.")), html.E("ul", items...)))
}

// sayLookedAtNews keeps that what the page showed was looked at.
func sayLookedAtNews(ctx context.Context, v *visit) (Response, error) {
	if err := v.work.Seen(ctx, v.req.Form.Get("mark")); err != nil {
		return Response{}, err
	}
	return v.see(v.on("news")), nil
}

// newsOffer says at home that there is something new.
func (v *visit) newsOffer(ctx context.Context) html.Node {
	if has, err := v.work.HasNews(ctx); err != nil || !has {
		return html.Node{}
	}
	return html.E("section.card.offer", html.W("h2", v.T("What the others wrote")), html.W("p", v.T("Something is new since we looked here last.")),
		html.E("div.go", link(v.on("news"), "button.second", v.T("Look at it"))))
}
