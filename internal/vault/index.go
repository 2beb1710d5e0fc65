package vault

import (
	"encoding/binary"
	"slices"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
)

// NotebookID names a notebook. It is random, and the same on all its devices.
type NotebookID = oplog.NotebookID

// index is what a vault knows beside its logs: one blob, sealed under the vault
// key, replaced whole.
//
//	suite 1 | paper key 20 | header for backups (length 4) |
//	boxes to empty (count 2): box 16 each |
//	devices that wait to join (count 2): secret half 64 each |
//	notebooks (count 2): id 16, name (length 4), secret half 64,
//	    epochs (count 2): number 4, secret 32 each, ascending
//
// A change of this layout comes with another suite byte.
type index struct {
	paper     key.Paper
	spare     []byte // the encoded header for backups
	doomed    []store.Box
	waiting   []*key.Device
	notebooks []notebook
}

// notebook is what the index has of one notebook.
type notebook struct {
	id     NotebookID
	name   string
	device *key.Device
	epochs []epochSecret // ascending; the last one is the present
}

type epochSecret struct {
	number uint32
	secret *key.Secret
}

// mostEpochs is how many epochs' secrets a device keeps, so that what others
// sealed before they knew of a newer epoch can still be taken in, and so that they
// hear of it: a keeper may let a whole workshop in before she meets those who were
// not there. Each turn copies as many blobs.
const mostEpochs = 32

func (ix *index) encode() []byte {
	b := []byte{key.Suite}
	b = append(b, ix.paper.Bytes()...)
	b = oplog.AppendBytes(b, ix.spare)
	b = binary.BigEndian.AppendUint16(b, uint16(len(ix.doomed)))
	for _, box := range ix.doomed {
		b = append(b, box[:]...)
	}
	b = binary.BigEndian.AppendUint16(b, uint16(len(ix.waiting)))
	for _, d := range ix.waiting {
		b = append(b, d.Bytes()...)
	}
	b = binary.BigEndian.AppendUint16(b, uint16(len(ix.notebooks)))
	for _, nb := range ix.notebooks {
		b = append(b, nb.id[:]...)
		b = oplog.AppendBytes(b, []byte(nb.name))
		b = append(b, nb.device.Bytes()...)
		b = appendEpochs(b, nb.epochs)
	}
	return b
}

func appendEpochs(b []byte, epochs []epochSecret) []byte {
	b = binary.BigEndian.AppendUint16(b, uint16(len(epochs)))
	for _, e := range epochs {
		b = binary.BigEndian.AppendUint32(b, e.number)
		b = append(b, e.secret.Bytes()...)
	}
	return b
}

func readEpochs(r *oplog.Reader) []epochSecret {
	var out []epochSecret
	for range r.Count(36) {
		out = append(out, epochSecret{number: r.Uint32(), secret: readSecret(r)})
	}
	return out
}

func readSecret(r *oplog.Reader) *key.Secret {
	b := r.Bytes32()
	defer clear(b[:])
	return key.SecretFrom(b[:])
}

func readPaper(r *oplog.Reader) (key.Paper, error) { return key.PaperFrom(r.Take(20)) }

func decodeIndex(b []byte) (*index, error) {
	r := oplog.NewReader(b)
	if r.Byte() != key.Suite {
		return nil, ErrDamaged
	}
	var ix index
	var err error
	if ix.paper, err = readPaper(r); err != nil {
		return nil, ErrDamaged
	}
	ix.spare = slices.Clone(r.Bytes())
	for range r.Count(16) {
		ix.doomed = append(ix.doomed, r.Bytes16())
	}
	for range r.Count(key.DeviceSize) {
		d, err := key.DeviceFrom(r.Take(key.DeviceSize))
		if err != nil {
			return nil, ErrDamaged
		}
		ix.waiting = append(ix.waiting, d)
	}
	for range r.Count(16) {
		nb := notebook{id: r.Bytes16(), name: string(r.Bytes())}
		if nb.device, err = key.DeviceFrom(r.Take(key.DeviceSize)); err != nil {
			return nil, ErrDamaged
		}
		if nb.epochs = readEpochs(r); len(nb.epochs) == 0 {
			return nil, ErrDamaged
		}
		ix.notebooks = append(ix.notebooks, nb)
	}
	if !r.Done() {
		return nil, ErrDamaged
	}
	return &ix, nil
}

// clone returns an index that can be changed without changing this one. Keys
// are shared.
func (ix *index) clone() *index {
	out := *ix
	out.doomed = slices.Clone(ix.doomed)
	out.waiting = slices.Clone(ix.waiting)
	out.notebooks = slices.Clone(ix.notebooks)
	for i := range out.notebooks {
		out.notebooks[i].epochs = slices.Clone(ix.notebooks[i].epochs)
	}
	return &out
}

// find returns the notebook with that id, in place.
func (ix *index) find(id NotebookID) *notebook {
	for i := range ix.notebooks {
		if ix.notebooks[i].id == id {
			return &ix.notebooks[i]
		}
	}
	return nil
}

func (ix *index) wipe() {
	ix.paper.Wipe()
	for _, d := range ix.waiting {
		d.Wipe()
	}
	for _, nb := range ix.notebooks {
		nb.device.Wipe()
		for _, e := range nb.epochs {
			e.secret.Wipe()
		}
	}
}

// now returns the present epoch's secret.
func (nb *notebook) now() epochSecret { return nb.epochs[len(nb.epochs)-1] }

// enterEpoch makes an epoch the present one, and lets go of the oldest, and of
// those that are none of this membership's.
func (nb *notebook) enterEpoch(e epochSecret, ro *roster) {
	nb.epochs = slices.DeleteFunc(nb.epochs, func(past epochSecret) bool { return !ro.commits(past) })
	nb.epochs = append(nb.epochs, e)
	if len(nb.epochs) > mostEpochs {
		nb.epochs = nb.epochs[len(nb.epochs)-mostEpochs:]
	}
}
