package notebook

// Type says what a field holds.
type Type int

// The types of fields. Every value is kept as text.
const (
	Line   Type = iota // one line
	Text               // several lines
	Lines              // a list, one item a line
	Choice             // one of the field's Scale, kept as the step's Value
	Date               // a day, kept as 2006-01-02
	Number             // a count, kept as digits
	Refs               // a set of ids of records of the kind Of
	Marks              // a set of short texts that the program keeps; no form asks for it
)

// IsSet says whether a field of this type holds a set: what several devices
// put in stands together, and is nothing to choose from.
func (t Type) IsSet() bool { return t == Refs || t == Marks }

// Step is one step of a scale.
type Step struct {
	Value string // what is kept: "1" .. "5", or a short word
	Word  string // what people read (translated)
}

// Scale is the list of answers that a Choice offers, in their order.
type Scale []Step

// Word returns what people read for a kept value, or "" for one that the scale
// does not have.
func (s Scale) Word(value string) string {
	for _, step := range s {
		if step.Value == value {
			return step.Word
		}
	}
	return ""
}

// Field is one field of a kind. Label, Question, Why and Example are English
// and are looked up in the catalogue of the reader's language.
type Field struct {
	Name     string
	Type     Type
	Label    string // a column's heading
	Question string // what a guided form asks
	Why      string // why it is asked
	Example  string // a fictional answer
	Scale    Scale  // for Choice
	Numbered bool   // the scale can be read as numbers or as words, as the group likes
	Of       string // for Refs: the kind of the records named
	Max      int    // for Refs: at most so many; 0 means any number
	Note     string // for Choice: the field that takes words to the answer, and is asked on the same page
	Column   bool   // a column of the kind's table, and of its share and export
	Heart    bool   // asked first; the rest is offered when wanted
	Hidden   bool   // kept, but no form asks for it
}

// Kind is one kind of record. Its first field names the record; it is the only
// one that is required.
type Kind struct {
	Name  string // in commands and in paths: "risk"
	Sheet string // the sheet that shows it: "risks"
	One   string // what people call one of them: "risk"
	A     string // the same in a sentence: "a risk"
	Many  string // what people call the sheet
	Only  bool   // a notebook has exactly one, with the id Single(Name)
	Own   bool   // only in a notebook that one woman keeps for herself
	// Between says that it stands only in a notebook that is had together with
	// someone from outside. Such a notebook takes nothing else.
	Between bool
	Stays   bool // never leaves: in no export of a notebook, no share, and on no sheet but its own
	Closed  bool // made by a step of the program: no table brings one in, and none is printed as a sheet
	// Unordered records have no place in a list and no line in a history, so that
	// the order in which they came does not tell whose they are; what is removed
	// of them is gone for good.
	Unordered bool
	// Quiet records stand in no list, no count, no history and no bin, and no
	// general command adds or shows them: their own page and command decide when.
	// This is more than Unordered: single ratings are given and shown by commands
	// like everything else, answers in their round alone.
	Quiet  bool
	Fields []Field
}

// Field returns the field with that name, or nil. It may be called on a nil
// Kind.
func (k *Kind) Field(name string) *Field {
	if k == nil {
		return nil
	}
	for i := range k.Fields {
		if k.Fields[i].Name == name {
			return &k.Fields[i]
		}
	}
	return nil
}

// IsNote says whether a field takes the words to another one's answer.
func (k *Kind) IsNote(field string) bool {
	for i := range k.Fields {
		if k.Fields[i].Note == field {
			return true
		}
	}
	return false
}

// Columns returns the fields that are columns of the kind's table.
func (k *Kind) Columns() []*Field {
	var list []*Field
	for i := range k.Fields {
		if k.Fields[i].Column {
			list = append(list, &k.Fields[i])
		}
	}
	return list
}

// KindOf returns the kind with that name, or nil.
func KindOf(name string) *Kind { return kindNamed[name] }

var kindNamed = func() map[string]*Kind {
	named := make(map[string]*Kind, len(kinds))
	for _, k := range kinds {
		named[k.Name] = k
	}
	return named
}()

// KindOfSheet returns the kind that a sheet shows, or nil.
func KindOfSheet(sheet string) *Kind {
	for _, k := range Kinds() {
		if k.Sheet == sheet {
			return k
		}
	}
	return nil
}
