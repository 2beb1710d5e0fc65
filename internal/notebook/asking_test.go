package notebook_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/notebook"
)

// say writes questions as lines: who asks, why, and what caused it.
func say(list []notebook.Question) []string {
	var lines []string
	for _, q := range list {
		line := q.Record.Title() + ": " + string(q.Why)
		if q.Cause != nil {
			line += " " + q.Cause.Title()
		}
		lines = append(lines, line)
	}
	return lines
}

func id(n byte) string { return notebook.ID{n}.String() }

// Each line is a sentence: with these records on this day, this asks.
func TestWhatAsksToBeLookedAtAgain(t *testing.T) {
	const today = "2026-11-22"
	type fields = map[string][]string
	risk := record("risk", 1, fields{"title": {"search"}})
	for _, c := range []struct {
		sentence string
		records  []*notebook.Record
		want     []string
	}{
		{"nothing happened: nothing asks", []*notebook.Record{risk, record("protocol", 2, fields{"title": {"house"}, "tools": {"Paper Boat"}, "roles": {"Fern"}})}, nil},
		{"a change touches a risk", []*notebook.Record{risk, record("indicator", 3, fields{"title": {"a car"}, "risks": {id(1)}})}, []string{"search: noted a car"}},
		{"a change touches a protocol", []*notebook.Record{record("protocol", 2, fields{"title": {"house"}}), record("indicator", 3, fields{"title": {"a car"}, "protocols": {id(2)}})}, []string{"house: noted a car"}},
		{"a change touches nothing", []*notebook.Record{risk, record("indicator", 3, fields{"title": {"a car"}})}, nil},
		{"two changes: two questions", []*notebook.Record{risk, record("indicator", 3, fields{"title": {"a car"}, "risks": {id(1)}}), record("indicator", 4, fields{"title": {"a law"}, "risks": {id(1)}})}, []string{"search: noted a car", "search: noted a law"}},
		{"a tool that is set aside", []*notebook.Record{record("protocol", 2, fields{"title": {"road"}, "tools": {"Radio\npaper boat, for letters"}}), record("tool", 3, fields{"title": {"Paper Boat"}, "state": {"aside"}})}, []string{"road: unused Paper Boat"}},
		{"a tool that was decided against", []*notebook.Record{record("protocol", 2, fields{"title": {"road"}, "tools": {"Paper Boat"}}), record("tool", 3, fields{"title": {"Paper Boat"}, "state": {"against"}})}, []string{"road: unused Paper Boat"}},
		{"a tool in use", []*notebook.Record{record("protocol", 2, fields{"title": {"road"}, "tools": {"Paper Boat"}}), record("tool", 3, fields{"title": {"Paper Boat"}, "state": {"use"}})}, nil},
		{"one of two devices set the tool aside", []*notebook.Record{record("protocol", 2, fields{"title": {"road"}, "tools": {"Paper Boat"}}), record("tool", 3, fields{"title": {"Paper Boat"}, "state": {"use", "aside"}})}, []string{"road: unused Paper Boat"}},
		{"a tool that only the kit names", []*notebook.Record{record("protocol", 2, fields{"title": {"road"}, "kit": {"Paper Boat"}}), record("tool", 3, fields{"title": {"Paper Boat"}, "state": {"aside"}})}, nil},
		{"the owner has left", []*notebook.Record{record("protocol", 2, fields{"title": {"road"}, "owner": {id(3)}}), record("person", 3, fields{"alias": {"Fern"}, "left": {"2026-11-01"}})}, []string{"road: left Fern"}},
		{"the deputy has left", []*notebook.Record{record("protocol", 2, fields{"title": {"road"}, "roles": {"Luna; Fern stands in"}}), record("person", 3, fields{"alias": {"Fern"}, "left": {today}})}, []string{"road: left Fern"}},
		{"she is owner and stands in a text: one question", []*notebook.Record{record("protocol", 2, fields{"title": {"road"}, "owner": {id(3)}, "contacts": {"Fern"}}), record("person", 3, fields{"alias": {"Fern"}, "left": {today}})}, []string{"road: left Fern"}},
		{"she leaves next month", []*notebook.Record{record("protocol", 2, fields{"title": {"road"}, "owner": {id(3)}}), record("person", 3, fields{"alias": {"Fern"}, "left": {"2026-12-22"}})}, nil},
		{"she is here", []*notebook.Record{record("protocol", 2, fields{"title": {"road"}, "owner": {id(3)}}), record("person", 3, fields{"alias": {"Fern"}})}, nil},
		{"her name stands in the purpose", []*notebook.Record{record("protocol", 2, fields{"title": {"road"}, "purpose": {"Fern"}}), record("person", 3, fields{"alias": {"Fern"}, "left": {today}})}, nil},
		{"a risk that it answers changed since we looked", []*notebook.Record{risk, record("protocol", 2, fields{"title": {"house"}, "risks": {id(1)}, "looked": {"risk." + id(1) + ".then"}})}, []string{"house: risk search"}},
		{"the risk is as we saw it", []*notebook.Record{risk, record("protocol", 2, fields{"title": {"house"}, "risks": {id(1)}, "looked": {notebook.Seen(risk)}})}, nil},
		{"nobody has looked at the risk with it yet", []*notebook.Record{risk, record("protocol", 2, fields{"title": {"house"}, "risks": {id(1)}})}, nil},
		{"the day has come", []*notebook.Record{record("protocol", 2, fields{"title": {"road"}, "review": {today}})}, []string{"road: review"}},
		{"the day comes tomorrow", []*notebook.Record{record("protocol", 2, fields{"title": {"road"}, "review": {"2026-11-23"}})}, nil},
	} {
		n := book(c.records...)
		if diff := cmp.Diff(c.want, say(n.Asking(today))); diff != "" {
			t.Errorf("%s: %s", c.sentence, diff)
		}
		var each []notebook.Question
		for _, r := range c.records {
			each = append(each, n.AskingOf(r, today)...)
		}
		if diff := cmp.Diff(c.want, say(each)); diff != "" {
			t.Errorf("%s, record by record: %s", c.sentence, diff)
		}
	}
}

