package key

import (
	"math"
	"strings"
	"unicode"
)

// AskedBits is the strength that a passphrase of one's own should about reach.
const AskedBits = 60

// Strength estimates how many bits of guessing a passphrase withstands from
// someone who knows how people make them. It errs on the low side: a run of
// letters that could be words counts as words; common ones, rows of keys,
// years and repetitions count little. It is an estimate, and cannot know that
// a line is from a song.
func Strength(passphrase string) int {
	s := strings.ToLower(strings.ToValidUTF8(string(fold([]byte(passphrase))), "?"))
	bits := 0.0
	seen := make(map[string]bool)
	for _, token := range tokens(s) {
		switch {
		case seen[token]:
			bits++
		default:
			bits += tokenBits(token)
		}
		seen[token] = true
	}
	return int(bits + capitalBits(passphrase))
}

// commonToken marks where a common word stood.
const commonToken = "\x00"

// tokens cuts a passphrase into runs of letters, of digits, and of other signs.
func tokens(s string) []string {
	plain := unleet(s)
	for _, w := range commonWords() {
		for {
			i := strings.Index(plain, w)
			if i < 0 {
				break
			}
			// Every sign that unleet changes has one byte before and after.
			plain = plain[:i] + commonToken + plain[i+len(w):]
			s = s[:i] + commonToken + s[i+len(w):]
		}
	}
	var out []string
	kind, run := -1, ""
	for _, r := range s {
		k := kindOf(r)
		if k != kind && run != "" {
			out = append(out, run)
			run = ""
		}
		kind = k
		if k != kindSpace {
			run += string(r)
		}
	}
	if run != "" {
		out = append(out, run)
	}
	return out
}

// unleet undoes the usual signs for letters.
func unleet(s string) string {
	return strings.Map(func(r rune) rune {
		if i := strings.IndexRune("@0134$5!7", r); i >= 0 {
			return rune("aoieassit"[i])
		}
		return r
	}, s)
}

const (
	kindSpace = iota
	kindLetter
	kindDigit
	kindCommon
	kindOther
)

func kindOf(r rune) int {
	switch {
	case r == ' ':
		return kindSpace
	case r == 0:
		return kindCommon
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return kindLetter
	case unicode.IsDigit(r):
		return kindDigit
	}
	return kindOther
}

func tokenBits(token string) float64 {
	runes := []rune(token)
	n := float64(len(runes))
	switch kind := kindOf(runes[0]); {
	case kind == kindCommon:
		return 6 + n - 1
	case isRow(runes):
		return 4 + math.Log2(n)
	case kind == kindDigit && isDate(token):
		return math.Min(15, 2*n)
	case kind == kindDigit:
		return n * math.Log2(10)
	case kind == kindOther:
		return 5 * float64(distinct(runes))
	case likeWords(runes):
		return 4.7 + (n-1)*1.75
	}
	return n * 4.7
}

// isRow says whether the signs are all the same, or follow each other in the
// alphabet, in counting, or on a keyboard.
func isRow(runes []rune) bool {
	if len(runes) < 3 {
		return false
	}
	for _, row := range []string{"qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "1234567890"} {
		if strings.Contains(row, string(runes)) {
			return true
		}
	}
	step := runes[1] - runes[0]
	if step < -1 || step > 1 {
		return false
	}
	for i := 2; i < len(runes); i++ {
		if runes[i]-runes[i-1] != step {
			return false
		}
	}
	return true
}

// isDate says whether digits look like a year or a day.
func isDate(digits string) bool {
	year := func(s string) bool { return strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20") }
	return len(digits) == 4 && year(digits) ||
		len(digits) == 8 && (year(digits) || year(digits[4:])) || len(digits) == 6
}

func distinct(runes []rune) int {
	seen := make(map[rune]bool)
	for _, r := range runes {
		seen[r] = true
	}
	return len(seen)
}

// likeWords says whether letters could be words of a language. Beyond plain
// Latin letters, everything could.
func likeWords(runes []rune) bool {
	vowels, between, longest := 0, 0, 0
	for _, r := range runes {
		if r > unicode.MaxASCII {
			return true
		}
		if strings.ContainsRune("aeiouy", r) {
			vowels++
			between = 0
			continue
		}
		between++
		longest = max(longest, between)
	}
	share := float64(vowels) / float64(len(runes))
	return len(runes) < 5 || longest < 5 && share > 0.2 && share < 0.75
}

// capitalBits counts capital letters that do not just begin a word.
func capitalBits(p string) float64 {
	bits, before := 0.0, ' '
	for _, r := range p {
		if unicode.IsUpper(r) && unicode.IsLetter(before) && !unicode.IsUpper(before) {
			bits++
		}
		before = r
	}
	return math.Min(bits, 8)
}

// commonWords are parts of the passphrases that are tried first, longer ones
// before those which they contain.
func commonWords() []string {
	return []string{
		"iloveyou", "passphrase", "contrasena", "password", "passwort", "security", "princess", "football",
		"baseball", "sunshine", "superman", "whatever", "trustno", "starwars", "welcome", "letmein",
		"dragon", "monkey", "master", "shadow", "secret", "qwerty", "azerty", "access", "summer", "winter", "spring",
		"amparo", "feminista", "feminist", "mujeres", "colectiva", "segura", "hello", "admin", "login",
		"family", "friend", "mother", "teamo", "hola", "amor", "love", "angel", "clave", "test", "user", "pass", "abcd",
	}
}
