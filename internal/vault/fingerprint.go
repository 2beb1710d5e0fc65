package vault

import (
	"context"

	"amparo/internal/key"
	"amparo/internal/oplog"
)

// Fingerprint stands for what a notebook holds: who its members are, and the
// newest entry of each device that has written. Two devices with the same one
// have taken in the same; with any difference it is another one. It is the typed
// hash "amparo state" of three parts:
//
//	notebook 16, the hash of the present record 32, heads as a snapshot has them
//
// A change of this comes with another domain.
func (l *Log) Fingerprint(ctx context.Context) ([32]byte, error) {
	if err := l.enterLoaded(ctx); err != nil {
		return [32]byte{}, err
	}
	defer l.v.mu.Unlock()
	present := l.roster.head()
	return key.Hash("amparo state", l.id[:], present[:], oplog.AppendHeads(nil, l.log.Heads())), nil
}
