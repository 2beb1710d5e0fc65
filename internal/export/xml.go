package export

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// The limits of one XML part.
const (
	maxDepth    = 200
	maxElements = 700_000
	maxTag      = 64 << 10 // bytes from "<" to ">"
	maxRun      = 1 << 20  // bytes without a tag
)

// xmlReader gives the tokens of an XML part, within limits. It refuses any
// document type, and so every entity of a file's own.
type xmlReader struct {
	d        *xml.Decoder
	depth    int
	elements int
}

func newXMLReader(r io.Reader) *xmlReader {
	d := xml.NewDecoder(&tagGuard{r: r})
	// Parts are UTF-8 or name ASCII's other forms; other letters are refused.
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, ErrUnsupported }
	return &xmlReader{d: d}
}

// next returns the next token, nil at the end. Tokens are valid until the
// following call.
func (x *xmlReader) next() (xml.Token, error) {
	t, err := x.d.Token()
	if errors.Is(err, io.EOF) && x.depth == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, sentinel(err)
	}
	switch t.(type) {
	case xml.Directive:
		return nil, ErrUnsafe
	case xml.StartElement:
		x.depth++
		x.elements++
		if x.depth > maxDepth {
			return nil, ErrBomb
		}
		if x.elements > maxElements {
			return nil, ErrTooLarge
		}
	case xml.EndElement:
		x.depth--
	}
	return t, nil
}

// nextStart returns the next opening tag, nil at the end.
func (x *xmlReader) nextStart() (*xml.StartElement, error) {
	for {
		t, err := x.next()
		if err != nil || t == nil {
			return nil, err
		}
		if start, ok := t.(xml.StartElement); ok {
			return &start, nil
		}
	}
}

// skip reads over the element whose opening tag came last.
func (x *xmlReader) skip() error {
	for depth := x.depth - 1; x.depth > depth; {
		t, err := x.next()
		if err != nil {
			return err
		}
		if t == nil {
			return ErrDamaged
		}
	}
	return nil
}

// children calls each for every opening tag within the element whose opening
// tag came last, and text for the letters directly within; each must read its
// element to the end, as skip does. A nil text leaves letters out.
func (x *xmlReader) children(each func(*xml.StartElement) error, text func([]byte) error) error {
	for depth := x.depth; ; {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case nil:
			return ErrDamaged
		case xml.StartElement:
			err = each(&t)
		case xml.CharData:
			if text != nil {
				err = text(t)
			}
		case xml.EndElement:
			if x.depth < depth {
				return nil
			}
		}
		if err != nil {
			return err
		}
	}
}

// attr returns an attribute by its name without prefix, "" if it is not there.
func attr(start *xml.StartElement, local string) string {
	for _, a := range start.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// count reads an attribute that says how often something stands: at least 1,
// and never more than limit.
func count(start *xml.StartElement, local string, limit int) int {
	n, err := strconv.Atoi(attr(start, local))
	switch {
	case errors.Is(err, strconv.ErrRange) && !strings.HasPrefix(attr(start, local), "-"):
		return limit
	case err != nil || n < 1:
		return 1
	}
	return min(n, limit)
}

// tagGuard passes bytes through and ends with ErrBomb where a tag or a run of
// text is longer than any writer makes it, because the decoder would keep it
// whole. It need not understand comments: losing its way in one only makes the
// next limit apply.
type tagGuard struct {
	r     io.Reader
	run   int
	tag   bool
	quote byte
}

// Read implements io.Reader.
func (g *tagGuard) Read(b []byte) (int, error) {
	n, err := g.r.Read(b)
	for _, c := range b[:n] {
		if !g.pass(c) {
			return 0, ErrBomb
		}
	}
	return n, err
}

func (g *tagGuard) pass(c byte) bool {
	g.run++
	switch {
	case !g.tag:
		if c == '<' {
			g.tag, g.run = true, 0
		}
		return g.run <= maxRun
	case g.quote != 0:
		if c == g.quote {
			g.quote = 0
		}
	case c == '"' || c == '\'':
		g.quote = c
	case c == '>':
		g.tag, g.run = false, 0
	}
	return g.run <= maxTag
}
