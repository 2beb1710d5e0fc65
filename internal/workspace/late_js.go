//go:build js

package workspace

import (
	"context"

	"amparo/internal/notebook"
	"amparo/internal/vault"
)

// Nothing comes to a browser from elsewhere.

func (w *Workspace) noteLate(vault.Entry) bool { return false }

func (w *Workspace) cameLate(notebook.Ref) bool { return false }

func (w *Workspace) forgetLate(context.Context, []notebook.Ref) error { return nil }
