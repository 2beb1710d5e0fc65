package client

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"strings"

	"amparo/internal/relay/wire"
)

// Follow hands over each page as soon as the relay has it, and returns when the
// stream ends: nil when the relay ended it, so that the caller follows again,
// ErrShorter when the relay has lost something. Head is to be remembered after
// each page was taken.
func (m *Mailbox) Follow(ctx context.Context, seen wire.Head, take func(blobs [][]byte, head wire.Head) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	res, err := m.send(ctx, "GET", "/follow?after="+decimal(seen.Number), nil)
	if err != nil {
		return err
	}
	if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		return errors.Join(ErrRefused, res.Body.Close())
	}
	err = events(res.Body, func(b []byte) error {
		page, err := follows(b, seen)
		if err != nil {
			return err
		}
		end := page.End()
		if err := take(page.Entries, end); err != nil {
			return err
		}
		seen = end
		return nil
	})
	if closing := res.Body.Close(); err == nil && closing != nil {
		err = offline(ctx)
	}
	return err
}

// events reads the data of server-sent events until they end.
func events(r io.Reader, take func([]byte) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 2*maxAnswer)
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		b, err := base64.StdEncoding.DecodeString(data)
		if cut := err != nil && !lines.Scan(); cut && lines.Err() != nil {
			return ErrOffline
		}
		if err != nil {
			return ErrRefused
		}
		if err := take(b); err != nil {
			return err
		}
	}
	if lines.Err() != nil {
		return ErrOffline
	}
	return nil
}
