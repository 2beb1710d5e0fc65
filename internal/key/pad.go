package key

import "encoding/binary"

// Pad returns plain as it is sealed: its length in four bytes, its bytes, and
// zeros up to 1, 4, 16 or 64 KiB, or a multiple of 64 KiB. Whoever sees what is
// sealed learns one of these sizes.
func Pad(plain []byte) []byte {
	padded := make([]byte, bucket(4+len(plain)))
	binary.BigEndian.PutUint32(padded, uint32(len(plain)))
	copy(padded[4:], plain)
	return padded
}

// Unpad takes the padding off, and refuses any other than Pad's with
// ErrEncoding. What it returns is a part of padded.
func Unpad(padded []byte) ([]byte, error) {
	if len(padded) < 4 {
		return nil, ErrEncoding
	}
	n := binary.BigEndian.Uint32(padded)
	rest := padded[4:]
	if uint64(n) > uint64(len(rest)) || bucket(4+int(n)) != len(padded) {
		return nil, ErrEncoding
	}
	for _, b := range rest[n:] {
		if b != 0 {
			return nil, ErrEncoding
		}
	}
	return rest[:n:n], nil
}

// bucket returns the padded size for n bytes.
func bucket(n int) int {
	for _, size := range [...]int{1 << 10, 4 << 10, 16 << 10, 64 << 10} {
		if n <= size {
			return size
		}
	}
	const step = 64 << 10
	return (n + step - 1) / step * step
}
