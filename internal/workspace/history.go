package workspace

import (
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"time"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/vault"
)

// Keep is how long a removed record can be brought back.
const Keep = 30 * 24 * time.Hour

// History returns what was written, newest first: of one record, or with nil of
// the whole notebook. It reads the whole log, so that opening need not.
func (w *Workspace) History(ctx context.Context, ref *notebook.Ref) ([]change.Past, error) {
	changes, err := w.changes(ctx)
	if err != nil {
		return nil, err
	}
	return change.History(changes, ref), nil
}

// changes returns every change that is kept, in the order in which they came,
// without what is to go.
func (w *Workspace) changes(ctx context.Context) ([]*change.Change, error) {
	list, err := w.everyChange(ctx)
	if err != nil {
		return nil, err
	}
	day, err := w.forgetDay(ctx)
	w.unseen(list)
	return keptSince(list, w.desk.startOf(day)), err
}

func (w *Workspace) everyChange(ctx context.Context) ([]*change.Change, error) {
	block, err := w.log.History(ctx)
	if err != nil {
		return nil, while("reading the history", err)
	}
	list, err := decodeHistory(block)
	if err != nil {
		return nil, err
	}
	err = w.log.All(ctx, func(e vault.Entry) error {
		if c, err := decode(e); err == nil { // else it is passed over, as take does
			list = append(list, c)
		}
		return nil
	})
	if err != nil {
		return nil, while("reading the history", err)
	}
	return list, nil
}

// Forget deletes a record now, without a trace on this device: it is neither
// among what was removed nor in any history, and the entries that held it are
// gone from the disk; where other devices still need them, as soon as they lie at
// the relay. With a proposal its answers go, with a risk the marks of
// how it was seen. ErrNewer says that something here has to be read by a newer
// program first.
func (w *Workspace) Forget(ctx context.Context, refs ...notebook.Ref) error {
	if w.newer { // its entries would go with what was not read of them
		return ErrNewer
	}
	changes, err := w.changes(ctx)
	if err != nil {
		return err
	}
	refs = w.withAnswers(append(refs, w.ratings(refs)...))
	before := w.fold.EncodeState()
	for _, ref := range refs {
		w.fold.Forget(ref)
		if ref.Kind == "risk" {
			w.fold.ForgetValues("protocol", notebook.Looked, notebook.SeenAs(ref.ID))
		}
	}
	if err := w.settleForgotten(ctx, changes, refs); err != nil { // it can be asked for again
		was, wrong := change.DecodeState(before)
		if wrong == nil {
			w.fold = was
		}
		return errors.Join(err, wrong)
	}
	return w.forgetLate(ctx, refs)
}

// Ratings returns the single ratings of a risk, in an order that says nothing.
func (w *Workspace) Ratings(risk notebook.Ref) []*notebook.Record {
	if r := w.Notebook().Look(risk); r != nil {
		return slices.Collect(w.Notebook().Linking(r, "rating", "risk"))
	}
	return nil
}

// ratings returns those of each of the records: they go with their risk.
func (w *Workspace) ratings(of []notebook.Ref) []notebook.Ref {
	var list []notebook.Ref
	for _, risk := range of {
		for _, r := range w.Ratings(risk) {
			list = append(list, r.Ref)
		}
	}
	return list
}

// Settle gives a risk the values that the group found by talking, and deletes
// the single ratings without a trace. Should the second be cut off, they are
// still there to be deleted.
func (w *Workspace) Settle(ctx context.Context, risk notebook.Ref, edits ...Edit) error {
	if err := w.Set(ctx, risk, edits...); err != nil {
		return err
	}
	single := w.ratings([]notebook.Ref{risk})
	if single == nil {
		return nil
	}
	return w.Forget(ctx, single...)
}

