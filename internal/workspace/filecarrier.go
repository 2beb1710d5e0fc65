//go:build !js

package workspace

import (
	"context"

	"amparo/internal/exchange"
	"amparo/internal/vault"
)

// FileCarrier carries what lies in a file: mailboxes for several devices, and
// notebooks. The caller reads the file before and writes it afterwards.
type FileCarrier struct{ File *exchange.File }

// Meet has the mailbox in the file and the set meet.
func (c FileCarrier) Meet(_ context.Context, box vault.Mailbox, _ string, set exchange.Set) (Met, error) {
	sent, err := exchange.Meet(set, c.File.Box(box.Box))
	return Met{Sent: sent}, err
}

// Open does nothing: a file has every mailbox.
func (FileCarrier) Open(context.Context, vault.Mailbox, string) error { return nil }

// Remembers says no: whoever brings a file next may bring another.
func (FileCarrier) Remembers() bool { return false }
