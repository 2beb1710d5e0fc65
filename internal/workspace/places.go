//go:build !js

package workspace

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"amparo/internal/exchange"
)

// A message of an invite as it lies in a mailbox. One that is longer than a blob
// may be, with the present of a large notebook in it, lies there in parts:
//
//	layout 1 | hash of the message 32 | part 2 | parts 2 | bytes
//
// The message is sealed; the hash keeps parts together and tells nothing of it.
const (
	partLayout = 1
	partHead   = 1 + 32 + 2 + 2
	partSize   = exchange.MaxBlob - 64<<10
	mostParts  = 256
)

// pack returns the parts of a message.
func pack(message []byte) [][]byte {
	sum := sha256.Sum256(message)
	parts := slices.Collect(slices.Chunk(message, partSize))
	for i, part := range parts {
		b := append([]byte{partLayout}, sum[:]...)
		b = binary.BigEndian.AppendUint16(b, uint16(i))
		b = binary.BigEndian.AppendUint16(b, uint16(len(parts)))
		parts[i] = append(b, part...)
	}
	return parts
}

// unpacker puts parts together.
type unpacker map[[32]byte][][]byte

// add takes a part, and returns the message that is complete by it, or nil. What
// is none is passed over.
func (u unpacker) add(b []byte) []byte {
	if len(b) <= partHead || b[0] != partLayout {
		return nil
	}
	sum := [32]byte(b[1:33])
	i, n := int(binary.BigEndian.Uint16(b[33:])), int(binary.BigEndian.Uint16(b[35:]))
	if n == 0 || n > mostParts || i >= n {
		return nil
	}
	if len(u[sum]) != n {
		u[sum] = make([][]byte, n)
	}
	u[sum][i] = b[partHead:]
	if slices.ContainsFunc(u[sum], func(p []byte) bool { return p == nil }) {
		return nil
	}
	whole := slices.Concat(u[sum]...)
	if delete(u, sum); sha256.Sum256(whole) != sum {
		return nil
	}
	return whole
}
