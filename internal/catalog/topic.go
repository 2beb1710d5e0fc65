package catalog

// Topic is a heading that protocols are often written about, with two questions
// to begin the talk. It says nothing about what to do: that is the group's.
type Topic struct {
	Key       string // the same in every language: "borders"
	Group     string // what it stands near to: "out", "places", "people" ...
	Title     string
	Questions [2]string
}

// topicKind is the block of a topic; it is no record.
const topicKind = "topic"

// Topics returns the headings in a language, in the order of a page.
func Topics(lang string) []Topic {
	var list []Topic
	for _, s := range starters(lang, topicKind) {
		list = append(list, Topic{Key: s.Key, Group: s.Group, Title: s.Values["title"][0],
			Questions: [2]string{s.Values["first"][0], s.Values["second"][0]}})
	}
	return list
}

// Starter returns the protocol that a topic becomes when someone takes it: its
// name, and the two questions as open ones. It stands in a group of its own,
// "topic", and its key is no key of Protocols.
func (t Topic) Starter() Starter {
	return Starter{Key: topicKind + "-" + t.Key, Kind: "protocol", Group: topicKind,
		Values: map[string][]string{"title": {t.Title}, "open": {t.Questions[0] + "\n" + t.Questions[1]}}}
}
