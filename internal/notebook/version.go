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

// How says what became of a record between two versions.
type How string

// What can become of a record.
const (
	Added   How = "added"
	Gone    How = "removed"
	Changed How = "changed"
)

// Difference is one difference between two versions of a notebook.
type Difference struct {
	Ref    Ref
	How    How
	Title  string // of the record, as it stands in the newer version that has it
	Field  string // for Changed
	Before string // for Changed; titles of the records named, for Refs
	After  string
}

// Compare returns what changed from one version to another in the records of
// the given kinds, in their order.
func Compare(before, after *Notebook, kinds ...string) []Difference {
	var list []Difference
	for _, kind := range kinds {
		for _, r := range before.Records(kind) {
			if now := after.Get(r.Ref); now == nil {
				list = append(list, Difference{Ref: r.Ref, How: Gone, Title: r.Title()})
			}
		}
		for _, r := range after.Records(kind) {
			if then := before.Get(r.Ref); then == nil {
				list = append(list, Difference{Ref: r.Ref, How: Added, Title: r.Title()})
			} else {
				list = append(list, changes(before, then, after, r)...)
			}
		}
	}
	return list
}

func changes(before *Notebook, then *Record, after *Notebook, now *Record) []Difference {
	var list []Difference
	for _, f := range KindOf(now.Kind).Fields {
		a, b := before.Shown(then, &f), after.Shown(now, &f)
		if a != b && !f.Hidden {
			list = append(list, Difference{Ref: now.Ref, How: Changed, Title: now.Title(), Field: f.Name, Before: a, After: b})
		}
	}
	return list
}

// Shown returns what stands in a field as text: values side by side one a line,
// and for Refs the titles of the records named, one a line.
func (n *Notebook) Shown(r *Record, f *Field) string {
	if f.Type != Refs {
		return strings.Join(r.Set(f.Name), "\n")
	}
	var titles []string
	for _, to := range n.Linked(r, f.Name) {
		titles = append(titles, to.Title())
	}
	return strings.Join(titles, "\n")
}
