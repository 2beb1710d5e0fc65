package client

import (
	"context"
	"errors"
	"strconv"

	"amparo/internal/exchange"
	"amparo/internal/relay/wire"
)

func decimal(n uint64) string { return strconv.FormatUint(n, 10) }

// Met is what came of a meeting with the relay.
type Met struct {
	Head  wire.Head // to be remembered
	Came  int       // blobs that were taken in
	Sent  int       // blobs that the relay had not got
	Lost  bool      // the relay's chain was shorter than remembered, or another one
	Again int       // of those sent, how many were offered after a loss
}

// Meet brings what the relay has into the set, and what it lacks to the relay.
// seen is the Head that an earlier Meet of this set has returned, or the zero
// Head. When the relay has lost something, everything is read and offered
// again, and Met says so.
func (m *Mailbox) Meet(ctx context.Context, seen wire.Head, set exchange.Set) (Met, error) {
	ids, err := set.IDs()
	if err != nil {
		return Met{}, err
	}
	met := Met{}
	here := make(map[exchange.ID]bool, len(ids))
	for _, id := range ids {
		here[id] = true
	}
	take := func(blob []byte) error {
		id := exchange.IDOf(blob)
		if here[id] {
			return nil
		}
		here[id] = true
		met.Came++
		return set.Add(blob)
	}
	met.Head, err = m.Pull(ctx, seen, take)
	if errors.Is(err, ErrShorter) {
		met.Lost = true
		met.Head, err = m.Pull(ctx, wire.Head{}, take)
	}
	if err == nil {
		met.Sent, err = m.Offer(ctx, set, ids)
	}
	if met.Lost {
		met.Again = met.Sent
	}
	if err == nil && met.Sent > 0 {
		met.Head, err = m.Pull(ctx, met.Head, take)
	}
	return met, err
}

// most is how many blobs are read from one mailbox at most. A relay keeps a
// fifth of them; one that has more to say would never come to an end.
const most = 1 << 18

// Pull reads what came after seen and returns the head after it. ErrShorter
// says that the relay does not remember what this device does; the caller
// pulls again from the zero Head, and offers.
func (m *Mailbox) Pull(ctx context.Context, seen wire.Head, take func(blob []byte) error) (wire.Head, error) {
	for came := 0; ; {
		page, err := m.read(ctx, seen)
		if err != nil {
			return seen, err
		}
		for _, blob := range page.Entries {
			if err := take(blob); err != nil {
				return seen, err
			}
		}
		if came += len(page.Entries); came > most {
			return seen, ErrRefused
		}
		seen = page.End()
		if seen.Number == page.Head.Number {
			return seen, nil
		}
		if len(page.Entries) == 0 {
			return seen, ErrRefused
		}
	}
}

// read reads a page and compares its base with what is remembered.
func (m *Mailbox) read(ctx context.Context, seen wire.Head) (wire.Page, error) {
	b, err := m.ask(ctx, "GET", "/entries?after="+decimal(seen.Number), nil)
	if err != nil {
		return wire.Page{}, err
	}
	return follows(b, seen)
}

// follows reads a page that was asked for after seen. Only when others have
// dropped entries beyond it does a base say nothing of what is remembered.
func follows(b []byte, seen wire.Head) (wire.Page, error) {
	page, err := wire.DecodePage(b)
	switch {
	case err != nil:
		return wire.Page{}, ErrRefused
	case page.Head.Number < seen.Number, page.Base.Number < seen.Number:
		return wire.Page{}, ErrShorter
	case page.Base.Number == seen.Number && page.Base.Chain != seen.Chain:
		return wire.Page{}, ErrShorter
	}
	return page, nil
}

// Offer offers blobs of the set to the relay and appends those that it has not
// got. It returns how many those were.
func (m *Mailbox) Offer(ctx context.Context, set exchange.Set, ids []exchange.ID) (int, error) {
	sent := 0
	for page := uint32(0); len(ids) > 0; page++ {
		now := ids[:min(len(ids), exchange.MaxIDs)]
		ids = ids[len(now):]
		lacks, err := m.missing(ctx, exchange.Message{Kind: exchange.Offer, Page: page, Last: len(ids) == 0, IDs: now})
		if err != nil {
			return sent, err
		}
		n, err := m.accept(ctx, set, lacks)
		sent += n
		if err != nil {
			return sent, err
		}
	}
	return sent, nil
}

func (m *Mailbox) missing(ctx context.Context, offer exchange.Message) ([]exchange.ID, error) {
	b, err := m.ask(ctx, "POST", "/missing", offer.Encode())
	if err != nil {
		return nil, err
	}
	answer, err := exchange.Decode(b)
	if err != nil || answer.Kind != exchange.Missing {
		return nil, ErrRefused
	}
	offered := make(map[exchange.ID]bool, len(offer.IDs))
	for _, id := range offer.IDs {
		offered[id] = true
	}
	for _, id := range answer.IDs {
		if !offered[id] {
			return nil, ErrRefused
		}
	}
	return answer.IDs, nil
}

// much is how many bytes are sent at a time where there are several blobs. What
// a slow line has brought there stays there when it breaks.
const much = 128 << 10

// accept appends blobs, about so many bytes at a time.
func (m *Mailbox) accept(ctx context.Context, set exchange.Set, ids []exchange.ID) (int, error) {
	sent, size := 0, 0
	var blobs [][]byte
	flush := func() error {
		if len(blobs) == 0 {
			return nil
		}
		_, err := m.Append(ctx, blobs)
		if err == nil {
			sent += len(blobs)
		}
		blobs, size = nil, 0
		return err
	}
	for _, id := range ids {
		blob, err := set.Blob(id)
		if err != nil {
			return sent, err
		}
		if size+len(blob) > much {
			if err := flush(); err != nil {
				return sent, err
			}
		}
		blobs, size = append(blobs, blob), size+len(blob)
	}
	err := flush()
	return sent, err
}