// Moves returns how the readings of a record were changed, oldest first; see
// change.Moves. What the history no longer holds is not among them.
func (w *Workspace) Moves(ctx context.Context, ref notebook.Ref, readings []string, reason string) ([]change.Move, error) {
	changes, err := w.changes(ctx)
	if err != nil {
		return nil, err
	}
	return change.Moves(changes, w.Notebook().Get(ref), readings, reason), nil
}

// withAnswers returns the refs, and of each proposal among them every answer to
// it, in whichever round.
func (w *Workspace) withAnswers(refs []notebook.Ref) []notebook.Ref {
	all := slices.Clone(refs)
	for _, ref := range refs {
		if ref.Kind != "proposal" {
			continue
		}
		for _, a := range slices.Concat(w.Notebook().Records("answer"), w.Notebook().Removed()) {
			if a.Kind == "answer" && slices.Contains(a.Set("proposal"), ref.ID.String()) {
				all = append(all, a.Ref)
			}
		}
	}
	return all
}

// blank takes the writes to forgotten records out of a change; the numbers of
// the others stay, as emptied writes keep their places.
func blank(c *change.Change, refs []notebook.Ref) {
	for i := range c.Writes {
		if w := &c.Writes[i]; slices.Contains(refs, w.Ref) || tells(w, refs) {
			*w = change.Write{Op: change.Drop, Ref: notebook.Ref{Kind: "-"}, Field: "-"}
		}
	}
}

// tells says whether a write keeps how one of the records was seen.
func tells(w *change.Write, refs []notebook.Ref) bool {
	return w.Field == notebook.Looked && slices.ContainsFunc(refs, func(ref notebook.Ref) bool { return strings.HasPrefix(w.Value, notebook.SeenAs(ref.ID)) })
}

// Purge lets what was removed more than Keep ago go for good.
func (w *Workspace) Purge(ctx context.Context) error {
	old := w.removedBefore(w.desk.config.now().Add(-Keep).Unix())
	if old == nil || w.newer {
		return nil
	}
	return w.Forget(ctx, old...)
}

// removedBefore returns what was removed before a time. What came later than Keep
// after its removal, by the word of whoever removed it, is kept as long from then
// on: else she could have it go for good before anybody sees it.
func (w *Workspace) removedBefore(limit int64) []notebook.Ref {
	var list []notebook.Ref
	for _, r := range w.Notebook().Removed() {
		if r.RemovedAt < limit && !w.cameLate(r.Ref) {
			list = append(list, r.Ref)
		}
	}
	return list
}

var errHistory = errors.New("not a history of this format")

// historyVersion is the first byte of the history block: then, for each change,
// device (16 bytes), time, length and bytes of the change.
const historyVersion = 1

func encodeHistory(changes []*change.Change) []byte {
	b := []byte{historyVersion}
	for _, c := range changes {
		body := change.Encode(c)
		b = append(b, c.Device[:]...)
		b = binary.AppendVarint(b, c.Time)
		b = binary.AppendUvarint(b, uint64(len(body)))
		b = append(b, body...)
	}
	return b
}

func decodeHistory(b []byte) ([]*change.Change, error) {
	if len(b) == 0 {
		return nil, nil
	}
	if b[0] != historyVersion {
		return nil, errHistory
	}
	var list []*change.Change
	for b = b[1:]; len(b) > 0; {
		c, rest, err := decodePast(b)
		if err != nil {
			return nil, err
		}
		list, b = append(list, c), rest
	}
	return list, nil
}

func decodePast(b []byte) (*change.Change, []byte, error) {
	if len(b) < 16 {
		return nil, nil, errHistory
	}
	device := notebook.Device(b[:16])
	when, n := binary.Varint(b[16:])
	if n <= 0 {
		return nil, nil, errHistory
	}
	b = b[16+n:]
	size, n := binary.Uvarint(b)
	if n <= 0 || size > uint64(len(b)-n) {
		return nil, nil, errHistory
	}
	c, err := change.Decode(b[n : n+int(size)])
	if err != nil {
		return nil, nil, err
	}
	c.Device, c.Time = device, when
	return c, b[n+int(size):], nil
}
