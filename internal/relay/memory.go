package relay

import (
	"bytes"
	"context"
	"sync"

	"amparo/internal/exchange"
	"amparo/internal/key"
	"amparo/internal/relay/wire"
)

// Memory is a place for a store in memory. What was written stays for as long
// as the Memory does. The zero Memory is empty and ready.
type Memory struct {
	mu     sync.Mutex
	boxes  map[wire.Box]*memoryBox
	codes  map[CodeHash]bool
	nonces map[[32]byte]int64
}

type memoryBox struct {
	key     key.MailboxKey
	until   int64
	base    wire.Head // after what was dropped
	heads   []wire.Head
	entries [][]byte
	places  map[exchange.ID]uint64
	blobs   map[Name][]byte
	bytes   int64
}

func (b *memoryBox) head() wire.Head {
	if len(b.heads) == 0 {
		return b.base
	}
	return b.heads[len(b.heads)-1]
}

// Open returns a Store over this memory.
func (m *Memory) Open() (Store, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.boxes == nil {
		m.boxes = make(map[wire.Box]*memoryBox)
		m.codes = make(map[CodeHash]bool)
		m.nonces = make(map[[32]byte]int64)
	}
	return &memoryStore{place: m}, nil
}

type memoryStore struct {
	place  *Memory
	closed bool
}

// enter takes the lock, unless ctx or the store has ended.
func (s *memoryStore) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.place.mu.Lock()
	if s.closed {
		s.place.mu.Unlock()
		return ErrClosed
	}
	return nil
}

// enterBox takes the lock and returns the mailbox.
func (s *memoryStore) enterBox(ctx context.Context, box wire.Box) (*memoryBox, error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	b := s.place.boxes[box]
	if b == nil {
		s.place.mu.Unlock()
		return nil, ErrNoMailbox
	}
	return b, nil
}

func (s *memoryStore) Allow(ctx context.Context, codes []CodeHash) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.place.mu.Unlock()
	for _, c := range codes {
		s.place.codes[c] = true
	}
	return nil
}

func (s *memoryStore) Open(ctx context.Context, box wire.Box, k key.MailboxKey, code CodeHash, terms Terms) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.place.mu.Unlock()
	if b := s.place.boxes[box]; b != nil {
		if b.key != k {
			return ErrCode
		}
		return nil
	}
	if !s.place.codes[code] {
		return ErrCode
	}
	delete(s.place.codes, code)
	s.place.boxes[box] = &memoryBox{
		key: k, until: terms.Until,
		places: make(map[exchange.ID]uint64), blobs: make(map[Name][]byte),
	}
	return nil
}

func (s *memoryStore) Key(ctx context.Context, box wire.Box) (key.MailboxKey, error) {
	b, err := s.enterBox(ctx, box)
	if err != nil {
		return key.MailboxKey{}, err
	}
	defer s.place.mu.Unlock()
	return b.key, nil
}

func (s *memoryStore) Append(ctx context.Context, box wire.Box, k key.MailboxKey, entries [][]byte, terms Terms) (wire.Placed, error) {
	b, err := s.enterBox(ctx, box)
	if err != nil {
		return wire.Placed{}, err
	}
	defer s.place.mu.Unlock()
	if b.key != k {
		return wire.Placed{}, ErrNoMailbox
	}
	size, count := int64(0), int64(0)
	fresh := make(map[exchange.ID]bool)
	for _, e := range entries {
		if id := exchange.IDOf(e); b.places[id] == 0 && !fresh[id] {
			fresh[id] = true
			size, count = size+int64(len(e)), count+1
		}
	}
	if count > 0 && (b.bytes+size > terms.Bytes || int64(len(b.entries))+count > terms.Entries) {
		return wire.Placed{}, ErrQuota
	}
	var placed wire.Placed
	for _, e := range entries {
		placed.Numbers = append(placed.Numbers, b.append(e))
	}
	placed.Head, b.until = b.head(), terms.Until
	return placed, nil
}

