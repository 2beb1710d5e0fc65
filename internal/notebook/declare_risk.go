package notebook

// personaKind is an invented woman for whom a group thinks a risk model
// through. She is said to be invented wherever she shows.
var personaKind = Kind{Name: "persona", Sheet: "personas", One: "persona", A: "an invented woman", Many: "Invented women", Fields: []Field{
	{Name: "title", Type: Line, Label: "Invented name", Column: true, Heart: true,
		Question: "What do we call her?", Why: "A name that none of us has. She does not exist.",
		Example: "Amal"},
	{Name: "life", Type: Text, Label: "Her life", Column: true, Heart: true,
		Question: "What is her life like?", Why: "Her work, her place, who is near her. Nothing that points to one of us.",
		Example: "She writes for a small radio in a port town, and lives with her sister."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For ourselves."},
}}

// ratingKind is how one woman sees a risk before the group talks. It names
// nobody, has no place in an order, leaves in no way, and goes for good when
// the group has found its own value.
var ratingKind = Kind{Name: "rating", Sheet: "ratings", One: "rating", A: "a single rating", Many: "Ratings apart", Closed: true, Stays: true, Unordered: true, Fields: []Field{
	{Name: "risk", Type: Refs, Of: "risk", Max: 1, Label: "Risk that is rated", Question: "Which risk is it about?", Why: "A rating belongs to one risk."},
	{Name: "probability", Type: Choice, Scale: Probability, Numbered: true, Label: "Probability",
		Question: "How likely is it, for us, today?", Why: "As I see it. Every answer is a right one."},
	{Name: "impact", Type: Choice, Scale: Impact, Numbered: true, Label: "Impact",
		Question: "If it happened, how heavy would it be for our work?", Why: "As I see it. Every answer is a right one."},
	{Name: "reaction", Type: Choice, Scale: Reaction, Numbered: true, Label: "Reaction",
		Question: "How would we take it, as a group?", Why: "As I see it. Every answer is a right one."},
}}
