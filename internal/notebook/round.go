package notebook

import (
	"slices"
	"sort"
	"strings"
)

// Stage says how far a proposal is.
type Stage string

// The stages of a proposal. All but the first are of a round, which begins with
// a fixed text and can begin anew with another.
const (
	Written   Stage = "written"   // is being written; nobody answers yet
	Answering Stage = "answering" // each one answers, and nothing is shown
	Together  Stage = "together"  // the group laid the answers open
	Settled   Stage = "settled"   // an agreement came of it
	NotNow    Stage = "not-now"   // left for another time
)

// Mark is how a proposal keeps that its round came to a stage. What the round is
// about is kept the same way, by its step of Subjects.
func Mark(s Stage, round string) string { return string(s) + " " + round }

func reached(p *Record, s Stage) bool {
	return slices.Contains(p.Set("steps"), Mark(s, p.Get("round")))
}

// StageOf returns the stage of a proposal.
func StageOf(p *Record) Stage {
	if p.Get("round") == "" {
		return Written
	}
	for _, s := range []Stage{Settled, NotNow, Together} {
		if reached(p, s) {
			return s
		}
	}
	return Answering
}

// SubjectOf returns the step of Subjects that a proposal is about: what it says,
// else what it names.
func SubjectOf(p *Record) string {
	switch about := p.Get("about"); {
	case about != "":
		return about
	case len(p.Set("rows")) > 0:
		return "row"
	case len(p.Set("protocol")) > 0:
		return "protocol"
	}
	return "rule"
}

// AboutOf returns the step of Subjects that a proposal's round is about: as it was
// when the round began, whatever the proposal says by now.
func AboutOf(p *Record) string {
	for _, step := range Subjects {
		if reached(p, Stage(step.Value)) {
			return step.Value
		}
	}
	return SubjectOf(p)
}

// Heard returns the answers to a proposal's round, and none before the group has
// laid them open together: this is the one door to them. Objections stand first,
// then worries. Within them the words give the order, and then ids, which are
// random: neither tells who wrote an answer, or when.
func (n *Notebook) Heard(p *Record) []*Record {
	if !reached(p, Together) {
		return nil
	}
	list := n.AnswersTo(p)
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		x, y := weightOf(a), weightOf(b)
		if x != y {
			return x < y
		}
		if c := strings.Compare(a.Get("words"), b.Get("words")); c != 0 {
			return c < 0
		}
		return strings.Compare(a.ID.String(), b.ID.String()) < 0
	})
	return list
}

// weightOf is how early an answer is heard.
func weightOf(a *Record) int {
	return slices.Index([]string{"object", "worry", "live", "agree", "notmine"}, a.Get("answer"))
}

// AnswersTo returns every answer to a proposal's round, shown or not: for what is
// done with them as a whole.
func (n *Notebook) AnswersTo(p *Record) []*Record {
	var list []*Record
	for a := range n.Linking(p, "answer", "proposal") {
		if a.Get("round") == p.Get("round") {
			list = append(list, a)
		}
	}
	return list
}
