package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// The limits of one JSON file.
const (
	maxJSONDepth  = 32
	maxJSONValues = 1_000_000
)

// DecodeJSON reads one JSON value into what into points to, as encoding/json
// does, once it has seen that the file keeps to the limits: its size, how deep
// it nests and how many values it holds. Its errors are ErrTooLarge, ErrBomb
// and ErrDamaged; then into may hold a part of the value and is not to be used.
func DecodeJSON(data []byte, into any) error {
	if len(data) > maxInput {
		return ErrTooLarge
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if err := guardJSON(data); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(into); err != nil {
		return ErrDamaged
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return ErrDamaged
	}
	return nil
}

// guardJSON counts brackets and values outside of strings.
func guardJSON(data []byte) error {
	depth, values := 0, 0
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '"':
			i = stringEnd(data, i)
		case '[', '{':
			depth++
			values++
		case ']', '}':
			depth--
		case ',':
			values++
		}
		if depth > maxJSONDepth || values > maxJSONValues {
			return ErrBomb
		}
	}
	return nil
}

// stringEnd returns where the string that begins at start ends.
func stringEnd(data []byte, start int) int {
	i := start + 1
	for i < len(data) && data[i] != '"' {
		if data[i] == '\\' {
			i++
		}
		i++
	}
	return i
}
