package notebook

// The scales of what each woman decides for herself, and of what we learn.
var (
	// Decisions says what a woman decided about a tool, a practice or a worry.
	Decisions = Scale{{"keep", "I keep it"}, {"notnow", "I wanted it, not now"}, {"worry", "a worry without a tool"}}
	// Gladly says whether she offers something, or wishes for it. Not answering
	// is an answer, too.
	Gladly = Scale{{"yes", "yes, gladly"}, {"no", "not for now"}}
	// Habits says what a habit does. It is said of the habit, never of a woman.
	Habits = Scale{{"strong", "a strong habit"}, {"unsafe", "an unsafe habit"}}
	// Learning says where something to learn stands.
	Learning = Scale{{"notyet", "not yet"}, {"arranged", "arranged"}, {"held", "we did it"}, {"notneeded", "not needed any more"}}
	// Places says what kind of source it is.
	Places = Scale{{"read", "a place to read"}, {"ask", "people to ask"}, {"helpline", "a helpline"}, {"newsletter", "a newsletter"}}
)

var choiceKind = Kind{Name: "choice", Sheet: "choices", One: "choice", A: "a choice", Many: "I decide", Fields: []Field{
	{Name: "title", Type: Line, Label: "Tool, practice or worry", Column: true, Heart: true,
		Question: "Which tool or practice is it, or which worry?", Why: "I choose for myself. Nobody else chooses for me.",
		Example: "A password book in my kitchen drawer"},
	{Name: "tool", Type: Refs, Of: "tool", Max: 1, Label: "Tool that we looked at",
		Question: "Which of our tools is it?", Why: "So that we find what we know of it."},
	{Name: "sort", Type: Choice, Scale: Decisions, Label: "What I decided", Column: true, Heart: true,
		Question: "What do I decide about it?", Why: "Not now is a decision, too."},
	{Name: "why", Type: Text, Label: "Why I chose so", Column: true, Heart: true,
		Question: "Why do I choose so?", Why: "My own reason is the one that lasts.",
		Example: "My memory is for songs, and nobody opens that drawer."},
	{Name: "way", Type: Text, Label: "What stands in the way", Column: true,
		Question: "What stands in the way, if I wanted it and not now?", Why: "Money, an old phone, somebody near me. It may change."},
	{Name: "teach", Type: Choice, Scale: Gladly, Label: "Could teach it", Column: true,
		Question: "Could I show it to someone?", Why: "Knowing a little is enough to show a little."},
	{Name: "learn", Type: Choice, Scale: Gladly, Label: "Would like to learn it", Column: true,
		Question: "Would I like to learn it?", Why: "Then we see who could show it."},
	{Name: "who", Type: Refs, Of: "person", Max: 1, Label: "Whose choice it is", Column: true,
		Question: "Whose choice is it?", Why: "Only if she wants a name with it. Without one is fine."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
}}

var habitKind = Kind{Name: "habit", Sheet: "habits", One: "habit", A: "a habit", Many: "Habits", Fields: []Field{
	{Name: "title", Type: Line, Label: "Habit", Column: true, Heart: true,
		Question: "What do we usually do, without thinking?", Why: "Small things count: doors, keys, phones, evenings.",
		Example: "The last one to leave turns off the computers."},
	{Name: "whose", Type: Choice, Scale: Whose, Label: "Whose habit it is", Column: true, Heart: true,
		Question: "Whose habit is it?", Why: "Some we have together, some are each woman's own."},
	{Name: "sort", Type: Choice, Scale: Habits, Label: "Strong or unsafe", Column: true, Heart: true,
		Question: "Is it a strong habit, or an unsafe one?", Why: "This is about the habit. It says nothing about us."},
	{Name: "why", Type: Text, Label: "What it protects, or leaves open", Column: true,
		Question: "What does it protect, or leave open?", Why: "Most habits had a good reason once.",
		Example: "Nobody can read on at an empty desk."},
	{Name: "instead", Type: Line, Label: "What could be there instead", Column: true,
		Question: "What could be there instead?", Why: "A new habit grows best in the place of an old one."},
	{Name: "action", Type: Refs, Of: "action", Max: 1, Label: "Our action for it",
		Question: "Is there an action for it?", Why: "One tap makes one."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
}}

var trainingKind = Kind{Name: "training", Sheet: "training", One: "training", A: "something to learn", Many: "What we want to learn", Fields: []Field{
	{Name: "title", Type: Line, Label: "To learn", Column: true, Heart: true,
		Question: "What would we like to learn?", Why: "A tool, a way of doing, a conversation.",
		Example: "How to find a picture again that was taken down"},
	{Name: "who", Type: Refs, Of: "person", Label: "Who would like to learn", Column: true, Heart: true,
		Question: "Who would like to learn it?", Why: "Only names that were given for it. It can stay empty."},
	{Name: "by", Type: Date, Label: "By about when", Column: true,
		Question: "By about when would it help?", Why: "A date that leaves us time. No date is fine, too."},
	{Name: "teach", Type: Refs, Of: "person", Label: "Who could teach", Column: true, Heart: true,
		Question: "Who could teach it?", Why: "One of us, or somebody whom we would ask."},
	{Name: "sort", Type: Choice, Scale: Learning, Label: "Where it stands", Column: true,
		Question: "Where does it stand?", Why: "Not needed any more is a good answer, too."},
	{Name: "action", Type: Refs, Of: "action", Max: 1, Label: "From an action",
		Question: "Which action is it for?", Why: "What it says there is shown here, and written only once."},
	{Name: "protocol", Type: Refs, Of: "protocol", Max: 1, Label: "From a protocol",
		Question: "Which protocol is it for?", Why: "What it says there is shown here, and written only once."},
	{Name: "choice", Type: Refs, Of: "choice", Max: 1, Label: "From a choice",
		Question: "Which choice is it for?", Why: "What it says there is shown here, and written only once."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
}}

var sourceKind = Kind{Name: "source", Sheet: "sources", One: "source", A: "a place to look", Many: "Staying up to date", Fields: []Field{
	{Name: "title", Type: Line, Label: "Where we look, or whom we ask", Column: true, Heart: true,
		Question: "Where do we look, or whom do we ask?", Why: "A page, a helpline, a woman who knows.",
		Example: "The neighbours' radio, on Thursdays"},
	{Name: "sort", Type: Choice, Scale: Places, Label: "What it is", Column: true, Heart: true,
		Question: "What is it?", Why: "So that we find it when we need it."},
	{Name: "address", Type: Line, Label: "Address", Column: true, Heart: true,
		Question: "How do we reach it?", Why: "A page, a number, a street. This program opens none of them.",
		Example: "Frequency 98.1, or her door beside the bakery"},
	{Name: "who", Type: Refs, Of: "person", Label: "Who looks", Column: true,
		Question: "Who looks there for us?", Why: "So that not everybody has to, and nobody thinks that another one does."},
	{Name: "often", Type: Line, Label: "How often", Column: true,
		Question: "How often?", Why: "Now and then is an answer.", Example: "On the first Monday of a month"},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
}}
