package catalog

import (
	"errors"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// block is one record of a data file.
type block struct {
	kind, key, group string
	fields           []field // in the file's order, each name once
}

// field is what stands in one field: lines joined by "\n", never empty.
type field struct{ name, text string }

func (b block) name() string { return b.kind + " " + b.key }

// read reads a data file: blocks that are parted by empty lines,
//
//	# a note for translators
//	kind key group
//	field: the first line
//	  another line of the same field
//	field:
//	  the first line may stand here, too
//
// with the group left out where there is none. It is strict, so that a slip of
// a translator's pen is seen: names are a-z, 0-9, "-" and "_"; a block stands
// once, and a field once in it; no field is empty; a line has no tab, no
// control and no space at its end.
func read(text string) ([]block, error) {
	r := reader{seen: map[string]bool{}}
	for line := range strings.Lines(text) {
		r.number++
		if err := r.line(strings.TrimSuffix(line, "\n")); err != nil {
			return nil, errors.New("line " + strconv.Itoa(r.number) + ": " + err.Error())
		}
	}
	if err := r.endBlock(); err != nil {
		return nil, errors.New("at the end: " + err.Error())
	}
	return r.blocks, nil
}

type reader struct {
	number int
	blocks []block
	open   bool            // a block is open, the last of blocks
	seen   map[string]bool // names of blocks
}

// line takes one line in, without its end.
func (r *reader) line(s string) error {
	if err := clean(s); err != nil {
		return err
	}
	switch {
	case s == "":
		return r.endBlock()
	case s[0] == '#':
		return nil
	case !r.open:
		return r.begin(s)
	case s[0] == ' ':
		return r.more(s)
	}
	return r.field(s)
}

// clean looks at a line's characters.
func clean(s string) error {
	if !utf8.ValidString(s) {
		return errors.New("not UTF-8")
	}
	if strings.ContainsFunc(s, unicode.IsControl) {
		return errors.New("a tab or another control stands here")
	}
	if strings.TrimRightFunc(s, unicode.IsSpace) != s {
		return errors.New("a space stands at the end")
	}
	return nil
}

// begin opens a block.
func (r *reader) begin(s string) error {
	parts := strings.Split(s, " ")
	if len(parts) < 2 || len(parts) > 3 {
		return errors.New("a kind and a key were expected")
	}
	for _, p := range parts {
		if !isName(p) {
			return errors.New("a kind, a key and a group are written with a-z, 0-9, - and _")
		}
	}
	b := block{kind: parts[0], key: parts[1]}
	if len(parts) == 3 {
		b.group = parts[2]
	}
	if r.seen[b.name()] {
		return errors.New("this block stands earlier, too")
	}
	r.seen[b.name()] = true
	r.blocks, r.open = append(r.blocks, b), true
	return nil
}

// field opens a field of the open block.
func (r *reader) field(s string) error {
	name, text, ok := strings.Cut(s, ":")
	if !ok || !isName(name) || (text != "" && text[0] != ' ') {
		return errors.New("a field is written as name: text")
	}
	if err := r.endField(); err != nil {
		return err
	}
	b := &r.blocks[len(r.blocks)-1]
	for _, f := range b.fields {
		if f.name == name {
			return errors.New("this field stands earlier in the block, too")
		}
	}
	b.fields = append(b.fields, field{name, strings.TrimSpace(text)})
	return nil
}

// more adds a line to the open field.
func (r *reader) more(s string) error {
	b := &r.blocks[len(r.blocks)-1]
	if len(b.fields) == 0 {
		return errors.New("this line belongs to no field")
	}
	f := &b.fields[len(b.fields)-1]
	if f.text != "" {
		f.text += "\n"
	}
	f.text += strings.TrimSpace(s)
	return nil
}

// endField says whether the last field of the open block has a text.
func (r *reader) endField() error {
	if b := r.blocks[len(r.blocks)-1]; len(b.fields) > 0 && b.fields[len(b.fields)-1].text == "" {
		return errors.New("the field above is empty")
	}
	return nil
}

// endBlock closes the open block, if one is open. A block without fields is
// fine: its sentences may be all that it has.
func (r *reader) endBlock() error {
	if !r.open {
		return nil
	}
	r.open = false
	return r.endField()
}

// isName says whether s starts with a letter and has only a-z, 0-9, - and _.
func isName(s string) bool {
	for i, c := range []byte(s) {
		letter := c >= 'a' && c <= 'z'
		if !letter && (i == 0 || (c != '-' && c != '_' && (c < '0' || c > '9'))) {
			return false
		}
	}
	return s != ""
}
