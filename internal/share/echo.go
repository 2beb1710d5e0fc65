package share

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"amparo/internal/notebook"
)

// Echo is a word of a shared item that also stands in something private, such
// as a name or a place.
type Echo struct {
	Word string
	Item string // the shared text that holds it
}

// Echoes returns the words that a share has in common with what stays private:
// every field of every record that is not itself shared. Short words, and words
// that stand in nearly every text, tell nothing and are left out. So are kinds
// that never leave: a preview is looked at together, and even a warning would
// tell of whom a woman wrote there.
func Echoes(n *notebook.Notebook, picks []Pick) []Echo {
	shared := Build(n, picks)
	private := privateWords(n, picks)
	var list []Echo
	told := map[string]bool{}
	for _, row := range shared.Rows {
		for _, text := range row {
			for _, word := range words(text) {
				if key := fold(word); private[key] && !told[key] {
					told[key] = true
					list = append(list, Echo{word, text})
				}
			}
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Word < list[j].Word })
	return list
}

func privateWords(n *notebook.Notebook, picks []Pick) map[string]bool {
	set := map[string]bool{}
	for _, k := range notebook.Kinds() {
		if k.Stays {
			continue
		}
		for _, r := range n.Records(k.Name) {
			for i := range k.Fields {
				f := &k.Fields[i]
				if f.Hidden || f.Type > notebook.Lines || slices.Contains(picks, Pick{r.Ref, f.Name}) {
					continue
				}
				for _, text := range r.Set(f.Name) {
					for _, w := range words(text) {
						set[fold(w)] = true
					}
				}
			}
		}
	}
	return set
}

// words returns the words of a text that may tell something: those of four
// letters or more, and all numbers of three digits or more.
func words(text string) []string {
	list := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	return slices.DeleteFunc(list, func(w string) bool {
		n := len([]rune(w))
		return n < 3 || n < 4 && !unicode.IsDigit(rune(w[0])) || common[fold(w)]
	})
}

func fold(w string) string { return strings.ToLower(w) }
