package notebook

// Accompaniment is the purpose, in a notebook's settings, of one that a group or
// a woman has together with someone from outside, a trainer as a rule. It takes
// what was sent, questions, and names; nothing else.
const Accompaniment = "accompaniment"

// sentKind is what stands there of other notebooks: a share as share.Encode
// writes it, or parts of a check-in, each field as a check-in has it.
var sentKind = Kind{Name: "sent", Sheet: "sent", One: "something sent", A: "something sent", Many: "Sent", Between: true, Closed: true, Stays: true, Quiet: true, Fields: []Field{
	{Name: "title", Type: Line, Label: "In a word", Question: "How is it, in a word?", Why: "A day or a word is enough."},
	{Name: "words", Type: Text, Label: "Words", Question: "Which words go with it?", Why: "A few words are enough."},
	{Name: "how", Type: Text, Label: "How it is going", Question: "How are you, how is it going?", Why: "Whatever comes. A few words are enough."},
	{Name: "hard", Type: Text, Label: "What is hard", Question: "What is hard?", Why: "Saying it can make it lighter."},
	{Name: "help", Type: Text, Label: "What would help", Question: "What would help?", Why: "It may be small, or only company."},
	{Name: "ask", Type: Text, Label: "A question", Question: "Is there anything you would like to ask?", Why: "Any question, on any day."},
	{Name: "share", Type: Text, Label: "Shared", Question: "Shared", Hidden: true},
}}

var questionKind = Kind{Name: "question", Sheet: "questions", One: "question", A: "a question", Many: "Questions", Between: true, Closed: true, Stays: true, Quiet: true, Fields: []Field{
	{Name: "title", Type: Text, Label: "A question", Question: "Is there anything you would like to ask?", Why: "Any question, on any day."},
	{Name: "answer", Type: Text, Label: "Answer", Question: "What do I say to it?", Why: "A few words are enough."},
}}

// Told are the fields of a check-in that can be sent, in their order. What she
// noted for herself is none of them.
func Told() []string { return []string{"how", "hard", "help", "ask"} }
