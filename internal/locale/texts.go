//go:build !js

package locale

import (
	_ "embed"
	"sync"
)

// The catalogues are read at most once in a process, when a page first asks.
var (
	//go:embed po/es.po
	spanishPO string
	//go:embed po/ar.po
	arabicPO string

	spanishTexts = sync.OnceValue(func() map[string][]string { return texts(spanishPO) })
	arabicTexts  = sync.OnceValue(func() map[string][]string { return texts(arabicPO) })
)

// textsOf returns the texts of a language that is shipped, and whether they
// are at hand: here they always are.
func textsOf(lang string) (map[string][]string, bool) {
	if lang == "ar" {
		return arabicTexts(), true
	}
	return spanishTexts(), true
}
