package key_test

import (
	_ "embed"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"amparo/internal/key"

	"golang.org/x/crypto/argon2"
)

//go:embed testdata/hpke.txt
var hpkeVector string

// field returns what stands behind a name in a file of vectors.
func field(t *testing.T, file, name string) []byte {
	t.Helper()
	for line := range strings.Lines(file) {
		if k, v, ok := strings.Cut(strings.TrimSpace(line), " "); ok && k == name {
			b, err := hex.DecodeString(v)
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
	}
	t.Errorf("no %s in the vectors", name)
	return nil
}

// TestHPKEVector opens the suite's published vector as a device does.
func TestHPKEVector(t *testing.T) {
	get := func(name string) []byte { return field(t, hpkeVector, name) }
	d, err := key.DeviceFrom(slices.Concat(make([]byte, 32), get("secret")))
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Card().Bytes()[32:]; string(got) != string(get("public")) {
		t.Error("another public key")
	}
	plain, err := d.Open(slices.Concat(get("enc"), get("sealed")), get("info"), get("aad"))
	if err != nil || string(plain) != string(get("plain")) {
		t.Errorf("got %x, %v", plain, err)
	}
}

// TestArgon2id has vectors of the reference implementation (version 0x13); those
// of RFC 9106 use a secret and associated data, which nobody here does.
func TestArgon2id(t *testing.T) {
	for _, c := range []struct {
		time, kib uint32
		want      string
	}{
		{2, 256, "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"},
		{2, 65536, "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"},
	} {
		got := hex.EncodeToString(argon2.IDKey([]byte("password"), []byte("somesalt"), c.time, c.kib, 1, 32))
		if got != c.want {
			t.Errorf("%d passes, %d KiB: got %s", c.time, c.kib, got)
		}
		s := key.FromPassphrase([]byte(" password "), []byte("somesalt"), key.Cost{Time: c.time, MemoryKiB: c.kib, Threads: 1})
		if hex.EncodeToString(s.Bytes()) != c.want {
			t.Errorf("%d passes, %d KiB: another secret", c.time, c.kib)
		}
	}
}
