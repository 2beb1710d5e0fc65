// Package paper holds what is printed or taken along: documents made of
// headings, paragraphs, lists and tables, built from a notebook or a share.
// A Document knows nothing of formats; package export writes it as PDF,
// office files, CSV or Markdown, and Document.HTML gives a page to print
// from a browser. Everything here is a pure value.
package paper

// Size is the paper that a document is laid out for.
type Size int

// The two sizes that printers of our users hold.
const (
	A4     Size = iota // 210 x 297 mm
	Letter             // 8.5 x 11 in
)

// Document is one thing to print or to save. The zero value is an empty A4
// page in portrait, left to right.
type Document struct {
	Title     string // stands on top of the first page
	Lead      string // one quiet line under the title; may be empty
	Lang      string // BCP 47: "en", "es", "ar"
	RTL       bool   // right-to-left: first column at the right
	Size      Size
	Landscape bool
	Large     bool   // larger letters, for one page that hangs on a wall
	PageOf    string // footer with two %s: page and pages, such as "Page %s of %s"
	Foot      string // a short line at the foot of each page; may be empty
	Blocks    []Block
}

// Block is one piece of a document. Exactly one of Heading, Text, Items,
// Table, Lines and Cut is set; Break may stand with any of them.
type Block struct {
	Break   bool     // start on a new page (not before the first block)
	Heading string   // a heading of the given Level
	Level   int      // 2 or 3
	Text    string   // a paragraph; "\n" breaks lines
	Items   []string // a bulleted list
	Table   *Table
	Lines   int  // so many empty lines to write on by hand, at least 8 mm apart
	Cut     bool // a dotted line to cut along; only paper has it
}

// Table is a grid with one header row. Every row has len(Head) cells; a
// cell's lines are separated by "\n".
type Table struct {
	Name   string // the sheet's name in a spreadsheet
	Head   []string
	Rows   [][]string
	Widths []int // relative widths, one a column; nil means equal
	Blank  int   // so many empty rows to write in by hand, at least 24 mm high
}
