package exchange

import (
	"bytes"
	"errors"
	"slices"

	"amparo/internal/key"
)

// Faults of the other side. Neither harms what was taken in before.
var (
	// ErrUnasked says that a blob came which was not asked for, or was altered
	// on its way.
	ErrUnasked = errors.New("a blob came that was not asked for")
	// ErrUnoffered says that something was asked for which was not offered.
	ErrUnoffered = errors.New("a blob was asked for that was not offered")
	// ErrTooMany says that more was offered than one meeting takes in.
	ErrTooMany = errors.New("more was offered than one exchange takes")
)

// Set is what one side has. It is an interface because a vault's log, a relay's
// mailbox and a file are all met in this way.
type Set interface {
	// IDs returns the names of all blobs, causes before what follows from them,
	// none twice.
	IDs() ([]ID, error)
	// Blob returns the blob of that name, of those that IDs has returned.
	Blob(id ID) ([]byte, error)
	// Add takes in a blob, which is durable when it returns nil. A set that finds
	// it of no use returns nil as well; an error ends the meeting.
	Add(blob []byte) error
}

// Side is one side of a meeting. It is for one goroutine.
type Side struct {
	set    Set
	ids    []ID
	place  map[ID]int // of what is offered
	has    map[ID]bool
	wanted map[ID]bool
	page   uint32 // the one that was offered last
	offers bool   // a page was offered
	told   bool   // the other side knows all that this one has
	heard  bool   // this side knows all that the other one has
	same   bool
}

// New returns a side that has what the set has when it starts.
func New(set Set) *Side {
	return &Side{set: set, place: map[ID]int{}, has: map[ID]bool{}, wanted: map[ID]bool{}}
}

// Start returns the messages to begin with.
func (s *Side) Start() ([][]byte, error) {
	ids, err := s.set.IDs()
	if err != nil {
		return nil, err
	}
	s.ids = ids
	for i, id := range ids {
		s.place[id], s.has[id] = i, true
	}
	return [][]byte{s.hello().Encode()}, nil
}

func (s *Side) hello() Message {
	return Message{Kind: Hello, Count: uint32(len(s.ids)), Digest: digest(s.ids)}
}

// digest is the hash of the ids in ascending order.
func digest(ids []ID) [32]byte {
	sorted := slices.Clone(ids)
	slices.SortFunc(sorted, func(a, b ID) int { return bytes.Compare(a[:], b[:]) })
	parts := make([][]byte, len(sorted))
	for i := range sorted {
		parts[i] = sorted[i][:]
	}
	return key.Hash("amparo exchange", parts...)
}

// Done reports whether each side has, or has been sent, what the other one had
// at the start.
func (s *Side) Done() bool {
	return s.same || s.told && s.heard && len(s.wanted) == 0
}

// Step takes a message of the other side and returns what to answer. After an
// error the meeting is over; what was taken in stays.
func (s *Side) Step(message []byte) ([][]byte, error) {
	m, err := Decode(message)
	if err != nil {
		return nil, err
	}
	switch m.Kind {
	case Hello:
		return s.greeted(m), nil
	case Offer:
		return s.offered(m)
	case Missing:
		return s.asked(m)
	}
	return nil, s.accept(m.Blobs)
}

func (s *Side) greeted(m Message) [][]byte {
	if s.offers || s.same {
		return nil // said twice
	}
	if own := s.hello(); own.Count == m.Count && own.Digest == m.Digest {
		s.same = true
		return nil
	}
	s.offers = true
	return [][]byte{s.offer()}
}

// offer returns the present page.
func (s *Side) offer() []byte {
	from := min(int(s.page)*MaxIDs, len(s.ids))
	to := min(from+MaxIDs, len(s.ids))
	return Message{Kind: Offer, Page: s.page, Last: to == len(s.ids), IDs: s.ids[from:to]}.Encode()
}

// maxWanted is how many blobs one meeting brings at most, so that the names
// that a hostile side offers do not fill the memory.
const maxWanted = 1 << 18

// offered asks for what this side has not got.
func (s *Side) offered(m Message) ([][]byte, error) {
	if len(s.wanted)+len(m.IDs) > maxWanted {
		return nil, ErrTooMany
	}
	answer := Message{Kind: Missing, Page: m.Page, Last: m.Last}
	for _, id := range m.IDs {
		if !s.has[id] {
			s.wanted[id] = true
			answer.IDs = append(answer.IDs, id)
		}
	}
	s.heard = s.heard || m.Last
	return [][]byte{answer.Encode()}, nil
}

// asked sends what the other side has not got, and offers the next page. What
// is asked twice is sent twice.
func (s *Side) asked(m Message) ([][]byte, error) {
	out, err := s.accepts(m.IDs)
	if err != nil || !s.offers || m.Page != s.page || s.told {
		return out, err
	}
	if int(s.page+1)*MaxIDs >= len(s.ids) {
		s.told = true
		return out, nil
	}
	s.page++
	return append(out, s.offer()), nil
}

// accepts packs the blobs of these names into as few messages as they fit.
func (s *Side) accepts(ids []ID) ([][]byte, error) {
	var out [][]byte
	m, size := Message{Kind: Accept}, 0
	for _, id := range ids {
		if at, ok := s.place[id]; !ok || at >= int(s.page+1)*MaxIDs || !s.offers {
			return nil, ErrUnoffered
		}
		blob, err := s.set.Blob(id)
		if err != nil {
			return nil, err
		}
		if size > 0 && size+len(blob) > MaxBlob {
			out, m.Blobs, size = append(out, m.Encode()), nil, 0
		}
		m.Blobs, size = append(m.Blobs, blob), size+len(blob)
	}
	if size > 0 {
		out = append(out, m.Encode())
	}
	return out, nil
}

func (s *Side) accept(blobs [][]byte) error {
	for _, blob := range blobs {
		id := IDOf(blob)
		if s.has[id] {
			continue // sent twice
		}
		if !s.wanted[id] {
			return ErrUnasked
		}
		if err := s.set.Add(blob); err != nil {
			return err
		}
		s.has[id] = true
		delete(s.wanted, id)
	}
	return nil
}
