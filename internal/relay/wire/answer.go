package wire

import (
	"encoding/binary"
	"errors"

	"amparo/internal/exchange"
	"amparo/internal/key"
)

// Version is the first byte of each answer.
const Version byte = 1

// MaxBody is the length of the longest body of a request.
const MaxBody = exchange.MaxMessage

// ErrAnswer says that bytes are no answer of a relay.
var ErrAnswer = errors.New("this is no answer of a relay")

// Head is where a mailbox stands: the number of its last entry, and a hash that
// covers every entry up to it. The head of an empty mailbox is the zero Head.
type Head struct {
	Number uint64
	Chain  [32]byte
}

// Next returns the head after one more entry.
func (h Head) Next(id exchange.ID) Head {
	return Head{Number: h.Number + 1, Chain: key.Hash("amparo relay chain", h.Chain[:], id[:])}
}

const headSize = 8 + 32

func (h Head) append(b []byte) []byte {
	return append(binary.BigEndian.AppendUint64(b, h.Number), h.Chain[:]...)
}

func headFrom(b []byte) Head {
	return Head{Number: binary.BigEndian.Uint64(b), Chain: [32]byte(b[8:headSize])}
}

// Placed answers an append: where the mailbox stands, and which number each
// entry has, whether it came now or earlier.
//
//	version 1 | head: number 8, chain 32 | count 2 | numbers 8 each
type Placed struct {
	Head    Head
	Numbers []uint64
}

// Encode returns the bytes of the answer.
func (p Placed) Encode() []byte {
	b := p.Head.append([]byte{Version})
	b = binary.BigEndian.AppendUint16(b, uint16(len(p.Numbers)))
	for _, n := range p.Numbers {
		b = binary.BigEndian.AppendUint64(b, n)
	}
	return b
}

// DecodePlaced reads an answer to an append.
func DecodePlaced(b []byte) (Placed, error) {
	const fixed = 1 + headSize + 2
	if len(b) < fixed || b[0] != Version {
		return Placed{}, ErrAnswer
	}
	p := Placed{Head: headFrom(b[1:])}
	n := int(binary.BigEndian.Uint16(b[1+headSize:]))
	b = b[fixed:]
	if len(b) != 8*n {
		return Placed{}, ErrAnswer
	}
	for ; len(b) > 0; b = b[8:] {
		p.Numbers = append(p.Numbers, binary.BigEndian.Uint64(b))
	}
	return p, nil
}

// Page answers a read: entries in a row. Base is the head before the first of
// them, so that a reader can compare it with what it remembers.
//
//	version 1 | base: number 8, chain 32 | head 40 | count 2 | entries, length 4 and bytes each
type Page struct {
	Base    Head
	Head    Head
	Entries [][]byte
}

// Encode returns the bytes of the answer.
func (p Page) Encode() []byte {
	b := p.Head.append(p.Base.append([]byte{Version}))
	b = binary.BigEndian.AppendUint16(b, uint16(len(p.Entries)))
	for _, e := range p.Entries {
		b = binary.BigEndian.AppendUint32(b, uint32(len(e)))
		b = append(b, e...)
	}
	return b
}

// DecodePage reads an answer to a read, and looks whether its entries lead
// from its base as far as they go. Entries share memory with b.
func DecodePage(b []byte) (Page, error) {
	const fixed = 1 + 2*headSize + 2
	if len(b) < fixed || b[0] != Version {
		return Page{}, ErrAnswer
	}
	p := Page{Base: headFrom(b[1:]), Head: headFrom(b[1+headSize:])}
	n := int(binary.BigEndian.Uint16(b[fixed-2:]))
	for b = b[fixed:]; n > 0; n-- {
		if len(b) < 4 {
			return Page{}, ErrAnswer
		}
		size := binary.BigEndian.Uint32(b)
		if size == 0 || uint64(size) > uint64(len(b)-4) {
			return Page{}, ErrAnswer
		}
		p.Entries = append(p.Entries, b[4:4+size:4+size])
		b = b[4+size:]
	}
	end := p.End()
	if len(b) > 0 || end.Number > p.Head.Number || end.Number == p.Head.Number && end.Chain != p.Head.Chain {
		return Page{}, ErrAnswer
	}
	return p, nil
}

// End returns the head after the last entry of the page.
func (p Page) End() Head {
	h := p.Base
	for _, e := range p.Entries {
		h = h.Next(exchange.IDOf(e))
	}
	return h
}
