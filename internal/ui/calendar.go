package ui

import (
	"context"
	"strings"

	"amparo/internal/paper"
	"amparo/internal/ui/html"
)

// calendarDays returns what a calendar file of this notebook would hold.
func (v *visit) calendarDays() []paper.Event {
	weeks := v.rhythm()
	if !v.work.Own() || v.marked("touch-pause") != "" {
		weeks = 0
	}
	return paper.Events(v.book(), weeks, v.today())
}

// showCalendar shows the days that would leave, and asks what to call them.
func showCalendar(_ context.Context, v *visit) (Response, error) {
	var list []html.Node
	for _, e := range v.calendarDays() {
		list = append(list, html.W("li", v.Date(e.Day)))
	}
	return v.page(page{Heading: v.T("Days for a calendar"), Place: "pass", Lead: v.T("The file holds these days and one plain word. It says nothing of what they are for."),
		Body: html.All(html.E("ul", list...), html.If(list == nil, html.W("p", v.T("No days are set yet. That is fine, too."))), v.unsealed(),
			v.form(v.on("calendar"), v.line("word", v.T("A word for these days"), v.T("Empty means: Notes.")), html.E("div.go", html.W("button", v.T("Save the file")))))}), nil
}

// saveCalendar returns the file.
func saveCalendar(_ context.Context, v *visit) (Response, error) {
	word := strings.TrimSpace(v.req.Form.Get("word"))
	if word == "" {
		word = v.T("Notes")
	}
	return fileKind{ending: ".ics", mime: "text/calendar; charset=utf-8"}.saved(paper.ICS(word, v.calendarDays())), nil
}
