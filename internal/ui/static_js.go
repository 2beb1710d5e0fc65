//go:build js

package ui

import "amparo/internal/ui/html"

// In a browser the two files lie beside the program, and the page that stays
// has loaded them: what comes after it has no head of its own.

func staticRoutes() []Route { return nil }

func assets() html.Node { return html.Node{} }
