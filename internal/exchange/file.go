package exchange

import (
	"bytes"
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"amparo/internal/key"
)

// A file is a mailbox to carry: what devices leave for each other, on a stick or
// by a messenger, where there is no relay.
//
//	"amparo-x" | format 1 |
//	mailboxes (count 4, ascending): name 16, blobs (count 4): length 4 and bytes each |
//	typed hash "amparo exchange file" of all before, 32
//
// The hash shows that a file is whole, and nothing more: each blob is sealed, and
// whoever opens it sees whether it is genuine. Another layout gets another
// format number; this one stays readable.
const (
	fileMagic  = "amparo-x"
	fileFormat = 1
	fileHead   = len(fileMagic) + 1
	fileTail   = 32
)

// Bounds of a file that is read: its length, and how much it holds, so that a
// short file of small things does not fill the memory.
const (
	MaxFile      = 512 << 20
	maxFileBoxes = 1 << 12
	maxFileBlobs = 1 << 18
)

// Errors of a file.
var (
	// ErrFile says that bytes are no such file, or not a whole one.
	ErrFile = errors.New("this is not a whole file of an exchange")
	// ErrNewer says that a newer program wrote it.
	ErrNewer = errors.New("a newer program wrote this file")
)

// File is what lies in a file, by mailbox. It is for one goroutine.
type File struct {
	boxes map[[16]byte]*fileBox
}

// fileBox is one mailbox of a file. It is a Set.
type fileBox struct {
	ids   []ID
	blobs map[ID][]byte
}

// NewFile returns what stands in a file that is not there yet: nothing.
func NewFile() *File { return &File{boxes: map[[16]byte]*fileBox{}} }

// ReadFile reads the bytes of a file, which belong to it from now on.
func ReadFile(b []byte) (*File, error) {
	if len(b) > MaxFile || len(b) < fileHead+fileTail || string(b[:len(fileMagic)]) != fileMagic {
		return nil, ErrFile
	}
	if b[len(fileMagic)] > fileFormat {
		return nil, ErrNewer
	}
	rest, sum := b[:len(b)-fileTail], b[len(b)-fileTail:]
	if h := fileHash(rest); b[len(fileMagic)] != fileFormat || !bytes.Equal(h[:], sum) {
		return nil, ErrFile
	}
	f, r := NewFile(), &fileReader{b: rest[fileHead:]}
	last, blobs, boxes := []byte(nil), 0, r.count()
	if boxes > maxFileBoxes {
		return nil, ErrFile
	}
	for range boxes {
		name := r.take(16)
		if last != nil && bytes.Compare(last, name) >= 0 {
			return nil, ErrFile
		}
		if last = name; r.failed {
			return nil, ErrFile
		}
		box := f.Box([16]byte(name)).(*fileBox)
		for range r.count() {
			blob := r.take(r.count())
			id := IDOf(blob)
			if blobs++; len(blob) == 0 || blobs > maxFileBlobs || box.blobs[id] != nil {
				return nil, ErrFile
			}
			box.put(id, blob)
		}
	}
	if r.failed || len(r.b) > 0 {
		return nil, ErrFile
	}
	return f, nil
}

func fileHash(b []byte) [32]byte { return key.Hash("amparo exchange file", b) }

// fileReader takes bytes from a slice until there are too few.
type fileReader struct {
	b      []byte
	failed bool
}

func (r *fileReader) take(n int) []byte {
	if r.failed || n > len(r.b) {
		r.failed = true
		return nil
	}
	out := r.b[:n:n]
	r.b = r.b[n:]
	return out
}

// count reads a number of things, each of which has a byte at least.
func (r *fileReader) count() int {
	b := r.take(4)
	if r.failed || uint64(binary.BigEndian.Uint32(b)) > uint64(len(r.b)) {
		r.failed = true
		return 0
	}
	return int(binary.BigEndian.Uint32(b))
}

// Bytes returns the bytes of the file.
func (f *File) Bytes() []byte {
	b := append([]byte(fileMagic), fileFormat)
	b = binary.BigEndian.AppendUint32(b, uint32(len(f.boxes)))
	names := slices.SortedFunc(maps.Keys(f.boxes), func(a, b [16]byte) int { return bytes.Compare(a[:], b[:]) })
	for _, name := range names {
		box := f.boxes[name]
		b = append(b, name[:]...)
		b = binary.BigEndian.AppendUint32(b, uint32(len(box.ids)))
		for _, id := range box.ids {
			b = binary.BigEndian.AppendUint32(b, uint32(len(box.blobs[id])))
			b = append(b, box.blobs[id]...)
		}
	}
	sum := fileHash(b)
	return append(b, sum[:]...)
}

// Box returns a mailbox of the file, which is there from now on.
func (f *File) Box(name [16]byte) Set {
	box := f.boxes[name]
	if box == nil {
		box = &fileBox{blobs: map[ID][]byte{}}
		f.boxes[name] = box
	}
	return box
}

// IDs returns the names of the blobs in the mailbox.
func (b *fileBox) IDs() ([]ID, error) { return slices.Clone(b.ids), nil }

// Blob returns one of them.
func (b *fileBox) Blob(id ID) ([]byte, error) { return b.blobs[id], nil }

// Add puts a blob into the mailbox.
func (b *fileBox) Add(blob []byte) error {
	if id := IDOf(blob); b.blobs[id] == nil {
		b.put(id, slices.Clone(blob))
	}
	return nil
}

func (b *fileBox) put(id ID, blob []byte) { b.ids, b.blobs[id] = append(b.ids, id), blob }

// Meet has two sets of one process meet. It returns how many blobs went from the
// first to the second.
func Meet(a, b Set) (int, error) {
	counted := &counting{Set: b}
	sides := [2]*Side{New(a), New(counted)}
	var waiting [2][][]byte // for each side
	for i, s := range sides {
		first, err := s.Start()
		if err != nil {
			return 0, err
		}
		waiting[1-i] = first
	}
	for len(waiting[0])+len(waiting[1]) > 0 {
		for i, s := range sides {
			messages := waiting[i]
			waiting[i] = nil
			for _, m := range messages {
				answer, err := s.Step(m)
				if err != nil {
					return counted.added, err
				}
				waiting[1-i] = append(waiting[1-i], answer...)
			}
		}
	}
	return counted.added, nil
}

// counting counts what is added to a set.
type counting struct {
	Set
	added int
}

func (c *counting) Add(blob []byte) error {
	c.added++
	return c.Set.Add(blob)
}
