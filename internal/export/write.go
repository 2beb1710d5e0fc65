// Package export takes notebooks along in the formats of other programs, and
// reads tables that were written in them.
//
// Writing: Write turns a paper.Document into one of Formats. The bytes depend
// on the document alone: they hold no author, date or program, and they are
// the same each time. No cell becomes a formula.
//
// Reading: Read takes the bytes of a CSV, ODS, XLSX, DOCX or ODT file and gives
// its tables as grids of text, within limits that hold off bombs. Map turns
// grids with headings that we know into drafts of records. JSON holds records
// and not tables; DecodeJSON reads it within limits.
//
// Everything here is pure: no file is opened, and what calls this decides what
// becomes of the results.
package export

import (
	"errors"
	"io"
	"strings"

	"amparo/internal/paper"
)

// ErrFormat means that Write was asked for a format that it does not know.
var ErrFormat = errors.New("writing document: unknown format")

// A Format is a kind of file that Write makes.
type Format struct {
	Name      string // what Write and the command line call it
	Extension string // with its dot
	MIME      string
	write     func(io.Writer, paper.Document) error
}

// Formats returns what Write can make, in the order to offer it.
func Formats() []Format {
	return []Format{
		{ODS, ".ods", mimeODS, writeODS},
		{XLSX, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", writeXLSX},
		{DOCX, ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", writeDOCX},
		{CSV, ".csv", "text/csv; charset=utf-8", writeCSV},
		{"markdown", ".md", "text/markdown; charset=utf-8", writeMarkdown},
	}
}

// Write writes a document in the format of that name. Documents of several
// tables become several sheets in a spreadsheet; text beside the tables stands
// on a last sheet. CSV holds the tables only, and the text only where there is
// no table. It returns ErrFormat, or what writing to w returned.
func Write(w io.Writer, format string, d paper.Document) error {
	for _, f := range Formats() {
		if f.Name == format {
			return f.write(w, d)
		}
	}
	return ErrFormat
}

// tablesOf returns the tables of a document. One without a name takes that of
// the heading right above it.
func tablesOf(d paper.Document) []*paper.Table {
	var tables []*paper.Table
	for i, b := range d.Blocks {
		if b.Table == nil {
			continue
		}
		t := *b.Table
		if t.Name == "" && i > 0 {
			t.Name = d.Blocks[i-1].Heading
		}
		tables = append(tables, &t)
	}
	return tables
}

// A textLine is one line of what stands beside the tables.
type textLine struct {
	text string
	head bool
}

// textOf returns what stands beside the tables. Headings right above a table
// belong to it.
func textOf(d paper.Document) []textLine {
	var lines []textLine
	for i, b := range d.Blocks {
		switch {
		case b.Heading != "":
			if i+1 == len(d.Blocks) || d.Blocks[i+1].Table == nil {
				lines = append(lines, textLine{b.Heading, true})
			}
		case b.Text != "":
			lines = append(lines, textLine{b.Text, false})
		default:
			for _, item := range b.Items {
				lines = append(lines, textLine{"• " + item, false})
			}
		}
	}
	return lines
}

// sheetsOf returns what becomes a sheet each in a spreadsheet: the tables, and
// the text beside them as a table without a header.
func sheetsOf(d paper.Document) []*paper.Table {
	sheets := tablesOf(d)
	text := &paper.Table{Name: d.Title}
	for _, line := range textOf(d) {
		text.Rows = append(text.Rows, []string{line.text})
	}
	if len(text.Rows) > 0 || len(sheets) == 0 {
		sheets = append(sheets, text)
	}
	nameSheets(sheets)
	return sheets
}

// nameSheets gives each sheet a name that every spreadsheet takes: up to 31
// letters, none of them a sign with a meaning, and no two alike.
func nameSheets(sheets []*paper.Table) {
	taken := map[string]bool{"history": true}
	for i, t := range sheets {
		base := []rune(strings.Trim(strings.Map(sheetLetter, t.Name), " '"))
		if len(base) == 0 {
			base = []rune("Sheet")
		}
		name := ""
		for n := i + 1; ; n++ {
			name = string(base[:min(len(base), 31)])
			if n > i+1 {
				name = string(base[:min(len(base), 26)]) + " " + itoa(n)
			}
			if !taken[strings.ToLower(name)] {
				break
			}
		}
		taken[strings.ToLower(name)] = true
		t.Name = name
	}
}

func sheetLetter(r rune) rune {
	if r < ' ' || strings.ContainsRune(`[]:*?/\`, r) {
		return ' '
	}
	return xmlRune(r)
}
