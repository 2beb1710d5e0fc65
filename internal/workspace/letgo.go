package workspace

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"amparo/internal/change"
	"amparo/internal/key"
	"amparo/internal/notebook"
	"amparo/internal/vault"
)

// Entries hang on each other: a device that lacks one takes none that came after
// it. So what is to go without a trace goes from what people see at once, and
// its entries go from this device when the others can have them from elsewhere.

// Forgetter is a carrier that can let go of a mailbox, for all who use it.
type Forgetter interface {
	Forget(ctx context.Context, box vault.Mailbox) error
}

const letGone = "gone" // in place of the present mailbox: nothing is left there

// mayDrop says whether no other device needs the entries of this one: there is no
// other, or all of them lie at the relay.
func (w *Workspace) mayDrop(ctx context.Context) (bool, error) {
	members, err := w.log.Members(ctx)
	if err != nil {
		return false, while("looking for the members", err)
	}
	others := slices.ContainsFunc(members, func(m vault.Member) bool { return !m.Self && !m.Paper })
	if !others || w.Way().Relay == "" {
		return !others, nil
	}
	boxes, err := w.log.Mailboxes(ctx)
	if err != nil {
		return false, while("looking for the mailboxes", err)
	}
	present := boxName(boxes[len(boxes)-1].Box)
	for _, b := range boxes {
		if under := w.Way().Met[boxName(b.Box)].Under; under != present && !w.longOver(b) {
			return false, nil
		}
	}
	behind, err := w.Behind(ctx)
	return !behind, err
}

// longOver says whether a mailbox was over a month ago.
func (w *Workspace) longOver(b vault.Mailbox) bool {
	return b.Next != 0 && w.desk.config.now().Unix()-b.Next > int64(vault.EpochLife.Seconds())
}

// unseen takes records that are to go out of changes that are read.
func (w *Workspace) unseen(changes []*change.Change, more ...notebook.Ref) {
	refs := more
	for _, text := range w.Way().Going {
		kind, id, _ := strings.Cut(text, "/")
		if id, err := notebook.ParseID(id); err == nil {
			refs = append(refs, notebook.Ref{Kind: kind, ID: id})
		}
	}
	if len(refs) == 0 {
		return
	}
	for _, c := range changes {
		blank(c, refs)
	}
}

// settleForgotten keeps the present without what is to go. Where other devices may
// still need the entries they stay, sealed and unseen, until they have met.
func (w *Workspace) settleForgotten(ctx context.Context, changes []*change.Change, refs []notebook.Ref) error {
	may, err := w.mayDrop(ctx)
	if err != nil {
		return err
	}
	if !may {
		err := w.setWay(ctx, func(way *Way) {
			for _, ref := range refs {
				way.Going = append(way.Going, ref.Kind+"/"+ref.ID.String())
			}
		})
		if err != nil {
			return err
		}
		return w.snapshot(ctx)
	}
	w.unseen(changes, refs...)
	if err := w.log.Save(ctx, w.fold.EncodeState(), encodeHistory(changes), true); err != nil {
		return err
	}
	w.fresh = 0
	if len(w.Way().Going) == 0 {
		return nil
	}
	return w.setWay(ctx, func(way *Way) { way.Going = nil })
}

// ForgetForAll lets go of what was removed before a day, and of the history before
// it, on every device: here at once or at the next meeting, on the others when
// they meet. Only a keeper's device can say so, and none goes by a day that has
// not come. A new epoch begins, so that the mailboxes up to now become old ones;
// a relay lets go of them a month later.
//
// Backups, devices that never meet again, and what lies beneath the files of a
// disk are out of reach.
func (w *Workspace) ForgetForAll(ctx context.Context, day time.Time) error {
	g, err := w.Group(ctx)
	if err != nil {
		return err
	}
	if !g.Keeper {
		return ErrNotKeeper
	}
	if err := w.Set(ctx, settingsRef, Edit{Field: "forget_before", Texts: []string{day.Format(time.DateOnly)}}); err != nil {
		return err
	}
	if err := w.letGo(ctx, true); err != nil {
		return err
	}
	if len(g.People) < 2 && w.Way().Relay == "" {
		return nil
	}
	return w.Renew(ctx)
}

