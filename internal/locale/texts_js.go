//go:build js

package locale

import (
	"sync"

	"amparo/internal/bundle"
)

// The catalogues that were read, by language; each at most once.
var (
	reading sync.Mutex
	known   = map[string]map[string][]string{}
)

// textsOf returns the texts of a language that is shipped, and whether they
// are at hand: a browser has to fetch them, when a page first asks.
func textsOf(lang string) (map[string][]string, bool) {
	reading.Lock()
	defer reading.Unlock()
	if known[lang] == nil {
		po, ok := bundle.Text(lang, lang+".po")
		if !ok {
			return nil, false
		}
		known[lang] = texts(po)
	}
	return known[lang], true
}
