package key

import (
	"encoding/base32"
	"strings"
)

// alphabet leaves out I, L, O and U, which are taken for others by hand.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// between are the signs that people put between groups of letters.
const between = " -\t\r\n\u00a0\u2010\u2011\u2013\u2212."

// Letters writes bytes with the letters and digits of everything that people
// copy by hand: paper keys, invites, codes. What was typed goes through Typed
// before it is read.
var Letters = base32.NewEncoding(alphabet).WithPadding(base32.NoPadding)

// Typed returns a text as it was meant: in capitals, without what stands between
// the groups, I and L as 1, and O as 0.
func Typed(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(between, r) {
			return -1
		}
		return letter(r)
	}, text)
}

// letter returns the letter that was meant, or r when there is none.
func letter(r rune) rune {
	if r >= 'a' && r <= 'z' {
		r -= 'a' - 'A'
	}
	switch r {
	case 'I', 'L':
		return '1'
	case 'O':
		return '0'
	}
	return r
}

// Groups parts letters into groups of n with a dash between them.
func Groups(letters string, n int) string {
	var groups []string
	for ; len(letters) > n; letters = letters[n:] {
		groups = append(groups, letters[:n])
	}
	return strings.Join(append(groups, letters), "-")
}
