package vault

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"encoding/binary"
	"errors"
	"hash"
	"io"

	"amparo/internal/key"
	"amparo/internal/store"
)

// Source is a backup and what opens it.
type Source struct {
	// Reader gives the bytes of the backup, and nothing after them.
	Reader io.Reader
	// Passphrase is that of the new vault; without a paper key, it also opens
	// the backup.
	Passphrase []byte
	// Paper opens the backup, unless it is zero.
	Paper key.Paper
}

// Restore makes a vault of a backup, in a store that has none. This becomes a
// new device of each notebook, enrolled by the recovery keeper that follows
// from the paper key, in a new epoch. A notebook of which that is no keeper can
// be read and not written until a keeper admits this device anew: see JoinFrom.
//
// The errors are those of Open: ErrLocked for a wrong passphrase or paper key,
// ErrDamaged for a backup that was altered or cut, ErrNewer for one of a newer
// program. After an error the store holds no vault.
func Restore(ctx context.Context, st store.Store, from Source, c Config) (*Vault, error) {
	c = c.filled()
	_, err := st.Get(ctx, store.Box{}, headerBlob)
	if err == nil {
		return nil, ErrExists
	}
	if !errors.Is(err, store.ErrNotFound) {
		return nil, while("restoring", err)
	}
	r := &restorer{st: st, c: c, in: bufio.NewReaderSize(from.Reader, 64<<10)}
	v, err := r.run(ctx, from)
	if err != nil {
		return nil, errors.Join(while("restoring", err), r.undo(ctx))
	}
	return v, nil
}

// restorer reads a backup into a store.
type restorer struct {
	st    store.Store
	c     Config
	in    *bufio.Reader
	mac   hash.Hash // nil until the vault key is known
	boxes []store.Box
	v     *Vault
}

func (r *restorer) run(ctx context.Context, from Source) (*Vault, error) {
	old, err := r.unlock(from)
	if err != nil {
		return nil, err
	}
	defer old.Wipe()
	m, err := r.manifest(old)
	if err != nil {
		return nil, err
	}
	if r.v, err = blank(r.st, m.label, r.c); err != nil {
		return nil, err
	}
	r.v.index.paper = m.paper
	for _, nb := range m.notebooks {
		if err := r.notebook(ctx, nb); err != nil {
			return nil, err
		}
	}
	if err := r.end(); err != nil {
		return nil, err
	}
	for _, nb := range m.notebooks {
		if err := r.enrol(ctx, nb.id); err != nil {
			return nil, err
		}
	}
	if len(m.local) > 0 {
		if err := r.v.setLocal(ctx, m.local); err != nil {
			return nil, err
		}
	}
	return r.v, r.v.rewrap(ctx, from.Passphrase)
}

// unlock reads up to the header's end, and returns the vault key of then.
func (r *restorer) unlock(from Source) (*key.Secret, error) {
	start, err := r.read(len(backupMagic) + 2)
	if err != nil {
		return nil, err
	}
	if string(start[:len(backupMagic)]) != backupMagic {
		return nil, ErrDamaged
	}
	format, suite := start[len(backupMagic)], start[len(backupMagic)+1]
	switch {
	case format == 0 || suite == 0:
		return nil, ErrDamaged
	case format > backupFormat || suite > key.Suite:
		return nil, ErrNewer
	}
	raw, err := r.frame()
	if err != nil {
		return nil, err
	}
	h, err := decodeHeader(raw)
	if err != nil {
		return nil, err
	}
	old, err := h.unlock(raw, r.c.Floor, func(h *header) *key.Secret {
		if !from.Paper.IsZero() {
			return from.Paper.Secret(h.salt[:])
		}
		return key.FromPassphrase(from.Passphrase, h.salt[:], h.cost)
	})
	if err != nil {
		return nil, err
	}
	r.mac = backupMAC(old)
	r.mac.Write(start)
	r.mac.Write(binary.BigEndian.AppendUint32(nil, uint32(len(raw))))
	r.mac.Write(raw)
	return old, nil
}

// read returns the next n bytes, taking memory as they come.
func (r *restorer) read(n int) ([]byte, error) {
	var b bytes.Buffer
	if _, err := io.CopyN(&b, r.in, int64(n)); err != nil {
		if err == io.EOF {
			return nil, ErrDamaged
		}
		return nil, err
	}
	if r.mac != nil {
		r.mac.Write(b.Bytes())
	}
	return b.Bytes(), nil
}

