package sqlite

import (
	"context"

	"amparo/internal/relay/wire"
)

// look is something to be read.
type look struct {
	what func(*line) error
	done chan error
}

// reading has a reader run what. The engine needs much stack: as readers have
// theirs, those who ask and then wait for long, as followers do, need little.
func (f *file) reading(ctx context.Context, what func(*line) error) error {
	leave, err := f.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	l := &look{what, make(chan error, 1)}
	select {
	case f.reads <- l:
		return <-l.done
	case <-ctx.Done():
		return ctx.Err()
	}
}

// reader runs what is to be read, one after the other.
func (f *file) reader(l *line) {
	for {
		select {
		case <-f.stop:
			f.ended <- l.close()
			return
		case next := <-f.reads:
			next.done <- next.what(l)
		}
	}
}

// Read walks the primary key, in one transaction so that base, entries and head
// belong together.
func (f *file) Read(ctx context.Context, box wire.Box, after uint64, limit, size int) (wire.Page, error) {
	var page wire.Page
	err := f.reading(ctx, func(l *line) error {
		return l.with("BEGIN", func() (err error) {
			page, err = l.page(box, after, bounds{limit, size})
			return err
		})
	})
	if err != nil {
		return wire.Page{}, err
	}
	return page, nil
}

// bounds is how much is read at one time.
type bounds struct{ entries, bytes int }

func (l *line) page(box wire.Box, after uint64, most bounds) (wire.Page, error) {
	m, refusal, err := l.find(box)
	if err != nil {
		return wire.Page{}, err
	}
	if refusal != nil {
		return wire.Page{}, refusal
	}
	page := wire.Page{Base: m.head, Head: m.head}
	if after >= m.head.Number {
		return page, nil
	}
	page.Base = m.base
	if after > m.base.Number {
		page.Base.Number = after
		err := l.row("SELECT chain FROM entries WHERE at=?", []any{m.at(after)}, chain{&page.Base})
		if err != nil {
			return wire.Page{}, err
		}
	}
	var body []byte
	err = l.rows("SELECT body FROM entries WHERE at>? AND at<=? ORDER BY at LIMIT ?", []any{m.at(page.Base.Number), m.last(), most.entries},
		[]any{&body}, func() bool {
			if most.bytes -= len(body); len(page.Entries) > 0 && most.bytes < 0 {
				return false
			}
			page.Entries = append(page.Entries, body)
			return true
		})
	return page, err
}
