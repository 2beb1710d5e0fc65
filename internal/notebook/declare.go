package notebook

// Kinds returns every kind of record, in the order of the path: what worries
// us, what we do, what we agree on. The slice and what it points to are shared
// and must not be changed.
func Kinds() []*Kind { return kinds }

var kinds = []*Kind{
	&riskKind, &rowKind, &planKind, &actionKind, &activityKind, &protocolKind,
	&personKind, &agreementKind, &settingsKind,
}

// The scales that more than one field or page reads.
var (
	// Probability is how likely a risk is.
	Probability = Scale{{"1", "very low"}, {"2", "low"}, {"3", "medium"}, {"4", "high"}, {"5", "very high"}}
	// Impact is how heavy it would be.
	Impact = Scale{{"1", "light"}, {"2", "rather light"}, {"3", "medium"}, {"4", "heavy"}, {"5", "very heavy"}}
	// Reaction is how we would take it.
	Reaction = Scale{{"1", "calm, in control"}, {"2", "rather calm"}, {"3", "uneasy"}, {"4", "stressed"}, {"5", "very shaken"}}
	// Domains are the three sides of security.
	Domains = Scale{{"digital", "digital"}, {"physical", "physical"}, {"care", "self-care"}}
	// Whose says for whom an action is.
	Whose = Scale{{"ours", "ours, together"}, {"team", "this team's"}, {"each", "each for herself"}}
	// States are what can be said of an action. None is better than another.
	States = Scale{
		{"notyet", "not yet"}, {"underway", "under way"}, {"well", "going well"}, {"stuck", "stuck"},
		{"done", "done"}, {"changed", "changed our mind"}, {"notforus", "not for us"},
	}
	// Needs says whether an activity wants a protocol.
	Needs = Scale{{"yes", "needs a protocol"}, {"no", "does not need one"}, {"later", "later"}}
	// WordsOrNumbers is how a group reads its scales.
	WordsOrNumbers = Scale{{"words", "words"}, {"numbers", "numbers"}}
	// ForWhom is who keeps the notebook.
	ForWhom = Scale{{"us", "us"}, {"me", "just me"}}
)

