package notebook

// The scales of what changes around us, and of tools. No step of them is better
// than another: they stand in the order in which we usually meet them.
var (
	// Happenings are what a change around us can be.
	Happenings = Scale{
		{"incident", "an incident"}, {"law", "a new law"}, {"visit", "a strange visit"},
		{"device", "a device that behaves oddly"}, {"other", "something else"},
	}
	// ToolStates are where we are with a tool.
	ToolStates = Scale{
		{"looking", "we look at it"}, {"use", "we use it"}, {"aside", "set aside"}, {"against", "we decided against it"},
	}
	// YesNo is the answer to a question about a tool. What was not asked yet has
	// none.
	YesNo = Scale{{"yes", "yes"}, {"no", "no"}, {Unknown, "we do not know"}}
)

// Unknown is the answer of those who asked and did not find out.
const Unknown = "unknown"

var indicatorKind = Kind{Name: "indicator", Sheet: "indicators", One: "change around us", A: "a change around us", Many: "Changes around us", Fields: []Field{
	{Name: "title", Type: Line, Label: "Change", Column: true, Heart: true,
		Question: "What is different from usual?", Why: "One sentence is enough. Small things count, too.",
		Example: "For three evenings a car that nobody knows has stood across the street."},
	{Name: "on", Type: Date, Label: "Noticed on", Column: true, Heart: true,
		Question: "On which day did we notice it?", Why: "Days next to each other sometimes tell a story."},
	{Name: "sort", Type: Choice, Scale: Happenings, Label: "What it is", Column: true, Heart: true,
		Question: "What kind of change is it?", Why: "Any answer is fine. With an incident, we offer four questions more."},
	{Name: "what", Type: Text, Label: "What happened", Column: true,
		Question: "What happened, step by step?", Why: "As it was. Nobody is to blame, and gaps may stay gaps.",
		Example: "At seven the bell rang. A man asked for the list of our visitors, and went."},
	{Name: "at_risk", Type: Text, Label: "Who is at risk", Column: true,
		Question: "Who could be at risk now?", Why: "So that we can be beside her. The names that they chose are enough."},
	{Name: "done", Type: Text, Label: "What was done", Column: true,
		Question: "What have we done already?", Why: "Calling someone counts, and so does resting."},
	{Name: "help", Type: Text, Label: "Help that would be good", Column: true,
		Question: "What help would be good now?", Why: "Asking early is part of our security."},
	{Name: "risks", Type: Refs, Of: "risk", Label: "Risks it touches", Heart: true,
		Question: "Which of our risks does it touch?", Why: "They ask us to look at them again, when we like."},
	{Name: "protocols", Type: Refs, Of: "protocol", Label: "Protocols it touches", Heart: true,
		Question: "Which of our protocols does it touch?", Why: "They ask us to look at them again, when we like."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
}}

// toolQuestions are what we ask about a tool, in their order. Each is answered
// with yes, no or not known, and has room for words. A yes is not always the
// better answer, so nothing is ever counted or ordered by them.
var toolQuestions = []struct{ name, label, question, why string }{
	{"free", "Free and open source", "Is it free software, with a source that anyone can read?", "Then others can look inside, and say what they find."},
	{"makers", "Makers and money", "Do we know who makes it, and who pays for it?", "Whoever pays may want something for it."},
	{"language", "In our language", "Does it speak our language?", "What we can read, we use with more calm."},
	{"others", "What others write", "Do others write well of it?", "One search and one question to a friend tell much."},
	{"update", "Last update", "Was it brought up to date not long ago?", "A tool that is looked after has its holes mended."},
	{"stable", "Stable", "Is it a finished version, past its first tries?", "Early versions break more often."},
	{"support", "Who supports it", "Does someone help when we are stuck?", "Paid people or volunteers: both are fine, and good to know."},
	{"easy", "Easy to set up", "Is it easy to set up?", "The one of us who has the least time sets it up, too."},
	{"audited", "Audited", "Did someone from outside test how safe it is?", "An audit says what was looked at, and when."},
	{"systems", "For our systems", "Does it run on the devices and systems that we have?", "It helps when all of us can use it."},
	{"terms", "Terms of service", "Can we agree to its terms of service?", "They say what it may do with what is ours."},
	{"servers", "Where the servers are", "Do we know where its servers are?", "The law of that place holds for what lies there."},
	{"handed", "Handed over before", "Has it handed over what its users wrote before?", "What did they do when an authority asked?"},
	{"stored", "How data is stored", "Is what we write stored so that only we can read it?", "Someone holds the key. It is good to know who."},
	{"reach", "Reaching the makers", "Can we reach the people who make it?", "A doubt may go away with one letter."},
}

var toolKind = Kind{Name: "tool", Sheet: "tools", One: "tool", A: "a tool", Many: "Tools", Fields: toolFields()}

// toolFields has our own need first, then what we ask about the tool, then what
// we decided.
func toolFields() []Field {
	list := []Field{
		{Name: "title", Type: Line, Label: "Tool", Column: true, Heart: true,
			Question: "Which tool do we think about?", Why: "An app, a program, a service, or a way without any.",
			Example: "Paper Boat, for messages"},
		{Name: "need", Type: Text, Label: "What we need it for", Column: true, Heart: true,
			Question: "What do we want to do, or to keep safe?", Why: "Our need comes first, and the tool comes second.",
			Example: "Tell each other on the road that all is well."},
		{Name: "whom", Type: Text, Label: "From whom", Heart: true,
			Question: "From whom do we want to keep it safe?", Why: "People near us count as much as a state or a company."},
		{Name: "switch", Type: Text, Label: "Changing over", Heart: true,
			Question: "Would we change over, or use what we have in another way?", Why: "Both are good answers. So is: not now."},
		{Name: "connection", Type: Text, Label: "Our connection", Heart: true,
			Question: "How is our connection, on most days?", Why: "Some tools need one all the time, some hardly ever."},
		{Name: "devices", Type: Text, Label: "Our devices and systems", Heart: true,
			Question: "Which devices and systems do all of us have?", Why: "A tool for some of us leaves the others out."},
	}
	for _, q := range toolQuestions {
		list = append(list,
			Field{Name: q.name, Type: Choice, Scale: YesNo, Label: q.label, Question: q.question, Why: q.why, Note: q.name + "_note"},
			Field{Name: q.name + "_note", Type: Text, Label: q.label + ": note", Question: "What did we find, and where?", Why: "A few words help us on another day."})
	}
	return append(list,
		Field{Name: "state", Type: Choice, Scale: ToolStates, Label: "Our decision", Column: true, Heart: true,
			Question: "Where are we with it?", Why: "When we set it aside, protocols that name it ask to be read again."},
		Field{Name: "why", Type: Text, Label: "Why we decided so", Column: true,
			Question: "Why do we see it so?", Why: "The next time, we need not begin anew."},
		Field{Name: "on", Type: Date, Label: "When we looked at it", Column: true,
			Question: "On which day did we last look at it?", Why: "Tools change. We can look again whenever we like."},
		secretField,
		Field{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
		lookedField)
}
