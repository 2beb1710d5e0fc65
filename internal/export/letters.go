package export

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// decoded is a file's text with a hint of how sure we are of it.
type decoded struct {
	text    string
	guessed bool // neither a mark nor the bytes themselves say the encoding
	lost    bool // some bytes stand for no letter
}

// decode turns the bytes of a text file into UTF-8: by its mark if it has one,
// else UTF-8 if it is that, else UTF-16 if it looks like that, else
// Windows-1252, which any bytes can be.
func decode(data []byte) decoded {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return fromUTF8(data[3:])
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return fromUTF16(data[2:], false)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return fromUTF16(data[2:], true)
	}
	if big, ok := looksUTF16(data); ok {
		d := fromUTF16(data, big)
		d.guessed = true
		return d
	}
	if utf8.Valid(data) {
		return fromUTF8(data)
	}
	return fromWindows1252(data)
}

func fromUTF8(data []byte) decoded {
	text := string(data)
	if utf8.ValidString(text) {
		return decoded{text: text}
	}
	return decoded{text: strings.ToValidUTF8(text, "\uFFFD"), lost: true}
}

func fromUTF16(data []byte, big bool) decoded {
	order := binary.ByteOrder(binary.LittleEndian)
	if big {
		order = binary.BigEndian
	}
	var b strings.Builder
	b.Grow(len(data) + len(data)/2)
	lost := len(data)%2 == 1
	for len(data) > 1 {
		r := rune(order.Uint16(data))
		data = data[2:]
		if utf16.IsSurrogate(r) {
			second := rune(0)
			if len(data) > 1 {
				second = rune(order.Uint16(data))
			}
			if r = utf16.DecodeRune(r, second); r != utf8.RuneError {
				data = data[2:]
			}
		}
		lost = lost || r == utf8.RuneError
		b.WriteRune(r)
	}
	return decoded{text: b.String(), lost: lost}
}

// looksUTF16 guesses from the zero bytes that spaces, line ends and ASCII have
// in UTF-16: they stand at odd places in little-endian text.
func looksUTF16(data []byte) (big, ok bool) {
	head := data[:min(len(data), 8192)]
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	few, many := min(zeros[0], zeros[1]), max(zeros[0], zeros[1])
	return zeros[0] > zeros[1], len(data)%2 == 0 && many*20 > len(head) && few*20 <= many
}

// windows1252 holds the letters of bytes 0x80 to 0x9f; zero where it has none.
const windows1252 = "€\x00‚ƒ„…†‡ˆ‰Š‹Œ\x00Ž\x00\x00‘’“”•–—˜™š›œ\x00žŸ"

func fromWindows1252(data []byte) decoded {
	high := []rune(windows1252)
	out := decoded{guessed: true}
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	for _, c := range data {
		r := rune(c)
		if c >= 0x80 && c < 0xa0 {
			if r = high[c-0x80]; r == 0 {
				r, out.lost = utf8.RuneError, true
			}
		}
		b.WriteRune(r)
	}
	out.text = b.String()
	return out
}
