package catalog

import (
	"errors"
	"slices"
	"strings"

	"amparo/internal/notebook"
)

// pick returns the language that we have for the one asked for.
func pick(lang string) string {
	if len(lang) > 2 && (lang[2] == '-' || lang[2] == '_') {
		lang = lang[:2]
	}
	switch lang {
	case "es", "ar":
		return lang
	}
	return "en"
}

// entry is a block of the common file with its sentences in one language.
type entry struct {
	kind, key, group string
	values           map[string][]string
}

// load reads a file and its sentences, which are not there when a browser
// cannot fetch them: then it returns nothing. It panics when the two do not fit
// together: they are part of the program, and the tests read each of them.
func load(lang, name string) []entry {
	lang = pick(lang)
	text, ok := sentences(lang, name)
	if !ok {
		return nil
	}
	shape, err := read(common(name))
	if err != nil {
		panic("catalog: data/" + name + ": " + err.Error())
	}
	words, err := read(text)
	if err != nil {
		panic("catalog: data/" + lang + "/" + name + ": " + err.Error())
	}
	list, err := join(shape, words)
	if err != nil {
		panic("catalog: data/" + lang + "/" + name + ": " + err.Error())
	}
	return list
}

// join puts the sentences of one language to the blocks that all languages
// share, in the order of these. Each has the other.
func join(shape, words []block) ([]entry, error) {
	texts := make(map[string]block, len(words))
	for _, w := range words {
		texts[w.name()] = w
	}
	list := make([]entry, 0, len(shape))
	for _, s := range shape {
		w, ok := texts[s.name()]
		if k := notebook.KindOf(s.kind); !ok && (k == nil || !k.Unordered) { // a single rating has no words
			return nil, errors.New("no sentences for " + s.name())
		}
		delete(texts, s.name())
		e := entry{kind: s.kind, key: s.key, group: s.group, values: map[string][]string{}}
		if err := e.fill(s.fields, w.fields); err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	for name := range texts {
		return nil, errors.New(name + " has sentences only")
	}
	return list, nil
}

// fill takes the fields in. One of type Refs is split at its spaces.
func (e *entry) fill(lists ...[]field) error {
	kind := notebook.KindOf(e.kind)
	for _, f := range slices.Concat(lists...) {
		if _, ok := e.values[f.name]; ok {
			return errors.New(e.kind + " " + e.key + " has " + f.name + " twice")
		}
		e.values[f.name] = []string{f.text}
		if d := kind.Field(f.name); d != nil && d.Type == notebook.Refs {
			e.values[f.name] = strings.Fields(f.text)
		}
	}
	return nil
}
