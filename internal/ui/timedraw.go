package ui

import (
	"strconv"
	"strings"
	"time"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// The picture of the months is measured in percent along the line, so that its
// letters keep their size on every screen, and in pixels downwards.
const (
	edge      = 4  // percent that stay free at both ends
	thick     = 9  // percent that a number takes on a small phone
	laneGap   = 30 // pixels from one line to the next
	mostTicks = 5
)

// scale places days along the picture, from the left or from the right.
type timeScale struct {
	first, days int // the first day, and how many there are
	rtl         bool
}

func (s timeScale) at(day int) float64 {
	return edge + (100-2*edge)*float64(day-s.first)/float64(max(s.days, 1))
}

// x writes where something begins that is so many percent wide.
func (s timeScale) x(at, wide float64) string {
	if s.rtl {
		at = 100 - at - wide
	}
	return percent(at)
}

func percent(n float64) string { return strconv.FormatFloat(n, 'f', 2, 64) + "%" }

// drawing collects a picture from top to bottom.
type drawing struct {
	v     *visit
	scale timeScale
	y     int
	nodes []html.Node
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
	lines := d.grid()
	return html.E("svg", html.A("role", "img"), html.A("aria-label", v.T("The same as a picture. The numbers are those of the list.")),
		html.A("height", strconv.Itoa(d.y+30)), html.All(lines...), html.All(d.nodes...))
}

// spanOf returns whole months around the days of a page.
func (v *visit) spanOf(part []point) timeScale {
	first, last := part[0].From, part[0].From
	for _, p := range part {
		first, last = min(first, p.From), max(last, p.From, p.Until)
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
	d.nodes = append(d.nodes, html.E("text", html.A("x", d.scale.x(0, 0)), html.A("y", strconv.Itoa(d.y+18)), html.Text(name)))
	d.y += 26
	var ends []float64
	for _, p := range list {
		day, ok := notebook.DayNumber(p.From)
		if !ok {
			continue
		}
		at := d.scale.at(day)
		wide := 0.0
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
func (d *drawing) mark(number int, at, wide float64, y int) {
	if wide > 0 {
		d.nodes = append(d.nodes, html.E("rect", html.A("x", d.scale.x(at, wide)), html.A("width", percent(wide)),
			html.A("y", strconv.Itoa(y-6)), html.A("height", "12"), html.A("rx", "6")))
	}
	x := d.scale.x(at, 0)
	d.nodes = append(d.nodes, html.E("circle", html.A("cx", x), html.A("cy", strconv.Itoa(y)), html.A("r", "12")),
		html.E("text.n", html.A("x", x), html.A("y", strconv.Itoa(y+5)), html.Text(d.v.Number(number))))
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
		nodes = append(nodes, html.E("line", html.A("x1", x), html.A("x2", x), html.A("y1", "42"), html.A("y2", bottom)),
			html.E("text", html.A("x", x), html.A("y", "36"), html.Text(name)))
		if day.Year() != year {
			year = day.Year()
			nodes = append(nodes, html.E("text", html.A("x", x), html.A("y", "15"), html.Text(strconv.Itoa(year))))
		}
	}
	if today, ok := notebook.DayNumber(d.v.today()); ok && today >= d.scale.first && today < d.scale.first+d.scale.days {
		x := d.scale.x(d.scale.at(today), 0)
		nodes = append(nodes, html.E("line.today", html.A("x1", x), html.A("x2", x), html.A("y1", "42"), html.A("y2", bottom)),
			html.E("text.today", html.A("x", x), html.A("y", strconv.Itoa(d.y+20)), html.Text(d.v.T("today"))))
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
