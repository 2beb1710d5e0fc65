//go:build js

package ui

import (
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// toCopy offers nothing in a browser, which need not load the pages: what is in
// memory there would end with the first vault that is locked.
func (v *visit) toCopy(*notebook.Record) html.Node { return html.Node{} }
