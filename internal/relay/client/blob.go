package client

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"slices"

	"amparo/internal/exchange"
	"amparo/internal/key"
)

// Name names a blob: sixteen bytes that follow from the epoch's secret.
type Name [16]byte

// Sizes of large blobs.
const (
	chunkSize = 512 << 10
	maxChunks = 256
)

// errList says that a list of chunks can't be read.
var errList = errors.New("this is no list of chunks")

// PutBlob replaces a blob of any length up to 128 MiB, in chunks. Others see
// the one before or this one, never a mixture. When it is interrupted, chunks
// may stay until the mailbox ends.
func (m *Mailbox) PutBlob(ctx context.Context, name Name, blob []byte) error {
	if len(blob) > chunkSize*maxChunks {
		return ErrQuota
	}
	before, err := m.list(ctx, name)
	if err != nil && !errors.Is(err, ErrNotFound) && !errors.Is(err, errList) {
		return err
	}
	var list chunks
	for chunk := range slices.Chunk(blob, chunkSize) {
		id := exchange.IDOf(chunk)
		if err := m.putOne(ctx, chunkName(name, id), chunk); err != nil {
			return err
		}
		list = append(list, id)
	}
	if err := m.putOne(ctx, name, list.encode()); err != nil {
		return err
	}
	for _, id := range before {
		if !slices.Contains(list, id) {
			if err := m.remove(ctx, chunkName(name, id)); err != nil {
				return err
			}
		}
	}
	return nil
}

// GetBlob returns a blob, or ErrNotFound. One that is replaced meanwhile is read
// anew.
func (m *Mailbox) GetBlob(ctx context.Context, name Name) ([]byte, error) {
	list, err := m.list(ctx, name)
	for err == nil {
		blob, missing := m.join(ctx, name, list)
		if !errors.Is(missing, ErrNotFound) {
			return blob, missing
		}
		before := list
		if list, err = m.list(ctx, name); err == nil && slices.Equal(list, before) {
			return nil, missing
		}
	}
	if errors.Is(err, errList) {
		return nil, ErrRefused
	}
	return nil, err
}

// join returns the bytes that a list names.
func (m *Mailbox) join(ctx context.Context, name Name, list chunks) ([]byte, error) {
	var blob []byte
	for _, id := range list {
		chunk, err := m.getOne(ctx, chunkName(name, id))
		if err != nil {
			return nil, err
		}
		if exchange.IDOf(chunk) != id {
			return nil, ErrRefused
		}
		blob = append(blob, chunk...)
	}
	return blob, nil
}

// RemoveBlob takes a blob and its chunks away.
func (m *Mailbox) RemoveBlob(ctx context.Context, name Name) error {
	list, err := m.list(ctx, name)
	if err != nil && !errors.Is(err, errList) {
		return err
	}
	if err := m.remove(ctx, name); err != nil {
		return err
	}
	for _, id := range list {
		if err := m.remove(ctx, chunkName(name, id)); err != nil {
			return err
		}
	}
	return nil
}

// chunks are the hashes of a blob's chunks, in order:
//
//	version 1 | count 2 | hashes 32 each
type chunks []exchange.ID

func (c chunks) encode() []byte {
	b := binary.BigEndian.AppendUint16([]byte{1}, uint16(len(c)))
	for _, id := range c {
		b = append(b, id[:]...)
	}
	return b
}

func (m *Mailbox) list(ctx context.Context, name Name) (chunks, error) {
	b, err := m.getOne(ctx, name)
	if err != nil {
		return nil, err
	}
	if len(b) < 3 || b[0] != 1 || len(b) != 3+32*int(binary.BigEndian.Uint16(b[1:])) || len(b) > 3+32*maxChunks {
		return nil, errList
	}
	var list chunks
	for b = b[3:]; len(b) > 0; b = b[32:] {
		list = append(list, exchange.ID(b[:32]))
	}
	return list, nil
}

func chunkName(name Name, id exchange.ID) Name {
	h := key.Hash("amparo relay chunk", name[:], id[:])
	return Name(h[:16])
}

func (n Name) path() string { return "/blobs/" + hex.EncodeToString(n[:]) }

func (m *Mailbox) putOne(ctx context.Context, name Name, b []byte) error {
	_, err := m.ask(ctx, "PUT", name.path(), b)
	return err
}

func (m *Mailbox) getOne(ctx context.Context, name Name) ([]byte, error) {
	return m.ask(ctx, "GET", name.path(), nil)
}

func (m *Mailbox) remove(ctx context.Context, name Name) error {
	_, err := m.ask(ctx, "DELETE", name.path(), nil)
	return err
}
