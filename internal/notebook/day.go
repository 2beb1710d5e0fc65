package notebook

import "amparo/internal/calendar"

// DayNumber counts the days from 1 January 1970 to a day as 2006-01-02, so that
// days can be placed along a line. It returns false for what is no day.
func DayNumber(text string) (int, bool) {
	t, ok := calendar.Day(text)
	return int(t.Unix() / 86400), ok
}
