package notebook

// Kinds returns every kind of record, in the order of the path: what worries
// us, what we do, what we agree on. The slice and what it points to are shared
// and must not be changed.
func Kinds() []*Kind { return kinds }

var kinds = []*Kind{
	&riskKind,
	&rowKind,
	&planKind,
	&actionKind,
	&activityKind,
	&protocolKind,
	&personKind,
	&agreementKind,
	&settingsKind,
	&areaKind,
	&barrierKind,
	&waveKind,
	&feedbackKind,
	&checkinKind,
	&actorKind,
	&habitKind,
	&choiceKind,
	&trainingKind,
	&sourceKind,
	&personaKind,
	&ratingKind,
	&pastPlanKind,
	&drillKind,
	&proposalKind,
	&answerKind,
	&indicatorKind,
	&toolKind,
	&memberKind,
	&sentKind,
	&questionKind,
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

var riskKind = Kind{Name: "risk", Sheet: "risks", One: "risk", A: "a risk", Many: "Risks", Fields: []Field{
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
	{Name: "calmer", Type: Text, Label: "What would make us calmer",
		Question: "What would make us calmer?", Why: "Calm grows from small things: a number, a person, a practice.",
		Example: "To know by heart whom we call first."},
	{Name: "can_do", Type: Text, Label: "What can I do?", Column: true, Heart: true,
		Question: "What can we do?", Why: "There is always something, and it can be small.",
		Example: "Ask the sender by another way before opening anything."},
	{Name: "because", Type: Text, Label: "Why we see it so",
		Question: "Did our view change? What changed it?", Why: "Earlier views stay readable, with the reason beside them."},
	{Name: "persona", Type: Refs, Of: "persona", Max: 1, Label: "Whose risk, if invented",
		Question: "Is it the risk of an invented woman?", Why: "Then it stands with hers, and not among ours."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
	lookedField,
}}

var rowKind = Kind{Name: "row", Sheet: "plan", One: "row", A: "a row of the plan", Many: "Plan", Fields: []Field{
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
	secretField,
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
	lookedField,
}}

var planKind = Kind{Name: "plan", Sheet: "about-plan", One: "plan", A: "a plan", Many: "About the plan", Only: true, Fields: []Field{
	{Name: "title", Type: Line, Label: "Name of the plan",
		Question: "What do we call this plan?", Why: "A name of your own, or none.", Example: "Our year of calm"},
	{Name: "state", Type: Choice, Scale: PlanStates, Label: "How the plan stands",
		Question: "How does the plan stand?", Why: "We move it ourselves, when it feels right."},
	{Name: "begins", Type: Date, Label: "Begins", Question: "When does it begin?", Why: "A plan begins and ends; a protocol goes on."},
	{Name: "ends", Type: Date, Label: "Ends", Question: "When does it end, so that we look back?", Why: "A date that leaves us time."},
	{Name: "physical", Type: Text, Label: "Bodies and places",
		Question: "Did we think of our bodies and our places, too?", Why: "We ask this once for the whole plan."},
	{Name: "care", Type: Text, Label: "Care",
		Question: "Did we think of rest and of care for one another?", Why: "We ask this once for the whole plan."},
	{Name: "proud", Type: Text, Label: "What we are proud of",
		Question: "What are we proud of?", Why: "For the day on which we look back. Small things count."},
}}

var actionKind = Kind{Name: "action", Sheet: "actions", One: "action", A: "an action", Many: "Actions", Fields: []Field{
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
	secretField,
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
	lookedField,
}}
