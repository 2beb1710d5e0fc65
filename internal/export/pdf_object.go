package export

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
)

// pdfRef is the number of an indirect object.
type pdfRef int

// String gives the reference as it stands inside other objects.
func (r pdfRef) String() string { return strconv.Itoa(int(r)) + " 0 R" }

// pdfFile collects numbered objects and writes them with their table of
// offsets. It writes no information dictionary, no metadata stream and no
// file identifier: nothing in the bytes tells when, where or by whom a
// document was made, and the same document always gives the same bytes.
type pdfFile struct {
	objects [][]byte // object n stands at n-1; nil until it is set
}

// reserve takes a number for an object that is set later, so that two
// objects can point at each other.
func (f *pdfFile) reserve() pdfRef {
	f.objects = append(f.objects, nil)
	return pdfRef(len(f.objects))
}

// set gives the reserved object its body.
func (f *pdfFile) set(ref pdfRef, body string) { f.objects[ref-1] = []byte(body) }

// add stores a body and returns its number.
func (f *pdfFile) add(body string) pdfRef {
	ref := f.reserve()
	f.set(ref, body)
	return ref
}

// addStream stores compressed data; extra holds further dictionary entries.
func (f *pdfFile) addStream(data []byte, extra string) pdfRef {
	packed := pdfDeflate(data)
	ref := f.reserve()
	head := "<< /Length " + strconv.Itoa(len(packed)) + " /Filter /FlateDecode" + extra + " >>\nstream\n"
	body := make([]byte, 0, len(head)+len(packed)+10)
	body = append(body, head...)
	body = append(body, packed...)
	f.objects[ref-1] = append(body, "\nendstream"...)
	return ref
}

// write puts out the whole file with the given catalog.
func (f *pdfFile) write(w io.Writer, catalog pdfRef) error {
	out := bytes.NewBufferString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	offsets := make([]int, len(f.objects))
	for i, body := range f.objects {
		offsets[i] = out.Len()
		out.WriteString(strconv.Itoa(i+1) + " 0 obj\n")
		out.Write(body)
		out.WriteString("\nendobj\n")
	}
	start := out.Len()
	size := strconv.Itoa(len(offsets) + 1)
	out.WriteString("xref\n0 " + size + "\n0000000000 65535 f \n")
	for _, at := range offsets {
		fmt.Fprintf(out, "%010d 00000 n \n", at)
	}
	out.WriteString("trailer\n<< /Size " + size + " /Root " + catalog.String() + " >>\n")
	out.WriteString("startxref\n" + strconv.Itoa(start) + "\n%%EOF\n")
	if _, err := out.WriteTo(w); err != nil {
		return fmt.Errorf("writing the PDF: %w", err)
	}
	return nil
}

// pdfDeflate compresses in memory, where nothing can go wrong.
func pdfDeflate(data []byte) []byte {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(data); err != nil {
		panic("export: compressing in memory: " + err.Error())
	}
	if err := z.Close(); err != nil {
		panic("export: compressing in memory: " + err.Error())
	}
	return packed.Bytes()
}

// pdfNum writes a length in points with as few digits as a printer sees.
func pdfNum(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

// pdfRefs writes an array of references.
func pdfRefs(refs []pdfRef) string {
	var b strings.Builder
	b.WriteString("[")
	for i, r := range refs {
		if i > 0 {
			b.WriteString(" ")
		}
		b.WriteString(r.String())
	}
	b.WriteString("]")
	return b.String()
}

// pdfHex writes text as the UTF-16 digits that a character map holds.
func pdfHex(text string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}
