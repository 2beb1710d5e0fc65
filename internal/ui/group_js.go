//go:build js

package ui

import "amparo/internal/ui/html"

// A browser reaches no relay and no other device, and need not load the pages of
// a group.

func groupRoutes() []Route { return nil }

func (v *visit) toGroup() html.Node { return html.Node{} }

func (v *visit) toTravel() html.Node { return html.Node{} }

func (v *visit) wasInvited() html.Node { return html.Node{} }

func (v *visit) toJoin() html.Node { return html.Node{} }
