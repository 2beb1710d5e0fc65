package notebook

import (
	"bytes"
	"sort"
	"strings"
)

// Hit is a record in which every word of a search stands. Field is where the
// first word was found, and Text the line of it that holds it.
type Hit struct {
	Record *Record
	Field  *Field
	Text   string
}

// Search returns the records of some kinds in which every word of the query
// stands, in whatever field and as a part of a longer word, too. Large letters,
// accents and vowel signs make no difference. Those with all words in their
// first field come first; otherwise the order is that of the kinds and lists.
// A query without a word finds nothing.
func Search(n *Notebook, query string, kinds ...string) []Hit {
	words := strings.Fields(Fold(query))
	if len(words) == 0 {
		return nil
	}
	s := searcher{words: make([][]byte, len(words))}
	for i, word := range words {
		s.words[i] = []byte(word)
	}
	var hits []Hit
	var named []bool
	for _, kind := range kinds {
		k := KindOf(kind)
		for _, r := range n.Records(kind) {
			if hit, inName, ok := s.look(k, r); ok {
				hits, named = append(hits, hit), append(named, inName)
			}
		}
	}
	sort.Stable(byName{hits, named})
	return hits
}

// byName puts the hits that were found by name first.
type byName struct {
	hits  []Hit
	named []bool
}

// Len returns how many hits there are.
func (b byName) Len() int { return len(b.hits) }

// Less says that only the first of the two was found by name.
func (b byName) Less(i, j int) bool { return b.named[i] && !b.named[j] }

// Swap swaps two hits.
func (b byName) Swap(i, j int) {
	b.hits[i], b.hits[j] = b.hits[j], b.hits[i]
	b.named[i], b.named[j] = b.named[j], b.named[i]
}

// searcher looks for words; its room for folded text is used again and again.
type searcher struct {
	words [][]byte
	text  []byte
	ends  []int // where the text of each searched field ends
}

// look says whether every word stands in the record, and whether its name
// alone has them all.
func (s *searcher) look(k *Kind, r *Record) (Hit, bool, bool) {
	s.text, s.ends = s.text[:0], s.ends[:0]
	for i := range k.Fields {
		if f := &k.Fields[i]; f.searched() {
			for _, v := range r.Fields[f.Name] {
				s.text = append(appendFolded(s.text, v.Text), '\n')
			}
		}
		s.ends = append(s.ends, len(s.text))
	}
	first := -1
	inName := true
	for _, word := range s.words {
		at := bytes.Index(s.text, word)
		if at < 0 {
			return Hit{}, false, false
		}
		if first < 0 {
			first = at
		}
		inName = inName && at < s.ends[0]
	}
	f := &k.Fields[s.fieldAt(first)]
	return Hit{Record: r, Field: f, Text: s.line(r, f)}, inName, true
}

// searched says that a field holds words of people.
func (f *Field) searched() bool { return f.Type <= Lines && !f.Hidden }

func (s *searcher) fieldAt(at int) int {
	return sort.Search(len(s.ends), func(i int) bool { return s.ends[i] > at })
}

// line returns the line of a field that holds the first word.
func (s *searcher) line(r *Record, f *Field) string {
	var room []byte
	for _, v := range r.Fields[f.Name] {
		for line := range strings.Lines(v.Text) {
			if room = appendFolded(room[:0], line); bytes.Contains(room, s.words[0]) {
				return strings.TrimSpace(line)
			}
		}
	}
	return ""
}
