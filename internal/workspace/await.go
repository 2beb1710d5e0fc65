package workspace

import (
	"context"
	"errors"
	"sync"
)

// errNotFollowed says that nobody tells when something comes.
var errNotFollowed = errors.New("this notebook is not followed")

// Await returns nil as soon as something has come for the notebook since the last
// Sync; the next one fetches it. Only the present mailbox is listened to: what
// leads on to the next lies there, too. The lock is as in Sync.
func (w *Workspace) Await(ctx context.Context, c Carrier, lock sync.Locker) error {
	l, can := c.(Listener)
	if !can {
		return errNotFollowed
	}
	lock.Lock()
	boxes, err := w.log.Mailboxes(ctx)
	follows, ends := w.Way().Follows, w.ends
	lock.Unlock()
	if err != nil {
		return while("looking for the mailboxes", err)
	}
	if present := boxes[len(boxes)-1]; follows && ends.box == present.Box {
		return l.Await(ctx, present, ends.seen)
	}
	return errNotFollowed
}
