package export

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"amparo/internal/notebook"
)

// Headings is what Map looks for: how each field may be called in the tables
// of people, in every language. Map knows the headings of the common six-column
// plan and risk table in English by itself.
type Headings struct {
	Labels []Label
	Words  []Word
}

// A Label is one heading of one field.
type Label struct {
	Kind  string // of record: "row", "risk" or any other
	Field string
	Label string // in any language; case, accents, signs and plurals do not matter
	List  bool   // each line of a cell is an entry of its own
}

// A Word is how one value of a scale may be written. A field that has words
// takes nothing else; other text in it goes to the field "note".
type Word struct {
	Kind, Field string
	Value       string // what the record holds: "1" to "5"
	Word        string // in any language
}

// ownLabels are the headings that every table of this method has, with the
// shorter forms in use.
func ownLabels() []Label {
	var labels []Label
	for _, o := range []struct {
		kind, field string
		list        bool
		names       []string
	}{
		{"row", "threats", false, []string{"Threats and Risks", "Threats", "Risks"}},
		{"row", "vulnerabilities", false, []string{"Identified Vulnerabilities", "Vulnerabilities"}},
		{"row", "strengths", false, []string{"Strengths and Capacities", "Strengths", "Capacities"}},
		{"row", "actions", true, []string{"Mitigating Actions", "Mitigation Actions", "Actions"}},
		{"row", "resources", false, []string{"Resources Needed", "Needed Resources", "Resources"}},
		{"row", "involved", false, []string{"Who Needs to be Involved", "Who is Involved", "People Involved", "Involved"}},
		{"risk", "title", false, []string{"Digital Risk", "Risk"}},
		{"risk", "probability", false, []string{"Probability", "Likelihood"}},
		{"risk", "impact", false, []string{"Impact"}},
		{"risk", "reaction", false, []string{"Reaction"}},
		{"risk", "can_do", false, []string{"What Can I Do", "What Can We Do"}},
		{"risk", "note", false, []string{"Note"}},
	} {
		for _, name := range o.names {
			labels = append(labels, Label{o.kind, o.field, name, o.list})
		}
	}
	return labels
}

// ownWords are the usual English words of the three scales.
func ownWords() []Word {
	var words []Word
	for _, field := range []string{"probability", "impact", "reaction"} {
		for _, w := range []struct{ value, word string }{
			{"1", "very low"}, {"2", "low"}, {"3", "medium"}, {"3", "moderate"}, {"4", "high"}, {"5", "very high"},
		} {
			words = append(words, Word{"risk", field, w.value, w.word})
		}
	}
	return append(words,
		Word{"risk", "probability", "1", "very unlikely"}, Word{"risk", "probability", "2", "unlikely"},
		Word{"risk", "probability", "4", "likely"}, Word{"risk", "probability", "5", "very likely"},
		Word{"risk", "impact", "1", "low severity"}, Word{"risk", "impact", "5", "high severity"},
		Word{"risk", "reaction", "1", "calm"}, Word{"risk", "reaction", "1", "under control"},
		Word{"risk", "reaction", "4", "stressed"}, Word{"risk", "reaction", "5", "panicked"},
		Word{"risk", "reaction", "5", "highly stressed"})
}

// maxHeading is how many bytes a heading has at most; longer text is no heading.
const maxHeading = 300

// fields finds the field of a kind by its folded heading.
type fields map[string]Label

// kindFields sorts labels by kind; the kinds come in the order of their first
// label. The first label of a name wins.
func kindFields(labels []Label) (kinds []string, byKind map[string]fields) {
	byKind = map[string]fields{}
	lists := map[string]bool{}
	for _, l := range labels {
		lists[l.Kind+" "+l.Field] = lists[l.Kind+" "+l.Field] || l.List
	}
	for _, l := range labels {
		if byKind[l.Kind] == nil {
			kinds, byKind[l.Kind] = append(kinds, l.Kind), fields{}
		}
		l.List = lists[l.Kind+" "+l.Field]
		name := strings.Join(fold(l.Label), " ")
		if _, taken := byKind[l.Kind][name]; name != "" && !taken {
			byKind[l.Kind][name] = l
		}
	}
	return kinds, byKind
}

// find returns the field that a heading names: as a whole, by one of its lines
// or of its parts between strokes, or by holding all the words of one label.
func (f fields) find(heading string) (Label, bool) {
	if len(heading) > maxHeading {
		return Label{}, false
	}
	if l, ok := f[strings.Join(fold(heading), " ")]; ok {
		return l, true
	}
	parts := strings.FieldsFunc(heading, func(r rune) bool { return strings.ContainsRune("/|\n", r) })
	for _, part := range parts {
		if l, ok := f[strings.Join(fold(part), " ")]; ok && len(parts) > 1 {
			return l, true
		}
	}
	return f.within(fold(heading))
}

// within looks for the one label, of two words at least, whose words all stand
// in the heading. The longest wins; two of the same length are a doubt.
func (f fields) within(words []string) (Label, bool) {
	var best Label
	length, doubt := 1, false
	for _, name := range slices.Sorted(maps.Keys(f)) {
		own := strings.Fields(name)
		if len(own) < 2 || len(own) < length || len(words) > len(own)+4 || !containsAll(words, own) {
			continue
		}
		longer := len(own) > length
		doubt = !longer && (doubt || f[name].Field != best.Field)
		best, length = f[name], len(own)
	}
	return best, length > 1 && !doubt
}

func containsAll(words, wanted []string) bool {
	for _, w := range wanted {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}

// fold returns the words of a heading without what people write differently:
// case, accents, signs, text in brackets, numbers, "and", plurals.
func fold(text string) []string {
	words := strings.FieldsFunc(notebook.Fold(withoutBrackets(text)), func(r rune) bool { return !unicode.IsLetter(r) })
	kept := words[:0]
	for _, w := range words {
		switch w {
		case "and", "y", "e", "و", "the", "s":
		default:
			kept = append(kept, stem(w))
		}
	}
	return kept
}

// withoutBrackets takes out what stands in brackets.
func withoutBrackets(text string) string {
	var b strings.Builder
	depth := 0
	for _, r := range text {
		switch {
		case strings.ContainsRune("([{", r):
			depth++
		case strings.ContainsRune(")]}", r) && depth > 0:
			depth--
			b.WriteByte(' ')
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// stem cuts off what differs between one and many, the same way for both, and
// what Arabic puts before a word for "and" and "the".
func stem(word string) string {
	for _, before := range []string{"وال", "ال", "و"} {
		if rest, ok := strings.CutPrefix(word, before); ok && len([]rune(rest)) > 3 {
			return rest
		}
	}
	if len(word) > 3 {
		word = strings.TrimSuffix(word, "s")
	}
	if len(word) > 3 {
		word = strings.TrimSuffix(word, "e")
	}
	if rest, ok := strings.CutSuffix(word, "y"); ok && len(word) > 3 {
		word = rest + "i"
	}
	return word
}
