package notebook

import (
	"unicode"
	"unicode/utf8"
)

// Fold returns a text without what people write differently: large letters,
// accents, vowel signs and the several forms of one Arabic letter. It is for
// comparing and finding, never for showing.
func Fold(text string) string { return string(appendFolded(nil, text)) }

// appendFolded writes the folded text behind b. Latin and Arabic letters are
// looked up, since a search folds a whole notebook.
func appendFolded(b []byte, text string) []byte {
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			b = append(b, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		if r < lastFolded {
			r = folded[r]
		} else {
			if r = foldRune(r); r < lastFolded {
				r = folded[r] // the sign for Ångström is lowered to a letter with a ring
			}
		}
		if r != 0 {
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

// lastFolded is where the letters end that have a table: Latin, Greek,
// Cyrillic, Hebrew and Arabic.
const lastFolded = 0x700

var folded = func() (table [lastFolded]rune) {
	for r := range table {
		table[r] = foldRune(rune(r))
	}
	for _, group := range []string{
		"aàáâãäåāăą", "cçćč", "dďđ", "eèéêëēėęě", "iìíîïīįı", "lł", "nñńň", "oòóôõöøōő", "rř", "sśšş",
		"tť", "uùúûüūůűų", "yýÿ", "zźžż", "اأإآٱ", "يىئی", "هة", "وؤ", "كک",
	} {
		plain, _ := utf8.DecodeRuneInString(group)
		for _, r := range group {
			table[r], table[unicode.ToUpper(r)] = plain, plain
		}
	}
	for r, plain := range table {
		if plain < lastFolded {
			table[r] = table[plain]
		}
	}
	return table
}()

// foldRune returns the small form of a letter, and 0 for a sign that only goes
// with one: an accent, a vowel sign, the Arabic stroke that makes words wider.
func foldRune(r rune) rune {
	if r == 'ـ' || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) {
		return 0
	}
	return unicode.ToLower(r)
}
