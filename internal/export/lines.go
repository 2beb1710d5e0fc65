package export

import "strings"

// maxNotes is how many notes one file gets; the rest would say the same.
const maxNotes = 500

// lines gathers the text of a cell line by line.
type lines struct {
	b     strings.Builder
	begun bool
}

// begin starts a new line.
func (l *lines) begin() {
	if l.begun {
		l.b.WriteByte('\n')
	}
	l.begun = true
}

// add puts letters at the end of the present line.
func (l *lines) add(text string) error {
	if l.b.Len()+len(text) > maxCell {
		return ErrTooLarge
	}
	l.begun = true
	l.b.WriteString(text)
	return nil
}

// text returns all lines. Lines that are only blank at the end are left off.
func (l *lines) text() string {
	text := l.b.String()
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return strings.TrimRight(text, "\n")
}
