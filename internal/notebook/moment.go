package notebook

import "sort"

// Moment is a day, or the days from one to another, that some record names.
type Moment struct {
	Record *Record
	Field  string // the field of the record that says what this day is
	From   string // 2006-01-02
	Until  string // the same or a later day; "" for a single one
}

// dayFields says which fields of which kinds are days on a notebook's path.
var dayFields = []struct{ kind, from, until string }{
	{"pastplan", "begins", "finished"},
	{"plan", "begins", "ends"},
	{"action", "from", "until"},
	{"agreement", "on", ""},
	{"agreement", "again", ""},
	{"protocol", "talked", ""},
	{"drill", "on", ""},
	{"drill", "next", ""},
	{"protocol", "review", ""},
}

// Moments returns the days that a notebook names, earliest first, and the
// actions that name none: they can be done on any day. It knows no today, and so
// it can't tell what is late.
func Moments(n *Notebook) (dated []Moment, anyDay []*Record) {
	for _, f := range dayFields {
		for _, r := range n.Records(f.kind) {
			found := moments(r, f.from, f.until)
			if found == nil && f.kind == "action" {
				anyDay = append(anyDay, r)
			}
			dated = append(dated, found...)
		}
	}
	sort.SliceStable(dated, func(i, j int) bool { return dated[i].From < dated[j].From })
	return dated, anyDay
}

// dayOf returns the day that stands in a field, "" for what is none: another
// device may have written anything.
func dayOf(r *Record, field string) string {
	if day := r.Get(field); isDay(day) {
		return day
	}
	return ""
}

// moments returns the days of one record: each that stands side by side in a
// field of a single day, and one span where there are two fields.
func moments(r *Record, from, until string) []Moment {
	var list []Moment
	if until == "" {
		for _, day := range r.Set(from) {
			if isDay(day) {
				list = append(list, Moment{Record: r, Field: from, From: day})
			}
		}
		return list
	}
	first, last, field := dayOf(r, from), dayOf(r, until), from
	if first == "" {
		first, field = last, until
	}
	if first == "" {
		return nil
	}
	if last <= first {
		last = ""
	}
	return []Moment{{r, field, first, last}}
}
