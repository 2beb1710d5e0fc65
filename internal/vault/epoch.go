package vault

import (
	"encoding/binary"

	"amparo/internal/key"
	"amparo/internal/store"
)

// epoch is what follows from one epoch's secret: the mailbox and its key, and
// the seals of entries, snapshots, history, membership, and of what leads on to
// a later epoch. Its number is that of the membership record that began it.
type epoch struct {
	number  uint32
	box     store.Box
	access  []byte // the seed of the mailbox's key
	commit  key.Commitment
	entry   *lid
	state   *lid
	history *lid
	members *lid
	turn    *lid
}

// epochContext binds everything that follows from an epoch's secret to the
// notebook and the number.
func epochContext(id NotebookID, number uint32) []byte {
	b := append([]byte{key.Suite}, id[:]...)
	return binary.BigEndian.AppendUint32(b, number)
}

func newEpoch(id NotebookID, e epochSecret) *epoch {
	context := epochContext(id, e.number)
	box := store.Box(e.secret.Derive("mailbox", context, 16))
	lid := func(purpose string) *lid { return newLid(e.secret, purpose, context, e.number, box) }
	return &epoch{
		number: e.number, box: box, commit: e.secret.Commitment(context),
		access: e.secret.Derive("mailbox key", context, key.MailboxSeedSize),
		entry:  lid("entry"), state: lid("snapshot"), history: lid("history"), members: lid("members"), turn: lid("turn"),
	}
}
