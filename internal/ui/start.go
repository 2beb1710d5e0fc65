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
		Body: html.All(scene(),
			html.E("ul.cards",
				html.E("li", html.E("a.card.door", html.A("href", "/create/us"), html.W("strong", v.T("Us")), html.W("span", v.T("A group, a team, a house. We make our plan together.")))),
				html.E("li", html.E("a.card.door", html.A("href", "/create/me"), html.W("strong", v.T("Just me")), html.W("span", v.T("A plan of my own, with a passphrase of my own.")))),
				html.E("li", v.form("/look", html.E("button.card.door", html.W("strong", v.T("Look around")), html.W("span", v.T("See the notebook of an invented collective. Nothing is kept."))))),
			),
			html.E("p.quiet", link("/restore", "", v.T("We have a backup to bring back"))), v.wasInvited()),
	}), nil
}

// scene is the picture of the first page: a path with six stops that leads
// over the hills to a shelter.
func scene() html.Node {
	line := func(d, width string) html.Node {
		return html.E("path", html.A("d", d), html.A("stroke-width", width))
	}
	stops := []html.Node{html.A("fill", "currentColor"), html.A("stroke", "none")}
	for _, at := range [][2]string{{"22", "116"}, {"72", "101"}, {"124", "110"}, {"178", "104"}, {"222", "84"}, {"262", "78"}} {
		stops = append(stops, html.E("circle", html.A("cx", at[0]), html.A("cy", at[1]), html.A("r", "5")))
	}
	return html.E("svg.scene", html.A("viewBox", "0 0 400 130"), html.A("aria-hidden", "true"), html.A("fill", "none"),
		html.A("stroke", "currentColor"), html.A("stroke-linecap", "round"),
		html.E("g", html.A("opacity", ".3"), line("M0 92Q70 52 140 84T280 70T400 84M0 70Q50 34 110 60T220 42T310 44T400 30", "1.5"),
			html.E("circle", html.A("cx", "150"), html.A("cy", "30"), html.A("r", "14"), html.A("stroke-width", "1.5"))),
		html.E("g", html.A("stroke-dasharray", "1 7"), line("M22 116Q48 96 72 101T124 110T178 104T222 84T262 78T306 92", "2.5")),
		html.E("g", stops...),
		line("M310 112V66a34 34 0 0 1 68 0v46M328 112V72a16 16 0 0 1 32 0v40M296 112h96", "3.5"))
}
