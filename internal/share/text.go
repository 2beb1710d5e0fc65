package share

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// ErrText says that a text is no share.
var ErrText = errors.New("not a share of this format")

// textHead is the first line of a share as a text. A change of layout takes the
// next number, and Decode goes on reading the earlier ones.
const textHead = "amparo share 1"

// Encode writes a share as one text: what stands in a notebook where it was
// sent. It holds what the share holds, and nothing else.
func Encode(s Share) string {
	var b strings.Builder
	b.WriteString(textHead)
	for _, field := range s.Fields {
		b.WriteString(" " + Slug(field))
	}
	b.WriteString("\n")
	for _, row := range s.Rows {
		for i, text := range row {
			if i > 0 {
				b.WriteString("\t")
			}
			b.WriteString(strconv.Quote(text))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Decode reads what Encode wrote, whoever sent it.
func Decode(text string) (Share, error) {
	lines := strings.Split(text, "\n")
	head, isShare := strings.CutPrefix(lines[0], textHead+" ")
	if !isShare || lines[len(lines)-1] != "" {
		return Share{}, ErrText
	}
	var s Share
	for slug := range strings.SplitSeq(head, " ") {
		field := FieldOf(slug)
		if field == "" || slug != Slug(field) || slices.Contains(s.Fields, field) {
			return Share{}, ErrText
		}
		s.Fields = append(s.Fields, field)
	}
	for _, line := range lines[1 : len(lines)-1] {
		cells := strings.Split(line, "\t") // a quoted text holds none
		if len(cells) != len(s.Fields) {
			return Share{}, ErrText
		}
		row := make([]string, len(cells))
		for i, cell := range cells {
			var err error
			if row[i], err = strconv.Unquote(cell); err != nil {
				return Share{}, ErrText
			}
		}
		s.Rows = append(s.Rows, row)
	}
	return s, nil
}
