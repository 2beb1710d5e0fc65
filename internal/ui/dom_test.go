package ui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// element is an element of a page as a test reads it; a text is an element
// without a tag.
type element struct {
	tag   string
	attrs map[string]string
	kids  []*element
	words string
	up    *element
}

// parse reads a page of ours: every element closed, every attribute in double
// quotes. Anything else is a fault of the page.
func parse(page string) (*element, error) {
	root := &element{tag: "#"}
	at := root
	page = strings.TrimPrefix(page, "<!doctype html>\n")
	for page != "" {
		i := strings.IndexByte(page, '<')
		if i != 0 {
			words := page
			if i > 0 {
				words = page[:i]
			}
			page = page[len(words):]
			at.kids = append(at.kids, &element{words: unescape(words), up: at})
			continue
		}
		end := strings.IndexByte(page, '>')
		if end < 0 {
			return nil, fmt.Errorf("a tag is cut: %.40q", page)
		}
		inside := page[1:end]
		page = page[end+1:]
		if tag, closing := strings.CutPrefix(inside, "/"); closing {
			if at.tag != tag {
				return nil, fmt.Errorf("</%s> closes <%s>", tag, at.tag)
			}
			at = at.up
			continue
		}
		el, err := readTag(inside)
		if err != nil {
			return nil, err
		}
		el.up = at
		at.kids = append(at.kids, el)
		if !slices.Contains([]string{"input", "br", "hr", "meta", "link", "col"}, el.tag) {
			at = el
		}
	}
	if at != root {
		return nil, fmt.Errorf("<%s> stays open", at.tag)
	}
	return root, nil
}

func readTag(inside string) (*element, error) {
	tag, rest, _ := strings.Cut(inside, " ")
	el := &element{tag: tag, attrs: map[string]string{}}
	for rest != "" {
		end := strings.IndexAny(rest, " =")
		if end < 0 || rest[end] == ' ' {
			name, more, _ := strings.Cut(rest, " ")
			el.attrs[name], rest = "", more
			continue
		}
		name := rest[:end]
		value, more, ok := strings.Cut(rest[end+1:], `" `)
		if !ok {
			value, more = strings.TrimSuffix(rest[end+1:], `"`), ""
		}
		if _, twice := el.attrs[name]; twice {
			return nil, fmt.Errorf("<%s> has %s twice", tag, name)
		}
		el.attrs[name], rest = unescape(strings.TrimPrefix(value, `"`)), more
	}
	return el, nil
}

func unescape(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'", "&amp;", "&").Replace(s)
}

// text returns what an element says, with single spaces.
func (e *element) text() string {
	var b strings.Builder
	e.each(func(x *element) { b.WriteString(x.words + " ") })
	return strings.Join(strings.Fields(b.String()), " ")
}

func (e *element) each(do func(*element)) {
	do(e)
	for _, kid := range e.kids {
		kid.each(do)
	}
}

// all returns the elements that a selector names: "form", "p.lead",
// "input[name=title]", "[data-autosave]", and several of them one inside
// another: "main form".
func (e *element) all(selector string) []*element {
	parts := strings.Fields(selector)
	var list []*element
	e.each(func(x *element) {
		if x.is(parts[len(parts)-1]) && x.within(parts[:len(parts)-1]) {
			list = append(list, x)
		}
	})
	return list
}

// one returns the only element that a selector names.
func (e *element) one(t *testing.T, selector string) *element {
	t.Helper()
	list := e.all(selector)
	if len(list) != 1 {
		t.Fatalf("%d elements are %s", len(list), selector)
	}
	return list[0]
}

func (e *element) within(parts []string) bool {
	if len(parts) == 0 {
		return true
	}
	for up := e.up; up != nil; up = up.up {
		if up.is(parts[len(parts)-1]) && up.within(parts[:len(parts)-1]) {
			return true
		}
	}
	return false
}

func (e *element) is(simple string) bool {
	if e.tag == "" {
		return false
	}
	simple, attr, hasAttr := strings.Cut(strings.TrimSuffix(simple, "]"), "[")
	if hasAttr {
		name, value, exact := strings.Cut(attr, "=")
		got, there := e.attrs[name]
		if !there || exact && got != value {
			return false
		}
	}
	tag, class, hasClass := strings.Cut(simple, ".")
	return (tag == "" || tag == e.tag) && (!hasClass || slices.Contains(strings.Fields(e.attrs["class"]), class))
}

// faults returns what every page has to have and this one has not.
func (e *element) faults() []string {
	var list []string
	say := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	if n := len(e.all("h1")); n != 1 {
		say("%d headings h1", n)
	}
	if title := e.all("title"); len(title) != 1 || title[0].text() != "Notes" {
		say("the title is not the one of every page")
	}
	ids := map[string]bool{}
	e.each(func(x *element) {
		if id := x.attrs["id"]; id != "" {
			if ids[id] {
				say("two elements are #%s", id)
			}
			ids[id] = true
		}
		for name := range x.attrs {
			if name == "style" || strings.HasPrefix(name, "on") {
				say("<%s %s>", x.tag, name)
			}
		}
	})
	for _, tag := range []string{"input", "textarea", "select"} {
		for _, field := range e.all(tag) {
			list = append(list, e.fieldFaults(field)...)
		}
	}
	for _, name := range []string{"aria-describedby", "aria-labelledby"} {
		for _, x := range e.all("[" + name + "]") {
			for id := range strings.FieldsSeq(x.attrs[name]) {
				if !ids[id] {
					say("#%s is named by %s and is not there", id, name)
				}
			}
		}
	}
	for _, a := range e.all("a") {
		if id, inside := strings.CutPrefix(a.attrs["href"], "#"); inside && !ids[id] {
			say("a link leads to #%s, which is not there", id)
		}
	}
	for _, set := range e.all("fieldset") {
		if len(set.all("legend")) != 1 {
			say("a fieldset without a legend of its own")
		}
	}
	for _, form := range e.all("form") {
		if form.attrs["method"] != "post" {
			say("a form that is not posted: %s", form.attrs["action"])
		}
	}
	for _, b := range append(e.all("button"), e.all("a")...) {
		if b.text() == "" && b.attrs["aria-label"] == "" {
			say("a button or link that says nothing")
		}
	}
	return list
}

func (e *element) fieldFaults(field *element) []string {
	var list []string
	if field.attrs["autocomplete"] != "off" {
		list = append(list, "a field that a browser may write down: "+field.attrs["name"])
	}
	if field.attrs["type"] == "hidden" {
		return list
	}
	for up := field.up; up != nil; up = up.up {
		if up.tag == "label" {
			return list
		}
	}
	if id := field.attrs["id"]; id != "" && len(e.all("label[for="+id+"]")) == 1 {
		return list
	}
	return append(list, "a field without a label: "+field.attrs["name"])
}
