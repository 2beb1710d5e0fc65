package relay

import (
	"encoding/base64"
	"errors"
	"io"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"amparo/internal/relay/wire"
)

// longest is how long one request may follow; then a client asks again, signed
// anew.
const longest = time.Hour

// news is what an append has brought, so that who follows need not be answered
// from the store. Nil news only say that something may have come.
type news struct {
	blobs [][]byte
	head  wire.Head // after the last of them, if they were new and nobody else's came between
}

// hub wakes those who follow a mailbox.
type hub struct {
	most, each int

	mu    sync.Mutex
	all   int
	boxes map[wire.Box]map[chan *news]bool
}

// join returns a channel that is filled when something may have come, or nil
// when too many follow already.
func (h *hub) join(box wire.Box) chan *news {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.all >= h.most || len(h.boxes[box]) >= h.each {
		return nil
	}
	if h.boxes[box] == nil {
		h.boxes[box] = map[chan *news]bool{}
	}
	c := make(chan *news, 1)
	h.boxes[box][c] = true
	h.all++
	return c
}

func (h *hub) leave(box wire.Box, c chan *news) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.boxes[box], c)
	if len(h.boxes[box]) == 0 {
		delete(h.boxes, box)
	}
	h.all--
}

// wake passes news on. Who has not yet taken the last ones has to look.
func (h *hub) wake(box wire.Box, n *news) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.boxes[box] {
		select {
		case c <- n:
			continue
		case <-c:
		}
		c <- nil
	}
}

// followed returns the mailboxes that somebody follows.
func (h *hub) followed() []wire.Box {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Collect(maps.Keys(h.boxes))
}

func (h *hub) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.all
}

// follower is one stream of server-sent events.
type follower struct {
	a       *asked
	w       http.ResponseWriter
	control *http.ResponseController
	after   uint64
	head    wire.Head // of the mailbox, as far as is known
	behind  bool      // the store may have more
	wake    chan *news
}

// follow answers with a page now, whatever there is, and with another one as
// soon as entries are durable. It ends with the relay, the mailbox or the
// request.
func (r *Relay) follow(w http.ResponseWriter, a *asked) error {
	after, err := number(a, "after")
	if err != nil {
		return err
	}
	f := &follower{a: a, w: w, control: http.NewResponseController(w), after: after, wake: r.hub.join(a.box)}
	if f.wake == nil {
		return errOften
	}
	defer r.hub.leave(a.box, f.wake)
	if err := unless(f.control.SetReadDeadline(time.Time{})); err != nil {
		return err
	}
	page, err := r.c.Store.Read(a.Context(), a.box, after, pageEntries, pageBytes)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no")
	if f.send(page) == nil {
		r.stream(f)
	}
	return nil
}

// stream sends what comes until an end; how it ended, the client sees.
func (r *Relay) stream(f *follower) {
	beat := time.NewTicker(r.c.Beat)
	defer beat.Stop()
	end := time.NewTimer(longest)
	defer end.Stop()
	for {
		if err := r.catchUp(f); err != nil {
			return
		}
		select {
		case n := <-f.wake:
			if f.tell(n) != nil {
				return
			}
		case <-beat.C:
			f.behind = true
			if f.write(": \n\n") != nil {
				return
			}
		case <-end.C:
			return
		case <-r.done:
			return
		case <-f.a.Context().Done():
			return
		}
	}
}

// catchUp sends pages until there is nothing more to send. A mailbox that is
// shorter than what was sent, because its store was set back, is told as it is.
func (r *Relay) catchUp(f *follower) error {
	for f.behind {
		page, err := r.c.Store.Read(f.a.Context(), f.a.box, f.after, pageEntries, pageBytes)
		if err != nil {
			return err
		}
		if len(page.Entries) == 0 && page.Head.Number >= f.after {
			f.head, f.behind = page.Head, false
			return nil
		}
		if err := f.send(page); err != nil {
			return err
		}
	}
	return nil
}

// tell sends news if they are what comes next and lead to their head. Otherwise
// somebody else wrote as well, or the store is another one: then it has to be
// looked at.
func (f *follower) tell(n *news) error {
	if n == nil || f.after != f.head.Number {
		f.behind = true
		return nil
	}
	page := wire.Page{Base: f.head, Head: n.head, Entries: n.blobs}
	if page.End() != n.head {
		f.behind = true
		return nil
	}
	return f.send(page)
}

// send writes a page as one event.
func (f *follower) send(page wire.Page) error {
	if len(page.Entries) > 0 {
		f.after = page.Base.Number + uint64(len(page.Entries))
	}
	f.head, f.behind = page.Head, f.after < page.Head.Number
	return f.write("data: " + base64.StdEncoding.EncodeToString(page.Encode()) + "\n\n")
}

func (f *follower) write(text string) error {
	err := unless(f.control.SetWriteDeadline(time.Now().Add(wire.Patience(int64(len(text))))))
	if err == nil {
		_, err = io.WriteString(f.w, text)
	}
	return errors.Join(err, unless(f.control.Flush()))
}
