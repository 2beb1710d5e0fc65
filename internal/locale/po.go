package locale

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Catalogue is what a PO file holds.
type Catalogue struct {
	Lang     string    // from the header
	Messages []Message // in the order of the file, the header left out
}

// Message is one text of a catalogue.
type Message struct {
	ID     string   // the English; with a count, the English for one
	Plural string   // the English for many, or "" for a text without a count
	Forms  []string // what the language says: one form, or one for each plural
}

// Done reports whether every form of the message has been translated.
func (m Message) Done() bool {
	if slices.Contains(m.Forms, "") {
		return false
	}
	return len(m.Forms) > 0
}

// Header returns the header of the catalogue of a language, as its lines
// stand in the msgstr of the empty msgid.
func Header(lang string) string {
	return "Language: " + lang + "\n" +
		"MIME-Version: 1.0\n" +
		"Content-Type: text/plain; charset=UTF-8\n" +
		"Content-Transfer-Encoding: 8bit\n" +
		"Plural-Forms: " + pluralForms[lang] + "\n"
}

// Read reads a PO file. It is strict, because the files are ours: UTF-8, the
// header first and as [Header] writes it, each text once, all plural forms of
// the language present, no contexts, no texts marked fuzzy, and no escapes but
// \n, \t, \" and \\. Lines that begin with # are skipped. The error names the
// line and never repeats what stands in it.
func Read(po string) (Catalogue, error) {
	if !utf8.ValidString(po) {
		return Catalogue{}, errors.New("reading catalogue: not UTF-8")
	}
	r := reader{lines: strings.Split(po, "\n"), seen: map[string]bool{}}
	if err := r.header(); err != nil {
		return Catalogue{}, err
	}
	for {
		more, err := r.message()
		if err != nil {
			return Catalogue{}, err
		}
		if !more {
			return r.catalogue, nil
		}
	}
}

// reader goes through a file line by line.
type reader struct {
	lines     []string
	at        int
	catalogue Catalogue
	seen      map[string]bool
}

// wrong is an error about the line at hand, counted from 1.
func (r *reader) wrong(what string) error {
	return errors.New("reading catalogue, line " + strconv.Itoa(r.at+1) + ": " + what)
}

// line returns the next line that says something, or "" at the end.
func (r *reader) line() string {
	for ; r.at < len(r.lines); r.at++ {
		line := strings.TrimSuffix(r.lines[r.at], "\r")
		if line != "" && !strings.HasPrefix(line, "#") {
			return line
		}
		if strings.HasPrefix(line, "#,") && strings.Contains(line, "fuzzy") {
			return line
		}
	}
	return ""
}

func (r *reader) header() error {
	id, err := r.text("msgid ")
	if err != nil {
		return err
	}
	if id != "" {
		return r.wrong("the header comes first")
	}
	text, err := r.text("msgstr ")
	if err != nil {
		return err
	}
	for lang := range pluralForms {
		if text == Header(lang) {
			r.catalogue.Lang = lang
			return nil
		}
	}
	return r.wrong("the header of no language we ship")
}

// message reads one message, and reports whether there was one.
func (r *reader) message() (bool, error) {
	if r.line() == "" {
		return false, nil
	}
	id, err := r.text("msgid ")
	if err != nil {
		return false, err
	}
	if id == "" || r.seen[id] {
		return false, r.wrong("a text that stands here twice, or is empty")
	}
	r.seen[id] = true
	m := Message{ID: id}
	if strings.HasPrefix(r.line(), "msgid_plural ") {
		err = r.plurals(&m)
	} else {
		m.Forms = make([]string, 1)
		m.Forms[0], err = r.text("msgstr ")
	}
	r.catalogue.Messages = append(r.catalogue.Messages, m)
	return true, err
}

func (r *reader) plurals(m *Message) error {
	var err error
	if m.Plural, err = r.text("msgid_plural "); err != nil {
		return err
	}
	if m.Plural == "" {
		return r.wrong("an empty plural")
	}
	for i := range formCount(r.catalogue.Lang) {
		form, err := r.text("msgstr[" + strconv.Itoa(i) + "] ")
		if err != nil {
			return err
		}
		m.Forms = append(m.Forms, form)
	}
	return nil
}

// text reads a keyword with its quoted text, which may go on over the lines
// below.
func (r *reader) text(keyword string) (string, error) {
	rest, found := strings.CutPrefix(r.line(), keyword)
	if !found {
		return "", r.wrong(strings.TrimSpace(keyword) + " expected")
	}
	var b strings.Builder
	for {
		if err := r.unquote(&b, rest); err != nil {
			return "", err
		}
		r.at++
		if rest = r.line(); !strings.HasPrefix(rest, `"`) {
			return b.String(), nil
		}
	}
}

// unquote writes what a quoted text stands for.
func (r *reader) unquote(b *strings.Builder, quoted string) error {
	if len(quoted) < 2 || quoted[0] != '"' || quoted[len(quoted)-1] != '"' {
		return r.wrong("a text that is not in quotes")
	}
	inside := quoted[1 : len(quoted)-1]
	for i := 0; i < len(inside); i++ {
		switch c := inside[i]; {
		case c == '"':
			return r.wrong("a quote inside a text")
		case c != '\\':
			b.WriteByte(c)
		case i+1 == len(inside) || escaped(inside[i+1]) == 0:
			return r.wrong("an escape we do not know")
		default:
			i++
			b.WriteByte(escaped(inside[i]))
		}
	}
	return nil
}

// escaped returns the byte that a letter behind a backslash stands for, or 0.
func escaped(letter byte) byte {
	switch letter {
	case 'n':
		return '\n'
	case 't':
		return '\t'
	case '"', '\\':
		return letter
	}
	return 0
}
