package ui

import (
	"strconv"

	"amparo/internal/ui/html"
)

// The picture is as wide as a small phone has room for, so that its letters are
// never smaller than those of the page.
const (
	ringSize   = 288
	ringMiddle = ringSize / 2
)

// drawn says how a ring is drawn: its edge, where its dots stand, how far from
// its name at the top they begin, and how many have room. The edges differ by
// their line, so that nothing is said by colour alone.
type drawn struct {
	edge, dots, begin, room int
	line                    string // stroke-dasharray
}

func drawnRings() []drawn {
	return []drawn{{60, 40, 65, 5, ""}, {100, 80, 45, 14, "8 5"}, {140, 120, 40, 23, "1 6"}}
}

// ringPicture draws the rings around her, with the numbers of the list. From
// right to left it is mirrored. A reader who does not see it has the lists.
func (v *visit) ringPicture(placed [4][]numbered) html.Node {
	var parts, above []html.Node
	left := false
	for i, d := range drawnRings() {
		r := rings()[i]
		parts = append([]html.Node{ringEdge(d)}, parts...)
		above = append(above, svgText(ringMiddle, ringMiddle-d.edge+22, v.T(r.name)))
		list := placed[r.at]
		left = left || len(list) > d.room
		list = list[:min(len(list), d.room)]
		for at, p := range list {
			above = append(above, v.ringDot(d, 2*at+1, 2*len(list), p.number))
		}
	}
	svg := html.E("svg", html.A("viewBox", "0 0 288 288"), html.A("role", "img"), html.A("fill", "currentColor"), html.A("text-anchor", "middle"), html.A("font-size", "16"),
		html.A("aria-label", v.T("Three rings around me, with the numbers of the lists. The lists say the same in words.")),
		html.All(parts...), herself(), html.All(above...))
	return html.E("div", svg, html.If(left, html.W("p.quiet", v.T("The picture has room for some of them. The lists have them all."))))
}

// ringEdge is a ring's line and its quiet ground.
func ringEdge(d drawn) html.Node {
	middle := strconv.Itoa(ringMiddle)
	return html.E("circle", html.A("cx", middle), html.A("cy", middle), html.A("r", strconv.Itoa(d.edge)), html.A("fill-opacity", ".06"),
		html.A("stroke", "currentColor"), html.A("stroke-width", "2"), html.A("stroke-linecap", "round"),
		html.If(d.line != "", html.A("stroke-dasharray", d.line)))
}

// herself stands in the middle.
func herself() html.Node {
	return html.E("path", html.A("d", "M144 132a6 6 0 0 1 0 12a6 6 0 0 1 0-12M132 160a12 13 0 0 1 24 0z"))
}

// ringDot is a number on its ring: its place of so many on the way around, from
// one side of the ring's name to the other.
func (v *visit) ringDot(d drawn, at, of, number int) html.Node {
	degrees := d.begin + (360-2*d.begin)*at/of
	x := d.dots * sine(degrees) / 1000
	if v.RTL() {
		x = -x
	}
	y := -d.dots * sine(degrees+90) / 1000
	cx, cy := ringMiddle+x, ringMiddle+y
	return html.All(
		html.E("circle", html.A("cx", strconv.Itoa(cx)), html.A("cy", strconv.Itoa(cy)), html.A("r", "13"),
			html.A("fill", "Canvas"), html.A("stroke", "currentColor"), html.A("stroke-width", "2")),
		svgText(cx, cy+6, v.Number(number)))
}

func svgText(x, y int, words string) html.Node {
	return html.E("text", html.A("x", strconv.Itoa(x)), html.A("y", strconv.Itoa(y)), html.Text(words))
}

// sine returns a thousand times the sine, near enough to draw with (Bhaskara's
// rule): the real one would make the browser's build larger.
func sine(degrees int) int {
	switch {
	case degrees >= 360:
		return sine(degrees - 360)
	case degrees > 180:
		return -sine(degrees - 180)
	}
	p := degrees * (180 - degrees)
	return 4000 * p / (40500 - p)
}
