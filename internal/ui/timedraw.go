package ui

import (
	"strconv"
	"strings"
	"time"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// The picture of the months is measured in hundredths of a percent along the
// line, so that its letters keep their size on every screen, and in pixels
// downwards.
const (
	whole     = 10000
	edge      = 400 // stays free at both ends
	thick     = 900 // what a number takes on a small phone
	laneGap   = 30  // pixels from one line to the next
	mostTicks = 5
)

// timeScale places days along the picture, from the left or from the right.
type timeScale struct {
	first, days int // the first day, and how many there are
	rtl         bool
}

func (s timeScale) at(day int) int {
	return edge + (whole-2*edge)*max(day-s.first, 0)/max(s.days, 1)
}

// x writes where something begins that is so wide.
func (s timeScale) x(at, wide int) string {
	if s.rtl {
		at = whole - at - wide
	}
	return percent(at)
}

func percent(n int) string {
	part := strconv.Itoa(n%100 + 100)
	return strconv.Itoa(n/100) + "." + part[1:] + "%"
}

// drawing collects a picture from top to bottom, by what is drawn over what.
type drawing struct {
	v     *visit
	scale timeScale
	y     int

	bars, dots, numbers, names []html.Node
}

// lanes are the kinds that stand together in the picture, under one name.
func (v *visit) lanes() []struct {
	name  string
	kinds string
} {
	return []struct{ name, kinds string }{
		{v.T("Plan"), "plan pastplan"}, {v.T("Actions"), "action"}, {v.T("Agreed together"), "agreement"},
		{v.wordMany(), "protocol"}, {v.T("What we practised"), "drill"},
	}
}

// drawMonths draws the moments of a page: the numbers are those of the list,
// which says everything that the picture says.
func (v *visit) drawMonths(part []point) html.Node {
	d := &drawing{v: v, scale: v.spanOf(part), y: 44}
	for _, lane := range v.lanes() {
		var list []point
		for _, p := range part {
			if strings.Contains(" "+lane.kinds+" ", " "+p.Record.Kind+" ") {
				list = append(list, p)
			}
		}
		if list != nil {
			d.lane(lane.name, list)
		}
	}
	return html.E("svg", html.A("role", "img"), html.A("aria-label", v.T("The same as a picture. The numbers are those of the list.")),
		html.A("width", "100%"), html.A("height", strconv.Itoa(d.y+30)), html.A("overflow", "visible"), html.A("fill", "currentColor"),
		html.E("g.quiet", append(d.grid(), html.A("stroke", "currentColor"))...),
		html.E("g", append(d.bars, html.A("stroke", "currentColor"), html.A("fill-opacity", ".2"))...),
		html.E("g", d.dots...), html.E("g.dot", append(d.numbers, html.A("text-anchor", "middle"))...), html.E("g.quiet", d.names...))
}

// spanOf returns whole months around the days of a page.
func (v *visit) spanOf(part []point) timeScale {
	first, last := "", ""
	for _, p := range part {
		if first == "" || p.From < first && p.Record.Kind != "pastplan" {
			first = p.From
		}
		if p.Record.Kind == "pastplan" && p.Until != "" && p.From == first {
			first = p.Until // a past plan fades in from the edge
		}
		last = max(last, p.From, p.Until)
	}
	from, _ := notebook.DayNumber(first[:8] + "01")
	until, _ := notebook.DayNumber(last)
	end := time.Unix(int64(until)*86400, 0).UTC()
	next := time.Date(end.Year(), end.Month()+1, 1, 0, 0, 0, 0, time.UTC)
	return timeScale{from, int(next.Unix()/86400) - from, v.RTL()}
}

// lane draws what belongs together: its name, and as many lines as keep the
// numbers apart.
func (d *drawing) lane(name string, list []point) {
	d.name(d.scale.x(0, 0), d.y+18, name)
	d.y += 26
	var ends []int
	for _, p := range list {
		day, ok := notebook.DayNumber(p.From)
		if !ok {
			continue
		}
		at := d.scale.at(day)
		wide := 0
		if last, ok := notebook.DayNumber(p.Until); ok {
			wide = d.scale.at(last) - at
		}
		line := 0
		for line < len(ends) && ends[line] > at {
			line++
		}
		if line == len(ends) {
			ends = append(ends, 0)
		}
		ends[line] = max(at+wide+thick/2, at+thick)
		d.mark(p.number, at, wide, d.y+line*laneGap+laneGap/2)
	}
	d.y += len(ends)*laneGap + 8
}

// mark draws one moment: a bar where it lasts, and its number.
func (d *drawing) mark(number, at, wide, y int) {
	if wide > 0 {
		d.bars = append(d.bars, html.E("rect", html.A("x", d.scale.x(at, wide)), html.A("width", percent(wide)),
			html.A("y", strconv.Itoa(y-6)), html.A("height", "12"), html.A("rx", "6")))
	}
	x := d.scale.x(at, 0)
	d.dots = append(d.dots, html.E("circle", html.A("cx", x), html.A("cy", strconv.Itoa(y)), html.A("r", "12")))
	d.numbers = append(d.numbers, html.E("text", html.A("x", x), html.A("y", strconv.Itoa(y+6)), html.Text(d.v.Number(number))))
}

// name writes a word of ours.
func (d *drawing) name(x string, y int, words string) {
	d.names = append(d.names, html.E("text", html.A("x", x), html.A("y", strconv.Itoa(y)), html.Text(words)))
}

// grid draws the months as quiet lines with some of their names, and today.
func (d *drawing) grid() []html.Node {
	var nodes []html.Node
	bottom, first := strconv.Itoa(d.y), time.Unix(int64(d.scale.first)*86400, 0).UTC()
	months := (d.scale.days + 15) / 30
	step := (months + mostTicks - 1) / mostTicks
	year := 0
	for i := 0; i < months; i += max(step, 1) {
		day := time.Date(first.Year(), first.Month()+time.Month(i), 1, 0, 0, 0, 0, time.UTC)
		x := d.scale.x(d.scale.at(int(day.Unix()/86400)), 0)
		name := shortMonth(d.v.Month(day.Format(time.DateOnly)), d.v.RTL())
		nodes = append(nodes, html.E("line", html.A("x1", x), html.A("x2", x), html.A("y1", "42"), html.A("y2", bottom), html.A("opacity", ".35")))
		d.name(x, 36, name)
		if day.Year() != year {
			year = day.Year()
			d.name(x, 15, strconv.Itoa(year))
		}
	}
	if today, ok := notebook.DayNumber(d.v.today()); ok && today >= d.scale.first && today < d.scale.first+d.scale.days {
		x := d.scale.x(d.scale.at(today), 0)
		nodes = append(nodes, html.E("line", html.A("x1", x), html.A("x2", x), html.A("y1", "42"), html.A("y2", bottom), html.A("stroke-dasharray", "2 5")))
		d.name(x, d.y+20, d.v.T("today"))
	}
	return nodes
}

// shortMonth returns the name of a month alone, short where the script allows.
func shortMonth(month string, whole bool) string {
	name, _, _ := strings.Cut(month, " ")
	if !whole && len(name) > 3 {
		return name[:3]
	}
	return name
}
