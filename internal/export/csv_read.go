package export

import "strings"

// readCSV reads a table of commas, semicolons or tabs. What an office program
// or a person could have written is taken: quotes within a cell, a last line
// without an end, lines of different lengths.
func (s *Sheet) readCSV(d decoded) error {
	if d.guessed {
		s.note("", "", GuessedLetters)
	}
	if d.lost {
		s.note("", "", LostLetters)
	}
	text, sep := separatorLine(d.text)
	if sep == 0 {
		sep = separator(text)
	}
	t := newTable("", newBudget())
	p := csvParser{text: text, sep: sep}
	for row := 0; p.more(); row++ {
		if row > spareRows {
			return ErrTooLarge
		}
		if err := csvReadRow(&p, t); err != nil {
			return err
		}
	}
	s.Grids = append(s.Grids, t.finish())
	return nil
}

// The ends of the largest sheets: further off not even empty cells are read.
const (
	spareRows = 1 << 20
	spareCols = 1 << 14
)

func csvReadRow(p *csvParser, t *table) error {
	for col, last := 0, false; !last; col++ {
		if col > spareCols {
			return ErrTooLarge
		}
		var text string
		text, last = p.cell()
		if len(text) > maxCell {
			return ErrTooLarge
		}
		if err := t.put(col, unguard(text), false); err != nil {
			return err
		}
	}
	return t.endRow(1)
}

// separatorLine reads the line "sep=;" by which Excel tells itself what to do.
func separatorLine(text string) (rest string, sep byte) {
	line, rest, found := strings.Cut(text, "\n")
	line = strings.Trim(line, "\r\"")
	if found && len(line) == 5 && strings.EqualFold(line[:4], "sep=") {
		return rest, line[4]
	}
	return text, 0
}

// separator finds which sign cuts the beginning of the text into rows of the
// same length. Rows that agree count; between equals more columns decide, and
// then the sign that sentences use less.
func separator(text string) byte {
	best, sep := 0, byte(',')
	for _, candidate := range []byte{'\t', ';', ','} {
		if score := agreement(text, candidate); score > best {
			best, sep = score, candidate
		}
	}
	return sep
}

// agreement cuts the first rows by sep. It returns 0 where that makes single
// cells, else how many rows in a thousand have the commonest length, with the
// length added.
func agreement(text string, sep byte) int {
	p := csvParser{text: text[:min(len(text), 256<<10)], sep: sep}
	lengths := make([]int, maxCols+1)
	rows := 0
	for ; rows < 200 && p.more(); rows++ {
		n := 1
		for _, last := p.cell(); !last; _, last = p.cell() {
			n++
		}
		lengths[min(n, maxCols)]++
	}
	mode := 0
	for n := 2; n <= maxCols; n++ {
		if lengths[n] > 0 && lengths[n] >= lengths[mode] {
			mode = n
		}
	}
	if mode == 0 {
		return 0
	}
	return lengths[mode]*1000/rows + mode
}

// csvParser walks over the cells of a text.
type csvParser struct {
	text string
	at   int
	sep  byte
}

// more says whether another row begins.
func (p *csvParser) more() bool { return p.at < len(p.text) }

// cell returns the next cell, and whether it is the last one of its row. Line
// ends within quotes come out as "\n".
func (p *csvParser) cell() (text string, last bool) {
	if p.at < len(p.text) && p.text[p.at] == '"' {
		text = p.quoted()
	}
	start := p.at
	for p.at < len(p.text) && !p.ends(p.text[p.at]) {
		p.at++
	}
	text += p.text[start:p.at]
	if p.at == len(p.text) {
		return text, true
	}
	last = p.text[p.at] != p.sep
	if strings.HasPrefix(p.text[p.at:], "\r\n") {
		p.at++
	}
	p.at++
	return text, last
}

func (p *csvParser) ends(c byte) bool { return c == p.sep || c == '\n' || c == '\r' }

// quoted reads from one quote to its end; a doubled quote stands for one.
func (p *csvParser) quoted() string {
	p.at++
	var b strings.Builder
	for p.at < len(p.text) {
		i := strings.IndexByte(p.text[p.at:], '"')
		if i < 0 {
			b.WriteString(p.text[p.at:])
			p.at = len(p.text)
			break
		}
		b.WriteString(p.text[p.at : p.at+i])
		p.at += i + 1
		if p.at >= len(p.text) || p.text[p.at] != '"' {
			break
		}
		b.WriteByte('"')
		p.at++
	}
	return oneLineEnd(b.String())
}

// oneLineEnd makes each kind of line end a "\n".
func oneLineEnd(text string) string {
	if !strings.Contains(text, "\r") {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}
