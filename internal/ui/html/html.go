// Package html builds pages out of Go values. Everything that a person typed
// goes through one escape helper, and there is no way around it: no raw markup,
// no inline script and no inline style can be written with it.
//
//	page := html.E("section.card",
//		html.W("h2", title),
//		html.E("p", html.A("dir", "auto"), html.Text(typed)))
//	body := html.Append(nil, page)
//
// A tag may carry classes after dots. Attributes stand among the children of
// their element, in any place; a zero Node writes nothing, so that If needs no
// else. Tags and attribute names come from the program, never from people.
package html

import "strings"

// Node is a piece of a page: an element, a text, an attribute, or several of
// them. The zero Node is nothing. A Node is never changed once it is made. It is
// one word, because pages hand on a great many of them: as a struct of eight
// words it made the browser's build a tenth larger.
type Node struct{ *node }

type node struct {
	kind kind
	name string // an element's tag with its classes, or an attribute's name
	text string // a text, or an attribute's value
	kids []Node
}

type kind uint8

const (
	element kind = iota
	attribute
	flag
	text
	several
)

// E returns an element: E("div.card.wide", ...). The children are the
// element's from then on.
func E(tag string, kids ...Node) Node { return Node{&node{kind: element, name: tag, kids: kids}} }

// W returns an element around one text.
func W(tag, words string) Node { return E(tag, Text(words)) }

// Text returns a text.
func Text(words string) Node { return Node{&node{kind: text, text: words}} }

// A returns an attribute of the element that it stands in.
func A(name, value string) Node { return Node{&node{kind: attribute, name: name, text: value}} }

// On returns an attribute without a value, such as checked.
func On(name string) Node { return Node{&node{kind: flag, name: name}} }

// All returns several nodes as one.
func All(nodes ...Node) Node { return Node{&node{kind: several, kids: nodes}} }

// If returns the node when the condition holds, and nothing otherwise.
func If(holds bool, n Node) Node {
	if holds {
		return n
	}
	return Node{}
}

// Page writes a whole document around its html element.
func Page(root Node) []byte { return Append([]byte("<!doctype html>\n"), root) }

// Append writes the node behind b.
func Append(b []byte, n Node) []byte {
	if n.node == nil {
		return b
	}
	switch n.kind {
	case element:
		return appendElement(b, n)
	case text:
		return appendEscaped(b, n.text)
	case several:
		for _, kid := range n.kids {
			b = Append(b, kid)
		}
	}
	return b
}

func appendElement(b []byte, n Node) []byte {
	tag, classes, _ := strings.Cut(n.name, ".")
	b = append(b, '<')
	b = append(b, tag...)
	if classes != "" {
		b = append(b, ` class="`...)
		b = append(b, strings.ReplaceAll(classes, ".", " ")...)
		b = append(b, '"')
	}
	b = appendAttributes(b, n.kids)
	b = append(b, '>')
	switch tag {
	case "input", "br", "hr", "meta", "link", "col":
		return b
	case "textarea":
		b = append(b, '\n') // the one that a browser drops
	}
	for _, kid := range n.kids {
		b = Append(b, kid)
	}
	b = append(b, "</"...)
	b = append(b, tag...)
	return append(b, '>')
}

func appendAttributes(b []byte, kids []Node) []byte {
	for _, kid := range kids {
		if kid.node == nil {
			continue
		}
		switch kid.kind {
		case several:
			b = appendAttributes(b, kid.kids)
		case attribute, flag:
			b = appendAttribute(b, kid)
		}
	}
	return b
}

func appendAttribute(b []byte, a Node) []byte {
	if a.name == "style" || strings.HasPrefix(a.name, "on") {
		panic("html: no inline style and no inline script: " + a.name)
	}
	b = append(b, ' ')
	b = append(b, a.name...)
	if a.kind == flag {
		return b
	}
	b = append(b, `="`...)
	b = appendEscaped(b, a.text)
	return append(b, '"')
}

// appendEscaped writes a text so that it stays a text, between tags and in
// quoted attributes alike. A zero byte, which no page may hold, becomes the
// replacement character.
func appendEscaped(b []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		var with string
		switch s[i] {
		case '&':
			with = "&amp;"
		case '<':
			with = "&lt;"
		case '>':
			with = "&gt;"
		case '"':
			with = "&#34;"
		case '\'':
			with = "&#39;"
		case 0:
			with = "\uFFFD"
		default:
			continue
		}
		b = append(b, s[from:i]...)
		b = append(b, with...)
		from = i + 1
	}
	return append(b, s[from:]...)
}
