package change

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"sort"

	"amparo/internal/notebook"
)

// Errors of the decoders.
var (
	// ErrFormat says that bytes are not what this package writes.
	ErrFormat = errors.New("not a change of this format")
	// ErrNewer says that bytes were written by a newer version.
	ErrNewer = errors.New("a change of a newer format")
)

// version is the first byte of every format here. A change of layout takes the
// next number, and Decode goes on reading the earlier ones.
const version = 1

// Encode returns the canonical bytes of the change: one change, one sequence of
// bytes. Device and Time are left out.
func Encode(c *Change) []byte {
	w := &writer{buf: []byte{version}}
	w.uint(c.First)
	devices := c.devices()
	w.uint(uint64(len(devices)))
	for _, d := range devices {
		w.buf = append(w.buf, d[:]...)
	}
	w.uint(uint64(len(c.Writes)))
	for i := range c.Writes {
		w.write(&c.Writes[i], devices)
	}
	return w.buf
}

// Decode reads what Encode wrote. It refuses every other sequence of bytes, so
// that Encode(Decode(b)) is b.
func Decode(b []byte) (*Change, error) {
	r, err := newReader(b)
	if err != nil {
		return nil, err
	}
	c := &Change{First: r.uint()}
	devices := r.devices()
	n := r.count(16)
	c.Writes = make([]Write, 0, n)
	for range n {
		c.Writes = append(c.Writes, r.write(devices))
	}
	if err := r.end(); err != nil {
		return nil, err
	}
	if c.First == 0 || c.First+uint64(n) < c.First || !slices.Equal(devices, c.devices()) {
		return nil, ErrFormat
	}
	return c, nil
}

// devices returns every device that the change names, sorted.
func (c *Change) devices() []notebook.Device {
	var list []notebook.Device
	for i := range c.Writes {
		for _, versions := range [][]notebook.Version{c.Writes[i].Replaces, c.Writes[i].Saw} {
			for _, v := range versions {
				if !slices.Contains(list, v.Device) {
					list = append(list, v.Device)
				}
			}
		}
	}
	sort.Slice(list, func(i, j int) bool { return bytes.Compare(list[i][:], list[j][:]) < 0 })
	return list
}

type writer struct{ buf []byte }

func (w *writer) uint(n uint64) { w.buf = binary.AppendUvarint(w.buf, n) }

func (w *writer) text(s string) {
	w.uint(uint64(len(s)))
	w.buf = append(w.buf, s...)
}

func (w *writer) ref(r notebook.Ref) {
	w.text(r.Kind)
	w.buf = append(w.buf, r.ID[:]...)
}

func (w *writer) versions(list []notebook.Version, devices []notebook.Device) {
	w.uint(uint64(len(list)))
	for _, v := range list {
		w.uint(uint64(slices.Index(devices, v.Device)))
		w.uint(v.N)
	}
}

func (w *writer) write(x *Write, devices []notebook.Device) {
	w.buf = append(w.buf, byte(x.Op))
	w.ref(x.Ref)
	w.text(x.Field)
	w.text(x.Value)
	w.versions(x.Replaces, devices)
	w.versions(x.Saw, devices)
}

// reader reads what writer wrote. After the first fault every read gives zero,
// and end reports it.
type reader struct {
	buf []byte
	bad bool
}

func newReader(b []byte) (*reader, error) {
	if len(b) == 0 {
		return nil, ErrFormat
	}
	if b[0] > version {
		return nil, ErrNewer
	}
	return &reader{buf: b[1:], bad: b[0] != version}, nil
}

func (r *reader) end() error {
	if r.bad || len(r.buf) != 0 {
		return ErrFormat
	}
	return nil
}

// uint reads a number in its shortest form.
func (r *reader) uint() uint64 {
	v, n := binary.Uvarint(r.buf)
	if n <= 0 || n > 1 && r.buf[n-1] == 0 {
		r.bad, r.buf = true, nil
		return 0
	}
	r.buf = r.buf[n:]
	return v
}

// count reads how many items of at least size bytes follow.
func (r *reader) count(size int) int {
	n := r.uint()
	if n > uint64(len(r.buf)/size) {
		r.bad, r.buf = true, nil
		return 0
	}
	return int(n)
}

func (r *reader) bytes(n int) []byte {
	if r.bad || n > len(r.buf) {
		r.bad, r.buf = true, nil
		return make([]byte, min(n, 16))
	}
	b := r.buf[:n]
	r.buf = r.buf[n:]
	return b
}

func (r *reader) text() string { return string(r.bytes(r.count(1))) }

// name reads the name of a kind or a field. Those that are declared are not
// copied: a notebook has few names and many writes.
func (r *reader) name() string {
	b := r.bytes(r.count(1))
	if name, ok := names[string(b)]; ok {
		return name
	}
	return string(b)
}

// names are the names of all kinds and fields that are declared.
var names = func() map[string]string {
	m := map[string]string{notebook.Order: notebook.Order}
	for _, k := range notebook.Kinds() {
		m[k.Name] = k.Name
		for _, f := range k.Fields {
			m[f.Name] = f.Name
		}
	}
	return m
}()

func (r *reader) ref() notebook.Ref {
	return notebook.Ref{Kind: r.name(), ID: notebook.ID(r.bytes(10))}
}

func (r *reader) devices() []notebook.Device {
	list := make([]notebook.Device, r.count(16))
	for i := range list {
		list[i] = notebook.Device(r.bytes(16))
	}
	return list
}

func (r *reader) versions(devices []notebook.Device) []notebook.Version {
	n := r.count(2)
	if n == 0 {
		return nil
	}
	list := make([]notebook.Version, n)
	for i := range list {
		d := r.uint()
		if d >= uint64(len(devices)) {
			r.bad = true
			return nil
		}
		list[i] = notebook.Version{Device: devices[d], N: r.uint()}
	}
	return list
}

func (r *reader) write(devices []notebook.Device) Write {
	w := Write{Op: Op(r.bytes(1)[0]), Ref: r.ref(), Field: r.name(), Value: r.text()}
	w.Replaces, w.Saw = r.versions(devices), r.versions(devices)
	if w.Op < Put || w.Op > Restore || !w.wellFormed() {
		r.bad = true
	}
	return w
}

// wellFormed says whether the parts of a write fit its operation.
func (w *Write) wellFormed() bool {
	switch w.Op {
	case Put:
		return w.Field != "" && w.Saw == nil
	case Drop:
		return w.Field != "" && w.Value == "" && w.Saw == nil
	case Restore:
		return w.Field == "" && w.Value == "" && w.Saw == nil
	}
	return w.Field == "" && w.Value == ""
}
