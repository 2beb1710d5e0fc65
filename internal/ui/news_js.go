//go:build js

package ui

import (
	"context"

	"amparo/internal/ui/html"
)

// newsRoutes are none in a browser, whose notebook nobody else has.
func newsRoutes() []Route { return nil }

// newsNear leads nowhere in a browser.
func (v *visit) newsNear() html.Node { return html.Node{} }

// newsOffer has nothing to offer in a browser.
func (v *visit) newsOffer(context.Context) html.Node { return html.Node{} }
