package locale

import (
	"strings"
	"unicode/utf8"
)

// stretch puts a text in brackets and makes it at least two fifths longer,
// behind its words, so that placeholders stay as they are.
func stretch(text string) string {
	more := (utf8.RuneCountInString(text)*2 + 4) / 5
	return "[" + text + " " + strings.Repeat("~", more) + "]"
}
