package exchange

import (
	"encoding/binary"
	"errors"

	"amparo/internal/key"
)

// Version is the first byte of each message. Another way to write one is
// another version.
const Version byte = 1

// Limits of one message.
const (
	// MaxIDs is how many blobs one message offers or asks for.
	MaxIDs = 1024
	// MaxBlob is the length of the longest blob that is exchanged.
	MaxBlob = 1 << 20
	// MaxMessage is the length of the longest message.
	MaxMessage = MaxBlob + 64<<10
)

// ErrMessage says that bytes are no message, or not in the one form that it has.
var ErrMessage = errors.New("this is no message of an exchange")

// ID is the name of a sealed blob: the hash of its bytes.
type ID [32]byte

// IDOf returns the name of a sealed blob.
func IDOf(blob []byte) ID { return key.Hash("amparo sealed blob", blob) }

// Kind says what a message is.
type Kind byte

// The kinds of messages.
const (
	Hello   Kind = 1 // how many blobs a side has, and the digest of their ids
	Offer   Kind = 2 // a page of ids that a side has
	Missing Kind = 3 // of a page that was offered, the ids to be sent
	Accept  Kind = 4 // blobs that were asked for
)

// Message is what one side says to the other. Which fields count follows from
// its kind:
//
//	version 1 | kind 1 |
//	  Hello:           count 4 | digest 32
//	  Offer, Missing:  page 4 | last 1 (0 or 1) | count 2 | ids, 32 each, none twice
//	  Accept:          count 2 | blobs, length 4 and bytes each, none empty
//
// Integers have their most significant byte first. A change to this is another
// Version; a reader keeps the earlier ones.
type Message struct {
	Kind   Kind
	Count  uint32 // Hello
	Digest [32]byte
	Page   uint32 // Offer, Missing: pages are counted from 0
	Last   bool
	IDs    []ID
	Blobs  [][]byte // Accept
}

// Encode returns the bytes of a message.
func (m Message) Encode() []byte {
	b := []byte{Version, byte(m.Kind)}
	switch m.Kind {
	case Hello:
		b = binary.BigEndian.AppendUint32(b, m.Count)
		return append(b, m.Digest[:]...)
	case Accept:
		b = binary.BigEndian.AppendUint16(b, uint16(len(m.Blobs)))
		for _, blob := range m.Blobs {
			b = binary.BigEndian.AppendUint32(b, uint32(len(blob)))
			b = append(b, blob...)
		}
		return b
	}
	b = binary.BigEndian.AppendUint32(b, m.Page)
	b = append(b, flag(m.Last))
	b = binary.BigEndian.AppendUint16(b, uint16(len(m.IDs)))
	for _, id := range m.IDs {
		b = append(b, id[:]...)
	}
	return b
}

func flag(yes bool) byte {
	if yes {
		return 1
	}
	return 0
}

// Decode reads a message in its canonical form. Blobs share memory with b.
func Decode(b []byte) (Message, error) {
	if len(b) < 2 || len(b) > MaxMessage || b[0] != Version {
		return Message{}, ErrMessage
	}
	m, rest := Message{Kind: Kind(b[1])}, b[2:]
	var ok bool
	switch m.Kind {
	case Hello:
		ok = m.readHello(rest)
	case Offer, Missing:
		ok = m.readIDs(rest)
	case Accept:
		ok = m.readBlobs(rest)
	}
	if !ok {
		return Message{}, ErrMessage
	}
	return m, nil
}

func (m *Message) readHello(b []byte) bool {
	if len(b) != 4+32 {
		return false
	}
	m.Count = binary.BigEndian.Uint32(b)
	m.Digest = [32]byte(b[4:])
	return true
}

func (m *Message) readIDs(b []byte) bool {
	if len(b) < 7 || b[4] > 1 {
		return false
	}
	m.Page, m.Last = binary.BigEndian.Uint32(b), b[4] == 1
	n := int(binary.BigEndian.Uint16(b[5:]))
	b = b[7:]
	if n > MaxIDs || len(b) != n*len(ID{}) {
		return false
	}
	seen := make(map[ID]bool, n)
	for ; len(b) > 0; b = b[len(ID{}):] {
		id := ID(b[:len(ID{})])
		if seen[id] {
			return false
		}
		seen[id] = true
		m.IDs = append(m.IDs, id)
	}
	return true
}

func (m *Message) readBlobs(b []byte) bool {
	if len(b) < 2 {
		return false
	}
	n := int(binary.BigEndian.Uint16(b))
	for b = b[2:]; n > 0; n-- {
		if len(b) < 4 {
			return false
		}
		size := binary.BigEndian.Uint32(b)
		b = b[4:]
		if size == 0 || size > MaxBlob || uint64(size) > uint64(len(b)) {
			return false
		}
		m.Blobs = append(m.Blobs, b[:size:size])
		b = b[size:]
	}
	return len(b) == 0
}
