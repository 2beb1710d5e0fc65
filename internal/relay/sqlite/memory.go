package sqlite

import (
	"amparo/internal/exchange"
	"amparo/internal/relay/wire"
)

// mostHeld is how many ids of entries the writer remembers, in all mailboxes.
const mostHeld = 1 << 16

// memory is what the writer remembers of mailboxes, so that it does not have to
// ask for it at each append. It holds as long as nobody else changes the file.
type memory struct {
	boxes   map[wire.Box]*held
	ids     int // about how many are remembered
	version int64

	// Of the present transaction, until it is settled:
	used  []*held
	fresh []row // to be written
}

// held is a mailbox as it stands in the present transaction.
type held struct {
	places
	used    bool
	changed bool // its line in the table is another one
}

// recall lets go of what is remembered if another relay has changed the file, or
// if it has become much.
func (w *writer) recall() error {
	var version int64
	if err := w.row("PRAGMA data_version", nil, &version); err != nil {
		return err
	}
	if version != w.version || w.ids > mostHeld {
		w.memory = memory{version: version}
	}
	return nil
}

// held returns a mailbox; without one the refusal is relay.ErrNoMailbox.
func (w *writer) held(box wire.Box) (m *held, refusal, trouble error) {
	m = w.boxes[box]
	if m == nil {
		found, refusal, err := w.find(box)
		if refusal != nil || err != nil {
			return nil, refusal, err
		}
		m = &held{}
		if m.places, err = w.places(found); err != nil {
			return nil, nil, err
		}
		if w.boxes == nil {
			w.boxes = make(map[wire.Box]*held)
		}
		w.boxes[box] = m
		w.ids += len(m.tail) + 1
	}
	if !m.used {
		m.used = true
		w.used = append(w.used, m)
	}
	return m, nil, nil
}

// look looks together for all entries that tasks bring.
func (w *writer) look(tasks []*task) error {
	ids := make(map[*held][]exchange.ID)
	for _, t := range tasks {
		if len(t.ids) == 0 {
			continue
		}
		m, refusal, err := w.held(t.box)
		if err != nil {
			return err
		}
		if refusal == nil {
			ids[m] = append(ids[m], t.ids...)
		}
	}
	for m, ids := range ids {
		if err := m.look(w.line, ids); err != nil {
			return err
		}
	}
	return nil
}

// settle writes what this transaction has left to be written.
func (w *writer) settle() error {
	if err := w.insert(w.fresh); err != nil {
		return err
	}
	for _, m := range w.used {
		if err := w.leave(m); err != nil {
			return err
		}
	}
	clear(w.fresh)
	w.fresh, w.used = w.fresh[:0], w.used[:0]
	return nil
}

// leave settles a mailbox, and writes its line if that is another one now.
func (w *writer) leave(m *held) error {
	m.used, m.known = false, nil
	settled, err := m.settle(w.line)
	if err != nil || !settled && !m.changed {
		return err
	}
	m.changed = false
	_, err = w.exec("UPDATE mailboxes SET bytes=?, until=? WHERE box=?", m.bytes, m.until, m.box[:])
	return err
}
