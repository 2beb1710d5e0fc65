package change_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/change"
	"amparo/internal/notebook"
)

// sample has every operation, two devices and a letter outside ASCII.
func sample() *change.Change {
	v := func(d byte, n uint64) notebook.Version { return notebook.Version{Device: notebook.Device{d}, N: n} }
	return &change.Change{First: 300, Writes: []change.Write{
		{Op: change.Put, Ref: row, Field: "threats", Value: "la oficina está vacía", Replaces: []notebook.Version{v(2, 1), v(1, 7)}},
		{Op: change.Drop, Ref: row, Field: "actions", Replaces: []notebook.Version{v(1, 9)}},
		{Op: change.Remove, Ref: row, Saw: []notebook.Version{v(1, 300), v(2, 1<<40)}},
		{Op: change.Restore, Ref: row, Replaces: []notebook.Version{v(1, 302)}},
	}}
}

// vector returns the bytes that a file in testdata pins.
func vector(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := hex.DecodeString(strings.Join(strings.Fields(string(text)), ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestBytesOfAChange(t *testing.T) {
	want := vector(t, "change-1.hex")
	if got := change.Encode(sample()); !bytes.Equal(got, want) {
		t.Errorf("a change is now written as\n%x", got)
	}
	c, err := change.Decode(want)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sample(), c); diff != "" {
		t.Error(diff)
	}
}

func TestBytesOfAState(t *testing.T) {
	an, bo := apart(t)
	b := bo.write(func(e *change.Edit) { e.Set(row, "threats", "hers", nil) })
	an.write(func(e *change.Edit) { e.Remove(row) })
	an.fold.Apply(&change.Change{Device: bo.id, First: 9, Writes: []change.Write{
		{Op: change.Put, Ref: row, Field: "later", Value: "x", Replaces: []notebook.Version{{Device: bo.id, N: 8}}},
	}})
	an.fold.Apply(b)
	if got, want := an.fold.EncodeState(), vector(t, "state-1.hex"); !bytes.Equal(got, want) {
		t.Errorf("a state is now written as\n%x", got)
	}
}

func TestNewerFormatsAreRefusedAsSuch(t *testing.T) {
	for _, decode := range []func([]byte) error{
		func(b []byte) error { _, err := change.Decode(b); return err },
		func(b []byte) error { _, err := change.DecodeState(b); return err },
	} {
		if err := decode([]byte{2, 0, 0}); !errors.Is(err, change.ErrNewer) {
			t.Errorf("format 2 gives %v", err)
		}
		if err := decode([]byte{0, 0, 0}); !errors.Is(err, change.ErrFormat) {
			t.Errorf("format 0 gives %v", err)
		}
	}
}

func TestTruncatedBytesAreRefused(t *testing.T) {
	whole := change.Encode(sample())
	for n := range whole {
		if _, err := change.Decode(whole[:n]); err == nil {
			t.Errorf("the first %d of %d bytes decode", n, len(whole))
		}
	}
	if _, err := change.Decode(append(whole, 0)); err == nil {
		t.Error("a trailing byte decodes")
	}
}

func TestNumbersHaveOneForm(t *testing.T) {
	if _, err := change.Decode([]byte{1, 1, 0, 0}); err != nil {
		t.Fatal(err)
	}
	if _, err := change.Decode([]byte{1, 0x81, 0, 0, 0}); err == nil {
		t.Error("a number with a needless byte decodes")
	}
}

// A state may name a device of which nothing has arrived.
func TestAStateNamesDevicesThatWereNotHeardOf(t *testing.T) {
	f := change.NewFold()
	f.Apply(&change.Change{Device: notebook.Device{1}, First: 1, Writes: []change.Write{
		{Op: change.Put, Ref: row, Field: "later", Value: "x", Replaces: []notebook.Version{{Device: notebook.Device{7}, N: 8}}},
	}})
	again, err := change.DecodeState(f.EncodeState())
	if err != nil {
		t.Fatal(err)
	}
	again.Apply(&change.Change{Device: notebook.Device{7}, First: 8, Writes: []change.Write{{Op: change.Put, Ref: row, Field: "later", Value: "old"}}})
	if got := again.Notebook().Get(row).Set("later"); len(got) != 1 || got[0] != "x" {
		t.Errorf("the field holds %q", got)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(change.Encode(sample()))
	f.Add([]byte{1, 1, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := change.Decode(b)
		if err != nil {
			return
		}
		if !bytes.Equal(change.Encode(c), b) {
			t.Error("bytes that are not canonical decode")
		}
		fold := change.NewFold()
		fold.Apply(c)
		fold.Notebook()
		if _, err := change.DecodeState(fold.EncodeState()); err != nil {
			t.Errorf("its state does not decode: %v", err)
		}
	})
}

func FuzzDecodeState(f *testing.F) {
	fold := change.NewFold()
	fold.Apply(sample())
	f.Add(fold.EncodeState())
	f.Fuzz(func(t *testing.T, b []byte) {
		fold, err := change.DecodeState(b)
		if err != nil {
			return
		}
		fold.Notebook()
		if _, err := change.DecodeState(fold.EncodeState()); err != nil {
			t.Errorf("a decoded state does not decode again: %v", err)
		}
	})
}