// frame returns the next frame.
func (r *restorer) frame() ([]byte, error) {
	n, err := r.read(4)
	if err != nil {
		return nil, err
	}
	size := binary.BigEndian.Uint32(n)
	if size > mostBlob+1<<20 {
		return nil, ErrDamaged
	}
	return r.read(int(size))
}

func (r *restorer) manifest(old *key.Secret) (*manifest, error) {
	sealed, err := r.frame()
	if err != nil {
		return nil, err
	}
	plain, err := newLid(old, "backup", nil, 0, store.Box{}).open(sealed)
	if err != nil {
		return nil, ErrDamaged
	}
	return decodeManifest(plain)
}

// notebook reads one notebook into the store, under the epoch that it had.
func (r *restorer) notebook(ctx context.Context, from manifestNotebook) error {
	device, err := key.NewDevice(r.c.Rand)
	if err != nil {
		return err
	}
	nb := notebook{id: from.id, name: from.name, device: device, epochs: from.epochs}
	e := newEpoch(nb.id, nb.now())
	r.boxes = append(r.boxes, e.box)
	if err := r.blobs(ctx, e, from.forgotten); err != nil {
		return err
	}
	out := appender{st: r.st, box: e.box}
	for {
		blob, err := r.frame()
		if err != nil {
			return err
		}
		if len(blob) == 0 {
			break
		}
		if err := out.add(ctx, blob); err != nil {
			return err
		}
	}
	if err := out.flush(ctx); err != nil {
		return err
	}
	r.v.index.notebooks = append(r.v.index.notebooks, nb)
	return nil
}

// blobs reads membership, snapshot and history of a notebook. Entries are
// numbered from one again, and the snapshot is told so.
func (r *restorer) blobs(ctx context.Context, e *epoch, forgotten uint64) error {
	var blobs [3][]byte
	for i := range blobs {
		var err error
		if blobs[i], err = r.frame(); err != nil {
			return err
		}
	}
	members, state, history := blobs[0], blobs[1], blobs[2]
	if err := r.st.Put(ctx, e.box, membersBlob, members); err != nil {
		return err
	}
	if len(state) == 0 {
		return nil
	}
	plain, err := e.state.open(state)
	if err != nil {
		return ErrDamaged
	}
	fr, rest, err := cutFront(plain)
	if err != nil || fr.through < forgotten {
		return ErrDamaged
	}
	fr.through -= forgotten
	if fr.slot != 0 {
		if err := r.st.Put(ctx, e.box, historyBlob(fr.slot), history); err != nil {
			return err
		}
	}
	return r.v.putFrame(ctx, e, snapshotBlob, fr, &frame{kind: kindState, raw: rest})
}

// end checks the MAC, and that nothing follows it.
func (r *restorer) end() error {
	want := r.mac.Sum(nil)
	r.mac = nil
	got, err := r.read(macSize)
	if err != nil {
		return err
	}
	if _, err := r.in.ReadByte(); err != io.EOF || !hmac.Equal(want, got) {
		return ErrDamaged
	}
	return nil
}

// enrol checks a notebook whole, and makes this a device of it if the recovery
// keeper may say so.
func (r *restorer) enrol(ctx context.Context, id NotebookID) error {
	l, err := r.v.log(ctx, id)
	if err != nil {
		return err
	}
	if err := l.load(ctx, nil); err != nil {
		return err
	}
	recovery, err := r.v.index.paper.Device(id)
	if err != nil {
		return err
	}
	defer recovery.Wipe()
	t, err := l.roster.turn(Change{Admit: []Admission{{Card: l.device.Card(), Of: recovery.ID(), Keeper: true}}})
	if err != nil {
		return err
	}
	err = l.advance(ctx, recovery, t)
	if err == ErrNotKeeper {
		return nil
	}
	if err != nil {
		return err
	}
	r.boxes = append(r.boxes, newEpoch(id, r.v.index.find(id).now()).box)
	return nil
}

// undo empties what was written.
func (r *restorer) undo(ctx context.Context) error {
	var errs []error
	if r.v != nil {
		r.boxes = append(r.boxes, r.v.index.doomed...)
	}
	for _, box := range append(r.boxes, store.Box{}) {
		errs = append(errs, r.st.Drop(ctx, box, store.All))
	}
	return errors.Join(errs...)
}
