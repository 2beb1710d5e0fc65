package notebook

import (
	"slices"
	"strings"
)

// Wish is something to learn that stands in the notebook already, in the
// words of the record where it was written. It is read anew each time, so that
// it says what that record says now.
type Wish struct {
	From *Record // an action, a protocol or a choice
	Said []*Field
}

// wishFields are where records say what someone would like to learn. What a
// protocol leaves open may be one or not; that is for people to say.
var wishFields = []struct {
	kind   string
	fields []string
}{
	{"action", []string{"training"}},
	{"choice", []string{"why", "way"}},
	{"protocol", []string{"open", "hard"}},
}

// Wishes returns what is wished for in actions, choices and protocols, in this
// order, without what a training record was made of.
func Wishes(n *Notebook) []Wish {
	var list []Wish
	for _, from := range wishFields {
		noted := map[string]bool{}
		for _, t := range n.Records("training") {
			noted[t.Get(from.kind)] = true
		}
		for _, r := range n.Records(from.kind) {
			if w := wishOf(r); w != nil && !noted[r.ID.String()] {
				list = append(list, *w)
			}
		}
	}
	return list
}

// Origins returns what the records say now that a training record was made of.
func Origins(n *Notebook, training *Record) []Wish {
	var list []Wish
	for _, from := range wishFields {
		for _, r := range n.Linked(training, from.kind) {
			list = append(list, Wish{r, said(r)})
		}
	}
	return list
}

// wishOf returns the wish of a record, nil when it has none.
func wishOf(r *Record) *Wish {
	fields := said(r)
	if r.Kind == "choice" && r.Get("learn") != "yes" || r.Kind != "choice" && fields == nil {
		return nil
	}
	return &Wish{r, fields}
}

// said returns the fields in which a record says something of what is to be
// learned.
func said(r *Record) []*Field {
	var list []*Field
	for _, from := range wishFields {
		for _, name := range from.fields {
			if from.kind == r.Kind && strings.TrimSpace(r.Get(name)) != "" {
				list = append(list, KindOf(r.Kind).Field(name))
			}
		}
	}
	return list
}

// Meeting is something that is offered, wished for, or both. It brings words
// together and decides nothing: whether two women meet is for them to say.
type Meeting struct {
	Title string
	Teach []*Record // choices that say so, and training records that name someone
	Learn []*Record // choices, actions and training records that wish for it
	keys  []string
}

// Meetings brings together who could teach something and who would like to
// learn it, when both call it the same or mean the same tool. What has both
// comes first, what is only offered last.
func Meetings(n *Notebook) []Meeting {
	var list []Meeting
	for _, r := range n.Records("choice") {
		list = meet(list, meeting(n, r, r.Get("teach") == "yes", r.Get("learn") == "yes"))
	}
	for _, r := range n.Records("training") {
		if sort := r.Get("sort"); sort != "held" && sort != "notneeded" {
			list = meet(list, meeting(n, r, n.Linked(r, "teach") != nil, n.Linked(r, "choice") == nil))
		}
	}
	for _, w := range Wishes(n) {
		if w.From.Kind == "action" {
			list = meet(list, meeting(n, w.From, false, true))
		}
	}
	var sorted []Meeting
	for _, sides := range [][2]bool{{true, true}, {false, true}, {true, false}} {
		for _, m := range list {
			if (m.Teach != nil) == sides[0] && (m.Learn != nil) == sides[1] {
				sorted = append(sorted, m)
			}
		}
	}
	return sorted
}

// meeting is what one record brings.
func meeting(n *Notebook, r *Record, teach, learn bool) Meeting {
	m := Meeting{Title: topic(r), keys: keysOf(r)}
	for _, w := range Origins(n, r) {
		m.keys = append(m.keys, keysOf(w.From)...)
	}
	if teach {
		m.Teach = []*Record{r}
	}
	if learn {
		m.Learn = []*Record{r}
	}
	return m
}

// meet puts what a record brings with what shares a key with it. It may be what
// two others have in common: then all three become one.
func meet(list []Meeting, m Meeting) []Meeting {
	if m.Teach == nil && m.Learn == nil {
		return list
	}
	at := -1
	kept := list[:0]
	for _, other := range list {
		switch {
		case !slices.ContainsFunc(other.keys, func(key string) bool { return slices.Contains(m.keys, key) }):
			kept = append(kept, other)
		case at < 0:
			at = len(kept)
			kept = append(kept, other)
		default:
			kept[at] = kept[at].with(other)
		}
	}
	if at < 0 {
		return append(kept, m)
	}
	kept[at] = kept[at].with(m)
	return kept
}

// with returns both as one, under the first one's title.
func (m Meeting) with(other Meeting) Meeting {
	m.Teach = slices.Concat(m.Teach, other.Teach)
	m.Learn = slices.Concat(m.Learn, other.Learn)
	m.keys = slices.Concat(m.keys, other.keys)
	return m
}

// topic is what a record calls the thing to learn. An action is called by what
// is done, so that its wish is what counts.
func topic(r *Record) string {
	if r.Kind == "action" {
		line, _, _ := strings.Cut(strings.TrimSpace(r.Get("training")), "\n")
		return line
	}
	return r.Title()
}

// keysOf returns by what a record is found to mean the same: how it calls it,
// and the tool that it names.
func keysOf(r *Record) []string {
	list := []string{"title " + strings.TrimRight(strings.ToLower(strings.Join(strings.Fields(topic(r)), " ")), ".!?؟")}
	for _, tool := range r.Set("tool") {
		list = append(list, "tool "+tool)
	}
	return list
}
