package export

import (
	"slices"
	"strings"
	"unicode"
)

// pdfOrderView is the text as the bidirectional order should see it. A phone
// number, a link or an address is one unit that is never turned round: its
// characters stand in for digits or for letters. The length stays the same.
func pdfOrderView(text []rune) []rune {
	view := slices.Clone(text)
	for at := 0; at < len(view); {
		end := at
		for end < len(view) && !unicode.IsSpace(view[end]) {
			end++
		}
		if pdfIsAddress(view[at:end]) {
			pdfStandIn(pdfTrimStops(view[at:end]), 'a')
		}
		at = end + 1
	}
	for at := 0; at < len(view); {
		n := pdfNumberLength(view[at:])
		pdfStandIn(view[at:at+n], '0')
		at += max(1, n)
	}
	return view
}

func pdfStandIn(unit []rune, r rune) {
	for i := range unit {
		unit[i] = r
	}
}

// pdfIsAddress tells links, mail addresses and handles in Latin letters.
func pdfIsAddress(word []rune) bool {
	if slices.ContainsFunc(word, pdfIsRTL) || !slices.ContainsFunc(word, pdfIsLTR) {
		return false
	}
	s := string(word)
	return strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.ContainsRune(s, '@') ||
		strings.HasPrefix(s, "#")
}

// pdfTrimStops takes the stops of the sentence from the end of an address.
func pdfTrimStops(word []rune) []rune {
	for len(word) > 0 && strings.ContainsRune(".,;:!?)]}»”\"'،؛؟", word[len(word)-1]) {
		word = word[:len(word)-1]
	}
	return word
}

// pdfNumberLength is how many characters at the start of text are one
// number in several parts, such as 555-0134 or +52 55 1234; 0 if there is
// none. Parts divided by spaces are one number only when they are as long
// as a phone number.
func pdfNumberLength(text []rune) int {
	end, digits, joined, spaced := 0, 0, false, false
	for i, r := range text {
		switch {
		case unicode.IsDigit(r):
			digits++
			end = i + 1
		case r == '+' && i == 0:
			joined = true
		case i > 0 && end == i && strings.ContainsRune("-‑–/.:", r):
			joined = true
		case i > 0 && end == i && (r == ' ' || r == '\u00a0'):
			spaced = true
		default:
			return pdfNumberEnd(end, digits, joined, spaced)
		}
	}
	return pdfNumberEnd(end, digits, joined, spaced)
}

// pdfNumberEnd decides whether digits and the signs between them are one
// number.
func pdfNumberEnd(end, digits int, joined, spaced bool) int {
	if digits < 2 || spaced && digits < 7 || !spaced && !joined {
		return 0
	}
	return end
}
