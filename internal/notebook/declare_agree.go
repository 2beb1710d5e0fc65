package notebook

// The scales of a round.
var (
	// Subjects are what a proposal can be about.
	Subjects = Scale{{"plan", "the whole plan"}, {"row", "rows of the plan"}, {"protocol", "a protocol"}, {"rule", "a rule, in words"}}
	// Answers are what each one can say to a proposal. None outweighs another.
	Answers = Scale{
		{"agree", "I agree"}, {"live", "I can live with it"}, {"worry", "I have a worry"},
		{"object", "I object"}, {"notmine", "not for me to say"},
	}
)

// proposalKind holds, in its hidden fields, the round that is under way: its
// name, the fixed text that everyone answers to, and what the group did with it
// since (see Stage). They are marks, and no state to choose from, so that what
// two devices did apart comes together by itself.
var proposalKind = Kind{Name: "proposal", Sheet: "proposals", One: "proposal", A: "a proposal", Many: "Proposals", Fields: []Field{
	{Name: "title", Type: Line, Label: "What we propose", Column: true, Heart: true,
		Question: "What do we propose?", Why: "A short name, so that we know what we talk about.",
		Example: "Phones stay outside when we meet"},
	{Name: "about", Type: Choice, Scale: Subjects, Label: "What it is about", Column: true, Heart: true,
		Question: "What is it about?", Why: "What is written there is fixed when the answers begin."},
	{Name: "words", Type: Text, Label: "In our words", Column: true, Heart: true,
		Question: "How do we say it?", Why: "For a rule, this is what we answer to. For the rest, it may say why.",
		Example: "We put our phones in the tin by the door. Whoever waits for a call says so."},
	{Name: "rows", Type: Refs, Of: "row", Label: "Rows it is about", Question: "Which rows is it about?", Why: "One is enough. Others can come another day."},
	{Name: "protocol", Type: Refs, Of: "protocol", Max: 1, Label: "Protocol it is about", Question: "Which protocol is it about?", Why: "As it stands when the answers begin."},
	{Name: "until", Type: Date, Label: "When we talk about it", Column: true,
		Question: "About when do we want to talk about it?", Why: "It can move whenever we like."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
	{Name: "round", Type: Line, Label: "Round", Question: "Round", Hidden: true},
	{Name: "version", Type: Text, Label: "The version", Question: "The fixed version", Hidden: true},
	{Name: "steps", Type: Marks, Label: "Steps", Question: "Steps of the round", Hidden: true},
}}

// answerKind is read through Heard alone.
var answerKind = Kind{Name: "answer", Sheet: "answers", One: "answer", A: "an answer", Many: "Answers", Closed: true, Stays: true, Quiet: true, Fields: []Field{
	{Name: "answer", Type: Choice, Scale: Answers, Label: "Answer",
		Question: "What do I say to it?", Why: "Each answer is a good one. An objection helps us to make it better."},
	{Name: "words", Type: Text, Label: "Words", Question: "Which words go with it?", Why: "A worry and an objection are heard best in words. No words is fine, too."},
	{Name: "name", Type: Refs, Of: "person", Max: 1, Label: "Name",
		Question: "Do I put a name to it?", Why: "Only who wants to be asked about it."},
	{Name: "proposal", Type: Refs, Of: "proposal", Max: 1, Label: "Proposal", Question: "Which proposal?", Why: "So that it stands where it belongs."},
	{Name: "round", Type: Line, Label: "Round", Question: "Round", Hidden: true},
}}
