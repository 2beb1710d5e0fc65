//go:build js

package ui

import (
	"context"

	"amparo/internal/ui/html"
)

// A browser meets no other device: it has no relay to reach, and need not load
// the pages.

func waysRoutes() []Route { return nil }

func (v *visit) behind(context.Context) (bool, error) { return false, nil }

func (v *visit) withOthers() html.Node { return html.Node{} }

func (v *visit) noticed() html.Node { return html.Node{} }

func (v *visit) together() html.Node { return html.Node{} }
