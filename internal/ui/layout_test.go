package ui_test

import (
	"slices"
	"testing"
)

// The skip link comes first, leaving second, on every page (U18).
func TestLeavingIsSecondInTheOrder(t *testing.T) {
	v := begin(t)
	for _, path := range []string{v.on("home"), "/settings", "/about", v.on("first", "worries")} {
		page := v.get(path)
		var order []string
		page.each(func(x *element) {
			if x.tag == "a" || x.tag == "button" {
				order = append(order, x.tag+" "+x.text())
			}
		})
		if !slices.Equal(order[:2], []string{"a Skip to the page", "button Leave quickly"}) {
			t.Errorf("%s begins with %q", path, order[:2])
		}
	}
}
