//go:build !js

package workspace

import (
	"encoding/hex"
	"strings"

	"amparo/internal/exchange"
)

// ID names an invite on this device. It tells nothing of the invite.
func (i *Invitation) ID() string {
	sum := exchange.IDOf([]byte("invitation " + i.Text))
	return hex.EncodeToString(sum[:8])
}

// Invitation returns the one with that id, or nil.
func (d *Desk) Invitation(id string) *Invitation {
	for _, i := range d.invitations {
		if i.ID() == id {
			return i
		}
	}
	return nil
}

// Letter is what a guest is given: the invite, and behind it where it is met, if
// that is not by a file.
func (i *Invitation) Letter() string { return strings.TrimSpace(i.Text + " " + i.Relay) }

// ReadLetter parts what a guest was given into the invite and where it is met.
func ReadLetter(letter string) (text, address string) {
	var words []string
	for word := range strings.FieldsSeq(letter) {
		if strings.HasPrefix(word, "https://") || strings.HasPrefix(word, "http://") {
			address = word
		} else {
			words = append(words, word)
		}
	}
	return strings.Join(words, " "), address
}
