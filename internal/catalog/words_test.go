package catalog_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"amparo/internal/catalog"
)

// letters are those that a list may use.
var letters = map[string]string{
	"en": "abcdefghijklmnopqrstuvwxyz",
	"es": "abcdefghijklmnopqrstuvwxyz",
	"ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوية",
}

// unkind are words that no woman should read in her passphrase.
var unkind = strings.Fields(`gun kill knife dead death war fight blood weapon bomb slave ugly stupid hate sex nude rape
	god church bible jesus allah priest king party vote police prison jail army enemy
	arma matar muerte guerra pelea sangre bomba esclava fea tonta odio sexo dios iglesia biblia rey partido voto policia
	prision carcel ejercito enemigo concha pico polla culo pinga coger puta zorra
	سلاح قتل موت حرب دم قنبلة عنف كره جنس رب كنيسة مسجد قران حزب سجن جيش عدو شرطة عرش`)

func TestWordListsAreWhole(t *testing.T) {
	for _, lang := range languages {
		list := catalog.Words(lang)
		if len(list) != catalog.WordCount {
			t.Errorf("%s has %d words", lang, len(list))
		}
		if !slices.IsSorted(list) {
			t.Errorf("%s is not sorted", lang)
		}
		for _, w := range list {
			if n := utf8.RuneCountInString(w); n < 3 || n > 8 {
				t.Errorf("%s: %s has %d letters", lang, w, n)
			}
			if strings.Trim(w, letters[lang]) != "" {
				t.Errorf("%s: %s is not typed with the letters promised", lang, w)
			}
			if slices.Contains(unkind, w) {
				t.Errorf("%s: %s is not a word to give to anyone", lang, w)
			}
		}
	}
}

// alike makes one of words that could be taken for each other when they are
// folded, read in a hurry or heard on the telephone.
var (
	fold  = strings.NewReplacer("ة", "ه", "ى", "ي")
	dots  = strings.NewReplacer("ت", "ب", "ث", "ب", "ج", "ح", "خ", "ح", "ذ", "د", "ز", "ر", "ش", "س", "ض", "ص", "ظ", "ط", "غ", "ع", "ق", "ف", "ة", "ه")
	sound = strings.NewReplacer("ص", "س", "ط", "ت", "ض", "د", "ظ", "ز", "ذ", "ز", "ق", "ك", "ث", "س", "ة", "ه")
)

// inner makes one of the letters that differ in dots only inside a word.
func inner(word string) string {
	r := []rune(word)
	for i := range len(r) - 1 {
		if r[i] == 'ن' || r[i] == 'ي' {
			r[i] = 'ب'
		}
	}
	return string(r)
}

func start(word string) string {
	r := []rune(fold.Replace(word))
	return string(r[:min(4, len(r))])
}

func TestWordsAreNotTakenForOneAnother(t *testing.T) {
	looks := map[string]func(string) string{
		"first four letters": start,
		"dots":               func(w string) string { return inner(dots.Replace(w)) },
		"sound":              sound.Replace,
	}
	for _, lang := range languages {
		for what, look := range looks {
			seen := map[string]string{}
			for _, w := range catalog.Words(lang) {
				if other, ok := seen[look(w)]; ok {
					t.Errorf("%s: %s and %s are alike in %s", lang, other, w, what)
				}
				seen[look(w)] = w
			}
		}
	}
}

func TestWordsAreMoreThanOneLetterApart(t *testing.T) {
	for _, lang := range []string{"en", "es"} {
		list := catalog.Words(lang)
		for i, a := range list {
			for _, b := range list[i+1:] {
				if oneApart(a, b) {
					t.Errorf("%s: %s and %s are one letter apart", lang, a, b)
				}
			}
		}
	}
}

// oneApart says whether one letter changed, left out or put in makes b of a.
func oneApart(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		return a[i+1:] == b[i+1:]
	case 1:
		return a[i:] == b[i+1:]
	}
	return false
}
