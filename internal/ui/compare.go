//go:build !js

package ui

import (
	"context"
	"strings"

	"amparo/internal/catalog"
	"amparo/internal/locale"
	"amparo/internal/ui/html"
)

// showCompare shows four words that stand for what this device has of the
// notebook, to be read out at a meeting.
func showCompare(ctx context.Context, v *visit) (Response, error) {
	lang := v.wordsIn(v.req.Query.Get("in"))
	var others []html.Node
	for _, l := range locale.Languages() {
		others = append(others, html.E("li", html.E("a", html.A("href", v.on("compare")+"?in="+l.Code), html.A("lang", l.Code),
			html.If(l.Code == lang, html.A("aria-current", "true")), html.Text(l.Name))))
	}
	words, err := v.work.StateWords(ctx, catalog.Words(lang))
	if err != nil {
		return Response{}, err
	}
	return v.page(page{Heading: v.T("Do we all have the same?"), Over: v.work.Name(), Place: "home",
		Lead: v.T("Meet first. Then each reads these four words aloud. The same words mean the same notebook."),
		Body: html.All(
			html.E("div.card", html.E("div", html.A("lang", lang), v.six(strings.Join(words, " "))),
				html.E("nav", html.A("aria-label", v.T("The words in another language")), html.E("ul", others...))),
			html.W("p", v.T("The words change with each thing that is written. Where they differ, meet once more and look again.")),
			html.W("p", v.T("If they still differ, ask who was taken out or invited lately. Agree whose notebook goes on.")),
			html.W("p.note", v.T("Say them face to face, or by voice. They tell nothing of what stands in the notebook.")),
			html.E("p.other", link(v.on("ways"), "", v.T("How our devices meet"))))}), nil
}

// wordsIn returns the language of a list of words: the first of the wishes that
// there is, or that of the page.
func (v *visit) wordsIn(wishes ...string) string {
	for _, lang := range wishes {
		if locale.Shipped(lang) {
			return lang
		}
	}
	return v.Lang()
}
