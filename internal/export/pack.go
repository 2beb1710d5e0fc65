package export

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
)

// The limits of a zipped file.
const (
	maxEntries  = 2_000
	maxUnpacked = 50 << 20 // bytes of all entries together
	maxRatio    = 250      // unpacked to packed, for entries over a megabyte
)

// pack is a zip file whose table of contents has been checked. What is read
// from it counts against maxUnpacked, whatever its entries claim.
type pack struct {
	files map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

// unpack opens a zip file that lies in memory.
func unpack(data []byte) (*pack, error) {
	// Counted first: the reader below would make a large value for each entry.
	if bytes.Count(data, []byte("PK\x01\x02")) > maxEntries {
		return nil, ErrBomb
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, ErrDamaged
	}
	p := &pack{files: map[string]*zip.File{}, left: maxUnpacked}
	var total uint64
	for _, f := range r.File {
		if err := p.take(f); err != nil {
			return nil, err
		}
		if total += min(f.UncompressedSize64, maxUnpacked+1); total > maxUnpacked {
			return nil, ErrBomb
		}
	}
	return p, nil
}

// take checks one entry and remembers it.
func (p *pack) take(f *zip.File) error {
	switch {
	case !safeName(f.Name) || p.files[f.Name] != nil:
		return ErrUnsafe
	case f.Flags&1 != 0:
		return ErrLocked
	case f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/maxRatio > f.CompressedSize64:
		return ErrBomb
	}
	p.files[f.Name] = f
	return nil
}

// safeName refuses names that a careless program would write outside of its
// folder.
func safeName(name string) bool {
	if name == "" || name[0] == '/' || strings.ContainsAny(name, "\\:\x00") {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return false
		}
	}
	return true
}

// open returns the XML of one entry. A part that is not there is nil.
func (p *pack) open(name string) (*xmlReader, error) {
	f := p.files[name]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, ErrDamaged
	}
	return newXMLReader(&counted{r: r, left: &p.left}), nil
}

// start returns up to limit bytes of an entry, "" where there is none.
func (p *pack) start(name string, limit int64) (string, error) {
	f := p.files[name]
	if f == nil {
		return "", nil
	}
	r, err := f.Open()
	if err != nil {
		return "", ErrDamaged
	}
	text, err := io.ReadAll(io.LimitReader(&counted{r: r, left: &p.left}, limit))
	if err != nil {
		return "", sentinel(err)
	}
	return string(text), nil
}

// counted reads until its budget is spent.
type counted struct {
	r    io.Reader
	left *int64
}

// Read implements io.Reader; it ends with ErrBomb where the budget ends.
func (c *counted) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	if *c.left -= int64(n); *c.left < 0 {
		return 0, ErrBomb
	}
	return n, err
}

// sentinel turns any error of reading into one of Read's.
func sentinel(err error) error {
	for _, own := range []error{ErrBomb, ErrTooLarge, ErrUnsafe, ErrLocked, ErrNewer, ErrNotTable, ErrUnsupported} {
		if errors.Is(err, own) {
			return own
		}
	}
	return ErrDamaged
}

// part is one link between the parts of an OOXML file.
type part struct{ id, kind, target string }

// mainPart returns the name of the part that an OOXML file begins with, "" if
// it names none.
func (p *pack) mainPart() (string, error) {
	links, err := p.links("")
	if err != nil {
		return "", err
	}
	for _, l := range links {
		if l.kind == "officeDocument" {
			return l.target, nil
		}
	}
	return "", nil
}

// links reads what the part of that name points to within the file. The kind
// is the last word of the address by which OOXML names it.
func (p *pack) links(name string) ([]part, error) {
	folder, base := path.Split(name)
	x, err := p.open(folder + "_rels/" + base + ".rels")
	if err != nil || x == nil {
		return nil, err
	}
	var links []part
	for {
		start, err := x.nextStart()
		if err != nil || start == nil {
			return links, err
		}
		if start.Name.Local != "Relationship" || attr(start, "TargetMode") == "External" {
			continue
		}
		target := attr(start, "Target")
		if !strings.HasPrefix(target, "/") {
			target = folder + target
		}
		links = append(links, part{attr(start, "Id"), path.Base(attr(start, "Type")), path.Clean(strings.TrimPrefix(target, "/"))})
	}
}
