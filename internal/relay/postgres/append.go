package postgres

import (
	"context"
	"errors"
	"sync"

	"amparo/internal/exchange"
	"amparo/internal/key"
	"amparo/internal/relay"
	"amparo/internal/relay/wire"

	"github.com/jackc/pgx/v5"
)

// Bounds of what is written together.
const (
	groupTasks = 256
	groupBytes = 4 << 20
)

// task is one append that waits.
type task struct {
	ctx     context.Context
	key     key.MailboxKey
	entries [][]byte
	terms   relay.Terms
	placed  wire.Placed
	err     error
	done    chan struct{}
}

// queue holds what waits, by mailbox. As long as a mailbox is among rows,
// somebody works on it.
type queue struct {
	mu   sync.Mutex
	rows map[wire.Box][]*task
}

// put adds a task and says whether the mailbox needs someone who works on it.
func (q *queue) put(box wire.Box, t *task) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	row, busy := q.rows[box]
	q.rows[box] = append(row, t)
	return !busy
}

// take returns what is written together next; when nothing waits, the work on
// the mailbox is done.
func (q *queue) take(box wire.Box) []*task {
	q.mu.Lock()
	defer q.mu.Unlock()
	row := q.rows[box]
	if len(row) == 0 {
		delete(q.rows, box)
		return nil
	}
	n, size := 0, 0
	for ; n < min(len(row), groupTasks) && (n == 0 || size < groupBytes); n++ {
		for _, e := range row[n].entries {
			size += len(e)
		}
	}
	q.rows[box] = row[n:]
	return row[:n:n]
}

// Append puts a task into the mailbox's row and waits for it.
func (s *server) Append(ctx context.Context, box wire.Box, k key.MailboxKey, entries [][]byte, terms relay.Terms) (wire.Placed, error) {
	leave, err := s.enter(ctx)
	if err != nil {
		return wire.Placed{}, err
	}
	defer leave()
	t := &task{ctx: ctx, key: k, entries: entries, terms: terms, done: make(chan struct{})}
	if s.queue.put(box, t) {
		go s.work(box)
	}
	<-t.done
	return t.placed, t.err
}

// work writes what waits for a mailbox until nothing does.
func (s *server) work(box wire.Box) {
	for tasks := s.queue.take(box); tasks != nil; tasks = s.queue.take(box) {
		err := s.group(context.Background(), box, tasks)
		for _, t := range tasks {
			if err != nil {
				t.placed, t.err = wire.Placed{}, err
			}
			close(t.done)
		}
	}
}

// group writes tasks in one statement. Someone holds the store open: the tasks
// themselves wait.
func (s *server) group(ctx context.Context, box wire.Box, tasks []*task) error {
	err := s.write(ctx, func(ctx context.Context, c *pgx.Conn) error {
		m, err := find(ctx, c, box, tasks)
		if err != nil {
			return err
		}
		g := m.plan(tasks)
		if g.taken == 0 {
			return nil
		}
		return m.write(ctx, c, g)
	})
	if err == nil {
		s.notes.add(box)
	}
	return err
}

// mailbox is a mailbox as it was found, and the numbers of the entries that
// were asked about.
type mailbox struct {
	box     wire.Box
	key     key.MailboxKey
	bytes   int64
	dropped uint64
	head    wire.Head
	numbers map[exchange.ID]uint64
}

// find looks a mailbox up, and which of the entries are there, at one moment.
func find(ctx context.Context, c *pgx.Conn, box wire.Box, tasks []*task) (*mailbox, error) {
	var ids [][]byte
	for _, t := range tasks {
		for _, e := range t.entries {
			id := exchange.IDOf(e)
			ids = append(ids, id[:])
		}
	}
	rows, err := c.Query(ctx, `SELECT m.key, m.bytes, m.dropped, m.number, m.chain, e.id, e.number
		FROM mailboxes m LEFT JOIN entries e ON e.box=m.box AND e.id=ANY($2) WHERE m.box=$1`, box[:], ids)
	if err != nil {
		return nil, err
	}
	var m *mailbox
	var public, chain, id []byte
	var number *int64
	found := mailbox{box: box, numbers: make(map[exchange.ID]uint64, len(ids))}
	_, err = pgx.ForEachRow(rows, []any{&public, &found.bytes, &found.dropped, &found.head.Number, &chain, &id, &number}, func() error {
		m = &found
		if number != nil {
			return note(m, id, *number)
		}
		return nil
	})
	if err == nil && m == nil {
		return nil, relay.ErrNoMailbox
	}
	if err == nil && len(chain) != len(found.head.Chain) {
		err = ErrForeign
	}
	if err == nil {
		found.key, err = key.MailboxKeyFrom(public)
	}
	if err != nil {
		return nil, err
	}
	found.head.Chain = [32]byte(chain)
	return m, nil
}

