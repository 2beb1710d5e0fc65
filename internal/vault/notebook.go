package vault

import (
	"context"
	"io"
	"slices"

	"amparo/internal/key"
	"amparo/internal/store"
)

// Info is what a vault says of a notebook.
type Info struct {
	ID   NotebookID
	Name string
}

// mostName is how long the name of a notebook may be, in bytes.
const mostName = 1000

// Notebooks returns the notebooks in the order in which they came.
func (v *Vault) Notebooks() []Info {
	v.mu.Lock()
	defer v.mu.Unlock()
	var out []Info
	for _, nb := range v.index.notebooks {
		out = append(out, Info{ID: nb.id, Name: nb.name})
	}
	return out
}

// NewNotebook makes a notebook of one person, and its membership says so
// (Circle.Alone): its keepers are this device and the recovery device of the
// vault's paper key, which is hers as well. The name is sealed.
func (v *Vault) NewNotebook(ctx context.Context, name string) (*Log, error) {
	if len(name) > mostName {
		return nil, ErrTooLarge
	}
	if err := v.enter(ctx); err != nil {
		return nil, err
	}
	defer v.mu.Unlock()
	nb := notebook{name: name}
	if _, err := io.ReadFull(v.c.Rand, nb.id[:]); err != nil {
		return nil, while("making notebook", err)
	}
	chain, err := v.found(&nb)
	if err != nil {
		return nil, while("making notebook", err)
	}
	if err := v.install(ctx, nb, chain, nil); err != nil {
		return nil, while("making notebook", err)
	}
	return v.log(ctx, nb.id)
}

// found makes the keys and the membership of a new notebook.
func (v *Vault) found(nb *notebook) ([]byte, error) {
	var err error
	if nb.device, err = key.NewDevice(v.c.Rand); err != nil {
		return nil, err
	}
	recovery, err := v.index.paper.Device(nb.id)
	if err != nil {
		return nil, err
	}
	defer recovery.Wipe()
	ro := newRoster(nb.id)
	both := []admission{
		{keeper: true, card: nb.device.Card()},
		{keeper: true, paper: true, of: nb.device.ID(), card: recovery.Card()},
	}
	secret, block, err := ro.step(turn{admitted: both, time: v.c.Now().Unix()}, nb.device, v.c.Rand)
	if err != nil {
		return nil, err
	}
	nb.epochs = []epochSecret{secret}
	return ro.encodeChain(block.raw), nil
}

// install adds a notebook to the vault: first what stands in its box, then the
// index. fill, which may be nil, writes more into the box.
func (v *Vault) install(ctx context.Context, nb notebook, chain []byte, fill func(*epoch) error) error {
	next := newEpoch(nb.id, nb.now())
	return v.exchange(ctx, swap{
		in: next.box,
		fill: func() error {
			if err := v.putMembers(ctx, next, chain); err != nil {
				return err
			}
			if fill != nil {
				return fill(next)
			}
			return nil
		},
		commit: func(ix *index) {
			ix.waiting = slices.DeleteFunc(ix.waiting, func(d *key.Device) bool { return d == nb.device })
			ix.notebooks = append(ix.notebooks, nb)
		},
	})
}

// membersBlob is the name of the membership in a notebook's box.
const membersBlob = "members"

func (v *Vault) putMembers(ctx context.Context, e *epoch, chain []byte) error {
	blob, err := e.members.close(chain, v.c.Rand)
	if err != nil {
		return err
	}
	return v.st.Put(ctx, e.box, membersBlob, blob)
}

// swap is a change that needs more than one write: a box is filled, then the
// index is put with the change in it, then old boxes are emptied.
type swap struct {
	in     store.Box
	fill   func() error
	commit func(*index)
	out    []store.Box
}

// exchange does a swap all or nothing: until the index with the change is put,
// the new box is on the list of those to be emptied, and from then on the old
// ones are. The list is gone through then, and when a vault is opened. A new box
// that is on it from before has to be empty first.
func (v *Vault) exchange(ctx context.Context, s swap) error {
	if slices.Contains(v.index.doomed, s.in) {
		if err := v.sweep(ctx); err != nil {
			return err
		}
	}
	begin := v.index.clone()
	begin.doomed = append(begin.doomed, s.in)
	if err := v.putIndex(ctx, begin); err != nil {
		return err
	}
	if err := s.fill(); err != nil {
		v.stale = true
		return err
	}
	done := v.index.clone()
	done.doomed = slices.DeleteFunc(done.doomed, func(b store.Box) bool { return b == s.in })
	done.doomed = append(done.doomed, s.out...)
	s.commit(done)
	if err := v.putIndex(ctx, done); err != nil {
		return err
	}
	v.sweepIfRoom(ctx)
	return nil
}

// Rename changes the name of a notebook on this device.
func (v *Vault) Rename(ctx context.Context, id NotebookID, name string) error {
	if len(name) > mostName {
		return ErrTooLarge
	}
	return v.edit(ctx, id, func(ix *index, nb *notebook) { nb.name = name })
}

// RemoveNotebook forgets a notebook: its keys, its entries and its snapshots
// are gone from the store. Other devices keep theirs.
func (v *Vault) RemoveNotebook(ctx context.Context, id NotebookID) error {
	return v.edit(ctx, id, func(ix *index, nb *notebook) {
		ix.doomed = append(ix.doomed, newEpoch(id, nb.now()).box)
		ix.notebooks = slices.DeleteFunc(ix.notebooks, func(n notebook) bool { return n.id == id })
		if l := v.logs[id]; l != nil {
			l.wipe()
		}
	})
}

// edit changes the index with regard to one notebook.
func (v *Vault) edit(ctx context.Context, id NotebookID, change func(*index, *notebook)) error {
	if err := v.enter(ctx); err != nil {
		return err
	}
	defer v.mu.Unlock()
	ix := v.index.clone()
	nb := ix.find(id)
	if nb == nil {
		return ErrNoNotebook
	}
	change(ix, nb)
	if err := v.putIndex(ctx, ix); err != nil {
		return err
	}
	return v.sweep(ctx)
}

// Log returns a notebook's log, or ErrNoNotebook. Its entries are read and
// checked when they are first needed.
func (v *Vault) Log(ctx context.Context, id NotebookID) (*Log, error) {
	if err := v.enter(ctx); err != nil {
		return nil, err
	}
	defer v.mu.Unlock()
	return v.log(ctx, id)
}

func (v *Vault) log(ctx context.Context, id NotebookID) (*Log, error) {
	l := v.logs[id]
	if l == nil {
		l = &Log{v: v, id: id}
	}
	if err := l.bind(ctx); err != nil {
		return nil, err
	}
	v.logs[id] = l
	return l, nil
}
