//go:build js

package ui

import "context"

// importRoutes say where files are read: not in a browser, which brings no
// Formats and need not load their pages.
func importRoutes() []Route {
	return []Route{{"GET", "/n/{nb}/import", opened, showImport}}
}

func showImport(_ context.Context, v *visit) (Response, error) { return v.cannotImport(), nil }
