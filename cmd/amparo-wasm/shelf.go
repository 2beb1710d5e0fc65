//go:build js && wasm

package main

import (
	"context"
	"errors"
	"strconv"
	"syscall/js"

	"amparo/internal/store"
	"amparo/internal/workspace"
)

// shelf keeps vaults in the worker's memory, and tells the page each change of
// their sealed bytes. When locking has ended the worker, and the keys with it,
// the page gives the sealed bytes to the next one. They go no further: not to
// the browser's storage, and not to a server.
type shelf struct {
	*workspace.MemoryShelf
	tell func(change js.Value)
}

// Open opens a vault's store.
func (s *shelf) Open(ctx context.Context, id string) (store.Store, error) {
	st, err := s.MemoryShelf.Open(ctx, id)
	return told{st, id, s.tell}, err
}

// New makes an empty store.
func (s *shelf) New(ctx context.Context) (string, store.Store, error) {
	id, st, err := s.MemoryShelf.New(ctx)
	return id, told{st, id, s.tell}, err
}

// Remove forgets a store. Its number is not used again.
func (s *shelf) Remove(ctx context.Context, id string) error {
	if err := s.MemoryShelf.Remove(ctx, id); err != nil {
		return err
	}
	s.tell(js.ValueOf(map[string]any{"do": "remove", "vault": id}))
	return nil
}

// told is a store that tells of each change once it has happened.
type told struct {
	store.Store
	vault string
	tell  func(change js.Value)
}

// Append adds entries, and tells of it.
func (t told) Append(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	if err := t.Store.Append(ctx, box, after, entries); err != nil {
		return err
	}
	list := make([]any, len(entries))
	for i, entry := range entries {
		list[i] = toJS(entry)
	}
	t.say("append", box, map[string]any{"after": strconv.FormatUint(after, 10), "entries": list})
	return nil
}

// AppendRelaxed is Append: a page writes what it is told in its order.
func (t told) AppendRelaxed(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	return t.Append(ctx, box, after, entries)
}

// Put replaces a blob, and tells of it.
func (t told) Put(ctx context.Context, box store.Box, name string, blob []byte) error {
	if err := t.Store.Put(ctx, box, name, blob); err != nil {
		return err
	}
	t.say("put", box, map[string]any{"name": name, "blob": toJS(blob)})
	return nil
}

// Drop forgets entries, and tells of it.
func (t told) Drop(ctx context.Context, box store.Box, through uint64) error {
	if err := t.Store.Drop(ctx, box, through); err != nil {
		return err
	}
	t.say("drop", box, map[string]any{"through": strconv.FormatUint(through, 10)})
	return nil
}

func (t told) say(do string, box store.Box, change map[string]any) {
	change["do"], change["vault"], change["box"] = do, t.vault, toJS(box[:])
	t.tell(js.ValueOf(change))
}

// again makes the changes that an earlier worker told of.
func again(ctx context.Context, m *workspace.MemoryShelf, changes js.Value) error {
	for i := range changes.Length() {
		if err := repeat(ctx, m, changes.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

func repeat(ctx context.Context, m *workspace.MemoryShelf, change js.Value) error {
	vault, do := change.Get("vault").String(), change.Get("do").String()
	st, err := m.Open(ctx, vault)
	if errors.Is(err, workspace.ErrNotFound) && do != "remove" {
		_, st, err = m.New(ctx)
	}
	if err != nil {
		return err
	}
	if do == "remove" {
		return m.Remove(ctx, vault)
	}
	box := store.Box(toGo(change.Get("box")))
	switch do {
	case "append":
		after, err := strconv.ParseUint(change.Get("after").String(), 10, 64)
		if err != nil {
			return err
		}
		return st.Append(ctx, box, after, entries(change.Get("entries")))
	case "put":
		return st.Put(ctx, box, change.Get("name").String(), toGo(change.Get("blob")))
	}
	through, err := strconv.ParseUint(change.Get("through").String(), 10, 64)
	if err != nil {
		return err
	}
	return st.Drop(ctx, box, through)
}

func entries(list js.Value) [][]byte {
	out := make([][]byte, list.Length())
	for i := range out {
		out[i] = toGo(list.Index(i))
	}
	return out
}
