package notebook

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// initials is the length, in letters, up to which a name counts only as it is
// written: "A" is not the "a" of a sentence.
const initials = 2

// Mentions says whether a text has a name in it as a whole word, in any script.
// Large and small letters, accents, vowel signs and the forms of Arabic letters
// make no difference. What Arabic writes together with a word (and, so, with,
// for, like) may stand before a name.
//
// A name that is an everyday word, too, is found in that sense as well: a
// question too many is kinder than a number that nobody answers any more.
func Mentions(text, name string) bool {
	name, text = spaced(name), spaced(text)
	if utf8.RuneCountInString(name) > initials {
		name, text = Fold(name), Fold(text)
	}
	if rest, ok := strings.CutPrefix(name, "ال"); ok && has(text, "لل"+rest) {
		return true // "for the": the article changes its form
	}
	return has(text, name)
}

func spaced(text string) string { return strings.Join(strings.Fields(text), " ") }

// has looks for a name that stands free on both sides.
func has(text, name string) bool {
	for before, rest := "", text; name != ""; {
		head, tail, found := strings.Cut(rest, name)
		if !found {
			return false
		}
		if before += head; begins(before, name) && ends(tail, name) {
			return true
		}
		_, n := utf8.DecodeRuneInString(name)
		before, rest = before+name[:n], (name + tail)[n:]
	}
	return false
}

// begins says whether a name begins a word after what stands before it.
func begins(before, name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	if open(before, first) {
		return true
	}
	if !unicode.Is(unicode.Arabic, first) {
		return false
	}
	for _, joined := range []string{"و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل"} {
		if rest, ok := strings.CutSuffix(before, joined); ok && open(rest, first) {
			return true
		}
	}
	return false
}

// open says whether a word can begin after a text with the letter first.
func open(before string, first rune) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || !inWord(last) || unspaced(first)
}

func ends(after, name string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	last, _ := utf8.DecodeLastRuneInString(name)
	return after == "" || !inWord(next) || unspaced(last)
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) }

// unspaced says whether a letter is of a script that puts no spaces between
// words.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
