package notebook

var agreementKind = Kind{Name: "agreement", Sheet: "agreements", One: "agreement", A: "an agreement", Many: "Agreed together", Closed: true, Fields: []Field{
	{Name: "title", Type: Line, Label: "What we agreed on", Column: true, Question: "What did we agree on?", Why: "A name for this version."},
	{Name: "on", Type: Date, Label: "Agreed on", Column: true, Question: "On which day?", Why: "What we agreed on that day stays readable."},
	{Name: "again", Type: Date, Label: "Look again", Column: true, Question: "When do we look at it again?", Why: "Every six months is common, and when something changes."},
	{Name: "words", Type: Text, Label: "What was said", Column: true, Question: "Is there something to write down with it?", Why: "A worry, a wish, a thank-you."},
	{Name: "later", Type: Lines, Label: "Left for later", Question: "What did we leave for later?", Why: "It can be proposed on another day."},
	{Name: "proposal", Type: Refs, Of: "proposal", Max: 1, Label: "Proposal", Question: "Which proposal?", Hidden: true},
	{Name: "subject", Type: Line, Label: "Subject", Question: "Plan or protocol?", Hidden: true},
	{Name: "version", Type: Text, Label: "The version", Question: "The fixed version", Hidden: true},
}}

var settingsKind = Kind{Name: "settings", Sheet: "settings", One: "settings", A: "settings", Many: "Settings", Only: true, Fields: []Field{
	{Name: "who", Type: Choice, Scale: ForWhom, Label: "Who uses this", Question: "Who uses this notebook?", Why: "The words on the pages follow it."},
	{Name: "scales", Type: Choice, Scale: WordsOrNumbers, Label: "Words or numbers", Question: "Do we read scales as words or as numbers?", Why: "As the group likes."},
	{Name: "protocol_word", Type: Line, Label: "Our word for protocol", Question: "What do we call a protocol?", Why: "Some groups prefer agreement, custom or rule.", Example: "agreement"},
	{Name: "hidden", Type: Lines, Label: "Suggestions put away", Question: "Suggestions put away", Hidden: true},
	{Name: "example", Type: Line, Label: "Example", Question: "Example notebook", Hidden: true},
	{Name: "forget_before", Type: Date, Label: "Nothing is kept before", Question: "Nothing is kept before", Hidden: true},
	{Name: "purpose", Type: Line, Label: "Purpose", Question: "Purpose", Hidden: true},
	{Name: "ours", Type: Marks, Label: "One of us", Question: "One of us", Hidden: true},
}}
