package locale

import "strings"

// Pseudo is the code of a language for tests: every text in brackets and two
// fifths longer, so that a plain text and a narrow box are both seen. It is
// not among [Languages], and [Pick] never picks it.
const Pseudo = "en-x-pseudo"

// Language is a language that people can choose.
type Language struct {
	Code string // "es", as in the lang attribute
	Name string // in itself: "Español"
}

// Languages returns the languages that people can choose, English first. The
// slice is the caller's.
func Languages() []Language {
	return []Language{{"en", "English"}, {"es", "Español"}, {"ar", "العربية"}}
}

// Locale is one language's texts and manners. The zero value is not usable;
// New makes one.
type Locale struct {
	lang  string
	texts map[string][]string // what is said, one form for each plural
	form  func(n int) int     // which form goes with a count
	days  days
	count grouping
	bend  func(text string) string // for Pseudo; nil otherwise
}

// New returns the locale of a language code such as "es" or "es-MX": region
// and case are ignored, and a language that is not shipped gives English, as
// does one that a browser cannot fetch now.
func New(lang string) *Locale {
	if lang == Pseudo {
		return &Locale{lang: Pseudo, form: oneOrMany, days: english, count: grouping{',', 4}, bend: stretch}
	}
	switch primary(lang) {
	case "es":
		if texts, ok := textsOf("es"); ok {
			return &Locale{lang: "es", texts: texts, form: oneOrMany, days: spanish, count: grouping{'.', 5}}
		}
	case "ar":
		if texts, ok := textsOf("ar"); ok {
			return &Locale{lang: "ar", texts: texts, form: sixForms, days: arabic, count: grouping{',', 4}}
		}
	}
	return &Locale{lang: "en", form: oneOrMany, days: english, count: grouping{',', 4}}
}

// texts reads a catalogue of ours. One that cannot be read is the programmer's
// mistake, which a test finds.
func texts(po string) map[string][]string {
	c, err := Read(po)
	if err != nil {
		panic("locale: " + err.Error())
	}
	said := make(map[string][]string, len(c.Messages))
	for _, m := range c.Messages {
		if m.Done() {
			said[m.ID] = m.Forms
		}
	}
	return said
}

// Lang returns the code of the language: "en", "es", "ar" (or Pseudo).
func (l *Locale) Lang() string { return l.lang }

// RTL reports whether the language is written from right to left.
func (l *Locale) RTL() bool { return l.lang == "ar" }

// Msg marks an English text that is kept now and said later, so that it enters
// the catalogues. It returns the text.
func Msg(text string) string { return text }

// T returns what the language says for an English text.
func (l *Locale) T(text string) string {
	if forms := l.texts[text]; len(forms) > 0 {
		return forms[min(l.form(1), len(forms)-1)]
	}
	return l.plain(text)
}

// F returns what the language says for an English text, with the arguments put
// where %s stands, in order. A %s without an argument stays; an argument
// without a %s is left out.
func (l *Locale) F(text string, args ...string) string {
	return fill(l.T(text), args)
}

// N returns what the language says for n things: one and many are the English
// for one and for any other count. The count is put where %d stands, the
// arguments where %s stands.
func (l *Locale) N(one, many string, n int, args ...string) string {
	return fill(strings.ReplaceAll(l.plural(one, many, n), "%d", l.Number(n)), args)
}

func (l *Locale) plural(one, many string, n int) string {
	i := l.form(n)
	if forms := l.texts[one]; i < len(forms) {
		return forms[i]
	}
	if oneOrMany(n) == 0 {
		return l.plain(one)
	}
	return l.plain(many)
}

// plain is what is said for a text without a translation.
func (l *Locale) plain(text string) string {
	if l.bend != nil {
		return l.bend(text)
	}
	return text
}

// fill puts the arguments where %s stands. What people typed is never searched
// for %s itself.
func fill(text string, args []string) string {
	var b strings.Builder
	for _, arg := range args {
		before, after, found := strings.Cut(text, "%s")
		if !found {
			break
		}
		b.WriteString(before)
		b.WriteString(arg)
		text = after
	}
	b.WriteString(text)
	return b.String()
}
