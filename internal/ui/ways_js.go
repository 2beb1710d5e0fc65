//go:build js

package ui

import (
	"context"

	"amparo/internal/ui/html"
)

// A browser meets no other device: it has no relay to reach, and need not load
// the pages.

func waysRoutes() []Route { return nil }

func (v *visit) stand(context.Context) error { return nil }

func (v *visit) footLine() html.Node { return html.Node{} }

func (v *visit) noticed() html.Node { return html.Node{} }

func (v *visit) amongUs() html.Node { return html.Node{} }
