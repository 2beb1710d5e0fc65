package export

import (
	"io"
	"strings"

	"amparo/internal/paper"
)

// writeMarkdown writes a document as Markdown with tables in the common form
// of pipes. Whatever a person typed stays text: no mark of hers becomes a
// heading, a link or HTML.
func writeMarkdown(w io.Writer, d paper.Document) error {
	var b strings.Builder
	if d.Title != "" {
		b.WriteString("# " + mdLine(d.Title) + "\n")
	}
	if d.Lead != "" {
		b.WriteString("\n" + mdText(d.Lead) + "\n")
	}
	for _, block := range d.Blocks {
		mdBlock(&b, block)
	}
	if d.Foot != "" {
		b.WriteString("\n" + mdText(d.Foot) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func mdBlock(b *strings.Builder, block paper.Block) {
	b.WriteByte('\n')
	switch {
	case block.Heading != "":
		b.WriteString(strings.Repeat("#", min(max(block.Level, 2), 6)) + " " + mdLine(block.Heading) + "\n")
	case block.Text != "":
		b.WriteString(mdText(block.Text) + "\n")
	case block.Table != nil:
		mdTable(b, block.Table)
	default:
		for _, item := range block.Items {
			b.WriteString("- " + strings.ReplaceAll(mdText(item), "\n", "\n  ") + "\n")
		}
	}
}

func mdTable(b *strings.Builder, t *paper.Table) {
	n := columns(t)
	mdRow(b, t.Head, n)
	b.WriteString(strings.Repeat("| --- ", n) + "|\n")
	for _, row := range t.Rows {
		mdRow(b, row, n)
	}
	for range t.Blank {
		mdRow(b, nil, n)
	}
}

func mdRow(b *strings.Builder, row []string, n int) {
	for col := range n {
		text := strings.Split(cellOf(row, col), "\n")
		for i, line := range text {
			text[i] = mdEscape(line)
		}
		b.WriteString("| " + strings.Join(text, "<br>") + " ")
	}
	b.WriteString("|\n")
}

// mdText escapes text line by line and keeps its line ends.
func mdText(text string) string {
	lines := strings.Split(oneLineEnd(text), "\n")
	for i, line := range lines {
		lines[i] = mdEscape(line)
	}
	return strings.Join(lines, "\\\n")
}

// mdLine escapes text that has to stay on one line.
func mdLine(text string) string {
	return mdEscape(strings.ReplaceAll(oneLineEnd(text), "\n", " "))
}

// mdEscape puts a backslash before each sign that Markdown could read as its
// own: everywhere for marks within a line, at its beginning for lists,
// headings and rules. Blanks at the beginning would make it code and go.
func mdEscape(line string) string {
	line = strings.TrimLeft(line, " \t")
	var b strings.Builder
	start := true
	for i, r := range line {
		switch {
		case r < ' ' && r != '\t':
			r = '\uFFFD'
		case strings.ContainsRune("\\`*_[]<>|&~", r), start && strings.ContainsRune("#+-=:", r), numbered(line, i):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		start = false
	}
	return mdLinks(b.String())
}

// numbered says whether the sign at i ends a number at the line's beginning,
// as in a numbered list.
func numbered(line string, i int) bool {
	return i > 0 && strings.Trim(line[:i], "0123456789") == "" && (line[i] == '.' || line[i] == ')')
}

// mdLinks keeps bare addresses from becoming links.
func mdLinks(line string) string {
	line = strings.ReplaceAll(line, "://", "\\://")
	line = strings.ReplaceAll(line, "@", "\\@")
	return strings.ReplaceAll(line, "www.", "www\\.")
}
