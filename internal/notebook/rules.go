package notebook

import (
	"slices"
	"sort"
	"strings"

	"amparo/internal/calendar"
)

// Pause and Many bound how many measures a part of a protocol has with ease:
// from Pause on the page suggests a breath, above Many it says that fewer are
// easier to live by.
const (
	Pause = 5
	Many  = 9
)

// Items returns the items of a field of type Lines, without empty ones.
func Items(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// Heaviest returns the risks with the highest probability times impact first;
// those without both come last. It orders a list and says nothing else: the
// product of the two is never shown.
func Heaviest(risks []*Record) []*Record {
	list := slices.Clone(risks)
	sort.SliceStable(list, func(i, j int) bool { return weight(list[i]) > weight(list[j]) })
	return list
}

func weight(r *Record) int { return step(r, "probability") * step(r, "impact") }

// step returns 1-5 for an answered scale of five, 0 otherwise.
func step(r *Record, field string) int {
	text := r.Get(field)
	if len(text) == 1 && text[0] >= '1' && text[0] <= '5' {
		return int(text[0] - '0')
	}
	return 0
}

// Answered says whether a value fits the field: a step of its scale, a day, a
// count. Free text always does, and so does no answer.
func (f *Field) Answered(text string) bool {
	switch {
	case text == "":
		return true
	case f.Type == Choice:
		return f.Scale.Word(text) != ""
	case f.Type == Date:
		return isDay(text)
	case f.Type == Number:
		return len(text) <= 6 && strings.Trim(text, "0123456789") == ""
	case f.Type == Line:
		return !strings.ContainsAny(text, "\r\n")
	case f.Type == Refs:
		_, err := ParseID(text)
		return err == nil
	case f.Type == Marks:
		return len(text) <= 200 && !strings.ContainsAny(text, "\r\n")
	}
	return true
}

// Unsure returns the answer of those who are not sure: the scale's own step for
// it, or none.
func (f *Field) Unsure() string {
	if f.Scale.Word(Unknown) != "" {
		return Unknown
	}
	return ""
}

// isDay says whether text is a day as 2006-01-02.
func isDay(text string) bool {
	_, ok := calendar.Day(text)
	return ok
}
