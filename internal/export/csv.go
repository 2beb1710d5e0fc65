package export

import (
	"io"
	"strings"

	"amparo/internal/paper"
)

// writeCSV writes a document's tables, or its text where it has none. The file
// is UTF-8 with a mark, because Excel reads it as something else without one;
// cells stand in quotes between commas, lines end as RFC 4180 says.
func writeCSV(w io.Writer, d paper.Document) error {
	var b strings.Builder
	b.WriteString("\uFEFF")
	tables := tablesOf(d)
	for i, t := range tables {
		if i > 0 {
			b.WriteString("\r\n")
		}
		if len(tables) > 1 && t.Name != "" {
			csvRow(&b, []string{t.Name})
		}
		csvTable(&b, t)
	}
	if len(tables) == 0 {
		for _, line := range textOf(d) {
			csvRow(&b, []string{line.text})
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func csvTable(b *strings.Builder, t *paper.Table) {
	csvRow(b, t.Head)
	for _, row := range t.Rows {
		csvRow(b, row)
	}
}

func csvRow(b *strings.Builder, row []string) {
	for i, text := range row {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('"')
		b.WriteString(strings.ReplaceAll(guard(text), `"`, `""`))
		b.WriteByte('"')
	}
	b.WriteString("\r\n")
}

// guard puts an apostrophe before text that a spreadsheet could take for a
// formula, and before text that already looks guarded, so that unguard gives
// back exactly what was there.
func guard(text string) string {
	if looksFormula(strings.TrimLeft(text, "'")) {
		return "'" + text
	}
	return text
}

// unguard takes off what guard put on.
func unguard(text string) string {
	if strings.HasPrefix(text, "'") && looksFormula(strings.TrimLeft(text, "'")) {
		return text[1:]
	}
	return text
}

// looksFormula says whether some spreadsheet would calculate the text: they
// skip blanks at its beginning, and take the wide signs of East Asian keyboards
// for the narrow ones.
func looksFormula(text string) bool {
	if text == "" {
		return false
	}
	if strings.IndexByte("\t\r\n", text[0]) >= 0 {
		return true
	}
	rest := strings.TrimLeft(text, " \t\r\n\u00a0")
	for _, sign := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(rest, sign) {
			return true
		}
	}
	return false
}
