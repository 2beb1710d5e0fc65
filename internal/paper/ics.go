package paper

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"amparo/internal/calendar"
	"amparo/internal/notebook"
)

// Event is a whole day of a calendar file. It holds nothing of what it is about.
type Event struct {
	Day   string // as 2006-01-02
	Weeks int    // comes again after so many weeks; 0 for once
}

// Events returns the days of a notebook that a calendar can hold: when we look
// at protocols and agreements again, practise again and when the plan ends, from
// today on. They stand by day and each once, so that neither their order nor
// their number tells what they are for. Weeks is the rhythm of her check-ins, 0
// while there is none.
func Events(n *notebook.Notebook, weeks int, today string) []Event {
	var days []string
	for _, from := range [][2]string{{"protocol", "review"}, {"agreement", "again"}, {"plan", "ends"}, {"drill", "next"}} {
		for _, r := range n.Records(from[0]) {
			if _, ok := calendar.Day(r.Get(from[1])); ok && r.Get(from[1]) >= today {
				days = append(days, r.Get(from[1]))
			}
		}
	}
	slices.Sort(days)
	var list []Event
	for _, day := range slices.Compact(days) {
		list = append(list, Event{Day: day})
	}
	if weeks > 0 {
		list = append(list, Event{NextCheckin(n, weeks, today), weeks})
	}
	return list
}

// LastCheckin returns the newest day on which she wrote, "" for none.
func LastCheckin(n *notebook.Notebook) string {
	day := ""
	for _, r := range n.Records("checkin") {
		day = max(day, r.Get("on"))
	}
	return day
}

// NextCheckin returns the day on which the rhythm comes round: never one that
// has gone by.
func NextCheckin(n *notebook.Notebook, weeks int, today string) string {
	next := today
	if last, ok := calendar.Day(LastCheckin(n)); ok {
		next = last.AddDate(0, 0, 7*weeks).Format(time.DateOnly)
	}
	return max(next, today)
}

// ICS returns events as an iCalendar file (RFC 5545), which has at least one.
// Every one has the same title, and equal events give equal bytes: no clock is
// read, and nothing of a notebook or a device stands in it.
func ICS(title string, events []Event) []byte {
	var b strings.Builder
	line := func(text string) { b.WriteString(folded(text) + "\r\n") }
	line("BEGIN:VCALENDAR")
	line("VERSION:2.0")
	line("PRODID:-//notes//notes//EN")
	for _, e := range events {
		t, ok := calendar.Day(e.Day)
		if !ok {
			continue
		}
		day := t.Format("20060102")
		line("BEGIN:VEVENT")
		line("UID:" + eventID(e))
		line("DTSTAMP:" + day + "T000000Z")
		line("DTSTART;VALUE=DATE:" + day)
		line("DTEND;VALUE=DATE:" + t.AddDate(0, 0, 1).Format("20060102"))
		if e.Weeks > 0 {
			line("RRULE:FREQ=WEEKLY;INTERVAL=" + strconv.Itoa(e.Weeks))
		}
		line("SUMMARY:" + escaped(title))
		line("TRANSP:TRANSPARENT")
		line("END:VEVENT")
	}
	line("END:VCALENDAR")
	return []byte(b.String())
}

// eventID names an event by what its file says anyway: its day, or for what
// comes again that it does. So a later file moves the series of an earlier one
// in a calendar, and leaves the days where they are.
func eventID(e Event) string {
	name := e.Day
	if e.Weeks > 0 {
		name = "weeks"
	}
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:16])
}

// escaped writes a text as RFC 5545 has it, on one line.
func escaped(text string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(clean)
}

// folded breaks a line after at most 75 bytes, never within a letter.
func folded(text string) string {
	var b strings.Builder
	room := 75
	for _, r := range text {
		if n := len(string(r)); n > room {
			b.WriteString("\r\n ")
			room = 74
		}
		b.WriteRune(r)
		room -= len(string(r))
	}
	return b.String()
}
