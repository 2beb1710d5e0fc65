package catalog

import "strings"

// WordCount is how many words each list has: six words drawn evenly from it
// have sixty bits.
const WordCount = 1024

// Words returns the words that passphrases are drawn from: WordCount of them,
// sorted by their bytes, three to eight letters each. No two begin with the
// same four letters. English and Spanish use a to z only, and no word is one
// letter away from another. Arabic uses letters that are typed in one way (no
// hamza, no final alif maqsura, no marks); no two words differ in their dots
// only, nor in letters that are easily heard for one another. There are none
// when a browser cannot fetch them.
func Words(lang string) []string {
	text, _ := sentences(pick(lang), "words.txt")
	var list []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			list = append(list, strings.Fields(line)...)
		}
	}
	return list
}
