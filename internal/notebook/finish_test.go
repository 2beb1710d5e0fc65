package notebook_test

import (
	"slices"
	"testing"

	"amparo/internal/notebook"
)

// dated returns a record with a text in each of some fields: names and texts by
// turns.
func dated(kind string, id byte, pairs ...string) *notebook.Record {
	r := &notebook.Record{Ref: notebook.Ref{Kind: kind, ID: notebook.ID{id}}, Fields: map[string][]notebook.Value{}}
	for i := 0; i < len(pairs); i += 2 {
		r.Fields[pairs[i]] = append(r.Fields[pairs[i]], notebook.Value{Text: pairs[i+1]})
	}
	return r
}

func TestWhatLeavesWithAPlan(t *testing.T) {
	for _, c := range []struct {
		states []string
		leaves bool // the row
	}{
		{nil, false}, {[]string{""}, false}, {[]string{"done"}, true}, {[]string{"done", "changed"}, true}, {[]string{"notforus"}, false},
		{[]string{"changed", "notforus"}, false}, {[]string{"done", "stuck"}, false}, {[]string{"done", "notyet"}, false}, {[]string{"well"}, false},
	} {
		n := notebook.New()
		row := dated("row", 1, "threats", "raid")
		settled := 0
		for i, state := range c.states {
			a := dated("action", byte(i+2), "title", "copy", "state", state)
			row.Fields["actions"] = append(row.Fields["actions"], notebook.Value{Text: a.ID.String()})
			n.Put(a)
			if notebook.Over(a) {
				settled++
			}
		}
		n.Put(row)
		p := notebook.Part(n)
		if got := slices.Contains(p.Leave, row); got != c.leaves || slices.Contains(p.Stay, row) == got {
			t.Errorf("%q: the row leaves: %t", c.states, got)
		}
		if want := settled + map[bool]int{true: 1}[c.leaves]; len(p.Leave) != want || len(p.Leave)+len(p.Stay) != len(c.states)+1 {
			t.Errorf("%q: %d leave, %d stay", c.states, len(p.Leave), len(p.Stay))
		}
	}
}

// Where two of us said different things of an action, it is not settled.
func TestASideBySideStateIsNotSettled(t *testing.T) {
	if notebook.Over(dated("action", 1, "title", "copy", "state", "done", "state", "stuck")) {
		t.Error("one of the two was taken for both")
	}
}

func TestMomentsAreDaysThatRecordsName(t *testing.T) {
	n := notebook.New()
	for _, r := range []*notebook.Record{
		dated("plan", 1, "begins", "2026-03-01", "ends", "2026-09-01"),
		dated("action", 2, "title", "span", "from", "2026-04-01", "until", "2026-05-01"),
		dated("action", 3, "title", "until alone", "until", "2026-04-02"),
		dated("action", 4, "title", "backwards", "from", "2026-06-02", "until", "2026-06-01"),
		dated("action", 5, "title", "any day"),
		dated("action", 6, "title", "no day", "from", "soon"),
		dated("agreement", 7, "on", "2026-02-01", "again", "2026-08-01"),
		dated("drill", 8, "title", "d", "on", "2026-07-01", "on", "2026-07-02"),
	} {
		n.Put(r)
	}
	moments, anyDay := notebook.Moments(n)
	var got []string
	for _, m := range moments {
		got = append(got, m.Record.Kind+"."+m.Field+" "+m.From+" "+m.Until)
	}
	want := []string{"agreement.on 2026-02-01 ", "plan.begins 2026-03-01 2026-09-01", "action.from 2026-04-01 2026-05-01", "action.until 2026-04-02 ",
		"action.from 2026-06-02 ", "drill.on 2026-07-01 ", "drill.on 2026-07-02 ", "agreement.again 2026-08-01 "}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if len(anyDay) != 2 || anyDay[0].Title() != "any day" || anyDay[1].Title() != "no day" {
		t.Errorf("on any day: %v", anyDay)
	}
}

func TestDaysAreNumbered(t *testing.T) {
	for text, want := range map[string]int{"1970-01-01": 0, "1970-03-01": 59, "1969-12-31": -1, "2026-11-22": 20779} {
		if n, ok := notebook.DayNumber(text); n != want || !ok {
			t.Errorf("%s is day %d", text, n)
		}
	}
	if _, ok := notebook.DayNumber("soon"); ok {
		t.Error("soon is a day")
	}
}
