package workspace

import "context"

// Out says that this device is no member of the notebook any more. What is here
// stays, and nothing new comes. That is over when the device comes to another
// mailbox: on a way on which it is a member, or by a new invite.
func (w *Workspace) Out(ctx context.Context) (bool, error) {
	out := w.Way().Out
	if out == "" {
		return false, nil
	}
	present, err := w.log.Mailbox(ctx)
	if err != nil {
		return false, while("looking for the mailbox", err)
	}
	return out == boxName(present), nil
}

// noteOut keeps that this device is out, also when someone has read it.
func (w *Workspace) noteOut(ctx context.Context) error {
	present, err := w.log.Mailbox(ctx)
	if err != nil {
		return while("looking for the mailbox", err)
	}
	if w.Way().Out == boxName(present) {
		return nil
	}
	return w.setWay(ctx, func(way *Way) { way.Out = boxName(present) })
}
