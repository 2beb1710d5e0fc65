package wire

import (
	"errors"

	"amparo/internal/key"
)

// Code is a write code, which a host gives to people and which opens one
// mailbox.
type Code [16]byte

// ErrCode says that a text is no code.
var ErrCode = errors.New("this text is no code")

// Text returns the code as people pass it on: groups of four letters.
func (c Code) Text() string { return key.Groups(key.Letters.EncodeToString(c[:]), 4) }

// ParseCode reads a code, in small or large letters, with or without what
// stands between the groups.
func ParseCode(text string) (Code, error) {
	text = key.Typed(text)
	b, err := key.Letters.DecodeString(text)
	if err != nil || len(b) != len(Code{}) || key.Letters.EncodeToString(b) != text {
		return Code{}, ErrCode
	}
	return Code(b), nil
}
