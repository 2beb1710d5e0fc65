package ui

import (
	"context"

	"amparo/internal/ui/html"
)

// showStart asks the first question: who uses this?
func showStart(_ context.Context, v *visit) (Response, error) {
	if v.desk != nil {
		return v.see(v.inside()), nil
	}
	return v.page(page{
		Heading: v.T("Who uses this?"), Bare: true, Wide: true,
		Lead: v.T("A quiet notebook for what worries us and what we do about it. It stays on this device, sealed."),
		Body: html.All(
			html.E("ul.cards.doors",
				door(link("/create/us", "button", v.T("Us")), v.T("A group, a team, a house. We make our plan together.")),
				door(link("/create/me", "button", v.T("Just me")), v.T("A plan of my own, with a passphrase of my own.")),
				door(v.form("/look", html.W("button.second", v.T("Look around"))), v.T("See the notebook of an invented collective. Nothing is kept.")),
			),
			html.E("p.quiet", link("/restore", "", v.T("We have a backup to bring back")))),
	}), nil
}

func door(way html.Node, words string) html.Node {
	return html.E("li.card", way, html.W("p", words))
}
