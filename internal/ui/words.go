package ui

import (
	"strings"
	"time"
	"unicode/utf8"

	"amparo/internal/notebook"
)

// own puts the group's word for a protocol into a text of ours.
func (v *visit) own(text string) string {
	own := v.choice("protocol_word")
	if own == "" {
		return text
	}
	usual := v.T("protocol")
	return strings.NewReplacer(usual, own, capital(usual), capital(own)).Replace(text)
}

// wordOne returns the group's word for a protocol as a heading has it.
func (v *visit) wordOne() string { return capital(v.word()) }

// capital writes the first letter of a text large.
func capital(text string) string {
	_, n := utf8.DecodeRuneInString(text)
	return strings.ToUpper(text[:n]) + text[n:]
}

// daysAgo says when something was, in words by day: no hour, and after a week
// the date.
func (v *visit) daysAgo(unix int64) string {
	then, now := day(time.Unix(unix, 0)), day(v.now())
	switch n := int(now.Sub(then).Hours()+12) / 24; {
	case n == 0:
		return v.T("today")
	case n == 1:
		return v.T("yesterday")
	case n > 1 && n < 7:
		return v.N("%d day ago", "%d days ago", n)
	}
	return v.Date(then.Format(time.DateOnly))
}

// day returns the beginning of the day of a moment, where this device is.
func day(t time.Time) time.Time {
	y, m, d := t.Local().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// hourOf returns the clock time of a moment of today, "" of an earlier day.
func (v *visit) hourOf(unix int64) string {
	if unix == 0 || !day(time.Unix(unix, 0)).Equal(day(v.now())) {
		return ""
	}
	return v.Time(unix)
}

// firstLine returns a text up to its first line end.
func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}

// clip returns at most n bytes of a text, cut between letters.
func clip(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return strings.TrimRight(text[:n], " \n") + "…"
}

// split2 parts "kind.id" as it stands in a query.
func split2(text string) (kind, id string, ok bool) { return strings.Cut(text, ".") }

// oneWord returns what people call one record of a kind.
func oneWord(v *visit, kind string) string {
	if kind == "protocol" {
		return v.word()
	}
	return v.T(notebook.KindOf(kind).A)
}
