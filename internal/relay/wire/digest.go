package wire

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"
)

// Digest is the SHA-256 of a request's body. It stands in a header, so that a
// relay knows who asks before it reads what she sends.
type Digest [sha256.Size]byte

// DigestHeader is the header that carries it (RFC 9530). A request without a
// body goes without.
const DigestHeader = "Content-Digest"

// ErrDigest says that a header holds no digest.
var ErrDigest = errors.New("this is no digest")

// DigestOf returns the digest of a body.
func DigestOf(body []byte) Digest { return sha256.Sum256(body) }

// Header returns the value of the header.
func (d Digest) Header() string { return digestStart + base64.StdEncoding.EncodeToString(d[:]) + ":" }

const digestStart = "sha-256=:"

// ParseDigest reads the value of the header. Without one, the body is empty.
func ParseDigest(header string) (Digest, error) {
	if header == "" {
		return DigestOf(nil), nil
	}
	text, ok := strings.CutPrefix(header, digestStart)
	text, closed := strings.CutSuffix(text, ":")
	b, err := base64.StdEncoding.Strict().DecodeString(text)
	if !ok || !closed || err != nil || len(b) != len(Digest{}) || Digest(b).Header() != header {
		return Digest{}, ErrDigest
	}
	return Digest(b), nil
}
