package paper

import (
	"slices"
	"strings"

	"amparo/internal/locale"
	"amparo/internal/notebook"
)

// Agendas returns the lengths in minutes that there is an agenda for.
func Agendas() []int { return []int{10, 20, 45} }

// moment is one step of an agenda.
type moment struct {
	minutes        int
	say, ask, wall string
}

// What several agendas have in common.
var (
	readAloud = locale.Msg("One of us reads aloud, slowly: before, meanwhile and afterwards.")
	pageOfIt  = locale.Msg("The page for every day, with a mark at what we do already.")
	inTheWay  = locale.Msg("What could get in the way here? What is one idea for it?")
	besideIt  = locale.Msg("What gets in the way, and the idea beside it. No names.")
	takeSlip  = locale.Msg("Whoever would rather write than speak takes a slip of paper. It asks for no name.")
)

// moments returns the steps of a meeting of so many minutes, none for another
// length.
func moments(minutes int) []moment {
	switch minutes {
	case 10:
		return []moment{
			{2, locale.Msg("We agreed on how we do one thing. Today we get to know it, and decide nothing."),
				locale.Msg("What have we heard of it already?"), locale.Msg("Its name, in large letters.")},
			{4, readAloud, locale.Msg("Which step do we do already?"), pageOfIt},
			{3, locale.Msg("Things get in the way everywhere, and that is nobody's doing."), locale.Msg("What would make one step easier here?"), locale.Msg("The ideas, in our own words. No names.")},
			{1, locale.Msg("Until we meet again we try one step. Not now is fine, too."),
				locale.Msg("Which step do we try?"), locale.Msg("That step, and slips of paper beside it.")},
		}
	case 20:
		return []moment{
			{3, locale.Msg("We know our work best. So we look at this together before it begins."),
				locale.Msg("When did a change go well with us, and what helped?"), locale.Msg("Two or three words of what helped.")},
			{6, readAloud, locale.Msg("Which step do we do already? Which one is not clear?"), pageOfIt},
			{5, locale.Msg("We talk in twos. Things get in the way everywhere, and that is nobody's doing."), inTheWay, besideIt},
			{4, locale.Msg("We begin small. The rest can wait."), locale.Msg("Which step comes first, and from about when?"), locale.Msg("That step, and the day.")},
			{2, takeSlip, locale.Msg("What should our delegate take along to the others?"), locale.Msg("An envelope for the slips.")},
		}
	case 45:
		return []moment{
			{5, locale.Msg("Whoever needs a pause takes it, and nobody needs to speak."),
				locale.Msg("How are we today, in one word?"), locale.Msg("What we talk about today, in one line.")},
			{7, locale.Msg("This is the worry behind it, and this is what we have already."),
				locale.Msg("Where does it touch our work?"), locale.Msg("The worry, and what helps already.")},
			{10, locale.Msg("We imagine that it is tomorrow, and go through it step by step."),
				locale.Msg("What would we do first? Where would we stop?"), locale.Msg("The page for every day, with a mark where we stopped.")},
			{5, locale.Msg("A pause: water, fresh air, a stretch."), "", ""},
			{8, locale.Msg("We talk in threes. Things get in the way everywhere, and that is nobody's doing."), inTheWay, besideIt},
			{6, locale.Msg("Not all of us need to start at once. The first ones tell the others how it was."),
				locale.Msg("Who would like to start, and what would help?"), locale.Msg("Which step comes first, and from about when.")},
			{4, takeSlip, locale.Msg("Who would like to speak for us with the others?"), locale.Msg("An envelope for the slips, and when we meet again.")},
		}
	}
	return nil
}

// mostBegun is how many protocols an agenda names; it is a short meeting.
const mostBegun = 3

// BeginsWith returns what the first wave that names a protocol begins with, in
// its order.
func BeginsWith(n *notebook.Notebook) []*notebook.Record {
	for _, wave := range n.Records("wave") {
		if list := n.Linked(wave, "protocols"); len(list) > 0 {
			return list[:min(len(list), mostBegun)]
		}
	}
	return nil
}

// Agenda returns a meeting of so many minutes, one of Agendas, in which an area
// gets to know what was agreed on: step by step what we say, what we ask and
// what stays on the wall. It names what the first wave begins with, and ends
// with lines for what was said.
func Agenda(minutes int, n *notebook.Notebook, l *locale.Locale, o Options) (Document, error) {
	if !slices.Contains(Agendas(), minutes) {
		return Document{}, ErrSheet
	}
	p := printer{n, l, o}
	d := p.document(l.N("A meeting of %d minute", "A meeting of %d minutes", minutes))
	d.Lead = l.T("For a meeting that we have already.")
	var names []string
	for _, r := range BeginsWith(n) {
		names = append(names, r.Title())
	}
	if names != nil {
		d.Blocks = append(d.Blocks, Block{Text: l.T("We begin with") + ": " + strings.Join(names, " · ")})
	}
	d.Blocks = append(d.Blocks, Block{Table: p.agenda(minutes)},
		Block{Text: l.T("The minutes are a guess. We can stop after any step.") + "\n" +
			l.T("Whoever comes in can read the wall. We choose what hangs there, and when it goes.")},
		Block{Heading: l.T("What was said, without names"), Level: 2}, Block{Lines: agendaLines})
	return d, nil
}

// agendaLines are the lines for what was said.
const agendaLines = 4

func (p *printer) agenda(minutes int) *Table {
	t := &Table{Name: p.l.T("Agenda"), Widths: []int{4, 8, 7, 7},
		Head: []string{p.l.T("How long"), p.l.T("What we say"), p.l.T("What we ask"), p.l.T("What stays on the wall")}}
	for _, m := range moments(minutes) {
		row := []string{p.l.N("%d minute", "%d minutes", m.minutes)}
		for _, text := range []string{m.say, m.ask, m.wall} {
			if text != "" {
				text = p.l.T(text)
			}
			row = append(row, text)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
