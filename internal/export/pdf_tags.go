package export

import (
	"fmt"
	"strings"
)

// pdfTag is a node of the tree that tells a screen reader what a piece of
// the page is: a heading, a paragraph, a cell. What has no tag (rules, the
// header repeated on later pages, the foot) is decoration to it.
type pdfTag struct {
	kind   string // a standard structure type, such as "TD"
	actual string // the text in reading order, where glyphs stand otherwise
	kids   []*pdfTag
	marks  []pdfMark // what was drawn for it, in order
	ref    pdfRef
}

// pdfMark names a marked piece of a page's content.
type pdfMark struct{ page, number int }

// add hangs a new node below t.
func (t *pdfTag) add(kind string) *pdfTag {
	kid := &pdfTag{kind: kind}
	t.kids = append(t.kids, kid)
	return kid
}

// tagged gives text its place in the tree. Right-to-left text is said once
// more in reading order, since its glyphs stand in the order of the eye.
func (t pdfText) tagged(tag *pdfTag) pdfText {
	t.tag = tag
	if t.hasRTL {
		tag.actual = t.said
	}
	return t
}

// mark opens a marked piece on the page for a tag; a nil tag is decoration.
// The caller ends it with unmark.
func (l *pdfLayout) mark(t *pdfTag) {
	p := l.page()
	if t == nil {
		p.ops.WriteString("/Artifact BMC\n")
		return
	}
	fmt.Fprintf(&p.ops, "/%s <</MCID %d>> BDC\n", t.kind, len(p.tags))
	t.marks = append(t.marks, pdfMark{len(l.pages) - 1, len(p.tags)})
	p.tags = append(p.tags, t)
}

func (p *pdfPage) unmark() { p.ops.WriteString("EMC\n") }

// writeTags puts the tree into the file and returns its root. The pages
// have their references by now.
func (l *pdfLayout) writeTags(file *pdfFile, pages []pdfRef) pdfRef {
	root, parents := file.reserve(), file.reserve()
	l.tags.write(file, root, pages)
	var nums strings.Builder
	for i, p := range l.pages {
		refs := make([]pdfRef, len(p.tags))
		for n, t := range p.tags {
			refs[n] = t.ref
		}
		fmt.Fprintf(&nums, " %d %s", i, pdfRefs(refs))
	}
	file.set(parents, "<< /Nums ["+nums.String()+" ] >>")
	file.set(root, fmt.Sprintf("<< /Type /StructTreeRoot /K %s /ParentTree %s /ParentTreeNextKey %d >>",
		l.tags.ref, parents, len(l.pages)))
	return root
}

// write puts a node and everything below it into the file.
func (t *pdfTag) write(file *pdfFile, parent pdfRef, pages []pdfRef) {
	t.ref = file.reserve()
	var kids strings.Builder
	for _, kid := range t.kids {
		kid.write(file, t.ref, pages)
		kids.WriteString(kid.ref.String() + " ")
	}
	page := ""
	for i, m := range t.marks {
		switch {
		case i == 0:
			page = " /Pg " + pages[m.page].String()
			fmt.Fprintf(&kids, "%d ", m.number)
		case m.page == t.marks[0].page:
			fmt.Fprintf(&kids, "%d ", m.number)
		default:
			fmt.Fprintf(&kids, "<< /Type /MCR /Pg %s /MCID %d >> ", pages[m.page], m.number)
		}
	}
	extra := ""
	if t.kind == "TH" {
		extra = " /A << /O /Table /Scope /Column >>"
	}
	if t.actual != "" {
		extra += " /ActualText <FEFF" + pdfHex(t.actual) + ">"
	}
	file.set(t.ref, fmt.Sprintf("<< /Type /StructElem /S /%s /P %s%s%s /K [%s] >>",
		t.kind, parent, page, extra, strings.TrimSuffix(kids.String(), " ")))
}
