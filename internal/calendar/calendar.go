// Package calendar reads days and clock times in the one form that Amparo keeps.
//
//	t, ok := calendar.Day("2026-11-22")
//	hour, minute, ok := calendar.Clock("14:02")
//
// The standard library's time.Parse reads every layout there is, for which a
// telephone would have to load a good deal more.
package calendar

import (
	"strconv"
	"strings"
	"time"
)

// Day reads a day as 2006-01-02, in UTC, and says whether it is one.
func Day(text string) (time.Time, bool) {
	if len(text) != len(time.DateOnly) || text[4] != '-' || text[7] != '-' {
		return time.Time{}, false
	}
	year, ok := number(text[:4])
	month, ok2 := number(text[5:7])
	date, ok3 := number(text[8:])
	t := time.Date(year, time.Month(month), date, 0, 0, 0, 0, time.UTC)
	same := t.Month() == time.Month(month) && t.Day() == date // and not a 30th of February
	return t, ok && ok2 && ok3 && same
}

// Clock reads a time of the day as 15:04, and says whether it is one.
func Clock(text string) (hour, minute int, ok bool) {
	before, after, found := strings.Cut(text, ":")
	if !found || len(before) > 2 || len(after) != 2 {
		return 0, 0, false
	}
	hour, ok = number(before)
	minute, ok2 := number(after)
	return hour, minute, ok && ok2 && hour < 24 && minute < 60
}

// number reads digits, and nothing else.
func number(digits string) (int, bool) {
	n, err := strconv.ParseUint(digits, 10, 16)
	return int(n), err == nil
}
