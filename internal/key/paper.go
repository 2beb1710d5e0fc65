package key

import (
	"crypto/subtle"
	"io"
	"strconv"
	"strings"
)

const (
	paperSize   = 20 // bytes of the secret: 160 bits
	paperGroups = 9  // eight of the secret, one of its checksum
	groupLetter = 4  // letters of a group that carry bits; the fifth checks them
)

// paperPrefix stands before the groups, so that whoever finds the paper in a
// drawer of her own knows what it is for. Reading does not need it.
const paperPrefix = "amparo-1: "

// Paper is the secret on a printed paper key.
type Paper struct{ b [paperSize]byte }

// NewPaper draws a paper key from rand.
func NewPaper(rand io.Reader) (Paper, error) {
	var p Paper
	_, err := io.ReadFull(rand, p.b[:])
	return p, err
}

// PaperFrom returns the paper key with the bytes that Bytes has returned.
func PaperFrom(b []byte) (Paper, error) {
	if len(b) != paperSize {
		return Paper{}, ErrEncoding
	}
	return Paper{b: [paperSize]byte(b)}, nil
}

// Bytes returns a copy, for the one who seals it.
func (p Paper) Bytes() []byte { return append([]byte(nil), p.b[:]...) }

// Equal compares in constant time.
func (p Paper) Equal(o Paper) bool { return subtle.ConstantTimeCompare(p.b[:], o.b[:]) == 1 }

// IsZero says whether this is the zero Paper, which stands for none.
func (p Paper) IsZero() bool { return p.Equal(Paper{}) }

// Wipe overwrites the paper key with zeros.
func (p *Paper) Wipe() { clear(p.b[:]) }

// Secret returns the secret that opens the paper slot of a header with that
// salt.
func (p Paper) Secret(salt []byte) *Secret {
	return SecretFrom(derive(p.b[:], "paper slot", salt, 32))
}

// Device returns the recovery device of the notebook with that id. Without the
// paper key, nobody can tell that the devices of two notebooks belong together.
func (p Paper) Device(notebook [16]byte) (*Device, error) {
	seed := derive(p.b[:], "recovery device", notebook[:], DeviceSize)
	defer clear(seed)
	return DeviceFrom(seed)
}

// Text returns the form for paper: nine groups of five letters and digits.
func (p Paper) Text() string {
	symbols := p.symbols()
	var out strings.Builder
	out.WriteString(paperPrefix)
	for g := range paperGroups {
		if g > 0 {
			out.WriteByte('-')
		}
		group := symbols[g*groupLetter : (g+1)*groupLetter]
		for _, s := range group {
			out.WriteByte(alphabet[s])
		}
		out.WriteByte(alphabet[groupCheck(g, group)])
	}
	return out.String()
}

// symbols returns the 5-bit symbols of the secret and of its checksum.
func (p Paper) symbols() []byte {
	sum := Hash("amparo paper", p.b[:])
	bits := append(p.Bytes(), sum[:3]...)
	out := make([]byte, paperGroups*groupLetter)
	for i := range out {
		for j := i * 5; j < i*5+5; j++ {
			out[i] = out[i]<<1 | bits[j/8]>>(7-j%8)&1
		}
	}
	return out
}

// groupCheck is a symbol with which any one wrong letter in a group is seen,
// any two letters in each other's place, and any two groups.
func groupCheck(group int, symbols []byte) byte {
	sum := times(byte(group), 31)
	for i, s := range symbols {
		sum ^= times(s, byte(i+2))
	}
	return sum
}

// times multiplies in the field of 32 elements (polynomials over bits, modulo
// x^5+x^2+1).
func times(a, b byte) byte {
	var out byte
	for ; b > 0; b >>= 1 {
		if b&1 == 1 {
			out ^= a
		}
		a <<= 1
		if a&0x20 != 0 {
			a ^= 0x25
		}
	}
	return out
}

// PaperError says where the text of a paper key has a slip.
type PaperError struct {
	// Group is the group with the slip, from 1; 0 when it cannot be told.
	Group int
}

// Error returns a text without anything of the key in it.
func (e *PaperError) Error() string {
	if e.Group == 0 {
		return "this is not a whole paper key"
	}
	return "group " + strconv.Itoa(e.Group) + " of the paper key has a slip"
}

// ParsePaper reads the text form, in small or large letters, with or without
// what stands between the groups. The error is a *PaperError.
func ParsePaper(text string) (Paper, error) {
	symbols, err := paperSymbols(text)
	if err != nil {
		return Paper{}, err
	}
	var p Paper
	var data []byte
	for g := range paperGroups {
		group := symbols[g*(groupLetter+1) : (g+1)*(groupLetter+1)]
		if groupCheck(g, group[:groupLetter]) != group[groupLetter] {
			return Paper{}, &PaperError{Group: g + 1}
		}
		data = append(data, group[:groupLetter]...)
	}
	for i := range paperSize * 8 {
		p.b[i/8] |= data[i/5] >> (4 - i%5) & 1 << (7 - i%8)
	}
	if subtle.ConstantTimeCompare(p.symbols(), data) != 1 {
		return Paper{}, &PaperError{}
	}
	return p, nil
}

// paperSymbols turns the text into the 45 symbols of all groups.
func paperSymbols(text string) ([]byte, error) {
	if _, after, ok := strings.Cut(text, ":"); ok {
		text = after
	}
	out := make([]byte, 0, paperGroups*(groupLetter+1))
	for _, r := range text {
		if strings.ContainsRune(between, r) {
			continue
		}
		if len(out) == cap(out) {
			return nil, &PaperError{}
		}
		s, ok := symbol(r)
		if !ok {
			return nil, &PaperError{Group: len(out)/(groupLetter+1) + 1}
		}
		out = append(out, s)
	}
	if len(out) < cap(out) {
		return nil, &PaperError{Group: len(out)/(groupLetter+1) + 1}
	}
	return out, nil
}

func symbol(r rune) (byte, bool) {
	if r = letter(r); r > 'Z' {
		return 0, false
	}
	i := strings.IndexByte(alphabet, byte(r))
	return byte(i), i >= 0
}
