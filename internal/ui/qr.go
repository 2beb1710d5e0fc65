//go:build !js

package ui

import (
	"strconv"
	"strings"

	"amparo/internal/ui/html"

	"rsc.io/qr"
)

// quietZone is how many empty squares stand around a code, so that cameras find
// it.
const quietZone = 4

// code draws a text as a code to be photographed: black on white in any light.
func (v *visit) code(text string) (html.Node, error) {
	c, err := qr.Encode(text, qr.M)
	if err != nil {
		return html.Node{}, err
	}
	var d strings.Builder
	for y := range c.Size {
		for x := 0; x < c.Size; {
			n := 0
			for x+n < c.Size && c.Black(x+n, y) {
				n++
			}
			if n > 0 {
				d.WriteString("M" + strconv.Itoa(x+quietZone) + " " + strconv.Itoa(y+quietZone) + "h" + strconv.Itoa(n) + "v1h-" + strconv.Itoa(n) + "z")
			}
			x += max(n, 1)
		}
	}
	size := strconv.Itoa(c.Size + 2*quietZone)
	return html.E("svg", html.A("viewBox", "0 0 "+size+" "+size), html.A("width", "264"), html.A("height", "264"), html.A("role", "img"),
		html.A("aria-label", v.T("The invite as a picture, for a camera")), html.A("shape-rendering", "crispEdges"),
		html.E("path", html.A("fill", "#fff"), html.A("d", "M0 0h"+size+"v"+size+"h-"+size+"z")),
		html.E("path", html.A("fill", "#000"), html.A("d", d.String()))), nil
}
