package primitives_test

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/mlkem"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"slices"
	"testing"

	"amparo/internal/key"

	"github.com/c2sp/wycheproof"
	"golang.org/x/crypto/chacha20poly1305"
)

// hexBytes is a hexadecimal string in a vector.
type hexBytes []byte

func (h *hexBytes) UnmarshalText(text []byte) error {
	b, err := hex.DecodeString(string(text))
	*h = b
	return err
}

// vector is a test of any of the files that are read here.
type vector struct {
	ID                                              int `json:"tcId"`
	Result                                          string
	Flags                                           []string
	Msg, Sig, Key, IV, AAD, CT, Tag, IKM, Salt, OKM hexBytes
	Info, Seed, C, K, Ek, Public, Private, Shared   hexBytes
	Size                                            int
}

type vectorGroup struct {
	PublicKey struct{ PK hexBytes }
	TagSize   int
	Tests     []vector
}

func vectors(t *testing.T, file string, check func(*testing.T, vectorGroup, vector)) {
	t.Helper()
	raw, err := fs.ReadFile(wycheproof.TestVectors, file)
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		NumberOfTests int
		TestGroups    []vectorGroup
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, g := range all.TestGroups {
		for _, v := range g.Tests {
			check(t, g, v)
			seen++
		}
	}
	if seen == 0 || seen != all.NumberOfTests {
		t.Errorf("%s: %d of %d tests", file, seen, all.NumberOfTests)
	}
	t.Logf("%s: %d vectors", file, seen)
}

func agree(t *testing.T, file string, v vector, ok bool) {
	t.Helper()
	if v.Result != "acceptable" && ok != (v.Result == "valid") {
		t.Errorf("%s, test %d: accepted %v, should be %s", file, v.ID, ok, v.Result)
	}
}

func TestWycheproofEd25519(t *testing.T) {
	const file = "ed25519_test.json"
	vectors(t, file, func(t *testing.T, g vectorGroup, v vector) {
		agree(t, file, v, ed25519.Verify(ed25519.PublicKey(g.PublicKey.PK), v.Msg, v.Sig))
	})
}

func TestWycheproofXChaCha20Poly1305(t *testing.T) {
	const file = "xchacha20_poly1305_test.json"
	vectors(t, file, func(t *testing.T, _ vectorGroup, v vector) {
		aead, err := chacha20poly1305.NewX(v.Key)
		if err != nil || len(v.IV) != key.NonceSize {
			agree(t, file, v, false)
			return
		}
		plain, err := aead.Open(nil, v.IV, slices.Concat(v.CT, v.Tag), v.AAD)
		agree(t, file, v, err == nil && string(plain) == string(v.Msg))
		if v.Result == "valid" {
			agree(t, file, v, string(aead.Seal(nil, v.IV, v.Msg, v.AAD)) == string(v.CT)+string(v.Tag))
		}
	})
}

func TestWycheproofHKDF(t *testing.T) {
	const file = "hkdf_sha256_test.json"
	vectors(t, file, func(t *testing.T, _ vectorGroup, v vector) {
		out, err := hkdf.Key(sha256.New, v.IKM, v.Salt, string(v.Info), v.Size)
		agree(t, file, v, err == nil && string(out) == string(v.OKM))
	})
}

func TestWycheproofHMAC(t *testing.T) {
	const file = "hmac_sha256_test.json"
	vectors(t, file, func(t *testing.T, g vectorGroup, v vector) {
		mac := hmac.New(sha256.New, v.Key)
		mac.Write(v.Msg)
		agree(t, file, v, hmac.Equal(mac.Sum(nil)[:g.TagSize/8], v.Tag))
	})
}

// The two halves of the KEM that device keys are for.

func TestWycheproofMLKEM(t *testing.T) {
	const file = "mlkem_768_test.json"
	vectors(t, file, func(t *testing.T, _ vectorGroup, v vector) {
		dk, err := mlkem.NewDecapsulationKey768(v.Seed)
		if err != nil {
			agree(t, file, v, false)
			return
		}
		shared, err := dk.Decapsulate(v.C)
		same := len(v.Ek) == 0 || string(dk.EncapsulationKey().Bytes()) == string(v.Ek)
		agree(t, file, v, err == nil && string(shared) == string(v.K) && same)
	})
}

func TestWycheproofX25519(t *testing.T) {
	const file = "x25519_test.json"
	vectors(t, file, func(t *testing.T, _ vectorGroup, v vector) {
		private, err := ecdh.X25519().NewPrivateKey(v.Private)
		if err != nil {
			t.Fatal(err)
		}
		public, err := ecdh.X25519().NewPublicKey(v.Public)
		if err != nil {
			agree(t, file, v, false)
			return
		}
		shared, err := private.ECDH(public)
		agree(t, file, v, err == nil && string(shared) == string(v.Shared))
	})
}
