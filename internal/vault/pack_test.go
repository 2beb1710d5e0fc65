package vault

import (
	"bytes"
	"compress/flate"
	"encoding/hex"
	"strings"
	"testing"

	"amparo/internal/key"
	"amparo/internal/oplog"
)

// A snapshot travels in less than half its room, and comes out as it was.
func TestAGrantIsPacked(t *testing.T) {
	long := append([]byte{key.Suite}, strings.Repeat("who has the keys of the office, and who else knows it; ", 100)...)
	short := pack(long)
	if len(short) > len(long)/2 {
		t.Errorf("%d bytes of %d", len(short), len(long))
	}
	if got, err := unpack(short); err != nil || !bytes.Equal(got, long) {
		t.Error("it comes out as another one:", err)
	}
	if got, err := unpack(long); err != nil || !bytes.Equal(got, long) {
		t.Error("one that was never packed:", err)
	}
	for i := 2; i < len(short); i++ {
		if _, err := unpack(short[:i]); err != oplog.ErrMalformed {
			t.Fatalf("cut after %d bytes: %v", i, err)
		}
	}
	if _, err := unpack(append(short, 0)); err != oplog.ErrMalformed {
		t.Error("something stands behind it:", err)
	}
	if _, err := unpack([]byte{packedGrant + 1}); err != ErrNewer {
		t.Error("of a newer program:", err)
	}
}

// How a compressor packs may change; what was packed once is read for ever.
func TestAPackedGrantIsReadForEver(t *testing.T) {
	b, err := hex.DecodeString("02624c840340000000ffff")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := unpack(b); err != nil || string(got) != "\x01aaaaaaaaaa" {
		t.Errorf("%q, %v", got, err)
	}
}

// A few bytes that unpack to more than any notebook has do no harm.
func TestAGrantThatSwellsIsRefused(t *testing.T) {
	b := bytes.NewBuffer([]byte{packedGrant})
	w, err := flate.NewWriter(b, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for range mostPacked>>20 + 1 {
		_, _ = w.Write(zeros)
	}
	_ = w.Close()
	if _, err := unpack(b.Bytes()); err != oplog.ErrMalformed {
		t.Errorf("%d bytes: %v", b.Len(), err)
	}
}
