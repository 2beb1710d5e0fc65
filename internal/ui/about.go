package ui

import (
	"context"

	"amparo/internal/ui/html"
)

// showAbout says what this is, what it can't do, and whom it thanks.
func showAbout(_ context.Context, v *visit) (Response, error) {
	list := func(items ...string) html.Node {
		var nodes []html.Node
		for _, item := range items {
			nodes = append(nodes, html.W("li", item))
		}
		return html.E("ul", nodes...)
	}
	return v.page(page{Heading: v.T("About this notebook"), Lead: v.T("Amparo helps a group to make, agree on and live by its security plan."), Body: html.All(
		html.W("h2", v.T("What it does")),
		list(v.T("Everything stays on this device, sealed with the passphrase."),
			v.T("It asks nothing of the internet, unless we name a relay. There is no account."),
			v.T("When it locks, the part of the program that held the keys ends.")),
		html.W("h2", v.T("What it can't do")),
		list(v.T("It can't help when someone controls this computer while it is open."),
			v.T("It can't make a person forget what she has read."),
			v.T("It can't erase what was printed, copied or shared."),
			v.T("It can't take back what a disk or an old backup still holds.")),
		html.E("h2", html.A("id", "leaving"), html.Text(v.T("Leaving quickly"))),
		html.W("p", v.T("The button at the top empties this page at once and locks. So do three taps on Shift, where scripts run.")),
		html.W("p", v.T("It can't close the browser, and it can't clear what someone has seen already.")),
		html.W("h2", v.T("Thanks")),
		html.W("p", v.T("The way of working comes from the Cyberwomen curriculum. Its module on security plans and protocols is by the Institute for War and Peace Reporting, 2017. Its licence is CC BY-SA 4.0. The words here are our own.")),
		html.W("p", v.T("Amparo is free software under the GNU General Public License, version 3 or later. You may use, read, change and share it.")),
	)}), nil
}
