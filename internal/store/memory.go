package store

import (
	"context"
	"sync"
)

// Memory is a place for a store in memory. What was written stays for as long
// as the Memory does, so that it can be closed and opened again. The zero
// Memory is empty and ready.
type Memory struct {
	mu    sync.Mutex
	open  bool
	boxes map[Box]*memoryBox
}

type memoryBox struct {
	dropped uint64
	entries [][]byte
	blobs   map[string][]byte
}

func (b *memoryBox) head() uint64 { return b.dropped + uint64(len(b.entries)) }

// Open returns a Store over this memory, or ErrBusy while another one is open.
func (m *Memory) Open() (Store, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.open {
		return nil, ErrBusy
	}
	m.open = true
	return &memoryStore{place: m}, nil
}

// NewMemory returns an open store over a memory of its own.
func NewMemory() Store {
	m := &Memory{open: true}
	return &memoryStore{place: m}
}

func (m *Memory) box(box Box) *memoryBox {
	if m.boxes == nil {
		m.boxes = make(map[Box]*memoryBox)
	}
	if m.boxes[box] == nil {
		m.boxes[box] = &memoryBox{blobs: make(map[string][]byte)}
	}
	return m.boxes[box]
}

type memoryStore struct {
	place  *Memory
	closed bool
}

// enter takes the lock, and returns ErrClosed without it after Close.
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

func (s *memoryStore) Append(ctx context.Context, box Box, after uint64, entries [][]byte) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.place.mu.Unlock()
	b := s.place.box(box)
	if b.head() != after {
		return ErrConflict
	}
	for _, e := range entries {
		b.entries = append(b.entries, append([]byte(nil), e...))
	}
	return nil
}

// AppendRelaxed is Append: no power comes back to memory.
func (s *memoryStore) AppendRelaxed(ctx context.Context, box Box, after uint64, entries [][]byte) error {
	return s.Append(ctx, box, after, entries)
}

// Flush has nothing to do.
func (s *memoryStore) Flush(ctx context.Context) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	s.place.mu.Unlock()
	return nil
}

func (s *memoryStore) Read(ctx context.Context, box Box, after uint64, limit int) (uint64, [][]byte, error) {
	if err := s.enter(ctx); err != nil {
		return 0, nil, err
	}
	defer s.place.mu.Unlock()
	b := s.place.box(box)
	from := max(after, b.dropped)
	if from >= b.head() {
		return b.head() + 1, nil, nil
	}
	rest := b.entries[from-b.dropped:]
	rest = rest[:min(limit, len(rest))]
	out := make([][]byte, len(rest))
	for i, e := range rest {
		out[i] = append([]byte(nil), e...)
	}
	return from + 1, out, nil
}

func (s *memoryStore) Put(ctx context.Context, box Box, name string, blob []byte) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.place.mu.Unlock()
	b := s.place.box(box)
	clear(b.blobs[name])
	delete(b.blobs, name)
	if len(blob) > 0 {
		b.blobs[name] = append([]byte(nil), blob...)
	}
	return nil
}

func (s *memoryStore) Get(ctx context.Context, box Box, name string) ([]byte, error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.place.mu.Unlock()
	blob, ok := s.place.box(box).blobs[name]
	if !ok {
		return nil, ErrNotFound
	}
	return append([]byte(nil), blob...), nil
}

func (s *memoryStore) Drop(ctx context.Context, box Box, through uint64) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.place.mu.Unlock()
	if through == All {
		delete(s.place.boxes, box)
		return nil
	}
	b := s.place.box(box)
	through = min(through, b.head())
	if through > b.dropped {
		gone := through - b.dropped
		b.entries = append([][]byte(nil), b.entries[gone:]...)
		b.dropped = through
	}
	return nil
}

func (s *memoryStore) Close() error {
	s.place.mu.Lock()
	defer s.place.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	s.place.open = false
	return nil
}
