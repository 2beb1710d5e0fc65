package notebook

// PlanStates are how a plan can stand. People move it; nothing moves by itself
// but the next plan, which begins as a draft.
var PlanStates = Scale{{"draft", "a draft"}, {"agreed", "agreed"}, {"underway", "now under way"}, {"finished", "finished"}}

var pastPlanKind = Kind{Name: "pastplan", Sheet: "past-plans", One: "past plan", A: "a past plan", Many: "Past plans", Closed: true, Fields: []Field{
	{Name: "title", Type: Line, Label: "Past plan", Column: true, Question: "What was the plan called?", Why: "A name to find it by."},
	{Name: "begins", Type: Date, Label: "Began on", Column: true, Question: "When did it begin?", Why: "As the plan said it."},
	{Name: "ends", Type: Date, Label: "Meant until", Question: "Until when was it meant?", Why: "As the plan said it."},
	{Name: "finished", Type: Date, Label: "Finished on", Column: true, Question: "On which day did we finish it?", Why: "From then on it stays as it is."},
	{Name: "glad", Type: Text, Label: "What we are glad about", Column: true,
		Question: "What are we glad about?", Why: "Small things count, too."},
	{Name: "learnt", Type: Text, Label: "What we learnt", Column: true,
		Question: "What did we learn?", Why: "What we would do in the same way, and what in another."},
	{Name: "version", Type: Text, Label: "The version", Question: "The fixed version", Hidden: true},
}}

// A drill says how many felt sure, and never who.
var drillKind = Kind{Name: "drill", Sheet: "drills", One: "drill", A: "a drill", Many: "What we practised", Fields: []Field{
	{Name: "title", Type: Line, Label: "What we practised", Column: true, Heart: true,
		Question: "What did we practise?", Why: "A protocol, or a part of it.",
		Example: "The call when we hear nothing"},
	{Name: "protocol", Type: Refs, Of: "protocol", Max: 1, Label: "Protocol we practised", Column: true, Heart: true,
		Question: "Which protocol was it?", Why: "Its page then shows when we last practised."},
	{Name: "on", Type: Date, Label: "Practised on", Column: true, Heart: true, Question: "On which day?", Why: "About when is enough."},
	{Name: "how", Type: Text, Label: "How it went", Column: true, Heart: true,
		Question: "How did it go?", Why: "What was easy, what took us by surprise. Laughing counts.",
		Example: "The first call took long. The second one was quick."},
	{Name: "hard", Type: Text, Label: "What got in the way", Question: "What got in the way?", Why: "Then we change the protocol, not the women."},
	{Name: "open", Type: Text, Label: "Questions that came up", Question: "Which questions came up?", Why: "An open question is a good start."},
	{Name: "sure", Type: Number, Label: "How many felt sure", Column: true,
		Question: "How many of us felt sure afterwards?", Why: "A count, no names."},
	{Name: "next", Type: Date, Label: "Practise again", Column: true, Question: "About when do we practise it again?", Why: "It can move whenever we like."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
}}
