package ui

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// The picture of the moves: days along, the steps of the scales up. Its three
// lines differ by how they are drawn and by the shape of their marks. It holds
// no text, so that it can be mirrored; what the ends of the scales and of the
// days are called stands around it.
const (
	pictureWide = 400
	pictureHigh = 190
	pictureEdge = 14
	mostMarks   = 12 // the newest ones; the list has all
)

// strokes are how the lines are drawn: whole, in dashes, in dots.
func strokes() []string { return []string{"", "9 6", "1 7"} }

func (v *visit) movesPicture(names []string, list []change.Move) html.Node {
	list = list[max(0, len(list)-mostMarks):]
	along := places(list)
	lines := []html.Node{html.A("viewBox", "0 0 "+strconv.Itoa(pictureWide)+" "+strconv.Itoa(pictureHigh)), html.A("aria-hidden", "true"),
		html.A("fill", "none"), html.A("stroke", "currentColor"), html.A("stroke-width", "2.5"), html.A("stroke-linecap", "round")}
	for step := 1; step <= 5; step++ {
		lines = append(lines, html.E("path", html.A("d", "M0 "+strconv.Itoa(height(step))+"H"+strconv.Itoa(pictureWide)), html.A("stroke-width", "1"), html.A("opacity", ".25")))
	}
	var top, bottom []string
	legend := []html.Node{}
	for i, name := range names {
		f := notebook.KindOf("risk").Field(name)
		lines = append(lines, line(i, name, along, list))
		legend = append(legend, html.E("li", legendMark(i), html.Text(" "+v.label(f)+v.lineWord(i))))
		top, bottom = v.stepWord(top, f, "5"), v.stepWord(bottom, f, "1")
	}
	return html.E("div", html.W("p.quiet", strings.Join(top, " · ")), html.E("svg.scene", lines...),
		html.W("p.quiet", strings.Join(bottom, " · ")),
		html.W("p", v.days(list)), html.E("ul", legend...))
}

// lineWord says how a line is drawn.
func (v *visit) lineWord(i int) string {
	return ": " + []string{v.T("a line with circles"), v.T("dashes with squares"), v.T("dots with triangles")}[i]
}

// stepWord adds what a scale calls a step, once.
func (v *visit) stepWord(list []string, f *notebook.Field, step string) []string {
	word := v.scaleWord(f, step)
	if slices.Contains(list, word) {
		return list
	}
	return append(list, word)
}

// days says from when until when a picture goes.
func (v *visit) days(list []change.Move) string {
	first, last := v.dayOf(list[0].Time), v.dayOf(list[len(list)-1].Time)
	if first == last {
		return first
	}
	return v.F("Along the line: from %s to %s.", first, last)
}

// dayOf is the day of a moment.
func (v *visit) dayOf(unix int64) string {
	return v.Date(day(time.Unix(unix, 0)).Format(time.DateOnly))
}

// height is where a step of a scale lies.
func height(step int) int {
	return pictureHigh - pictureEdge - 8 - (step-1)*(pictureHigh-2*pictureEdge-16)/4
}

// places returns how far along each move lies: by its day, but never so near to
// the one before that their marks cover each other.
func places(list []change.Move) []int {
	gaps, sum := make([]float64, len(list)), 0.0
	whole := float64(max(list[len(list)-1].Time-list[0].Time, 1))
	for i := 1; i < len(list); i++ {
		gaps[i] = max(float64(list[i].Time-list[i-1].Time), whole/float64(2*len(list)))
		sum += gaps[i]
	}
	along, at := make([]int, len(list)), 0.0
	for i := range list {
		at += gaps[i]
		along[i] = pictureEdge + int(at/max(sum, 1)*(pictureWide-2*pictureEdge))
	}
	return along
}

// line is one reading through time. Readings that agree lie beside each other
// and not over each other.
func line(i int, name string, along []int, list []change.Move) html.Node {
	var path strings.Builder
	marks := []html.Node{html.A("fill", "currentColor"), html.A("stroke", "none")}
	pen := "M"
	for n, m := range list {
		step := five(m.Values[name])
		if step == 0 {
			pen = "M"
			continue
		}
		x, y := along[n], height(step)+(i-1)*7
		path.WriteString(pen + strconv.Itoa(x) + " " + strconv.Itoa(y))
		marks, pen = append(marks, markAt(i, x, y)), "L"
	}
	dash := html.If(strokes()[i] != "", html.A("stroke-dasharray", strokes()[i]))
	return html.All(html.E("path", html.A("d", path.String()), dash), html.E("g", marks...))
}

// markAt draws the mark of a line: a circle, a square, a triangle.
func markAt(i, x, y int) html.Node {
	d := "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0"
	switch i {
	case 1:
		d = "m-5-5h10v10h-10z"
	case 2:
		d = "m0-6l6 11h-12z"
	}
	return html.E("path", html.A("d", "M"+strconv.Itoa(x)+" "+strconv.Itoa(y)+d))
}

// legendMark is a short piece of a line, with its mark.
func legendMark(i int) html.Node {
	return html.E("svg", html.A("viewBox", "0 0 44 14"), html.A("width", "44"), html.A("height", "14"), html.A("aria-hidden", "true"),
		html.E("path", html.A("d", "M1 7H43"), html.A("stroke", "currentColor"), html.A("stroke-width", "2.5"), html.A("stroke-linecap", "round"),
			html.If(strokes()[i] != "", html.A("stroke-dasharray", strokes()[i]))),
		html.E("g", html.A("fill", "currentColor"), markAt(i, 22, 7)))
}
