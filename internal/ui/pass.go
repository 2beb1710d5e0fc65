package ui

import (
	"context"

	"amparo/internal/ui/html"
)

// showPass is where what we have leaves the notebook: shared, printed, saved.
func showPass(_ context.Context, v *visit) (Response, error) {
	way := func(path, name, words string) html.Node {
		return html.E("li.card", html.E("h2", link(path, "", name)), html.W("p", words))
	}
	return v.page(page{Heading: v.T("Pass it on"), Place: "pass", Wide: true, Lead: v.T("We choose who sees what. Nothing leaves by itself."),
		Body: html.All(v.aroundStation("pass"), html.E("ul.cards",
			way(v.on("take-home"), v.T("Taking it home"), v.T("Our areas, who starts first, and agendas for short meetings.")),
			way(v.on("share"), v.T("Share some actions"), v.T("Only what we tap leaves. Nothing else is in it.")),
			way(v.on("print"), v.T("Print"), v.T("Each sheet, filled or blank, and the cards.")),
			way(v.on("export"), v.T("Save as a file"), v.T("For a table, a text or another program.")),
			way(v.on("import"), v.T("Bring in a file"), v.T("A plan or a table of risks that we have already.")),
			way("/backup", v.T("A sealed backup"), v.T("Everything in one file. Only our words open it.")),
		))}), nil
}
