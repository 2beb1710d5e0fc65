package export

import (
	"bytes"
	"errors"
	"path"
	"strings"
	"unicode/utf8"
)

// The reasons why a file is not read. Each stands alone, so that a page can
// give each its own sentence and next step. Other errors do not come out of
// Read.
var (
	// ErrTooLarge means more bytes, rows, columns or text in one cell than we take.
	ErrTooLarge = errors.New("reading file: larger than the limits")
	// ErrBomb means that the file unpacks, repeats or nests far beyond what people write.
	ErrBomb = errors.New("reading file: unpacks beyond the limits")
	// ErrUnsafe means names that lead out of the file, or XML that brings its own definitions.
	ErrUnsafe = errors.New("reading file: unsafe names or definitions")
	// ErrDamaged means that the file ends early or contradicts itself.
	ErrDamaged = errors.New("reading file: damaged")
	// ErrNotTable means that the file was read and holds no table with text.
	ErrNotTable = errors.New("reading file: no table in it")
	// ErrNewer means a later edition of the format than this program knows.
	ErrNewer = errors.New("reading file: newer format")
	// ErrOld means the office formats before 2007 (.xls, .doc); saving it anew helps.
	ErrOld = errors.New("reading file: older office format")
	// ErrLocked means that the file has a password; saving it without one helps.
	ErrLocked = errors.New("reading file: protected by a password")
	// ErrUnsupported means any other kind of file.
	ErrUnsupported = errors.New("reading file: unknown kind of file")
)

// The formats that Detect names. Read takes all but JSON, which holds records
// and not tables.
const (
	CSV  = "csv" // commas, semicolons or tabs between the cells
	ODS  = "ods"
	ODT  = "odt"
	XLSX = "xlsx"
	DOCX = "docx"
	JSON = "json"
)

// Read gets the tables out of a file. The name only helps where the content
// does not say what it is; data is not changed. An error is one of the
// sentinels above, and then nothing was read.
func Read(name string, data []byte) (Sheet, error) {
	format, text, err := detect(name, data)
	if err != nil {
		return Sheet{}, err
	}
	s := Sheet{Format: format}
	switch format {
	case CSV:
		err = s.readCSV(text)
	case JSON:
		err = ErrUnsupported
	default:
		err = s.readOffice(data)
	}
	if err != nil {
		return Sheet{}, err
	}
	return s.withText()
}

// readOffice reads one of the zipped formats.
func (s *Sheet) readOffice(data []byte) error {
	p, err := unpack(data)
	if err != nil {
		return err
	}
	switch s.Format {
	case XLSX:
		return s.readXLSX(p)
	case DOCX:
		return s.readDOCX(p)
	}
	return s.readODF(p)
}

// withText drops the tables that hold no text, and refuses a file without any
// other.
func (s Sheet) withText() (Sheet, error) {
	kept := s.Grids[:0]
	for _, g := range s.Grids {
		if len(g.Rows) > 0 {
			kept = append(kept, g)
		}
	}
	if len(kept) == 0 {
		return Sheet{}, ErrNotTable
	}
	s.Grids = kept
	s.namePlaces()
	return s, nil
}

// Detect says which format a file has, by its content first and by its name
// where the content leaves it open. Its error is one of Read's.
func Detect(name string, data []byte) (string, error) {
	format, _, err := detect(name, data)
	return format, err
}

// detect also returns the text of a file that is text.
func detect(name string, data []byte) (format string, text decoded, err error) {
	switch {
	case len(data) > maxInput:
		err = ErrTooLarge
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		format, err = detectZip(data)
	case bytes.HasPrefix(data, []byte("PK")) && !utf8.Valid(data):
		err = ErrDamaged
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		err = detectOld(data)
	case bytes.HasPrefix(data, []byte("%PDF")), bytes.HasPrefix(data, []byte(`{\rtf`)):
		err = ErrUnsupported
	default:
		text = decode(data)
		format, err = detectText(name, text.text)
	}
	return format, text, err
}

// detectOld tells a protected new file from an old one: both stand in the old
// container.
func detectOld(data []byte) error {
	if bytes.Contains(data, utf16le("EncryptedPackage")) {
		return ErrLocked
	}
	return ErrOld
}

func utf16le(ascii string) []byte {
	var out []byte
	for i := range len(ascii) {
		out = append(out, ascii[i], 0)
	}
	return out
}

// detectZip looks for the parts that only one of the formats has.
func detectZip(data []byte) (string, error) {
	p, err := unpack(data)
	if err != nil {
		return "", err
	}
	kind, err := p.start("mimetype", 200)
	if err != nil {
		return "", err
	}
	switch kind = strings.TrimSpace(strings.TrimSuffix(kind, "-template")); {
	case kind == mimeODS:
		return ODS, nil
	case kind == mimeODT:
		return ODT, nil
	case kind != "":
		return "", ErrUnsupported
	}
	return detectOOXML(p)
}

func detectOOXML(p *pack) (string, error) {
	main, err := p.mainPart()
	if err != nil {
		return "", err
	}
	switch {
	case strings.HasPrefix(main, "xl/") && strings.HasSuffix(main, ".xml"):
		return XLSX, nil
	case strings.HasPrefix(main, "word/"):
		return DOCX, nil
	}
	return "", ErrUnsupported
}

// detectText tells JSON from a table, and both from what is no text at all.
func detectText(name, text string) (string, error) {
	ext := strings.ToLower(path.Ext(name))
	start := strings.TrimLeft(text, " \t\r\n")
	switch {
	case ext == ".json", ext != ".csv" && strings.ContainsAny(start[:min(1, len(start))], "{["):
		return JSON, nil
	case strings.HasPrefix(start, "<") && ext != ".csv":
		return "", ErrUnsupported
	case strings.TrimSpace(text) == "":
		return "", ErrNotTable
	case controls(text):
		return "", ErrUnsupported
	}
	return CSV, nil
}

// controls says whether the text's beginning holds signs that no person types.
func controls(text string) bool {
	n := 0
	for _, r := range text[:min(len(text), 4096)] {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\v' && r != '\f' {
			n++
		}
	}
	return n > 2
}
