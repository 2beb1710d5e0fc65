package main

import (
	"strings"
	"testing"
	"unicode"

	"amparo/internal/locale"
)

// banned are the words that nobody should read here: they blame, hurry or
// count against someone. A word ending in * stands for all that begin so.
var banned = map[string][]string{
	"en": {"failed", "failure", "fail", "fails", "invalid", "must", "victim*", "overdue", "incomplete", "weak", "weakness*",
		"streak*", "illegal", "fatal", "abort*", "behind schedule", "error code*", "percent"},
	"es": {"fallo", "falló", "fallido*", "fallida*", "inválid*", "invalid*", "debe", "debes", "deben", "debemos", "víctima*", "vencid*",
		"atrasad*", "incomplet*", "débil*", "racha", "ilegal*", "fatal", "por ciento"},
	"ar": {"فشل", "فشلت", "غير صالح", "غير صالحة", "يجب", "ضحية", "ضحايا", "متأخر", "متأخرة", "غير مكتمل", "غير مكتملة",
		"ضعيف", "ضعيفة", "بالمئة"},
}

// breaches returns the banned words that a text holds.
func breaches(lang, text string) []string {
	words := " " + strings.Join(words(text), " ") + " "
	var list []string
	for _, word := range banned[lang] {
		start, open := strings.CutSuffix(word, "*")
		end := " "
		if open {
			end = ""
		}
		for _, before := range prefixes(lang) {
			if strings.Contains(words, " "+before+start+end) {
				list = append(list, word)
				break
			}
		}
	}
	return list
}

// prefixes are what can stand before a word without a space.
func prefixes(lang string) []string {
	if lang == "ar" {
		return []string{"", "ال", "و", "ف", "وال", "بال", "لل"}
	}
	return []string{""}
}

// words returns the words of a text in small letters.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' && r != '-' && r != '%'
	})
}

// sentences returns the sentences of a text.
func sentences(text string) []string {
	var list []string
	for _, s := range strings.FieldsFunc(strings.ReplaceAll(text, "...", " "), func(r rune) bool {
		return strings.ContainsRune(".!?:;\n؟؛…", r)
	}) {
		if len(words(s)) > 0 {
			list = append(list, s)
		}
	}
	return list
}

func TestVoiceInEnglish(t *testing.T) {
	for _, text := range said(t) {
		for _, part := range []string{text.ID, text.Plural} {
			speak(t, "en", part, text.Where[0])
		}
	}
}

func TestVoiceInTranslation(t *testing.T) {
	eachForm(t, func(lang string, m locale.Message, form int) { speak(t, lang, m.Forms[form], m.ID) })
}

// speak checks the voice of one text.
func speak(t *testing.T, lang, text, where string) {
	t.Helper()
	const long = 20
	if bad := breaches(lang, text); len(bad) > 0 {
		t.Errorf("%s (%s): %q says %q", lang, where, text, bad)
	}
	for _, s := range sentences(text) {
		if n := len(words(s)); n > long+spare(lang) {
			t.Errorf("%s (%s): a sentence of %d words: %q", lang, where, n, s)
		}
	}
}

// spare is how many words more than English a language takes for the same.
func spare(lang string) int {
	if lang == "es" {
		return 5
	}
	return 0
}

func TestVoiceSeesFaults(t *testing.T) {
	for lang, text := range map[string]string{"en": "You MUST save.", "es": "La clave es inválida.", "ar": "كلمة السر غير صالحة."} {
		if len(breaches(lang, text)) != 1 {
			t.Errorf("%q is let through", text)
		}
	}
	for lang, text := range map[string]string{"en": "A mustard seed; we falter.", "es": "Fallamos juntas.", "ar": "نحفظ معًا."} {
		if bad := breaches(lang, text); len(bad) != 0 {
			t.Errorf("%q is refused for %q", text, bad)
		}
	}
}

// The whole catalogue can be read after eight years of school (the grade of
// Flesch and Kincaid over all sentences of three words and more).
func TestEnglishIsPlain(t *testing.T) {
	const grade = 8
	var all []string
	for _, text := range said(t) {
		for _, s := range sentences(text.ID) {
			if len(words(s)) >= 3 {
				all = append(all, s)
			}
		}
	}
	got := readability(all)
	t.Logf("grade %.1f over %d sentences", got, len(all))
	if got > grade {
		t.Errorf("grade %.1f, more than %d", got, grade)
	}
}

// readability returns the grade of Flesch and Kincaid.
func readability(sentences []string) float64 {
	var count, beats float64
	for _, s := range sentences {
		for _, word := range words(s) {
			count++
			beats += float64(syllables(word))
		}
	}
	return 0.39*count/float64(len(sentences)) + 11.8*beats/count - 15.59
}

// syllables counts the groups of vowels of a word; a silent e at the end is
// left out.
func syllables(word string) int {
	count, inside := 0, false
	for _, r := range word {
		vowel := strings.ContainsRune("aeiouyáéíóúü", r)
		if vowel && !inside {
			count++
		}
		inside = vowel
	}
	if strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") && count > 1 {
		count--
	}
	return max(count, 1)
}

func TestReadabilityTellsPlainFromHeavy(t *testing.T) {
	plain := readability([]string{"We save what you type.", "You can stop at any time."})
	heavy := readability([]string{"Organisational authorisation considerations necessitate comprehensive documentation of vulnerabilities."})
	if plain > 3 || heavy < 12 {
		t.Errorf("plain %.1f, heavy %.1f", plain, heavy)
	}
}
