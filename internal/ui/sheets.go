package ui

import (
	"slices"

	"amparo/internal/locale"
	"amparo/internal/notebook"
)

// sheet is a page that lists the records of one kind.
type sheet struct {
	kind    string
	place   string // the station of the path that it belongs to
	lead    string // says what stands here
	purpose string // says what it is for, while it is empty
	add     string // the button that begins a new one; "" where a step of the program makes them
	ideas   bool   // the catalogue has some to start from
}

// sheets returns the kinds of records that have pages, in the order of the
// path.
func sheets() []sheet {
	return []sheet{
		{"risk", "risks", locale.Msg("What could happen to us, one sentence each. What we can do stands beside it."),
			locale.Msg("Here we write down what worries us, and what we can do. Three are a good beginning."), locale.Msg("Add a risk"), true},
		{"row", "plan", locale.Msg("What worries us, what we have already, and what we will do. A plan begins, and it ends."),
			locale.Msg("Here a worry becomes something that we do. One row is a whole plan already."), locale.Msg("Add a row"), false},
		{"action", "plan", locale.Msg("What we will do, and how it stands. Every answer is a good one."),
			locale.Msg("Here stands what we will do, who leads, and until about when."), locale.Msg("Add an action"), false},
		{"activity", "protocols", locale.Msg("What we do in our work. Some of it wants an agreement on how we do it."),
			locale.Msg("Here we list what we usually do. Then we see where an agreement helps us."), locale.Msg("Add an activity"), true},
		{"protocol", "protocols", locale.Msg("What we always do around an activity: before, meanwhile and afterwards."),
			locale.Msg("Here we agree on how we do things. Three short lists and a name are enough."), locale.Msg("Add a protocol"), true},
		{"person", "plan", locale.Msg("The people in our plan, each under a name that she chose."),
			locale.Msg("Here we give everyone a name for this notebook. It need not be her own."), locale.Msg("Add someone"), false},
		{"area", "pass", locale.Msg("The parts of us that meet and work together."),
			locale.Msg("Here we list our areas, how often each meets, and who speaks for it."), locale.Msg("Add an area"), false},
		{"barrier", "pass", locale.Msg("What could get in the way, each with an idea."),
			locale.Msg("Here we write what could get in the way, and an idea for it."), locale.Msg("Add a barrier"), false},
		{"wave", "pass", locale.Msg("Who starts first, and who comes after."),
			locale.Msg("Here we say who starts first. Not all of us need to start at once."), locale.Msg("Add a wave"), false},
		{"feedback", "pass", locale.Msg("What those say whose work changes. No name is shown."),
			locale.Msg("Here we keep what was said about the changes, in her words and without a name."), locale.Msg("Add what was said"), false},
		{"checkin", "live", locale.Msg("What I wrote about how it is going. It is mine."),
			locale.Msg("Here I can write how it is going, whenever I like."), locale.Msg("Write a check-in"), false},
		{"actor", "risks", locale.Msg("Those around me, by how far I trust them. Only I see this, and it is in no file that leaves."),
			locale.Msg("Here I can look at who is around me, near or powerful. It may stay empty."), locale.Msg("Add someone or something"), false},
		{"habit", "plan", locale.Msg("What we usually do without thinking. One tap makes an action of it."),
			locale.Msg("Here we look at our habits: strong ones, unsafe ones, and those we are not sure of."), locale.Msg("Add a habit"), false},
		{"choice", "live", locale.Msg("What each woman chose for herself, and why. A choice stands here because she put it here."),
			locale.Msg("Here each woman keeps what she chose for herself: tools, practices, and worries without a tool."), locale.Msg("Add a choice"), false},
		{"training", "live", locale.Msg("What we would like to learn, who could teach it, and by about when."),
			locale.Msg("Here we gather what we would like to learn. Much of it is written elsewhere already."), locale.Msg("Add something to learn"), false},
		{"source", "live", locale.Msg("Where we look for news about safety, and whom we ask."),
			locale.Msg("Here we keep a short list of places to look and people to ask."), locale.Msg("Add a place or a person"), true},
		{"persona", "risks", locale.Msg("Women whom we invented, to think risks through without naming one of us."),
			locale.Msg("Where our lives differ, an invented woman helps. We think her risks through in place of our own."), locale.Msg("Invent someone"), false},
		{"drill", "protocols", locale.Msg("What we practised, and how it went. It says how many felt sure, and no names."),
			locale.Msg("Here we note what we practised. Hands remember what heads forget."), locale.Msg("Note what we practised"), false},
		{"pastplan", "plan", locale.Msg("Plans that we finished. Each stays as it was on its last day."),
			locale.Msg("Here stand the plans that we finished. The first comes when this plan ends."), "", false},
		{"proposal", "agree", locale.Msg("What someone proposes. Each of us answers, and then we look at all answers together."),
			locale.Msg("Here each of us is asked, also the quiet ones. A worry or an objection makes a proposal better."), locale.Msg("Propose something"), false},
		{"indicator", "risks", locale.Msg("What is out of the ordinary: an incident, a new law, a visit, a device. With its day."),
			locale.Msg("Here we note what changes around us. What it touches then asks to be looked at again."), locale.Msg("Note a change"), false},
		{"tool", "protocols", locale.Msg("Our questions about tools, and what we decided. Our own need comes first."),
			locale.Msg("Here we ask what we need before we take up a tool, and write down why."), locale.Msg("Think about a tool"), false},
	}
}

// sheetOf returns the sheet of a kind, and false for a kind without pages here.
func sheetOf(kind string) (sheet, bool) {
	for _, s := range sheets() {
		if s.kind == kind {
			return s, true
		}
	}
	return sheet{}, false
}

// sheet returns the sheet of the kind that the path names, and false where that
// kind has no pages in this notebook.
func (v *visit) sheet() (sheet, bool) {
	s, ok := sheetOf(v.arg("kind"))
	return s, ok && (!notebook.KindOf(s.kind).Own || v.work.Own())
}

// sheets returns those that stand in this notebook: some are only for one that
// a woman keeps for herself.
func (v *visit) sheets() []sheet {
	return slices.DeleteFunc(sheets(), func(s sheet) bool { return notebook.KindOf(s.kind).Own && !v.work.Own() })
}
