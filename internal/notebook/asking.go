package notebook

import (
	"slices"
	"strings"
)

// Reason is why a record asks to be looked at again.
type Reason string

// The reasons that there are.
const (
	Noted   Reason = "noted"  // a change around us touches it
	Unused  Reason = "unused" // it names a tool that was set aside, or decided against
	Left    Reason = "left"   // it names someone who has left
	Shifted Reason = "risk"   // a risk that it answers is not what it was when we looked last
	Planned Reason = "review" // its day to be looked at again has come
	Shared  Reason = "parted" // it depends on few knowing it, and one who could read it has left
)

// Reasons are the sentences that people read, each but the last two with room
// for the title of its cause.
var Reasons = Scale{
	{string(Noted), "Something around us changed: %s"},
	{string(Unused), "It names a tool that we do not use now: %s"},
	{string(Left), "It names someone who has left us: %s"},
	{string(Shifted), "A risk that it answers changed: %s"},
	{string(Planned), "We wanted to look again around now."},
	{string(Shared), "It depends on few knowing it, and one of us has left."},
}

// Question is one reason to look at a record again. It stands open until the
// record's marks have its Key.
type Question struct {
	Record *Record
	Why    Reason
	Cause  *Record // the change, the tool, the person, the risk; nil for a planned look, and for who left
	Key    string  // the same on every device as long as the question is the same
}

// lookedField keeps the keys of the questions that were answered: "looked at,
// still right", or a change of the record.
var lookedField = Field{Name: Looked, Type: Marks, Label: "Looked at again", Question: "Looked at again", Hidden: true}

// Looked is the field in which records keep which questions were answered.
const Looked = "looked"

// secretField says that something protects only while few know it. When someone
// leaves, it asks to be looked at.
var secretField = Field{Name: Secret, Type: Choice, Scale: Secrets, Label: "Depends on few knowing it",
	Question: "Does it protect us only while few know it?", Why: "Such as a hiding place or a password. When one of us leaves, we look at it again."}

// Secret is the field that says so, and SecretYes the answer that does.
const (
	Secret    = "secret"
	SecretYes = "yes"
)

// Secrets says whether something depends on few knowing it.
var Secrets = Scale{{SecretYes, "yes, few should know it"}, {"no", "no, it may be known"}}

// Secrets returns the records that depend on few knowing them, in the order of
// the sheets.
func (n *Notebook) Secrets() []*Record {
	var list []*Record
	for _, kind := range asking {
		for _, r := range n.Records(kind) {
			if r.Get(Secret) == SecretYes {
				list = append(list, r)
			}
		}
	}
	return list
}

// asking are the kinds of records that may ask.
var asking = []string{"risk", "row", "action", "protocol", "tool"}

// Asking returns the open questions of all records on a day, in the order of the
// sheets. They follow from what stands in the notebook: when a
// cause is taken out, its questions are gone as well.
func (n *Notebook) Asking(today string) []Question {
	c := n.causes(today)
	var list []Question
	for _, kind := range asking {
		for _, r := range n.Records(kind) {
			list = append(list, c.open(r)...)
		}
	}
	return list
}

// AskingOf returns the open questions of one record on a day, none for a kind
// that does not ask.
func (n *Notebook) AskingOf(r *Record, today string) []Question {
	if r == nil || KindOf(r.Kind).Field(Looked) == nil {
		return nil
	}
	return n.causes(today).open(r)
}

// causes are the records from which questions come.
type causes struct {
	book                   *Notebook
	changes, tools, people []*Record
	gone                   []*Record // members who left
	today                  string
}

func (n *Notebook) causes(today string) causes {
	c := causes{book: n, changes: n.Records("indicator"), today: today}
	for _, t := range n.Records("tool") {
		if states := t.Set("state"); slices.Contains(states, "aside") || slices.Contains(states, "against") {
			c.tools = append(c.tools, t)
		}
	}
	for _, p := range n.Records("person") {
		if day := p.Get("left"); day != "" && day <= today {
			c.people = append(c.people, p)
		}
	}
	for _, m := range n.Records("member") {
		if m.Get("left") != "" {
			c.gone = append(c.gone, m)
		}
	}
	return c
}

// open returns the questions of a record that are not answered. A key holds
// what makes a question a new one: a tool that is set aside on another day asks
// again.
func (c causes) open(r *Record) []Question {
	var list []Question
	ask := func(why Reason, cause *Record, key ...string) {
		q := Question{r, why, cause, strings.Join(append([]string{string(why)}, key...), ".")}
		if !slices.Contains(r.Set(Looked), q.Key) {
			list = append(list, q)
		}
	}
	for _, change := range c.changes {
		if slices.Contains(change.Set(r.Kind+"s"), r.ID.String()) {
			ask(Noted, change, change.ID.String())
		}
	}
	for _, m := range c.gone {
		if r.Get(Secret) == SecretYes {
			ask(Shared, nil, m.ID.String(), m.Get("left"))
		}
	}
	if r.Kind != "protocol" {
		return list
	}
	for _, t := range c.tools {
		if Mentions(texts(r, "tools"), t.Title()) {
			ask(Unused, t, t.ID.String(), t.Get("on"))
		}
	}
	for _, p := range c.people {
		if slices.Contains(r.Set("owner"), p.ID.String()) || Mentions(texts(r, namingPeople...), p.Title()) {
			ask(Left, p, p.ID.String(), p.Get("left"))
		}
	}
	for _, risk := range c.book.shifted(r) {
		ask(Shifted, risk, risk.ID.String(), view(risk))
	}
	if day := r.Get("review"); day != "" && day <= c.today {
		ask(Planned, nil, day)
	}
	return list
}

// namingPeople are the fields of a protocol in which people stand by name.
var namingPeople = []string{"roles", "checkins", "contacts", "silence", "calloff"}

// texts returns all that stands in some fields, with values side by side.
func texts(r *Record, fields ...string) string {
	var list []string
	for _, name := range fields {
		list = append(list, r.Set(name)...)
	}
	return strings.Join(list, "\n")
}
