package locale

// Which form of a text goes with a count, in the order of msgstr[0], msgstr[1]
// and so on. The rules are those of Unicode's CLDR for whole numbers; the
// Spanish form for whole millions ("un millón de") is left out, as the
// Plural-Forms line that every PO editor writes for Spanish leaves it out.

// pluralForms maps a language to the Plural-Forms line of its catalogue. The
// reader refuses another line: the rule itself is compiled in.
var pluralForms = map[string]string{
	"es": "nplurals=2; plural=(n != 1);",
	"ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}

// formCount returns how many forms a text with a count has in a language.
func formCount(lang string) int {
	if lang == "ar" {
		return 6
	}
	return 2
}

// oneOrMany is the rule of English and of Spanish.
func oneOrMany(n int) int {
	if n == 1 || n == -1 {
		return 0
	}
	return 1
}

// sixForms is the rule of Arabic: none, one, two, few (3 to 10), many (11 to
// 99) and other (100 to 102 and so on).
func sixForms(n int) int {
	if n < 0 {
		n = -n
	}
	switch tens := n % 100; {
	case n <= 2:
		return n
	case tens >= 3 && tens <= 10:
		return 3
	case tens >= 11:
		return 4
	}
	return 5
}
