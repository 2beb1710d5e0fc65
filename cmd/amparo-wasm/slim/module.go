package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
)

// The sections that are looked at, by their numbers in the module.
const (
	customSection = 0
	dataSection   = 11
)

var errShort = errors.New("it ends too early")

// magic begins each module of the one version that there is.
var magic = []byte("\x00asm\x01\x00\x00\x00")

// section is one part of a module.
type section struct {
	id   byte
	body []byte
}

// parse takes a module apart.
func parse(module []byte) ([]section, error) {
	rest, ok := bytes.CutPrefix(module, magic)
	if !ok {
		return nil, errors.New("it is no WebAssembly")
	}
	var list []section
	for r := (reader{rest}); len(r.rest) > 0; {
		id, err := r.take(1)
		if err != nil {
			return nil, err
		}
		body, err := r.bytes()
		if err != nil {
			return nil, err
		}
		list = append(list, section{id[0], body})
	}
	return list, nil
}

// join puts a module together again. The number that the linker gave the
// build is left out, since it names a file that is no more.
func join(sections []section) []byte {
	out := bytes.Clone(magic)
	for _, s := range sections {
		if s.id == customSection && s.name() == "go:buildid" {
			continue
		}
		out = append(out, s.id)
		out = binary.AppendUvarint(out, uint64(len(s.body)))
		out = append(out, s.body...)
	}
	return out
}

// name returns how a custom section is called.
func (s section) name() string {
	r := reader{s.body}
	name, _ := r.bytes()
	return string(name)
}

// find returns the first section with a number.
func find(sections []section, id byte) *section {
	for i := range sections {
		if sections[i].id == id {
			return &sections[i]
		}
	}
	return nil
}

// producer is the Go whose tables this command knows. Who adds another reads
// symtab.go, symtabinl.go, traceback.go and the struct _func of its runtime
// first: what of the tables is read while nothing is wrong?
var producer = regexp.MustCompile(`(?s)\x0eGo cmd/compile.go1\.26(\.\d+)?( X:nogreenteagc)?$`)

// known refuses a module of another Go.
func known(sections []section) error {
	for _, s := range sections {
		if s.id == customSection && s.name() == "producers" {
			if producer.Match(s.body) {
				return nil
			}
			return fmt.Errorf("its Go is not known here: %q", s.body)
		}
	}
	return errors.New("it does not say which Go built it")
}

// reader reads numbers and bytes of the module's form.
type reader struct{ rest []byte }

func (r *reader) take(n uint64) ([]byte, error) {
	if n > uint64(len(r.rest)) {
		return nil, errShort
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken, nil
}

// number reads an unsigned number.
func (r *reader) number() (uint64, error) {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		return 0, errShort
	}
	r.rest = r.rest[n:]
	return v, nil
}

// signed reads a signed number of at most 32 bits.
func (r *reader) signed() (int64, error) {
	var v int64
	for shift := 0; shift < 35; shift += 7 {
		b, err := r.take(1)
		if err != nil {
			return 0, err
		}
		v |= int64(b[0]&0x7f) << shift
		if b[0]&0x80 == 0 {
			return v << (57 - shift) >> (57 - shift), nil
		}
	}
	return 0, errors.New("a number in it is too long")
}

// bytes reads bytes behind their count.
func (r *reader) bytes() ([]byte, error) {
	n, err := r.number()
	if err != nil {
		return nil, err
	}
	return r.take(n)
}

// appendSigned writes a signed number.
func appendSigned(out []byte, v int64) []byte {
	for v < -64 || v > 63 {
		out = append(out, byte(v)|0x80)
		v >>= 7
	}
	return append(out, byte(v)&0x7f)
}