// forgetDay returns the latest day that a keeper has named, or "".
func (w *Workspace) forgetDay(ctx context.Context) (string, error) {
	r := w.Notebook().Get(settingsRef)
	if r == nil || len(r.Fields["forget_before"]) == 0 {
		return "", nil
	}
	members, err := w.log.Members(ctx)
	if err != nil {
		return "", while("looking for the members", err)
	}
	day, today := "", w.desk.config.now().Format(time.DateOnly)
	for _, v := range r.Fields["forget_before"] {
		is := func(m vault.Member) bool { return m.Keeper && m.Device == key.DeviceID(v.Version.Device) }
		if v.Text <= today && slices.ContainsFunc(members, is) {
			day = max(day, v.Text)
		}
	}
	return day, nil
}

// letGo carries out what is to go, if the entries may go now. It looks only when
// something has come, or when it has not looked for that day yet.
func (w *Workspace) letGo(ctx context.Context, fresh bool) error {
	day, err := w.forgetDay(ctx)
	if err != nil || w.newer || len(w.Way().Going) == 0 && (day == "" || !fresh && w.Way().Forgot == day) {
		return err
	}
	if may, err := w.mayDrop(ctx); err != nil || !may {
		return err
	}
	all, err := w.everyChange(ctx)
	if err != nil {
		return err
	}
	limit, count := w.desk.startOf(day), len(all)
	refs := w.removedBefore(limit)
	if len(keptSince(all, limit)) < count || len(refs) > 0 || len(w.Way().Going) > 0 {
		if err := w.Forget(ctx, refs...); err != nil {
			return err
		}
	}
	if w.Way().Forgot == day {
		return nil
	}
	return w.setWay(ctx, func(way *Way) { way.Forgot = day })
}

// startOf returns when a day begins, 0 for none.
func (d *Desk) startOf(day string) int64 {
	t, ok := d.morning(day)
	if !ok {
		return 0
	}
	return t.Unix()
}

// keptSince returns the changes that were not made before a time.
func keptSince(changes []*change.Change, limit int64) []*change.Change {
	return slices.DeleteFunc(changes, func(c *change.Change) bool { return c.Time < limit })
}

// letGoAfterMeeting carries out what is to go, once everything here is at the
// other side, and has a relay let go of the mailboxes that were over a month ago.
func (w *Workspace) letGoAfterMeeting(ctx context.Context, c Carrier, lock sync.Locker, fresh bool) error {
	lock.Lock()
	old, err := w.oldMailboxes(ctx)
	if err == nil {
		err = w.letGo(ctx, fresh)
	}
	lock.Unlock()
	forgetter, can := c.(Forgetter)
	if err != nil || !can {
		return err
	}
	for _, box := range old {
		if err := forgetter.Forget(ctx, box); err != nil && err != ErrClosedBox {
			return err
		}
		lock.Lock()
		err := w.setWay(ctx, func(way *Way) { way.Met[boxName(box.Box)] = Meeting{Under: letGone} })
		lock.Unlock()
		if err != nil {
			return err
		}
	}
	return nil
}

// oldMailboxes are those that a keeper's device lets the relay forget.
func (w *Workspace) oldMailboxes(ctx context.Context) ([]vault.Mailbox, error) {
	day, err := w.forgetDay(ctx)
	if err != nil || day == "" {
		return nil, err
	}
	g, err := w.Group(ctx)
	if err != nil || !g.Keeper {
		return nil, err
	}
	boxes, err := w.log.Mailboxes(ctx)
	met := w.Way().Met
	return slices.DeleteFunc(boxes, func(b vault.Mailbox) bool {
		return !w.longOver(b) || met[boxName(b.Box)].Under == letGone
	}), err
}
