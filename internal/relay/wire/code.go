package wire

import (
	"encoding/base32"
	"errors"
	"strings"
)

// Code is a write code, which a host gives to people and which opens one
// mailbox.
type Code [16]byte

// ErrCode says that a text is no code.
var ErrCode = errors.New("this text is no code")

// letters writes codes with small letters and the digits 2 to 7.
var letters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Text returns the code as people pass it on: groups of four letters.
func (c Code) Text() string {
	text := letters.EncodeToString(c[:])
	var groups []string
	for ; len(text) > 4; text = text[4:] {
		groups = append(groups, text[:4])
	}
	return strings.Join(append(groups, text), "-")
}

// ParseCode reads a code, in small or large letters, with or without what
// stands between the groups.
func ParseCode(text string) (Code, error) {
	text = strings.ToLower(strings.NewReplacer("-", "", " ", "").Replace(strings.TrimSpace(text)))
	b, err := letters.DecodeString(text)
	if err != nil || len(b) != len(Code{}) || letters.EncodeToString(b) != text {
		return Code{}, ErrCode
	}
	return Code(b), nil
}