func note(m *mailbox, id []byte, number int64) error {
	if len(id) != len(exchange.ID{}) {
		return ErrForeign
	}
	m.numbers[exchange.ID(id)] = uint64(number)
	return nil
}

// group is what is written together.
type group struct {
	taken               int // tasks that were not refused
	head                wire.Head
	size, until         int64
	numbers             []int64
	ids, chains, bodies [][]byte
}

// plan gives numbers to what is not there yet, and refuses tasks for which
// there is no room.
func (m *mailbox) plan(tasks []*task) *group {
	g := &group{head: m.head}
	for _, t := range tasks {
		t.placed, t.err = wire.Placed{}, m.refuses(g, t)
		if t.err != nil {
			continue
		}
		for _, e := range t.entries {
			t.placed.Numbers = append(t.placed.Numbers, m.number(g, e))
		}
		t.placed.Head = g.head
		g.taken, g.until = g.taken+1, t.terms.Until
	}
	return g
}

// refuses says why a task is not written, if it is not.
func (m *mailbox) refuses(g *group, t *task) error {
	switch {
	case t.key != m.key:
		return relay.ErrNoMailbox
	case !m.room(g, t):
		return relay.ErrQuota
	}
	return t.ctx.Err()
}

// room says whether a task fits beside what is there and planned.
func (m *mailbox) room(g *group, t *task) bool {
	size, count := int64(0), int64(0)
	seen := map[exchange.ID]bool{}
	for _, e := range t.entries {
		id := exchange.IDOf(e)
		if m.numbers[id] == 0 && !seen[id] {
			seen[id] = true
			size, count = size+int64(len(e)), count+1
		}
	}
	kept := int64(g.head.Number - m.dropped)
	return count == 0 || m.bytes+g.size+size <= t.terms.Bytes && kept+count <= t.terms.Entries
}

// number returns the number of an entry, and plans to write it when it is new.
func (m *mailbox) number(g *group, entry []byte) uint64 {
	id := exchange.IDOf(entry)
	if n := m.numbers[id]; n != 0 {
		return n
	}
	g.head = g.head.Next(id)
	m.numbers[id] = g.head.Number
	g.size += int64(len(entry))
	g.numbers, g.ids = append(g.numbers, int64(g.head.Number)), append(g.ids, id[:])
	head := g.head
	g.chains, g.bodies = append(g.chains, head.Chain[:]), append(g.bodies, entry)
	return g.head.Number
}

// write writes a group where the mailbox still is as it was found. Its line is
// written in any case: so an append of what is there already, too, waits until
// that is where it should be.
func (m *mailbox) write(ctx context.Context, c *pgx.Conn, g *group) error {
	seen := []any{
		m.box[:], int64(m.head.Number), m.head.Chain[:], int64(m.dropped), m.bytes,
		int64(g.head.Number), g.head.Chain[:], g.size, g.until, m.key[:],
	}
	const move = `UPDATE mailboxes SET number=$6, chain=$7, bytes=bytes+$8, until=$9
		WHERE box=$1 AND number=$2 AND chain=$3 AND dropped=$4 AND bytes=$5 AND key=$10`
	want, query := int64(1), move
	if len(g.numbers) > 0 {
		want = int64(len(g.numbers))
		query = "WITH moved AS (" + move + ` RETURNING box) INSERT INTO entries(box, number, id, chain, body)
			SELECT moved.box, e.number, e.id, e.chain, e.body
			FROM moved, unnest($11::bigint[], $12::bytea[], $13::bytea[], $14::bytea[]) AS e(number, id, chain, body)`
		seen = append(seen, g.numbers, g.ids, g.chains, g.bodies)
	}
	tag, err := c.Exec(ctx, query, seen...)
	switch {
	case err != nil:
		return err
	case tag.RowsAffected() == 0:
		return errMoved
	case tag.RowsAffected() != want:
		return errors.New("some entries were written and others not")
	}
	return nil
}
