package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// header begins the table of functions: its magic number, two zeros, code
// counted by single bytes, and pointers of eight.
var header = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// table is the linker's table of functions, as it lies in a memory. Each part
// is a piece of that memory.
type table struct {
	names, cu, files, values, funcs []byte
	count                           int
}

// word reads a pointer or a length.
func word(image []byte, at int) int {
	if at < 0 || at+8 > len(image) {
		return -1
	}
	return int(binary.LittleEndian.Uint64(image[at:]))
}

// findTable finds the one table in a memory, and checks it against what the
// runtime will read of it. The header's words are: how many functions, how many
// files, nothing, and where the five parts begin.
func findTable(image []byte) (*table, error) {
	at := bytes.Index(image, header)
	if at < 0 || bytes.Contains(image[at+1:], header) {
		return nil, errors.New("there is not one table of functions")
	}
	var begins [6]int
	for i := range 5 {
		begins[i] = at + word(image, at+32+8*i)
	}
	begins[5] = len(image)
	for i := range 5 {
		if begins[i] < at+72 || begins[i] > begins[i+1] {
			return nil, errors.New("the parts of its table do not lie in order")
		}
	}
	t := &table{count: word(image, at+8)}
	for i, part := range []*[]byte{&t.names, &t.cu, &t.files, &t.values, &t.funcs} {
		*part = image[begins[i]:begins[i+1]:begins[i+1]]
	}
	return t, t.agrees(image, at, begins)
}

// agrees looks up what the runtime itself starts from, the module's data: the
// header's place, and a slice for each part (twice for the last, which begins
// with the places of the functions).
func (t *table) agrees(image []byte, at int, begins [6]int) error {
	pair := binary.LittleEndian.AppendUint64(nil, uint64(at))
	pair = binary.LittleEndian.AppendUint64(pair, uint64(begins[0]))
	module := bytes.Index(image, pair)
	if module < 0 {
		return errors.New("nothing points at its table")
	}
	for i, size := range []int{1, 4, 1, 1, 1} {
		slice := module + 8 + 24*i
		if word(image, slice) != begins[i] || word(image, slice+8)*size > begins[i+1]-begins[i] || word(image, slice+8) < 1 {
			return fmt.Errorf("part %d of its table is not where the runtime looks", i)
		}
	}
	if ftab := module + 8 + 24*5; word(image, ftab) != begins[4] || word(image, ftab+8) != t.count+1 {
		return errors.New("its functions are not as many as the runtime counts")
	}
	t.funcs = t.funcs[:word(image, module+8+24*4+8)]
	return nil
}

// function is one function's entry, from its first byte on.
type function []byte

// The numbers of an entry, by their places: the runtime's struct _func.
const (
	nameAt      = 4
	stackAt     = 16 // how far the stack has grown, by place in the code
	fileAt      = 20
	lineAt      = 24
	valueCount  = 28
	unitAt      = 32
	startLineAt = 36
	dataCount   = 43
	listsAt     = 44 // the places of so many values, then of so much data
)

// Which of the lists only reports of a crash or a halt at any place read. A
// browser's program is never halted at any place.
var (
	spareValues = []int{0, 3} // places that are not safe to halt at; which arguments live
	spareData   = []int{5, 6} // the form of arguments; which of them live
)

// each calls fn for every function.
func (t *table) each(fn func(function) error) error {
	for i := range t.count {
		at := int(t.get(8*i + 4))
		if at < 8*t.count || at+listsAt > len(t.funcs) {
			return fmt.Errorf("function %d lies outside of its table", i)
		}
		f := function(t.funcs[at:])
		if f.values() > 5 || f.data() > 8 || listsAt+4*(f.values()+f.data()) > len(f) {
			return fmt.Errorf("function %d has a form that is not known here", i)
		}
		if err := fn(f); err != nil {
			return fmt.Errorf("function %d: %w", i, err)
		}
	}
	return nil
}

func (t *table) get(at int) uint32 {
	if at+4 > len(t.funcs) {
		return 0
	}
	return binary.LittleEndian.Uint32(t.funcs[at:])
}

func (f function) get(at int) uint32    { return binary.LittleEndian.Uint32(f[at:]) }
func (f function) put(at int, v uint32) { binary.LittleEndian.PutUint32(f[at:], v) }
func (f function) values() int          { return int(f.get(valueCount)) }
func (f function) data() int            { return int(f[dataCount]) }
