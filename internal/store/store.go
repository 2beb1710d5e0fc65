// Package store is the contract for a place that keeps sealed blobs, and the
// errors of such a place. A store knows bytes and never keys: what is given to
// it has been sealed before.
//
// A store is divided into boxes. Each box holds a numbered row of entries, to
// which one can only append, and a few named blobs, which are replaced whole.
// The zero Box belongs to the vault itself; the others are named by random
// mailbox ids. One program at a time has a store open.
//
// This package also has the in-memory store (Memory). The package storetest
// holds the suite that each store passes; sqlite keeps a store in one file.
package store

import (
	"context"
	"errors"
	"math"
)

// Box names one part of a store. The zero Box is the vault's own.
type Box [16]byte

// All given to Drop forgets a whole box: its entries, its blobs and its
// numbering.
const All uint64 = math.MaxUint64

// Errors of every store. They are compared with errors.Is.
var (
	// ErrNotFound says that there is no blob of that name.
	ErrNotFound = errors.New("no such blob")
	// ErrConflict says that the head of the box is not where the caller thought.
	ErrConflict = errors.New("the box has another head")
	// ErrBusy says that another program has this store open.
	ErrBusy = errors.New("another program has this open")
	// ErrFull says that there is no room left on the disk.
	ErrFull = errors.New("no room is left on the disk")
	// ErrReadOnly says that the place can be read and not written.
	ErrReadOnly = errors.New("this place can only be read")
	// ErrDamaged says that the place does not hold what a store should hold.
	ErrDamaged = errors.New("this store is damaged")
	// ErrNewer says that a newer program wrote the store.
	ErrNewer = errors.New("this store was written by a newer program")
	// ErrClosed says that the store was used after Close.
	ErrClosed = errors.New("this store is closed")
)

// Store keeps sealed blobs. Its methods may be called by several goroutines at
// once. What it returns belongs to the caller; what it is given it copies.
//
// Each change is all or nothing, also when the program or the power dies in
// the middle, and is durable when the method has returned nil; only AppendRelaxed
// waits for no disk. Changes happen in their order: what a power cut leaves is
// what there was at one moment, and never a later change without those before it.
// When a change returns an error other than ErrConflict, it may have happened or
// not: the caller reads again before it goes on.
type Store interface {
	// Append adds entries to the row of a box; they become the numbers after+1,
	// after+2, and so on. When the last number given out in that box (its head,
	// zero for a box never used) is not after, nothing happens and the error
	// is ErrConflict. Appending nothing only compares the head.
	Append(ctx context.Context, box Box, after uint64, entries [][]byte) error

	// AppendRelaxed is Append for what can be had again from elsewhere. It is
	// durable together with the next other change, or after Flush or Close: a power
	// cut before that may take it back.
	AppendRelaxed(ctx context.Context, box Box, after uint64, entries [][]byte) error

	// Flush makes durable what AppendRelaxed has added. With nothing to do it asks
	// no disk.
	Flush(ctx context.Context) error

	// Read returns at most limit entries in order, from number after+1 on; limit
	// is at least 1. The first of them has the number first, which is greater
	// than after+1 only if Drop has forgotten some. When there is nothing to
	// return, first is the number that the next entry of the box will get.
	Read(ctx context.Context, box Box, after uint64, limit int) (first uint64, entries [][]byte, err error)

	// Put replaces the blob of that name. A nil or empty blob removes it. The
	// bytes of the one before are not left behind where the store can help it.
	Put(ctx context.Context, box Box, name string, blob []byte) error

	// Get returns the blob of that name, or ErrNotFound.
	Get(ctx context.Context, box Box, name string) ([]byte, error)

	// Drop forgets the entries with a number of through or less, of those that
	// there are; the numbering goes on from its head. With All the whole box is
	// as if it had never been.
	Drop(ctx context.Context, box Box, through uint64) error

	// Close lets go of the place, so that another can open it.
	Close() error
}