func (b *memoryBox) append(entry []byte) uint64 {
	id := exchange.IDOf(entry)
	if n := b.places[id]; n > 0 {
		return n
	}
	h := b.head().Next(id)
	b.heads = append(b.heads, h)
	b.entries = append(b.entries, bytes.Clone(entry))
	b.places[id] = h.Number
	b.bytes += int64(len(entry))
	return h.Number
}

func (s *memoryStore) Read(ctx context.Context, box wire.Box, after uint64, limit, size int) (wire.Page, error) {
	b, err := s.enterBox(ctx, box)
	if err != nil {
		return wire.Page{}, err
	}
	defer s.place.mu.Unlock()
	p := wire.Page{Base: b.head(), Head: b.head()}
	from := max(after, b.base.Number)
	if from >= p.Head.Number {
		return p, nil
	}
	at := int(from - b.base.Number)
	p.Base = b.base
	if at > 0 {
		p.Base = b.heads[at-1]
	}
	for _, e := range b.entries[at:] {
		if size -= len(e); len(p.Entries) == limit || len(p.Entries) > 0 && size < 0 {
			break
		}
		p.Entries = append(p.Entries, bytes.Clone(e))
	}
	return p, nil
}

func (s *memoryStore) Lacks(ctx context.Context, box wire.Box, ids []exchange.ID) ([]exchange.ID, error) {
	b, err := s.enterBox(ctx, box)
	if err != nil {
		return nil, err
	}
	defer s.place.mu.Unlock()
	var out []exchange.ID
	for _, id := range ids {
		if b.places[id] == 0 {
			out = append(out, id)
		}
	}
	return out, nil
}

func (s *memoryStore) Put(ctx context.Context, box wire.Box, name Name, blob []byte, terms Terms) error {
	b, err := s.enterBox(ctx, box)
	if err != nil {
		return err
	}
	defer s.place.mu.Unlock()
	more := int64(len(blob) - len(b.blobs[name]))
	if more > 0 && b.bytes+more > terms.Bytes {
		return ErrQuota
	}
	b.bytes += more
	delete(b.blobs, name)
	if len(blob) > 0 {
		b.blobs[name], b.until = bytes.Clone(blob), terms.Until
	}
	return nil
}

func (s *memoryStore) Get(ctx context.Context, box wire.Box, name Name) ([]byte, error) {
	b, err := s.enterBox(ctx, box)
	if err != nil {
		return nil, err
	}
	defer s.place.mu.Unlock()
	blob, ok := b.blobs[name]
	if !ok {
		return nil, ErrNotFound
	}
	return bytes.Clone(blob), nil
}

func (s *memoryStore) Drop(ctx context.Context, box wire.Box, through uint64) error {
	b, err := s.enterBox(ctx, box)
	if err != nil {
		return err
	}
	defer s.place.mu.Unlock()
	if through == All {
		delete(s.place.boxes, box)
		return nil
	}
	through = min(through, b.head().Number)
	if through <= b.base.Number {
		return nil
	}
	gone := int(through - b.base.Number)
	for _, e := range b.entries[:gone] {
		delete(b.places, exchange.IDOf(e))
		b.bytes -= int64(len(e))
	}
	b.base = b.heads[gone-1]
	b.heads = append([]wire.Head(nil), b.heads[gone:]...)
	b.entries = append([][]byte(nil), b.entries[gone:]...)
	return nil
}

func (s *memoryStore) Spend(ctx context.Context, nonce [32]byte, hour int64) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.place.mu.Unlock()
	if _, ok := s.place.nonces[nonce]; ok {
		return ErrReplay
	}
	s.place.nonces[nonce] = hour
	return nil
}

func (s *memoryStore) Expire(ctx context.Context, today, hour int64) (int, error) {
	if err := s.enter(ctx); err != nil {
		return 0, err
	}
	defer s.place.mu.Unlock()
	gone := 0
	for box, b := range s.place.boxes {
		if b.until < today {
			delete(s.place.boxes, box)
			gone++
		}
	}
	for nonce, h := range s.place.nonces {
		if h < hour {
			delete(s.place.nonces, nonce)
		}
	}
	return gone, nil
}

func (s *memoryStore) Close() error {
	s.place.mu.Lock()
	defer s.place.mu.Unlock()
	s.closed = true
	return nil
}