func TestEachOfThePlacesForNamesIsRead(t *testing.T) {
	for _, field := range []string{"roles", "checkins", "contacts", "silence", "calloff"} {
		n := book(record("protocol", 2, map[string][]string{"title": {"road"}, field: {"Luna", "then Fern"}}),
			record("person", 3, map[string][]string{"alias": {"Fern"}, "left": {"2026-11-01"}}))
		if got := n.Asking("2026-11-22"); len(got) != 1 {
			t.Errorf("%s: %d questions", field, len(got))
		}
	}
}

// An answered question stays answered, and what makes it a new one asks again.
func TestAnAnswerHoldsUntilTheQuestionIsANewOne(t *testing.T) {
	const today = "2026-11-22"
	type fields = map[string][]string
	protocol := fields{"title": {"road"}, "tools": {"Paper Boat"}, "owner": {id(4)}, "review": {"2026-11-01"}}
	causes := func(tool, left string) []*notebook.Record {
		return []*notebook.Record{
			record("tool", 3, fields{"title": {"Paper Boat"}, "state": {"aside"}, "on": {tool}}),
			record("person", 4, fields{"alias": {"Fern"}, "left": {left}}),
			record("indicator", 5, fields{"title": {"a car"}, "protocols": {id(2)}}),
		}
	}
	first := book(append(causes("2026-10-01", "2026-10-02"), record("protocol", 2, protocol))...).Asking(today)
	if len(first) != 4 {
		t.Fatalf("%d questions: %q", len(first), say(first))
	}
	seen := map[string]bool{}
	for _, q := range first {
		protocol[notebook.Looked] = append(protocol[notebook.Looked], q.Key)
		if seen[q.Key] || !notebook.KindOf("protocol").Field(notebook.Looked).Answered(q.Key) {
			t.Errorf("the key %q stands twice, or is no mark", q.Key)
		}
		seen[q.Key] = true
	}
	if again := book(append(causes("2026-10-01", "2026-10-02"), record("protocol", 2, protocol))...).Asking(today); again != nil {
		t.Errorf("what was answered asks again: %q", say(again))
	}
	protocol["review"] = []string{"2026-11-20"}
	got := say(book(append(causes("2026-11-15", "2026-11-16"), record("protocol", 2, protocol))...).Asking(today))
	want := []string{"road: unused Paper Boat", "road: left Fern", "road: review"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what happened anew: %s", diff)
	}
}

