package paper_test

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"amparo/internal/notebook"
	"amparo/internal/paper"

	"github.com/google/go-cmp/cmp"
)

// The bytes of a calendar, its names included: a calendar that took an earlier
// file finds its days again in a later one.
func TestACalendarByteByByte(t *testing.T) {
	want, err := os.ReadFile("testdata/days.ics")
	if err != nil {
		t.Fatal(err)
	}
	got := paper.ICS("ملاحظات لنا, وقت نجلس فيه معًا بهدوء; وشاي", []paper.Event{{Day: "2027-03-01"}, {Day: "2027-12-31"}, {Day: "2027-03-05", Weeks: 3}})
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("the file differs (-pinned +made):\n%s", diff)
	}
}

// readCalendar reads a file strictly, as RFC 5545 has it, and returns the
// properties of each event. Only those that it knows may stand there.
func readCalendar(t *testing.T, file []byte) []map[string]string {
	t.Helper()
	text := string(file)
	if !strings.HasSuffix(text, "\r\n") || !utf8.ValidString(text) {
		t.Fatalf("it ends with %q", text[max(0, len(text)-8):])
	}
	var events []map[string]string
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	lines := strings.Split(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"), "\r\n")
	frame := []string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//notes//notes//EN"}
	if len(lines) < 5 || !slices.Equal(lines[:3], frame) || lines[len(lines)-1] != "END:VCALENDAR" {
		t.Fatalf("the frame is %q", lines)
	}
	var event map[string]string
	for _, line := range lines[3 : len(lines)-1] {
		name, value, _ := strings.Cut(line, ":")
		switch {
		case line == "BEGIN:VEVENT" && event == nil:
			event = map[string]string{}
		case line == "END:VEVENT" && event != nil:
			events, event = append(events, event), nil
		case event == nil || event[name] != "" || value == "" || !slices.Contains(properties, name):
			t.Errorf("%q stands there", line)
		default:
			event[name] = value
		}
	}
	return events
}

// properties are all that an event may say.
var properties = []string{"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "RRULE", "SUMMARY", "TRANSP"}

var rule = regexp.MustCompile(`^FREQ=WEEKLY;INTERVAL=[1-9][0-9]*$`)

// Calendars of other makers take the file: every event has what it needs, days
// that are days, and a name of its own.
func TestACalendarIsAsTheStandardHasIt(t *testing.T) {
	names := map[string]bool{}
	for _, e := range readCalendar(t, paper.ICS("Notes", []paper.Event{{Day: "2028-02-28"}, {Day: "2028-02-29"}, {Day: "2028-12-31"}, {Day: "2028-02-29", Weeks: 2}})) {
		from, err := time.Parse("20060102", e["DTSTART;VALUE=DATE"])
		to, err2 := time.Parse("20060102", e["DTEND;VALUE=DATE"])
		_, err3 := time.Parse("20060102T150405Z", e["DTSTAMP"])
		if err != nil || err2 != nil || err3 != nil || to.Sub(from) != 24*time.Hour {
			t.Errorf("no day: %v", e)
		}
		if names[e["UID"]] || e["UID"] == "" || e["SUMMARY"] == "" || e["TRANSP"] != "TRANSPARENT" {
			t.Errorf("no name of its own, or something is missing: %v", e)
		}
		if again := e["RRULE"]; again != "" && !rule.MatchString(again) {
			t.Errorf("it comes again %q", again)
		}
		names[e["UID"]] = true
	}
	if len(names) != 4 {
		t.Errorf("%d events", len(names))
	}
}

// A later file leaves the days where they were and moves the series, whatever
// else has come or gone.
func TestNamesOfDaysStay(t *testing.T) {
	uids := func(events ...paper.Event) map[string]string {
		ids := map[string]string{}
		for _, e := range readCalendar(t, paper.ICS("Notes", events)) {
			ids[e["DTSTART;VALUE=DATE"]+e["RRULE"][:min(4, len(e["RRULE"]))]] = e["UID"]
		}
		return ids
	}
	before := uids(paper.Event{Day: "2027-03-01"}, paper.Event{Day: "2027-01-05", Weeks: 3})
	after := uids(paper.Event{Day: "2027-02-01"}, paper.Event{Day: "2027-03-01"}, paper.Event{Day: "2027-01-26", Weeks: 2})
	if before["20270301"] == "" || before["20270301"] != after["20270301"] || before["20270105FREQ"] != after["20270126FREQ"] {
		t.Errorf("before %v, after %v", before, after)
	}
}

// summary reads the title of the first event back.
func summary(t *testing.T, file []byte) string {
	t.Helper()
	for line := range strings.SplitSeq(string(file), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	_, rest, _ := strings.Cut(strings.ReplaceAll(string(file), "\r\n ", ""), "SUMMARY:")
	text, _, _ := strings.Cut(rest, "\r\n")
	return strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(text)
}

func TestALongTitleIsFoldedBetweenLetters(t *testing.T) {
	long := strings.Repeat("ملاحظات; a, \\n ", 20)
	if got := summary(t, paper.ICS(long, []paper.Event{{Day: "2027-03-01"}})); got != long {
		t.Errorf("%q came back", got)
	}
}

func FuzzCalendarTitle(f *testing.F) {
	for _, seed := range []string{"Notes", "a\r\nEND:VEVENT", `\;,`, "\xff", "é\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, title string) {
		file := paper.ICS(title, []paper.Event{{Day: "2027-03-01"}})
		summary(t, file)
		if n := strings.Count(string(file), "\r\nEND:VEVENT\r\n"); n != 1 {
			t.Errorf("%d events end", n)
		}
	})
}

// The file says days and nothing else of the notebook.
func TestACalendarHoldsNoWordOfTheNotebook(t *testing.T) {
	n := notebook.New()
	put := func(kind, field, day string) {
		r := &notebook.Record{Ref: notebook.Ref{Kind: kind, ID: notebook.ID{byte(len(kind))}}, Fields: map[string][]notebook.Value{}}
		for _, f := range notebook.KindOf(kind).Fields {
			r.Fields[f.Name] = []notebook.Value{{Text: "canary"}}
		}
		r.Fields[field] = []notebook.Value{{Text: day}}
		n.Put(r)
	}
	put("protocol", "review", "2027-02-03")
	put("agreement", "again", "2027-02-02")
	put("plan", "ends", "2027-02-01")
	put("drill", "next", "2027-02-02")
	put("checkin", "on", "2027-01-10")
	events := paper.Events(n, 2, "2027-01-12")
	want := []paper.Event{{Day: "2027-02-01"}, {Day: "2027-02-02"}, {Day: "2027-02-03"}, {Day: "2027-01-24", Weeks: 2}}
	if diff := cmp.Diff(want, events); diff != "" {
		t.Fatalf("their order or number tells what they are for:\n%s", diff)
	}
	file := paper.ICS("Notes", events)
	readCalendar(t, file) // nothing but days and the word: no author, program, time of writing
	if bytes.Contains(file, []byte("canary")) || strings.Contains(strings.ToLower(string(file)), "amparo") {
		t.Errorf("the file tells more than days:\n%s", file)
	}
	for _, r := range n.Records("protocol") {
		if id := r.ID.String(); strings.Contains(string(file), id) {
			t.Errorf("it holds the id %s", id)
		}
	}
	if !bytes.Equal(file, paper.ICS("Notes", paper.Events(n, 2, "2027-01-12"))) || !bytes.Equal(file, paper.ICS("Notes", want)) {
		t.Error("equal days give other bytes")
	}
	if got := paper.Events(n, 0, "2027-02-04"); len(got) != 0 {
		t.Errorf("while it is paused and all has gone by: %v", got)
	}
}
