package notebook

// The scales of keeping in touch.
var (
	// ForWhose is whom a check-in is meant for.
	ForWhose = Scale{{"mine", "kept for myself"}, {"paper", "for paper"}, {"chosen", "for the person I chose"}}
	// OpenOrKept says whether she still writes on a check-in.
	OpenOrKept = Scale{{"open", "open"}, {"kept", "kept"}}
)

var checkinKind = Kind{Name: "checkin", Sheet: "checkins", One: "check-in", A: "a check-in", Many: "Check-ins", Own: true, Fields: []Field{
	{Name: "title", Type: Line, Label: "In a word", Column: true, Heart: true,
		Question: "How is it, in a word?", Why: "A day or a word is enough.", Example: "A slow, warm week"},
	{Name: "on", Type: Date, Label: "Day of writing", Column: true, Question: "On which day?", Why: "So that I find it again."},
	{Name: "how", Type: Text, Label: "How it is going", Column: true, Heart: true,
		Question: "How are you, how is it going?", Why: "Whatever comes. A few words are enough."},
	{Name: "hard", Type: Text, Label: "What is hard", Heart: true, Question: "What is hard?", Why: "Saying it can make it lighter."},
	{Name: "help", Type: Text, Label: "What would help", Heart: true, Question: "What would help?", Why: "It may be small, or only company."},
	{Name: "ask", Type: Text, Label: "A question", Heart: true, Question: "Is there anything you would like to ask?", Why: "Any question, on any day."},
	{Name: "to", Type: Choice, Scale: ForWhose, Label: "Whom it is for", Question: "Whom is it for?", Why: "Nothing is sent from here. I choose."},
	{Name: "state", Type: Choice, Scale: OpenOrKept, Label: "Open or kept", Hidden: true, Question: "Is it open?", Why: "One at a time."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For myself. It is not on the printed page."},
}}

var areaKind = Kind{Name: "area", Sheet: "areas", One: "area", A: "an area", Many: "Areas", Fields: []Field{
	{Name: "title", Type: Line, Label: "Area or committee", Column: true, Heart: true,
		Question: "Which area or committee is it?", Why: "A part of us that meets or works together.", Example: "The radio team"},
	{Name: "meets", Type: Line, Label: "How often it meets", Column: true, Heart: true,
		Question: "How often does it meet?", Why: "Then we fit in with what is there.", Example: "Every second Tuesday"},
	{Name: "delegate", Type: Refs, Of: "person", Max: 1, Label: "Delegate", Column: true, Heart: true,
		Question: "Who speaks for it with us?", Why: "One woman an area. Together they are a small commission."},
	{Name: "wave", Type: Refs, Of: "wave", Max: 1, Label: "When it starts", Question: "With which wave does it start?", Why: "Nobody starts alone, and not all start at once."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
}}

var barrierKind = Kind{Name: "barrier", Sheet: "barriers", One: "barrier", A: "a barrier", Many: "Barriers", Fields: []Field{
	{Name: "title", Type: Line, Label: "What could get in the way", Column: true, Heart: true,
		Question: "What could get in the way?", Why: "It is about how things are. It is nobody's doing.", Example: "The meetings are full already."},
	{Name: "idea", Type: Text, Label: "An idea for it", Column: true, Heart: true,
		Question: "What is an idea for it?", Why: "A small idea is a good one.", Example: "We take ten minutes, with the tea."},
	{Name: "area", Type: Refs, Of: "area", Max: 1, Label: "Where", Question: "In which area?", Why: "Or leave it open, and it is for all of us."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
}}

var waveKind = Kind{Name: "wave", Sheet: "waves", One: "wave", A: "a wave", Many: "Waves", Fields: []Field{
	{Name: "title", Type: Line, Label: "Who starts", Column: true, Heart: true,
		Question: "Who starts first?", Why: "Those who feel like it. The others learn from them.", Example: "The office and the radio"},
	{Name: "from", Type: Date, Label: "Starts on", Column: true, Heart: true, Question: "From when?", Why: "It can move whenever we like."},
	{Name: "protocols", Type: Refs, Of: "protocol", Label: "Begins with", Column: true, Heart: true,
		Question: "Which protocols does it begin with?", Why: "One or two are enough."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
}}

var feedbackKind = Kind{Name: "feedback", Sheet: "feedback", One: "feedback", A: "some feedback", Many: "What was said to us", Fields: []Field{
	{Name: "title", Type: Line, Label: "What was said", Column: true, Heart: true,
		Question: "What was said, in her words?", Why: "No name stands beside it.", Example: "The list is good, but too long for the bus."},
	{Name: "area", Type: Refs, Of: "area", Max: 1, Label: "Area it is about", Question: "Which area is it about?", Why: "In a small area this can show who said it."},
	{Name: "protocol", Type: Refs, Of: "protocol", Max: 1, Label: "Protocol it is about", Question: "Which protocol is it about?", Why: "So that we find it when we look again."},
	{Name: "answer", Type: Text, Label: "What we make of it", Column: true, Heart: true,
		Question: "What do we make of it?", Why: "Thank you is an answer, too."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
}}
