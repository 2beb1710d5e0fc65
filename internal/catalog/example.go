package catalog

import (
	"strconv"
	"time"

	"amparo/internal/notebook"
)

// Example is a notebook of a collective that was made up: its people, its
// place and its worries do not exist.
type Example struct {
	Name    string          // what the collective calls itself
	Own     string          // what one of its women calls the notebook that she keeps for herself
	Records []ExampleRecord // each one after those that it links to; kinds of hers link to hers alone
	Moves   []ExampleMove   // what the collective saw otherwise on a later day, oldest first
}

// ExampleMove is one time at which the collective looked at a risk again.
type ExampleMove struct {
	Risk   string // the key of the risk
	Day    int    // counted from today: -12
	Values map[string][]string
}

// ExampleRecord is one record of the example. In a field of type Refs the
// values are keys of earlier records; in a field of type Date they are days
// counted from today, "+30" or "-12", until On has made them days.
type ExampleRecord struct {
	Key    string // by which other records name it; a key stands once in an example
	Kind   string // as package notebook declares it
	Values map[string][]string
}

// exampleKind is the block that names a notebook: the collective's, or with the
// key "own" the one of a woman. It is no record.
const exampleKind = "example"

// moveKind is a block that says how a risk was seen on a later day. It is no
// record.
const moveKind = "move"

// NewExample returns the example notebook in a language, its dates still
// counted from today; see On.
func NewExample(lang string) Example {
	var ex Example
	for _, e := range load(lang, "example.txt") {
		switch {
		case e.kind == exampleKind && e.key == "own":
			ex.Own = e.values["name"][0]
			continue
		case e.kind == exampleKind:
			ex.Name = e.values["name"][0]
			continue
		case e.kind == moveKind:
			ex.Moves = append(ex.Moves, moveOf(e.values))
			continue
		}
		ex.Records = append(ex.Records, ExampleRecord{Key: e.key, Kind: e.kind, Values: e.values})
	}
	return ex
}

// moveOf reads a block of that kind; its data are our own.
func moveOf(values map[string][]string) ExampleMove {
	m := ExampleMove{Risk: values["risk"][0], Values: map[string][]string{}}
	m.Day, _ = strconv.Atoi(values["day"][0])
	for name, list := range values {
		if name != "risk" && name != "day" {
			m.Values[name] = list
		}
	}
	return m
}

// On returns the example as it stands on a day, with dates as 2006-01-02. The
// receiver is left as it is, though other fields' values are shared with it.
func (e Example) On(today time.Time) Example {
	dated := Example{Name: e.Name, Own: e.Own, Moves: e.Moves, Records: make([]ExampleRecord, len(e.Records))}
	for i, r := range e.Records {
		kind := notebook.KindOf(r.Kind)
		values := make(map[string][]string, len(r.Values))
		for name, list := range r.Values {
			if f := kind.Field(name); f != nil && f.Type == notebook.Date {
				list = []string{dayFrom(today, list[0])}
			}
			values[name] = list
		}
		dated.Records[i] = ExampleRecord{Key: r.Key, Kind: r.Kind, Values: values}
	}
	return dated
}

// dayFrom reads "+30" or "-12" as a day. Our own data and an earlier On are
// all that comes here, so that what is no offset is a day already.
func dayFrom(today time.Time, offset string) string {
	days, err := strconv.Atoi(offset)
	if err != nil {
		return offset
	}
	return today.AddDate(0, 0, days).Format("2006-01-02")
}
