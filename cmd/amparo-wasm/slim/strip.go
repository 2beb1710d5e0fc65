package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
)

// strip takes out of the table what a running program does not read.
func (t *table) strip() error {
	if err := t.stripNames(); err != nil {
		return err
	}
	clear(t.cu)
	clear(t.files)
	if err := t.each(func(f function) error { f.strip(); return nil }); err != nil {
		return err
	}
	return t.packValues()
}

// strip forgets where a function stands in its file, and the lists that only a
// report reads. Place 0 says that there are no such values, and the largest
// number that there is no such data.
func (f function) strip() {
	for _, at := range []int{fileAt, lineAt, unitAt, startLineAt} {
		f.put(at, 0)
	}
	for _, i := range spareValues {
		if i < f.values() {
			f.put(listsAt+4*i, 0)
		}
	}
	for _, i := range spareData {
		if i < f.data() {
			f.put(listsAt+4*(f.values()+i), ^uint32(0))
		}
	}
}

// kept are the names that the runtime reads while all is well. By the first it
// tells its own goroutines from the program's, which it does by the beginning
// alone: one name serves for all. By the others it finds the arguments of two
// functions that any arguments are passed to.
var kept = []string{"runtime.", "reflect.makeFuncStub", "reflect.methodValueCall"}

// stripNames leaves the kept names, and the empty one at place 0 for the rest.
func (t *table) stripNames() error {
	old := bytes.Clone(t.names)
	clear(t.names)
	at := map[string]uint32{}
	next := 1
	for _, name := range kept {
		at[name] = uint32(next)
		next += len(name) + 1
	}
	if next > len(t.names) {
		return errors.New("there is no room for the names that it needs")
	}
	return t.each(func(f function) error {
		name, err := nameOf(old, int(f.get(nameAt)))
		if err != nil {
			return err
		}
		place := at[name]
		f.put(nameAt, place)
		if place != 0 {
			copy(t.names[place:], name)
		}
		return nil
	})
}

// nameOf returns the name at a place, cut down to what is kept of it.
func nameOf(names []byte, at int) (string, error) {
	if at < 0 || at >= len(names) {
		return "", errors.New("its name lies outside of its table")
	}
	name, _, ends := strings.Cut(string(names[at:min(at+64, len(names))]), "\x00")
	if strings.HasPrefix(name, kept[0]) {
		return kept[0], nil
	}
	if !ends {
		name = ""
	}
	return name, nil
}

// packValues moves the values that are still read to the front, in the order of
// the functions, and clears what is left.
func (t *table) packValues() error {
	old := bytes.Clone(t.values)
	clear(t.values)
	places := map[uint32]uint32{0: 0}
	next := 1
	move := func(f function, at int) error {
		place := f.get(at)
		if _, moved := places[place]; !moved {
			list, err := valuesAt(old, int(place))
			if err != nil {
				return err
			}
			places[place] = uint32(next)
			next += copy(t.values[next:], list)
		}
		f.put(at, places[place])
		return nil
	}
	return t.each(func(f function) error {
		if err := move(f, stackAt); err != nil {
			return err
		}
		for i := range f.values() {
			if err := move(f, listsAt+4*i); err != nil {
				return err
			}
		}
		return nil
	})
}

// valuesAt returns the values at a place: pairs of what to add to the value
// and to the place in the code, until a zero that is not the first.
func valuesAt(values []byte, at int) ([]byte, error) {
	if at >= len(values) {
		return nil, errors.New("its values lie outside of their table")
	}
	for p := at; p < len(values); {
		if values[p] == 0 && p > at {
			return values[at : p+1], nil
		}
		for range 2 {
			_, n := binary.Uvarint(values[p:])
			if n <= 0 {
				return nil, errShort
			}
			p += n
		}
	}
	return nil, errShort
}
