//go:build js

package ui

import (
	"context"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// A browser has no notebook together with someone from outside: it joins none,
// as what is in memory there ends with the page. It need not load the pages.

func togetherRoutes() []Route { return nil }

func togetherMessages() []message { return nil }

func (v *visit) whoCanRead(context.Context) ([]workspace.Reader, error) { return nil, nil }

func (v *visit) whoReads() html.Node { return html.Node{} }

func (v *visit) togetherStations() []station { return nil }

func (v *visit) withOthers() html.Node { return html.Node{} }

func (v *visit) sendWays(context.Context, *sharing) (html.Node, error) { return html.Node{}, nil }

func (v *visit) toTell(*notebook.Record) html.Node { return html.Node{} }
