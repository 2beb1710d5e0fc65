package vault

import (
	"bufio"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash"
	"io"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
)

// A backup is one stream:
//
//	"amparo-b" | format 1 | suite 1 | header (length 4) | frames | MAC 32
//
// The header is that of a vault, without label, at the floor's cost. A frame is
// a length of four bytes and that many bytes. The first is the manifest, sealed
// under the vault key; then, for each notebook, the sealed membership, snapshot
// and history (empty when there is none), the sealed entries as they stand in
// the store, and an empty frame. The MAC (HMAC-SHA256 under a key that follows
// from the vault key) is over everything before it.
//
// The manifest:
//
//	suite 1 | label (length 4) | paper key 20 | settings (length 4) |
//	notebooks (count 2): id 16, name (length 4), forgotten 8,
//	    epochs (count 2): number 4, secret 32 each
//
// Forgotten is how many entries were dropped before the first. No device key is
// ever in a backup. Another layout gets the next format number, and this one
// stays readable.
const (
	backupMagic  = "amparo-b"
	backupFormat = 1
)

// manifest is what a backup has of the vault.
type manifest struct {
	label     string
	paper     key.Paper
	local     []byte
	notebooks []manifestNotebook
}

type manifestNotebook struct {
	id        NotebookID
	name      string
	forgotten uint64
	epochs    []epochSecret
}

func (m *manifest) encode() []byte {
	b := []byte{key.Suite}
	b = oplog.AppendBytes(b, []byte(m.label))
	b = append(b, m.paper.Bytes()...)
	b = oplog.AppendBytes(b, m.local)
	b = binary.BigEndian.AppendUint16(b, uint16(len(m.notebooks)))
	for _, nb := range m.notebooks {
		b = append(b, nb.id[:]...)
		b = oplog.AppendBytes(b, []byte(nb.name))
		b = binary.BigEndian.AppendUint64(b, nb.forgotten)
		b = appendEpochs(b, nb.epochs)
	}
	return b
}

func decodeManifest(b []byte) (*manifest, error) {
	r := oplog.NewReader(b)
	if r.Byte() != key.Suite {
		return nil, ErrDamaged
	}
	m := &manifest{label: string(r.Bytes())}
	var err error
	if m.paper, err = readPaper(r); err != nil {
		return nil, ErrDamaged
	}
	m.local = r.Bytes()
	for range r.Count(16) {
		nb := manifestNotebook{id: r.Bytes16(), name: string(r.Bytes()), forgotten: r.Uint64(), epochs: readEpochs(r)}
		if len(nb.epochs) == 0 {
			return nil, ErrDamaged
		}
		m.notebooks = append(m.notebooks, nb)
	}
	if !r.Done() {
		return nil, ErrDamaged
	}
	return m, nil
}

// backupMAC is over the bytes of a backup before the MAC itself.
func backupMAC(vaultKey *key.Secret) hash.Hash {
	k := vaultKey.Derive("backup mac", nil, 32)
	defer clear(k)
	return hmac.New(sha256.New, k)
}

// backupWriter writes frames.
type backupWriter struct {
	w io.Writer
}

func (b backupWriter) frame(p []byte) error {
	var n [4]byte
	binary.BigEndian.PutUint32(n[:], uint32(len(p)))
	if _, err := b.w.Write(n[:]); err != nil {
		return err
	}
	_, err := b.w.Write(p)
	return err
}

// Backup writes everything that the vault holds, sealed, and no device keys:
// whoever restores it is a new device. It opens with the passphrase that the
// vault has now, at the floor's cost, and with the paper key. Nothing else is
// done with the vault meanwhile.
func (v *Vault) Backup(ctx context.Context, w io.Writer) error {
	if err := v.enter(ctx); err != nil {
		return err
	}
	defer v.mu.Unlock()
	buffered := bufio.NewWriterSize(w, 64<<10)
	mac := backupMAC(v.key)
	if err := v.backup(ctx, backupWriter{io.MultiWriter(buffered, mac)}); err != nil {
		return while("writing the backup", err)
	}
	if _, err := buffered.Write(mac.Sum(nil)); err != nil {
		return while("writing the backup", err)
	}
	if err := buffered.Flush(); err != nil {
		return while("writing the backup", err)
	}
	return nil
}

func (v *Vault) backup(ctx context.Context, w backupWriter) error {
	if _, err := w.w.Write(append([]byte(backupMagic), backupFormat, key.Suite)); err != nil {
		return err
	}
	if err := w.frame(v.index.spare); err != nil {
		return err
	}
	m, err := v.manifest(ctx)
	if err != nil {
		return err
	}
	plain := m.encode()
	sealed, err := v.lid("backup").close(plain, v.c.Rand)
	clear(plain)
	if err != nil {
		return err
	}
	if err := w.frame(sealed); err != nil {
		return err
	}
	for _, nb := range v.index.notebooks {
		if err := v.backupNotebook(ctx, w, newEpoch(nb.id, nb.now())); err != nil {
			return err
		}
	}
	return nil
}

func (v *Vault) manifest(ctx context.Context) (*manifest, error) {
	local, err := v.local(ctx)
	if err != nil {
		return nil, err
	}
	m := &manifest{label: v.label, paper: v.index.paper, local: local}
	for _, nb := range v.index.notebooks {
		first, _, err := v.st.Read(ctx, newEpoch(nb.id, nb.now()).box, 0, 1)
		if err != nil {
			return nil, err
		}
		m.notebooks = append(m.notebooks, manifestNotebook{id: nb.id, name: nb.name, forgotten: first - 1, epochs: nb.epochs})
	}
	return m, nil
}

func (v *Vault) backupNotebook(ctx context.Context, w backupWriter, e *epoch) error {
	members, err := v.st.Get(ctx, e.box, membersBlob)
	if err != nil {
		return damagedIfMissing(err)
	}
	state, history, err := v.sealedFrames(ctx, e)
	if err != nil {
		return err
	}
	for _, blob := range [][]byte{members, state, history} {
		if err := w.frame(blob); err != nil {
			return err
		}
	}
	after := uint64(0)
	for {
		first, blobs, err := v.st.Read(ctx, e.box, after, readBatch)
		if err != nil {
			return err
		}
		for _, blob := range blobs {
			if err := w.frame(blob); err != nil {
				return err
			}
		}
		if len(blobs) == 0 {
			return w.frame(nil)
		}
		after = first + uint64(len(blobs)) - 1
	}
}

// sealedFrames returns the snapshot and its history as they stand in the store,
// nil where there is none.
func (v *Vault) sealedFrames(ctx context.Context, e *epoch) (state, history []byte, err error) {
	state, err = v.st.Get(ctx, e.box, snapshotBlob)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	plain, err := e.state.open(state)
	if err != nil {
		return nil, nil, ErrDamaged
	}
	fr, _, err := cutFront(plain)
	if err != nil || fr.slot == 0 {
		return state, nil, err
	}
	history, err = v.st.Get(ctx, e.box, historyBlob(fr.slot))
	return state, history, damagedIfMissing(err)
}
