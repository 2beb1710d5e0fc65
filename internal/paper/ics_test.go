package paper_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"amparo/internal/notebook"
	"amparo/internal/paper"
)

const goldenCalendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//notes//notes//EN\r\n" +
	"BEGIN:VEVENT\r\nUID:1a6f2a\r\nDTSTAMP:20270301T000000Z\r\nDTSTART;VALUE=DATE:20270301\r\nDTEND;VALUE=DATE:20270302\r\n" +
	"RRULE:FREQ=WEEKLY;INTERVAL=3\r\nSUMMARY:Notes\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

func TestACalendarByteByByte(t *testing.T) {
	got := string(paper.ICS("Notes", []paper.Event{{Day: "2027-03-01", Weeks: 3}}))
	_, rest, _ := strings.Cut(got, "UID:")
	id, _, _ := strings.Cut(rest, "\r\n")
	if len(id) != 32 || strings.Replace(got, id, "1a6f2a", 1) != goldenCalendar {
		t.Errorf("the file is\n%s", got)
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
	put("protocol", "review", "2027-02-01")
	put("agreement", "again", "2027-02-02")
	put("plan", "ends", "2027-02-03")
	put("checkin", "on", "2027-01-10")
	events := paper.Events(n, 2, "2027-01-12")
	if len(events) != 4 || events[3] != (paper.Event{Day: "2027-01-24", Weeks: 2}) {
		t.Fatalf("%v", events)
	}
	file := paper.ICS("Notes", events)
	if bytes.Contains(file, []byte("canary")) || strings.Contains(strings.ToLower(string(file)), "amparo") {
		t.Errorf("the file tells more than days:\n%s", file)
	}
	if !bytes.Equal(file, paper.ICS("Notes", paper.Events(n, 2, "2027-01-12"))) {
		t.Error("equal notebooks give other bytes")
	}
	if got := paper.Events(n, 0, "2027-02-04"); len(got) != 0 {
		t.Errorf("while it is paused and all has gone by: %v", got)
	}
}
