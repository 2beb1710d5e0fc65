package sqlite

import "amparo/internal/relay/wire"

// mostHeld is how many ids of entries the writer remembers, in all mailboxes.
const mostHeld = 1 << 16

// memory is what the writer remembers of mailboxes, so that it does not have to
// ask for it at each append. It holds as long as nobody else changes the file.
type memory struct {
	boxes   map[wire.Box]*held
	changed []*held // those whose line in the table is another one
	ids     int     // about how many are remembered
	version int64
}

// held is a mailbox as it stands in the present transaction.
type held struct {
	places
	changed bool
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
	if m := w.boxes[box]; m != nil {
		return m, nil, nil
	}
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
	return m, nil, nil
}

// note changes the line of a mailbox, which settle writes.
func (w *writer) note(m *held, bytes, until int64) {
	if m.bytes == bytes && m.until == until {
		return
	}
	m.bytes, m.until = bytes, until
	if !m.changed {
		m.changed = true
		w.changed = append(w.changed, m)
	}
}

// settle writes the lines of mailboxes that are other ones now.
func (w *writer) settle() error {
	for _, m := range w.changed {
		if _, err := w.exec("UPDATE mailboxes SET bytes=?, until=? WHERE box=?", m.bytes, m.until, m.box[:]); err != nil {
			return err
		}
		m.changed = false
	}
	w.changed = w.changed[:0]
	return nil
}