// What a risk said when we agreed on the protocol, or looked at it, is compared
// with what it says now, in each of its answers.
func TestARiskThatChangedAsksItsProtocol(t *testing.T) {
	type fields = map[string][]string
	house := fields{"title": {"house"}, "risks": {id(1)}}
	then := record("risk", 1, fields{"title": {"search"}, "probability": {"2"}, "note": {"a note"}})
	agreed := func(n byte, on string, risk *notebook.Record) *notebook.Record {
		return record("agreement", n, fields{"title": {"house"}, "subject": {id(2)}, "on": {on}, "version": {notebook.Freeze([]*notebook.Record{record("protocol", 2, house), risk})}})
	}
	asks := func(risk *notebook.Record, others ...*notebook.Record) bool {
		return len(book(append(others, risk, record("protocol", 2, house))...).Asking("2026-11-22")) == 1
	}
	for name, now := range map[string]fields{
		"probability": {"title": {"search"}, "probability": {"4"}},
		"reaction":    {"title": {"search"}, "probability": {"2"}, "reaction": {"3"}},
		"title":       {"title": {"searches"}, "probability": {"2"}},
		"raises":      {"title": {"search"}, "probability": {"2"}, "raises": {"an open door"}},
		"side":        {"title": {"search"}, "probability": {"2", "3"}},
	} {
		if !asks(record("risk", 1, now), agreed(3, "2026-01-01", then)) {
			t.Errorf("another %s does not ask", name)
		}
	}
	now := record("risk", 1, fields{"title": {"search"}, "probability": {"4"}})
	if asks(record("risk", 1, fields{"title": {"search"}, "probability": {"2"}, "note": {"another"}, notebook.Looked: {"noted.x"}}), agreed(3, "2026-01-01", then)) {
		t.Error("a note for ourselves asks")
	}
	if asks(now, agreed(3, "2026-05-01", now), agreed(4, "2026-01-01", then)) || !asks(now, agreed(3, "2026-01-01", now), agreed(4, "2026-05-01", then)) {
		t.Error("it is not the newest agreement that counts")
	}
	house[notebook.Looked] = []string{"risk." + id(1) + ".then"}
	if asks(now, agreed(3, "2026-05-01", now)) {
		t.Error("it asks although we have agreed since")
	}
	house[notebook.Looked] = append(house[notebook.Looked], notebook.Seen(now))
	if asks(now, agreed(3, "2026-01-01", then)) || !asks(record("risk", 1, fields{"title": {"search"}, "probability": {"5"}}), agreed(3, "2026-01-01", then)) {
		t.Error("an answer holds for the risk as it was then, and no longer")
	}
	if list := book(then, record("protocol", 2, fields{"title": {"road"}, "risks": {id(1)}})).Unseen(record("protocol", 2, fields{"risks": {id(1)}})); !cmp.Equal(list, []string{notebook.Seen(then)}) {
		t.Errorf("not looked at yet: %q", list)
	}
}

func TestOnlyRisksAndProtocolsAsk(t *testing.T) {
	n := book(record("activity", 1, map[string][]string{"title": {"travel"}}), record("indicator", 2, map[string][]string{"title": {"a car"}}))
	for _, r := range n.All() {
		if got := n.AskingOf(r, "2026-11-22"); got != nil {
			t.Errorf("%s asks: %q", r.Kind, say(got))
		}
	}
	if n.AskingOf(nil, "2026-11-22") != nil {
		t.Error("no record asks")
	}
}

// What was answered is no change of what was agreed on.
func TestMarksAreNoDifference(t *testing.T) {
	then := book(record("protocol", 1, map[string][]string{"title": {"road"}}))
	now := book(record("protocol", 1, map[string][]string{"title": {"road"}, notebook.Looked: {"review.2026-11-01"}}))
	if list := notebook.Compare(then, now, "protocol"); list != nil {
		t.Errorf("%+v", list)
	}
}

func TestEachReasonHasItsSentence(t *testing.T) {
	for _, why := range []notebook.Reason{notebook.Noted, notebook.Unused, notebook.Left, notebook.Shifted, notebook.Planned, notebook.Shared} {
		sentence := notebook.Reasons.Word(string(why))
		if sentence == "" || (strings.Count(sentence, "%s") == 1) != (why != notebook.Planned && why != notebook.Shared) {
			t.Errorf("%s: %q", why, sentence)
		}
	}
}

// The questions about a tool come as pairs: an answer, and words beside it.
func TestQuestionsAboutAToolHaveRoomForWords(t *testing.T) {
	k := notebook.KindOf("tool")
	pairs := 0
	for i, f := range k.Fields {
		if f.Note == "" {
			continue
		}
		pairs++
		if next := k.Fields[i+1]; next.Name != f.Note || next.Type != notebook.Text || len(f.Scale) != 3 {
			t.Errorf("%s is followed by %s", f.Name, next.Name)
		}
	}
	if pairs != 15 {
		t.Errorf("%d questions about a tool", pairs)
	}
	var before []string
	for _, f := range k.Fields[1:6] {
		before = append(before, f.Name)
	}
	if diff := cmp.Diff([]string{"need", "whom", "switch", "connection", "devices"}, before); diff != "" {
		t.Errorf("our own need comes first: %s", diff)
	}
}
