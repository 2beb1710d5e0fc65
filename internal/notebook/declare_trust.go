package notebook

var (
	// Sorts are the parts of life that someone can belong to. The private one
	// counts as much as the state.
	Sorts = Scale{
		{"person", "a person"}, {"group", "a group"}, {"company", "a company"}, {"authority", "an authority"},
		{"private", "my private life: partner, family, home"},
	}
	// Partly is how a question about trust is answered.
	Partly = Scale{{"yes", "yes"}, {"partly", "partly"}, {"no", "no"}}
)

// Life and Work end the names of the fields in which one question about trust
// is answered twice.
const (
	Life = "_life"
	Work = "_work"
)

var actorKind = Kind{Name: "actor", Sheet: "trust", One: "someone around me", A: "someone around me", Many: "Who do I trust?", Own: true, Stays: true, Fields: []Field{
	{Name: "title", Type: Line, Label: "Person, group or power", Column: true, Heart: true,
		Question: "Who is it?", Why: "A partner or a relative counts as much as the state. A nickname is enough.", Example: "The landlord"},
	{Name: "sort", Type: Choice, Scale: Sorts, Label: "Where they belong", Column: true, Heart: true,
		Question: "Where do they belong?", Why: "So that no part of life is left out."},
	{Name: "trust_life", Type: Choice, Scale: Partly, Label: "Trust, in my own life", Column: true,
		Question: "Do I trust them?", Why: "We all trust someone, and none of us trusts everyone. Every answer is a right one."},
	{Name: "trust_work", Type: Choice, Scale: Partly, Label: "Trust, in my work", Column: true,
		Question: "Do I trust them?", Why: "We all trust someone, and none of us trusts everyone. Every answer is a right one."},
	{Name: "inform_life", Type: Choice, Scale: Partly, Label: "With my information, in my own life", Column: true,
		Question: "Could I trust them with my information?", Why: "What I know, where I am, what I have planned."},
	{Name: "inform_work", Type: Choice, Scale: Partly, Label: "With my information, in my work", Column: true,
		Question: "Could I trust them with my information?", Why: "What I know, where I am, what I have planned."},
	{Name: "withhold_life", Type: Choice, Scale: Partly, Label: "Not with my information, in my own life", Column: true,
		Question: "Is there information that I could not trust them with?", Why: "We can trust someone and still keep something for ourselves."},
	{Name: "withhold_work", Type: Choice, Scale: Partly, Label: "Not with my information, in my work", Column: true,
		Question: "Is there information that I could not trust them with?", Why: "We can trust someone and still keep something for ourselves."},
	{Name: "watch_life", Type: Choice, Scale: Partly, Label: "Could be watching, in my own life", Column: true,
		Question: "Could they be watching me?", Why: "By a camera, a phone, an account, or by asking others. A feeling is enough."},
	{Name: "watch_work", Type: Choice, Scale: Partly, Label: "Could be watching, in my work", Column: true,
		Question: "Could they be watching me?", Why: "By a camera, a phone, an account, or by asking others. A feeling is enough."},
	{Name: "clear_life", Type: Choice, Scale: Partly, Label: "Surely not watching, in my own life", Column: true,
		Question: "Are they surely not watching me?", Why: "It is good to know with whom I can rest."},
	{Name: "clear_work", Type: Choice, Scale: Partly, Label: "Surely not watching, in my work", Column: true,
		Question: "Are they surely not watching me?", Why: "It is good to know with whom I can rest."},
	{Name: "note", Type: Text, Label: "Note", Question: "Anything else to remember?", Why: "For myself."},
}}
