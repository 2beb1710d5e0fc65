package postgres

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"strings"
	"sync"
	"time"

	"amparo/internal/relay/wire"

	"github.com/jackc/pgx/v5"
)

const (
	// channel is where relays tell each other which mailboxes moved.
	channel = "amparo_relay"
	// noteEvery is how far apart the notes of one relay are at least. A note in
	// each append would hold up every other append of the database.
	noteEvery = 5 * time.Millisecond
	// noteBoxes is how many mailboxes one note names at most.
	noteBoxes = 200
	// lookEvery is how often heads are looked at, in case a note was lost.
	lookEvery = time.Second
)

// notes are the mailboxes that moved and that nobody was told of yet.
type notes struct {
	mu    sync.Mutex
	boxes map[wire.Box]bool
	some  chan struct{}
}

func (n *notes) add(box wire.Box) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.boxes[box] = true
	n.wake()
}

// wake has the next note sent; mu is held.
func (n *notes) wake() {
	select {
	case n.some <- struct{}{}:
	default:
	}
}

// take returns some of the mailboxes, and has the rest told next time.
func (n *notes) take() (boxes []wire.Box) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for box := range n.boxes {
		if len(boxes) == noteBoxes {
			n.wake()
			break
		}
		boxes = append(boxes, box)
		delete(n.boxes, box)
	}
	return boxes
}

// someName draws a name that is not another relay's.
func someName() (string, error) {
	var b [8]byte
	_, err := rand.Read(b[:])
	return hex.EncodeToString(b[:]), err
}

// tell sends notes until life ends, one every noteEvery at most. One that is
// lost is made up for by who looks at the heads.
func (s *server) tell(life context.Context) {
	defer close(s.ended)
	every := time.NewTicker(noteEvery)
	defer every.Stop()
	for {
		select {
		case <-life.Done():
			return
		case <-s.notes.some:
		}
		s.send(life, s.notes.take())
		select {
		case <-life.Done():
			return
		case <-every.C:
		}
	}
}

// send sends one note. It does not wait for the disk: a note is not kept.
func (s *server) send(ctx context.Context, boxes []wire.Box) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	text := []byte(s.self)
	for _, box := range boxes {
		text = hex.AppendEncode(text, box[:])
	}
	b := &pgx.Batch{}
	b.Queue("BEGIN")
	b.Queue("SET LOCAL synchronous_commit TO off")
	b.Queue("SELECT pg_notify($1, $2)", channel, string(text))
	b.Queue("COMMIT")
	if s.pool.SendBatch(ctx, b).Close() != nil {
		return // whoever follows elsewhere sees it when the heads are looked at
	}
}

// Hear wakes mailboxes that another relay has written to, until ctx ends: when
// a note comes, and every lookEvery when a head has moved.
func (s *server) Hear(ctx context.Context, followed func() []wire.Box, wake func(wire.Box)) {
	var both sync.WaitGroup
	both.Go(func() { s.listen(ctx, wake) })
	both.Go(func() { s.look(ctx, followed, wake) })
	both.Wait()
}

// listen listens for notes, and begins again when the connection was lost.
func (s *server) listen(ctx context.Context, wake func(wire.Box)) {
	every := time.NewTicker(lookEvery)
	defer every.Stop()
	for {
		if s.listenOnce(ctx, wake) != nil && ctx.Err() != nil {
			return
		}
		select {
		case <-every.C:
		case <-ctx.Done():
			return
		}
	}
}

func (s *server) listenOnce(ctx context.Context, wake func(wire.Box)) error {
	c, err := pgx.ConnectConfig(ctx, s.pool.Config().ConnConfig)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	if _, err := c.Exec(ctx, "LISTEN "+channel); err != nil {
		return err
	}
	for {
		note, err := c.WaitForNotification(ctx)
		if err != nil {
			return err
		}
		for _, box := range s.named(note.Payload) {
			wake(box)
		}
	}
}

// named returns the mailboxes that another relay's note names. Whatever else
// is sent there names none.
func (s *server) named(text string) (boxes []wire.Box) {
	if len(text) < len(s.self) || strings.HasPrefix(text, s.self) {
		return nil
	}
	b, err := hex.DecodeString(text[len(s.self):])
	if err != nil || len(b)%len(wire.Box{}) != 0 {
		return nil
	}
	for ; len(b) > 0; b = b[len(wire.Box{}):] {
		boxes = append(boxes, wire.Box(b))
	}
	return boxes
}

// look looks at the heads of what is followed.
func (s *server) look(ctx context.Context, followed func() []wire.Box, wake func(wire.Box)) {
	every := time.NewTicker(lookEvery)
	defer every.Stop()
	before := map[wire.Box]uint64{}
	for {
		select {
		case <-every.C:
		case <-ctx.Done():
			return
		}
		boxes := followed()
		heads, err := s.heads(ctx, boxes)
		if err != nil {
			continue // it is looked at again
		}
		for _, box := range boxes {
			if seen, known := before[box]; !known || seen != heads[box] {
				wake(box)
			}
		}
		before = heads
	}
}

// heads returns the numbers of the last entries; a mailbox that is gone has 0.
func (s *server) heads(ctx context.Context, boxes []wire.Box) (map[wire.Box]uint64, error) {
	heads := make(map[wire.Box]uint64, len(boxes))
	if len(boxes) == 0 {
		return heads, nil
	}
	asked := make([][]byte, len(boxes))
	for i := range boxes {
		asked[i], heads[boxes[i]] = boxes[i][:], 0
	}
	err := s.ask(ctx, func(ctx context.Context, c *pgx.Conn) error {
		rows, err := c.Query(ctx, "SELECT box, number FROM mailboxes WHERE box=ANY($1)", asked)
		if err != nil {
			return err
		}
		var box []byte
		var number uint64
		_, err = pgx.ForEachRow(rows, []any{&box, &number}, func() error {
			if len(box) == len(wire.Box{}) {
				heads[wire.Box(box)] = number
			}
			return nil
		})
		return err
	})
	return heads, err
}
