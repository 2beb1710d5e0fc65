package main

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// gap is how many zeros are written rather than left out. The linker leaves out
// eight already, and then spends as much on saying where it goes on: those
// places were a sixth of the data once compressed, and zeros are nothing.
const gap = 64

// most is more memory than any program of ours begins with.
const most = 256 << 20

// before is how a piece of data begins: memory 0, and a constant for the place.
var before = []byte{0x00, 0x41}

// end closes an expression.
const end = 0x0b

// load lays the data out as the memory that the program begins with.
func load(body []byte) ([]byte, error) {
	r := reader{body}
	count, err := r.number()
	if err != nil {
		return nil, err
	}
	var image []byte
	for range count {
		at, piece, err := r.piece()
		if err != nil {
			return nil, err
		}
		to := at + int64(len(piece))
		if at < 0 || to > most {
			return nil, errors.New("its data lies outside of what is known here")
		}
		image = append(image, make([]byte, max(0, to-int64(len(image))))...)
		if len(bytes.Trim(image[at:to], "\x00")) > 0 {
			return nil, errors.New("pieces of its data lie upon each other")
		}
		copy(image[at:to], piece)
	}
	if len(r.rest) > 0 {
		return nil, errors.New("there is more behind its data")
	}
	return image, nil
}

// piece reads one piece of data, and where in the memory it lies.
func (r *reader) piece() (at int64, piece []byte, err error) {
	head, err := r.take(2)
	if err != nil {
		return 0, nil, err
	}
	if at, err = r.signed(); err != nil {
		return 0, nil, err
	}
	tail, err := r.take(1)
	if err != nil {
		return 0, nil, err
	}
	if !bytes.Equal(head, before) || tail[0] != end {
		return 0, nil, errors.New("its data has a form that is not known here")
	}
	piece, err = r.bytes()
	return at, piece, err
}

// store writes a memory as pieces of data, without the long runs of zeros.
func store(image []byte) []byte {
	var out []byte
	count := 0
	for at := 0; ; count++ {
		from, to := next(image, at)
		if from == to {
			break
		}
		out = append(out, before...)
		out = appendSigned(out, int64(from))
		out = append(out, end)
		out = binary.AppendUvarint(out, uint64(to-from))
		out = append(out, image[from:to]...)
		at = to
	}
	return append(binary.AppendUvarint(nil, uint64(count)), out...)
}

// next returns where the next piece begins and ends.
func next(image []byte, at int) (from, to int) {
	for at < len(image) && image[at] == 0 {
		at++
	}
	from, to = at, at
	for ; at < len(image) && at-to < gap; at++ {
		if image[at] != 0 {
			to = at + 1
		}
	}
	return from, to
}
