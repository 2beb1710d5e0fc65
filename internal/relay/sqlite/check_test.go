package sqlite_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"amparo/internal/relay/relaytest"
	"amparo/internal/relay/sqlite"
)

func TestCheckFindsWhatIsWrong(t *testing.T) {
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "relay.db")
	if err := sqlite.Check(ctx, path); !errors.Is(err, os.ErrNotExist) {
		t.Error("none there:", err)
	}
	s := openedAt(t, path)
	for i := range byte(100) {
		if _, err := s.Append(ctx, box, relaytest.Key(t, 1), [][]byte{bytes.Repeat([]byte{i + 1}, 3000)}, terms); err != nil {
			t.Fatal(err)
		}
	}
	if err := sqlite.Check(ctx, path); err != nil {
		t.Error("beside one that serves:", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path+"-wal", 0o700); err != nil { // the engine may not write beside it
		t.Fatal(err)
	}
	if err := sqlite.Check(ctx, path); err == nil || errors.Is(err, sqlite.ErrDamaged) {
		t.Error("a whole file that can't be opened:", err)
	}
	torn := bytes.Clone(whole)
	for at := 16384; at < len(torn); at += 16384 {
		clear(torn[at : at+4096])
	}
	newer := bytes.Clone(whole)
	newer[63] = 9 // user_version in the file's header
	older := bytes.Clone(whole)
	older[63] = 1
	foreign := bytes.Clone(whole)
	foreign[68] = 0 // application_id
	for name, c := range map[string]struct {
		bytes []byte
		want  error
	}{"torn": {torn, sqlite.ErrDamaged}, "newer": {newer, sqlite.ErrNewer}, "older": {older, sqlite.ErrOlder}, "foreign": {foreign, sqlite.ErrForeign}, "whole": {whole, nil}} {
		other := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(other, c.bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := sqlite.Check(ctx, other); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
