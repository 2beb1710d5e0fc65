package vault

import (
	"bytes"
	"compress/flate"
	"io"

	"amparo/internal/oplog"
)

// packedGrant is the first byte of a grant that is deflated (RFC 1951).
const packedGrant = 2

// mostPacked is how long a grant may be to be packed, and when it is unpacked.
const mostPacked = 64 << 20

// pack makes a grant with a snapshot short: what people write goes into less than
// half the room.
func pack(grant []byte) []byte {
	if len(grant) > mostPacked {
		return grant
	}
	b := bytes.NewBuffer([]byte{packedGrant})
	w, err := flate.NewWriter(b, flate.DefaultCompression)
	if err != nil {
		panic(err) // only for another level
	}
	_, _ = w.Write(grant) // a buffer takes all
	_ = w.Close()
	return b.Bytes()
}

// unpack reads what pack wrote, and what was never packed.
func unpack(b []byte) ([]byte, error) {
	if len(b) == 0 || b[0] < packedGrant {
		return b, nil
	}
	if b[0] > packedGrant {
		return nil, ErrNewer
	}
	rest := bytes.NewReader(b[1:])
	plain, err := io.ReadAll(io.LimitReader(flate.NewReader(rest), mostPacked+1))
	if err != nil || rest.Len() > 0 || len(plain) > mostPacked {
		return nil, oplog.ErrMalformed
	}
	return plain, nil
}
