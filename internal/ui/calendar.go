package ui

import (
	"context"
	"strings"

	"amparo/internal/paper"
	"amparo/internal/ui/html"
)

// calendarDays returns what a calendar file of this notebook would hold.
func (v *visit) calendarDays() []paper.Event {
	return paper.Events(v.book(), v.work.Rhythm(), v.today())
}

// showCalendar shows the days that would leave, and asks what to call them.
func showCalendar(_ context.Context, v *visit) (Response, error) {
	p := page{Heading: v.T("Days for a calendar"), Place: "pass", Lead: v.T("The file holds these days and one plain word. It says nothing of what they are for.")}
	var list []html.Node
	for _, e := range v.calendarDays() {
		again := html.Node{}
		if e.Weeks > 0 {
			again = html.W("span.quiet", " · "+v.N("every week", "every %d weeks", e.Weeks))
		}
		list = append(list, html.E("li", html.Text(v.Date(e.Day)), again))
	}
	p.Body = html.W("p.card", v.T("No days are set yet. That is fine, too."))
	if list != nil {
		p.Body = html.All(html.E("div.card", html.E("ul", list...)), v.unsealed(),
			v.form(v.on("calendar"), v.line("word", v.T("A word for these days"), v.T("Empty means: Notes.")), html.E("div.go", html.W("button", v.T("Save the file")))))
	}
	return v.page(p), nil
}

// saveCalendar returns the file. Without a day there is none.
func saveCalendar(_ context.Context, v *visit) (Response, error) {
	days := v.calendarDays()
	if len(days) == 0 {
		return v.see(v.on("calendar")), nil
	}
	word := strings.TrimSpace(v.req.Form.Get("word"))
	if word == "" {
		word = v.T("Notes")
	}
	return fileKind{ending: ".ics", mime: "text/calendar; charset=utf-8"}.saved(paper.ICS(word, days)), nil
}
