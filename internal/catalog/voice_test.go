package catalog_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"amparo/internal/catalog"
	"amparo/internal/notebook"
)

// banned is what no page says, in each language: words that blame, hurry or
// count against anyone. One that begins with a space stands at the start of a
// word, one that ends with a space is a word's end.
var banned = map[string][]string{
	"en": {
		" fail", "invalid", " must ", "victim", "overdue", "incomplete", " weak", "streak", " error", " late ",
		"percent", "%", "should have", "your fault", "at fault",
	},
	"es": {
		" fall", "fracas", "inválid", " debe", " debo", "víctima", " vencid", "atrasad", "incomplet", "débil", "debilid",
		" error", "por ciento", "%", " culpa", " tiene que ", " tienen que ",
	},
	"ar": {
		"فشل", "فاشل", " يجب ", " ويجب ", " فيجب ", "ضحية", "ضحايا", "متأخر", "ناقص", "ضعيف", "ضعف", "غير صالح", "غير مكتمل", "خطأ",
		"٪", "%", "بالمئة", "ذنب",
	},
}

// place is a text and where it stands.
type place struct{ where, text string }

// sentences returns what people read: each line of each free text.
func sentences(lang string) []place {
	var list []place
	add := func(where, kind string, values map[string][]string) {
		for _, f := range notebook.KindOf(kind).Fields {
			if f.Type > notebook.Lines || values[f.Name] == nil {
				continue
			}
			for i, line := range strings.Split(values[f.Name][0], "\n") {
				list = append(list, place{where + " " + f.Name + " " + strconv.Itoa(i+1), line})
			}
		}
	}
	for _, s := range starters(lang) {
		add(s.Kind+" "+s.Key, s.Kind, s.Values)
	}
	for _, r := range catalog.NewExample(lang).Records {
		add("example "+r.Kind+" "+r.Key, r.Kind, r.Values)
	}
	return list
}

var sentenceEnd = regexp.MustCompile(`[.?!؟…]+["”»]?(\s+|$)|[:;؛](\s+|$)`)

func TestSentencesAreShort(t *testing.T) {
	for _, lang := range languages {
		for _, p := range sentences(lang) {
			for _, s := range sentenceEnd.Split(p.text, -1) {
				if n := len(strings.Fields(s)); n > 20 {
					t.Errorf("%s: %s: %d words: %s", lang, p.where, n, s)
				}
			}
		}
	}
}

func TestNothingBlamesOrHurries(t *testing.T) {
	plain := strings.NewReplacer(`"`, " ", ".", " ", ",", " ", "،", " ", ":", " ", "(", " ")
	for _, lang := range languages {
		for _, p := range sentences(lang) {
			text := " " + plain.Replace(strings.ToLower(p.text)) + " "
			for _, word := range banned[lang] {
				if strings.Contains(text, word) {
					t.Errorf("%s: %s says %q: %s", lang, p.where, word, p.text)
				}
			}
		}
	}
}

// Marks that one language has and another would not show a slip of the hand.
func TestMarksAreThoseOfTheLanguage(t *testing.T) {
	for lang, stray := range map[string]string{"en": "¿¡؟،؛–—“”…", "es": "؟،؛–—“”…«»", "ar": "?,;¿–—“”…«»ـ٠١٢٣٤٥٦٧٨٩"} {
		for _, p := range sentences(lang) {
			if i := strings.IndexAny(p.text, stray); i >= 0 {
				t.Errorf("%s: %s: a stray mark in %s", lang, p.where, p.text)
			}
			if strings.Contains(p.text, "  ") || strings.Count(p.text, `"`)%2 != 0 {
				t.Errorf("%s: %s: spaces or quotes in %s", lang, p.where, p.text)
			}
			if lang == "es" && strings.Count(p.text, "¿") != strings.Count(p.text, "?") {
				t.Errorf("es: %s: a question without its other mark: %s", p.where, p.text)
			}
		}
	}
}
