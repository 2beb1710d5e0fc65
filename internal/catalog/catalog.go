// Package catalog holds what Amparo brings along in its own words: risks,
// protocols and activities to start from, headings with questions, an example
// notebook about a collective that does not exist, and the words that
// passphrases are made of.
// All of it is there in English, Spanish and Arabic.
//
//	for _, s := range catalog.Risks("es") {
//		fmt.Println(s.Values["title"][0])
//	}
//
// Nothing in here is inserted by itself: a page offers a Starter, and a person
// who likes it makes it a record of her own, and changes it.
//
// The content stands in text files under data/. What is the same in every
// language (which records there are, their links, scales and dates) is said
// once, in data/starters.txt and data/example.txt; the sentences stand in a
// folder for each language, under the same kinds and keys. The form of these
// files is described at the top of data/starters.txt.
//
// A language is named as "en", "es-MX" or "ar_EG"; where we have none with
// that name, English is given. The values returned belong to the caller.
package catalog

// Starter is a record that is offered, and never inserted by itself.
type Starter struct {
	Key    string              // the same in every language: "office-searched"
	Kind   string              // the kind of the record, as package notebook declares it
	Group  string              // what a page may sort it under: "gender", "physical" ...
	Values map[string][]string // by field; a field of type Lines is one value, an item a line
}

// Risks returns the risks to start from. Each has a title, a domain and
// something that we can do. Those of the group "gender" are the list of
// gender-based digital threats, complete; the other groups are "digital",
// "physical" and "care".
func Risks(lang string) []Starter { return starters(lang, "risk") }

// Protocols returns the protocols to start from: a purpose, measures before,
// during and after, who does what, what to do on silence, care, and questions
// that are left open.
func Protocols(lang string) []Starter { return starters(lang, "protocol") }

// Activities returns what groups like ours usually do, to tap rather than to
// type. Whether one needs a protocol is left to the group.
func Activities(lang string) []Starter { return starters(lang, "activity") }

// Sources returns known places to look and people to ask: names, what they are,
// and their public addresses. Nothing is fetched from any of them.
func Sources(lang string) []Starter { return starters(lang, "source") }

func starters(lang, kind string) []Starter {
	var list []Starter
	for _, e := range load(lang, "starters.txt") {
		if e.kind == kind {
			list = append(list, Starter{Key: e.key, Kind: e.kind, Group: e.group, Values: e.values})
		}
	}
	return list
}
