package workspace

import (
	"slices"
	"strings"

	"amparo/internal/notebook"
)

// What an agreement or a proposal can be about. Every other subject of an
// agreement is a protocol's id.
const (
	PlanSubject = "plan" // the whole plan
	RowSubject  = "row"  // rows of it
	RuleSubject = "rule" // a rule in words
)

// planKinds are the kinds that an agreement on the plan or on rows of it fixes,
// those that a protocol's fixes are in protocolKinds.
var (
	planKinds     = []string{"plan", "row", "action", "risk", "person"}
	protocolKinds = []string{"protocol", "activity", "risk", "person"}
)

// said are the fields of a proposal that a fixed version of a rule holds.
var said = []string{"title", "words"}

// compared are the kinds in which we look for what changed since.
func compared(subject string) []string {
	switch subject {
	case PlanSubject:
		return []string{"plan", "row", "action"}
	case RowSubject:
		return []string{"row", "action"}
	case RuleSubject:
		return []string{"proposal"}
	}
	return []string{"protocol"}
}

// since returns what changed in the notebook from a fixed version until now.
func since(subject string, then, book *notebook.Notebook) []notebook.Difference {
	now := book
	switch subject {
	case PlanSubject:
	case RowSubject:
		now = withLinked(book, planKinds, alive(book, then.Records("row")))
	case RuleSubject:
		now = notebook.New()
		for _, p := range alive(book, then.Records("proposal")) {
			now.Put(rule(p))
		}
	default:
		now = only(book, subject)
	}
	return notebook.Compare(then, now, compared(subject)...)
}

// alive returns the records as the notebook has them, without those that were
// removed.
func alive(book *notebook.Notebook, list []*notebook.Record) []*notebook.Record {
	var now []*notebook.Record
	for _, r := range list {
		if r = book.Get(r.Ref); r != nil {
			now = append(now, r)
		}
	}
	return now
}

// rule is a proposal as a fixed version of a rule has it: what it says alone.
func rule(p *notebook.Record) *notebook.Record {
	r := &notebook.Record{Ref: p.Ref, Fields: map[string][]notebook.Value{}}
	for _, name := range said {
		if values := p.Fields[name]; len(values) > 0 {
			r.Fields[name] = values
		}
	}
	return r
}

// withLinked returns the records and, as far as they are of these kinds, what
// they name, and what that names.
func withLinked(book *notebook.Notebook, kinds []string, list []*notebook.Record) *notebook.Notebook {
	n := notebook.New()
	for ; len(list) > 0; list = list[1:] {
		r := list[0]
		if n.Get(r.Ref) != nil || !slices.Contains(kinds, r.Kind) {
			continue
		}
		n.Put(r)
		for _, f := range notebook.KindOf(r.Kind).Fields {
			list = append(list, book.Linked(r, f.Name)...)
		}
	}
	return n
}

// only returns the notebook with one protocol and what it names.
func only(book *notebook.Notebook, subject string) *notebook.Notebook {
	n := notebook.New()
	for _, p := range book.Records("protocol") {
		if p.ID.String() != subject {
			continue
		}
		n.Put(p)
		for _, f := range notebook.KindOf("protocol").Fields {
			for _, r := range book.Linked(p, f.Name) {
				n.Put(r)
			}
		}
	}
	return n
}

func collect(book *notebook.Notebook, kinds []string) []*notebook.Record {
	var list []*notebook.Record
	for _, r := range book.All() {
		if slices.Contains(kinds, r.Kind) {
			list = append(list, r)
		}
	}
	return list
}

// proposed returns the subject of a proposal, as an agreement has it, and the
// records that its fixed text holds. What it is about may not be chosen yet:
// then it returns a *FieldError that names the field.
func proposed(book *notebook.Notebook, p *notebook.Record) (string, []*notebook.Record, error) {
	missing := func(field string) (string, []*notebook.Record, error) {
		return "", nil, &FieldError{Kind: p.Kind, Field: field, Problem: Empty}
	}
	switch notebook.SubjectOf(p) {
	case "plan":
		return PlanSubject, collect(book, planKinds), nil
	case "row":
		rows := book.Linked(p, "rows")
		if len(rows) == 0 {
			return missing("rows")
		}
		return RowSubject, collect(withLinked(book, planKinds, rows), planKinds), nil
	case "protocol":
		for _, r := range book.Linked(p, "protocol") {
			subject := r.ID.String()
			return subject, collect(only(book, subject), protocolKinds), nil
		}
		return missing("protocol")
	}
	if strings.TrimSpace(p.Get("words")) == "" {
		return missing("words")
	}
	return RuleSubject, []*notebook.Record{rule(p)}, nil
}

// subjectOf returns the subject of a proposal, whether or not what it is about
// is still there.
func subjectOf(p *notebook.Record, then *notebook.Notebook) string {
	switch about := notebook.AboutOf(p); about {
	case "protocol":
		for _, r := range then.Records("protocol") {
			return r.ID.String()
		}
		return about
	default:
		return about
	}
}
