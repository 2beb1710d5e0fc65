package notebook

import (
	"errors"
	"sort"
	"strconv"
	"strings"
)

// ErrFrozen says that a text is no frozen version.
var ErrFrozen = errors.New("not a fixed version of this format")

// frozenHead is the first line of a frozen version. A change of layout takes
// the next number, and Thaw goes on reading the earlier ones.
const frozenHead = "amparo version 1"

// Freeze writes records as one text: the fixed version that an agreement keeps.
// What stands side by side is kept side by side; who wrote it and when is not.
func Freeze(records []*Record) string {
	var b strings.Builder
	b.WriteString(frozenHead + "\n")
	for _, r := range records {
		b.WriteString(r.Kind + " " + r.ID.String() + "\n")
		names := make([]string, 0, len(r.Fields))
		for name := range r.Fields {
			names = append(names, name)
		}
		sort.Slice(names, func(i, j int) bool { return strings.Compare(names[i], names[j]) < 0 })
		for _, name := range names {
			for _, text := range r.Set(name) {
				b.WriteString("\t" + name + " " + strconv.Quote(text) + "\n")
			}
		}
	}
	return b.String()
}

// Thaw reads what Freeze wrote.
func Thaw(text string) (*Notebook, error) {
	lines := strings.Split(text, "\n")
	if lines[0] != frozenHead || lines[len(lines)-1] != "" {
		return nil, ErrFrozen
	}
	n := New()
	var r *Record
	for _, line := range lines[1 : len(lines)-1] {
		name, rest, ok := strings.Cut(line, " ")
		field, isField := strings.CutPrefix(name, "\t")
		switch {
		case !ok || isField && r == nil:
			return nil, ErrFrozen
		case isField:
			value, err := strconv.Unquote(rest)
			if err != nil {
				return nil, ErrFrozen
			}
			r.Fields[field] = append(r.Fields[field], Value{Text: value})
		default:
			id, err := ParseID(rest)
			if err != nil {
				return nil, ErrFrozen
			}
			r = &Record{Ref: Ref{name, id}, Fields: map[string][]Value{}}
			n.Put(r)
		}
	}
	return n, nil
}
