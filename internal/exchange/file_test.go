package exchange_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"amparo/internal/exchange"

	"github.com/google/go-cmp/cmp"
)

func blobsOf(t testing.TB, s exchange.Set) []string {
	t.Helper()
	ids, err := s.IDs()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, id := range ids {
		b, err := s.Blob(id)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(b))
	}
	return out
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func example(t testing.TB) *exchange.File {
	t.Helper()
	f := exchange.NewFile()
	for _, blob := range []string{"one", "two", "one"} {
		if err := f.Box([16]byte{2}).Add([]byte(blob)); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Box([16]byte{1}).Add([]byte("three")); err != nil {
		t.Fatal(err)
	}
	return f
}

// The bytes of a file are pinned.
func TestFileVector(t *testing.T) {
	got := fmt.Sprintf("%x\n", example(t).Bytes())
	want, err := os.ReadFile("testdata/file.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
	f, err := exchange.ReadFile(example(t).Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"one", "two"}, blobsOf(t, f.Box([16]byte{2}))); diff != "" {
		t.Error(diff)
	}
}

// A file that was cut, altered or lengthened is refused, wherever that was.
func TestAFileIsWholeOrNone(t *testing.T) {
	whole := example(t).Bytes()
	for i := range whole {
		if _, err := exchange.ReadFile(whole[:i]); err != exchange.ErrFile {
			t.Errorf("cut at %d: %v", i, err)
		}
		bad := append([]byte(nil), whole...)
		bad[i] ^= 1 << (i % 8)
		if _, err := exchange.ReadFile(bad); !errors.Is(err, exchange.ErrFile) && !(i == 8 && err == exchange.ErrNewer) {
			t.Errorf("altered at %d: %v", i, err)
		}
	}
	if _, err := exchange.ReadFile(append(whole, 0)); err != exchange.ErrFile {
		t.Errorf("lengthened: %v", err)
	}
}

// A short file can hold very much of what is small: it is refused, not kept.
func TestAFileHasAnEnd(t *testing.T) {
	for name, add := range map[string]func(*exchange.File, int){
		"mailboxes": func(f *exchange.File, n int) {
			for i := range n {
				f.Box([16]byte{byte(i >> 8), byte(i)})
			}
		},
		"blobs": func(f *exchange.File, n int) {
			for i := range n * 64 {
				check(t, f.Box([16]byte{}).Add(binary.BigEndian.AppendUint32(nil, uint32(i))))
			}
		},
	} {
		for n, want := range map[int]error{1 << 12: nil, 1<<12 + 1: exchange.ErrFile} {
			f := exchange.NewFile()
			add(f, n)
			if _, err := exchange.ReadFile(f.Bytes()); err != want {
				t.Errorf("%d, %s: %v", n, name, err)
			}
		}
	}
}

// Two sets that meet in one process have the same afterwards, and nothing twice.
func TestMeetBringsBothTheSame(t *testing.T) {
	for seed := range uint64(50) {
		rnd := rand.New(rand.NewPCG(seed, 3))
		a, b := exchange.NewFile().Box([16]byte{}), exchange.NewFile().Box([16]byte{})
		onlyA := 0
		for i := range rnd.IntN(3000) {
			where := rnd.IntN(3)
			if where != 1 {
				check(t, a.Add(fmt.Append(nil, i)))
			}
			if where != 0 {
				check(t, b.Add(fmt.Append(nil, i)))
			}
			if where == 0 {
				onlyA++
			}
		}
		n, err := exchange.Meet(a, b)
		if err != nil || n != onlyA {
			t.Fatalf("seed %d: %d of %d went over: %v", seed, n, onlyA, err)
		}
		hers, theirs := blobsOf(t, a), blobsOf(t, b)
		slices.Sort(hers)
		slices.Sort(theirs)
		if diff := cmp.Diff(hers, theirs); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
		if n, err := exchange.Meet(a, b); n != 0 || err != nil {
			t.Fatalf("seed %d: again %d: %v", seed, n, err)
		}
	}
}

func FuzzFile(f *testing.F) {
	f.Add(example(f).Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := exchange.ReadFile(b)
		if err == nil && string(got.Bytes()) != string(b) {
			t.Error("a file has two forms")
		}
	})
}