var riskKind = Kind{Name: "risk", Sheet: "risks", One: "risk", Many: "Risks", Fields: []Field{
	{Name: "title", Type: Line, Label: "Risk", Column: true, Heart: true,
		Question: "What could happen?",
		Why:      "One sentence is enough. Naming it makes it smaller.",
		Example:  "Someone opens a link in an e-mail and our computers are infected."},
	{Name: "domain", Type: Choice, Scale: Domains, Label: "Side",
		Question: "Which side of our security does it touch most?",
		Why:      "Digital, physical and care belong together. This helps us to see all three."},
	{Name: "probability", Type: Choice, Scale: Probability, Numbered: true, Label: "Probability", Column: true, Heart: true,
		Question: "How likely is it, for us, today?",
		Why:      "A feeling that we share is enough. It can change, and we can change it here."},
	{Name: "raises", Type: Text, Label: "What makes it more likely",
		Question: "What makes it more likely?", Why: "Then we see what we can turn the other way.",
		Example: "We work on an open network at the café."},
	{Name: "lowers", Type: Text, Label: "What makes it less likely",
		Question: "What makes it less likely?", Why: "Much of it we do already.",
		Example: "We ask by phone before we open a file."},
	{Name: "gender", Type: Text, Label: "What gender changes",
		Question: "What is different because we are women, or because of who we are?", Why: "Some risks come to us in another shape, or through people near us.",
		Example: "They would go after her family life rather than her work."},
	{Name: "impact", Type: Choice, Scale: Impact, Numbered: true, Label: "Impact", Column: true, Heart: true,
		Question: "If it happened, how heavy would it be for our work?",
		Why:      "It tells us what to look at first. It says nothing about us."},
	{Name: "impact_personal", Type: Choice, Scale: Impact, Numbered: true, Label: "Impact on a person",
		Question: "And how heavy for one of us, in her own life?", Why: "What is light for the group can be heavy for one woman."},
	{Name: "reaction", Type: Choice, Scale: Reaction, Numbered: true, Label: "Reaction", Column: true,
		Question: "How would we take it, as a group?", Why: "Then we can ask what would make us calmer."},
	{Name: "reaction_personal", Type: Choice, Scale: Reaction, Numbered: true, Label: "Reaction of a person",
		Question: "And how would one of us take it?", Why: "Every reaction is a right one."},
	{Name: "can_do", Type: Text, Label: "What can I do?", Column: true, Heart: true,
		Question: "What can we do?", Why: "There is always something, and it can be small.",
		Example: "Ask the sender by another way before opening anything."},
	{Name: "because", Type: Text, Label: "Why we see it so",
		Question: "Did our view change? What changed it?", Why: "Earlier views stay readable, with the reason beside them."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
}}

var rowKind = Kind{Name: "row", Sheet: "plan", One: "row", Many: "Plan", Fields: []Field{
	{Name: "threats", Type: Text, Label: "Threats and Risks", Column: true, Heart: true,
		Question: "What worries us?", Why: "What is there now, in our own words.",
		Example: "Our office could be searched and the computers taken."},
	{Name: "later", Type: Text, Label: "Possible later",
		Question: "What could come later?", Why: "Some worries only grow near: an election, a trial, a move."},
	{Name: "vulnerabilities", Type: Text, Label: "Identified Vulnerabilities", Column: true, Heart: true,
		Question: "What leaves us open to it?", Why: "This is about how things are. It is nobody's doing.",
		Example: "All our files are on two computers in one room."},
	{Name: "strengths", Type: Text, Label: "Strengths and Capacities", Column: true, Heart: true,
		Question: "What do we have already, and who stands with us?", Why: "We never start from nothing: people, networks and allies count.",
		Example: "A lawyer we can call; a neighbour who watches the door."},
	{Name: "actions", Type: Refs, Of: "action", Label: "Mitigating Actions", Column: true, Heart: true,
		Question: "What will we do?", Why: "One thing that we can really do is a good start.",
		Example: "Keep a second, sealed copy of our files in another house."},
	{Name: "resources", Type: Text, Label: "Resources Needed", Column: true,
		Question: "What do we need for it?", Why: "Money, people, time, tools, knowledge.",
		Example: "Two memory sticks and one free afternoon."},
	{Name: "involved", Type: Text, Label: "Who Needs to be Involved", Column: true,
		Question: "Who takes part, and who says yes?", Why: "Areas and people, and any permission we need.",
		Example: "The two who look after our computers."},
	{Name: "risks", Type: Refs, Of: "risk", Label: "Risks it answers",
		Question: "Which of our risks does it answer?", Why: "So that we find the way back."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
}}

var planKind = Kind{Name: "plan", Sheet: "about-plan", One: "plan", Many: "About the plan", Only: true, Fields: []Field{
	{Name: "title", Type: Line, Label: "Name of the plan",
		Question: "What do we call this plan?", Why: "A name of your own, or none.", Example: "Our year of calm"},
	{Name: "begins", Type: Date, Label: "Begins", Question: "When does it begin?", Why: "A plan begins and ends; a protocol goes on."},
	{Name: "ends", Type: Date, Label: "Ends", Question: "When does it end, so that we look back?", Why: "A date that leaves us time."},
	{Name: "physical", Type: Text, Label: "Bodies and places",
		Question: "Did we think of our bodies and our places, too?", Why: "We ask this once for the whole plan."},
	{Name: "care", Type: Text, Label: "Care",
		Question: "Did we think of rest and of care for one another?", Why: "We ask this once for the whole plan."},
}}

var actionKind = Kind{Name: "action", Sheet: "actions", One: "action", Many: "Actions", Fields: []Field{
	{Name: "title", Type: Line, Label: "Action", Column: true, Heart: true,
		Question: "What will we do?", Why: "Something that lowers the chance or the harm.",
		Example: "Keep a second, sealed copy of our files in another house."},
	{Name: "state", Type: Choice, Scale: States, Label: "How it stands", Column: true, Heart: true,
		Question: "How does it stand?", Why: "Only for us. Nothing is counted."},
	{Name: "why", Type: Text, Label: "Why", Question: "If we changed our mind: why?", Why: "Deciding against something is a decision, too."},
	{Name: "leads", Type: Refs, Of: "person", Label: "Who leads", Column: true, Heart: true,
		Question: "Who takes the lead?", Why: "A name she chose for here is enough."},
	{Name: "involved", Type: Refs, Of: "person", Label: "Who takes part",
		Question: "Who else takes part?", Why: "So that nobody carries it alone."},
	{Name: "signoff", Type: Line, Label: "Who says yes", Question: "Does someone need to say yes first?", Why: "Then we ask her early."},
	{Name: "resources", Type: Text, Label: "What it needs", Question: "What does it need?", Why: "Money, people, time, tools, knowledge."},
	{Name: "from", Type: Date, Label: "From", Question: "From when?", Why: "A date that we can really keep. No date is fine, too."},
	{Name: "until", Type: Date, Label: "Until about", Column: true, Question: "Until about when?", Why: "It can move whenever we like."},
	{Name: "whose", Type: Choice, Scale: Whose, Label: "Whose it is", Question: "Whose action is it?", Why: "Some things we do together, some are each woman's own."},
	{Name: "hard", Type: Text, Label: "What gets in the way", Question: "What gets in the way?", Why: "Saying it helps us to find a way around."},
	{Name: "help", Type: Text, Label: "Help wanted", Question: "What help would be good?", Why: "Asking is part of the plan."},
	{Name: "training", Type: Text, Label: "Training wanted", Question: "Is there something to learn first?", Why: "We can learn it together."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
}}

var activityKind = Kind{Name: "activity", Sheet: "activities", One: "activity", Many: "Activities", Fields: []Field{
	{Name: "title", Type: Line, Label: "Activity", Column: true, Heart: true,
		Question: "What do we do, in our work?", Why: "Travel, protest, interviews, payroll, social media ...",
		Example: "Travelling to the villages"},
	{Name: "needs", Type: Choice, Scale: Needs, Label: "Does it need a protocol?", Column: true, Heart: true,
		Question: "Does it need a protocol?", Why: "Few and short is good. Later is an answer, too."},
	{Name: "note", Type: Text, Label: "Note", Column: true, Question: "Anything to remember?", Why: "For ourselves."},
}}

var protocolKind = Kind{Name: "protocol", Sheet: "protocols", One: "protocol", Many: "Protocols", Fields: []Field{
	{Name: "title", Type: Line, Label: "Name", Column: true, Heart: true,
		Question: "What do we call it?", Why: "A name that everybody understands.", Example: "When we travel"},
	{Name: "before", Type: Lines, Label: "Before", Column: true, Heart: true,
		Question: "What do we do before?", Why: "One measure a line. Three to nine are enough.",
		Example: "Tell Luna where we go and when we are back."},
	{Name: "during", Type: Lines, Label: "During", Column: true, Heart: true,
		Question: "What do we do meanwhile?", Why: "One measure a line. Three to nine are enough.",
		Example: "Send one short message at noon."},
	{Name: "after", Type: Lines, Label: "After", Column: true, Heart: true,
		Question: "What do we do afterwards?", Why: "One measure a line. Rest counts.",
		Example: "Call to say that we are home."},
	{Name: "activity", Type: Refs, Of: "activity", Max: 1, Label: "Activity", Question: "Which of our activities is it for?", Why: "A protocol belongs to something that we do."},
	{Name: "risks", Type: Refs, Of: "risk", Label: "Risks it answers", Question: "Which of our risks does it answer?", Why: "When a risk changes, we look here again."},
	{Name: "purpose", Type: Text, Label: "What it is for", Question: "What is it for?", Why: "In one sentence, for someone new."},
	{Name: "applies", Type: Text, Label: "For whom", Question: "Who does it apply to?", Why: "All of us, a team, or whoever travels."},
	{Name: "starts", Type: Text, Label: "What starts it", Question: "What starts it, and who may say so?", Why: "In a bad moment nobody wants to guess."},
	{Name: "roles", Type: Text, Label: "Roles and deputies", Question: "Who does what, and who stands in for her?", Why: "Nobody should be the only one."},
	{Name: "checkins", Type: Text, Label: "Check-in times", Question: "When do we hear from each other?", Why: "Times that fit the day, not too many."},
	{Name: "silence", Type: Text, Label: "When we hear nothing", Question: "What do we do when we hear nothing?", Why: "Step by step, and who does it."},
	{Name: "contacts", Type: Text, Label: "People to call", Question: "Who do we call: in an emergency, for law, for health, to talk with?", Why: "In a fright, paper remembers for us."},
	{Name: "kit", Type: Lines, Label: "What we take along", Question: "What do we take along?", Why: "Things, papers, medicine, money."},
	{Name: "tools", Type: Lines, Label: "Tools", Question: "Which tools do we use for it?", Why: "When a tool changes, we look here again."},
	{Name: "say", Type: Text, Label: "What may be said to whom", Question: "What may be said, and to whom?", Why: "To family, to the press, to officials."},
	{Name: "calloff", Type: Text, Label: "Who may call it off", Question: "Who may call it off?", Why: "Anyone should be able to stop."},
	{Name: "care", Type: Text, Label: "Care", Question: "How do we take care of ourselves and of one another?", Why: "We ask this once for each protocol."},
	{Name: "physical", Type: Text, Label: "Bodies and places", Question: "Did we think of our bodies and our places?", Why: "We ask this once for each protocol."},
	{Name: "debrief", Type: Text, Label: "Talking afterwards", Question: "When do we talk about how it went?", Why: "Soon, gently, and with something to eat."},
	{Name: "owner", Type: Refs, Of: "person", Label: "Who looks after it", Question: "Who looks after this protocol?", Why: "She reminds us to read it again."},
	{Name: "drill", Type: Text, Label: "Practising it", Question: "When do we practise it?", Why: "Hands remember what heads forget."},
	{Name: "sure", Type: Number, Label: "How many feel sure of it", Question: "How many of us feel sure of it?", Why: "A count, no names."},
	{Name: "hard", Type: Text, Label: "What gets in the way", Question: "What gets in the way?", Why: "Then we change the protocol, not the women."},
	{Name: "open", Type: Text, Label: "Open questions", Question: "Which questions are open?", Why: "An open question is a good start."},
	{Name: "review", Type: Date, Label: "Look at it again", Question: "When do we look at it again?", Why: "Every six months is common, and when something changes."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
}}

var personKind = Kind{Name: "person", Sheet: "people", One: "person", Many: "People", Fields: []Field{
	{Name: "alias", Type: Line, Label: "Name she chose", Column: true, Heart: true,
		Question: "What name does she want here?", Why: "Any name. It need not be her own.", Example: "Luna"},
	{Name: "role", Type: Line, Label: "What she does", Column: true, Heart: true,
		Question: "What does she do with us?", Why: "So that a protocol finds its people."},
	{Name: "note", Type: Text, Label: "Note", Column: true, Question: "Anything to remember?", Why: "Write only what she agrees to."},
}}

var agreementKind = Kind{Name: "agreement", Sheet: "agreements", One: "agreement", Many: "Agreed together", Fields: []Field{
	{Name: "title", Type: Line, Label: "What we agreed on", Column: true, Question: "What did we agree on?", Why: "A name for this version."},
	{Name: "on", Type: Date, Label: "Agreed on", Column: true, Question: "On which day?", Why: "What we agreed on that day stays readable."},
	{Name: "again", Type: Date, Label: "Look again", Column: true, Question: "When do we look at it again?", Why: "Every six months is common, and when something changes."},
	{Name: "words", Type: Text, Label: "What was said", Column: true, Question: "Is there something to write down with it?", Why: "A worry, a wish, a thank-you."},
	{Name: "subject", Type: Line, Label: "Subject", Question: "Plan or protocol?", Hidden: true},
	{Name: "version", Type: Text, Label: "The version", Question: "The fixed version", Hidden: true},
}}

var settingsKind = Kind{Name: "settings", Sheet: "settings", One: "settings", Many: "Settings", Only: true, Fields: []Field{
	{Name: "who", Type: Choice, Scale: ForWhom, Label: "Who uses this", Question: "Who uses this notebook?", Why: "The words on the pages follow it."},
	{Name: "scales", Type: Choice, Scale: WordsOrNumbers, Label: "Words or numbers", Question: "Do we read scales as words or as numbers?", Why: "As the group likes."},
	{Name: "protocol_word", Type: Line, Label: "Our word for protocol", Question: "What do we call a protocol?", Why: "Some groups prefer agreement, custom or rule.", Example: "agreement"},
	{Name: "hidden", Type: Lines, Label: "Suggestions put away", Question: "Suggestions put away", Hidden: true},
	{Name: "example", Type: Line, Label: "Example", Question: "Example notebook", Hidden: true},
}}
