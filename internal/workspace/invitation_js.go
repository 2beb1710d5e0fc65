//go:build js

package workspace

import "context"

// Invitation is an invite that is under way. A browser has none: what is in its
// memory ends with the page.
type Invitation struct{}

func (d *Desk) loadInvitations(context.Context) error { return nil }

func (d *Desk) dropInvitations(context.Context, string) error { return nil }
