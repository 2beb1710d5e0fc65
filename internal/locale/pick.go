package locale

import (
	"strconv"
	"strings"
)

// Pick returns the code of the shipped language that a reader likes best. It
// takes what a browser sends as Accept-Language ("es-MX,es;q=0.9,en;q=0.5") or
// what a terminal has in LANG ("ar_MA.UTF-8"). Nothing that we know gives "en".
func Pick(accept string) string {
	best, liking := "en", 0
	for part := range strings.SplitSeq(accept, ",") {
		tag, q := weigh(part)
		if q > liking && Shipped(tag) {
			best, liking = tag, q
		}
	}
	return best
}

// weigh parts "es-MX;q=0.8" into "es" and 800, which is in thousandths. A weight
// that cannot be read is none at all.
func weigh(part string) (tag string, q int) {
	tag, weight, found := strings.Cut(strings.TrimSpace(part), ";")
	if !found {
		return primary(tag), 1000
	}
	whole, rest, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(weight), "q="), ".")
	n, err := strconv.ParseUint(whole+(rest + "000")[:3], 10, 16)
	if err != nil || n > 1000 {
		return primary(tag), 0
	}
	return primary(tag), int(n)
}

// primary returns the language of a tag, without its region or encoding, in
// small letters.
func primary(tag string) string {
	tag = strings.ToLower(strings.TrimSpace(tag))
	if end := strings.IndexAny(tag, "-_.@"); end >= 0 {
		tag = tag[:end]
	}
	return tag
}

// Shipped says whether a code is that of one of Languages.
func Shipped(code string) bool {
	for _, l := range Languages() {
		if l.Code == code {
			return true
		}
	}
	return false
}
