package locale

import (
	"strconv"
	"strings"
	"time"

	"amparo/internal/calendar"
)

// days is how a language writes a day: the months, and what stands between.
type days struct {
	months [12]string
	of     string // between day, month and year
	and    string // between a day and a time
}

var english = days{[12]string{
	"January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December",
}, " ", ", "}

var spanish = days{[12]string{
	"enero", "febrero", "marzo", "abril", "mayo", "junio",
	"julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
}, " de ", ", "}

var arabic = days{[12]string{
	"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
	"يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
}, " ", "، "}

// Date returns a day kept as 2006-01-02 as people write it: "22 November
// 2026", "22 de noviembre de 2026". Anything else comes back as it is.
func (l *Locale) Date(text string) string {
	t, ok := calendar.Day(text)
	if !ok {
		return text
	}
	return l.day(t)
}

func (l *Locale) day(t time.Time) string {
	parts := []string{strconv.Itoa(t.Day()), l.days.months[t.Month()-1], strconv.Itoa(t.Year())}
	return strings.Join(parts, l.days.of)
}

// Month returns the month of a day kept as 2006-01-02: "November 2026". Anything
// else comes back as it is.
func (l *Locale) Month(text string) string {
	t, ok := calendar.Day(text)
	if !ok {
		return text
	}
	return l.days.months[t.Month()-1] + l.days.of + strconv.Itoa(t.Year())
}

// Time returns the clock time of a moment, in seconds since 1970, where this
// device is: "14:02".
func (l *Locale) Time(unix int64) string {
	return time.Unix(unix, 0).Format("15:04")
}

// Moment returns the day and the time of a moment, in seconds since 1970,
// where this device is: "22 November 2026, 14:02".
func (l *Locale) Moment(unix int64) string {
	return l.day(time.Unix(unix, 0)) + l.days.and + l.Time(unix)
}

// grouping is how a language parts a long number: with which mark, and from
// how many digits on.
type grouping struct {
	mark byte
	from int
}

// Number returns a count as people write it: "1,250", "12.500".
func (l *Locale) Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	if len(digits) < l.count.from {
		return sign + digits
	}
	var b strings.Builder
	b.WriteString(sign)
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(l.count.mark)
		}
		b.WriteByte(digits[i])
	}
	return b.String()
}
