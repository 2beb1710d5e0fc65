package ui

import (
	"context"
	"strconv"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// mostAnyDay is how many actions without a day the page lists.
const mostAnyDay = 20

// point is a moment on the page, with the number that stands for it.
type point struct {
	notebook.Moment
	number int
}

// showTimeline shows the days of the plan over the months, as a list and as a
// picture that says the same. Nothing on it is late: what has no day yet can be
// done on any.
func showTimeline(_ context.Context, v *visit) (Response, error) {
	s, _ := sheetOf("row")
	dated, anyDay := notebook.Moments(v.book())
	all := make([]point, len(dated))
	for i, m := range dated {
		all[i] = point{m, i + 1}
	}
	v.fromToday(all)
	part, pager := paging(v, all, pointWeight)
	picture := html.Node{}
	if len(part) > 0 {
		picture = html.E("div.two", html.E("div", v.months(part), pager), v.drawMonths(part))
	}
	return v.page(page{Heading: v.T("Over the months"), Place: s.place, Wide: true,
		Lead: v.T("What has its day, and what can be done on any. Every day here can move."),
		Body: html.All(v.around(s), v.emptyMonths(dated, anyDay), picture, v.anyDay(anyDay))}), nil
}

func pointWeight(p point) int { return 900 + textWeight(clip(p.Record.Title(), titleBytes)) }

// fromToday begins a long list where today is, unless a page is asked for.
func (v *visit) fromToday(all []point) {
	if v.req.Query.Get("page") != "" {
		return
	}
	page := 1
	for from := 0; from < len(all); page++ {
		to := pageEnd(all, from, pointWeight)
		if to == len(all) || max(all[to-1].From, all[to-1].Until) >= v.today() {
			break
		}
		from = to
	}
	v.req.Query = Values{"page": {strconv.Itoa(page)}}
}

// emptyMonths says what will stand here, while nothing does.
func (v *visit) emptyMonths(dated []notebook.Moment, anyDay []*notebook.Record) html.Node {
	if len(dated)+len(anyDay) > 0 {
		return html.Node{}
	}
	return html.E("div.card", html.W("p", v.T("When the plan, an action or a protocol has a day, it stands here.")),
		html.E("p.example", html.W("span", v.T("For example:")), html.Text(" "+v.T("In March: a second copy of our files."))),
		html.E("div.go", link(v.on("about-plan"), "button", v.T("Say when the plan begins"))))
}

// months is the list: a heading a month, and what it holds.
func (v *visit) months(part []point) html.Node {
	var sections, items []html.Node
	for i, p := range part {
		items = append(items, v.pointItem(p))
		if i+1 == len(part) || v.Month(part[i+1].From) != v.Month(p.From) {
			sections = append(sections, html.E("section", html.W("h2", capital(v.Month(p.From))), html.E("ol.rows.flow", items...)))
			items = nil
		}
	}
	return html.All(sections...)
}

// pointItem says one moment: whose it is, and which day or days.
func (v *visit) pointItem(p point) html.Node {
	k := notebook.KindOf(p.Record.Kind)
	says := v.label(k.Field(p.Field)) + ": " + v.Date(p.From)
	if p.Until != "" {
		says += " · " + v.label(k.Field(p.until())) + ": " + v.Date(p.Until)
	}
	title, path := p.Record.Title(), v.pathOf(p.Record)
	if p.Record.Kind == "plan" {
		path = v.on("about-plan")
		if title == "" {
			title = v.T("Plan")
		}
	}
	return html.E("li", html.W("span.dot", v.Number(p.number)),
		html.E("div", html.E("a", html.A("href", path), auto(), html.Text(clip(firstLine(title), titleBytes))), v.standing(p.Record), html.W("p.quiet", says)))
}

// until is the field that says the last day of a span.
func (p point) until() string {
	switch p.Record.Kind {
	case "pastplan":
		return "finished"
	case "plan":
		return "ends"
	}
	return "until"
}

// anyDay lists the actions that name no day.
func (v *visit) anyDay(list []*notebook.Record) html.Node {
	if len(list) == 0 {
		return html.Node{}
	}
	more := html.If(len(list) > mostAnyDay, html.E("p", link(v.on("actions"), "", v.T("All actions as a table"))))
	return html.All(v.links(v.T("On any day"), list[:min(len(list), mostAnyDay)]), more)
}
