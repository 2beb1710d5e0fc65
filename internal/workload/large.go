package workload

import (
	"fmt"
	"strconv"
	"strings"

	"amparo/internal/change"
	"amparo/internal/notebook"
)

// amounts are how many records of a kind a large notebook has; of every other
// kind it has some. Agreements fix what stood on a day, and are made as such.
var amounts = map[string]int{
	"risk": 500, "row": 300, "action": 1000, "activity": 80, "protocol": 60, "person": 40, "agreement": 0,
}

const some = 60

// Large returns a notebook of a large group after years: each field of each
// record says something, and now and then a text is very long. Records name
// others that stand anywhere in the list. What one woman keeps for herself and
// what steps of the program make are not in it.
func Large() []notebook.Draft { return drafts(1) }

// drafts returns a notebook with one of so many records of a large one.
func drafts(ofEach int) []notebook.Draft {
	w := New()
	ids := map[string][]notebook.ID{}
	var list []notebook.Draft
	for _, k := range notebook.Kinds() {
		n, counted := amounts[k.Name]
		if !counted {
			n = some
		}
		if k.Only || k.Own || k.Closed {
			n = 0
		}
		for range (n + ofEach - 1) / ofEach {
			d := notebook.Draft{Kind: k.Name, ID: w.id()}
			ids[k.Name] = append(ids[k.Name], d.ID)
			list = append(list, d)
		}
	}
	for i := range list {
		list[i].Values = w.values(notebook.KindOf(list[i].Kind), ids)
	}
	return list
}

func (w *Workload) values(k *notebook.Kind, ids map[string][]notebook.ID) notebook.Values {
	values := notebook.Values{}
	for i := range k.Fields {
		if f := &k.Fields[i]; !f.Hidden {
			values[f.Name] = w.value(f, ids[f.Of])
		}
	}
	return values
}

// value returns what a field says.
func (w *Workload) value(f *notebook.Field, of []notebook.ID) []string {
	switch f.Type {
	case notebook.Choice:
		return []string{f.Scale[w.rand.IntN(len(f.Scale))].Value}
	case notebook.Date:
		return []string{fmt.Sprintf("2026-%02d-%02d", 1+w.rand.IntN(12), 1+w.rand.IntN(28))}
	case notebook.Number:
		return []string{strconv.Itoa(w.rand.IntN(40))}
	case notebook.Line:
		return []string{Short(w.Sentence())}
	case notebook.Refs:
		return w.named(f, of)
	}
	text := strings.Repeat(w.Sentence()+"\n", 1+w.rand.IntN(4))
	if w.rand.IntN(40) == 0 {
		text = strings.Repeat(`"`+w.Sentence()+`" <now> & then`+"\n", 40)
	}
	return []string{strings.TrimSpace(text)}
}

// named returns one to four records; of a field that takes one, none twice out
// of three times: most of our risks are no invented woman's.
func (w *Workload) named(f *notebook.Field, of []notebook.ID) []string {
	n := 1 + w.rand.IntN(4)
	if f.Max == 1 {
		n = max(0, w.rand.IntN(3)-1)
	}
	var list []string
	for range min(n, len(of)) {
		list = append(list, of[w.rand.IntN(len(of))].String())
	}
	return list
}

// Start makes the changes that bring a notebook about which has one of so many
// records of a large one, one change a record. What Next returns afterwards
// changes these records, and makes and removes none.
func (w *Workload) Start(d notebook.Device, ofEach int, yield func(*change.Change)) {
	for _, draft := range drafts(ofEach) {
		ref := notebook.Ref{Kind: draft.Kind, ID: draft.ID}
		e := w.edit(d)
		e.Set(ref, notebook.Order, fmt.Sprintf("%06d", len(w.refs)), nil)
		for _, f := range notebook.KindOf(draft.Kind).Fields {
			for _, text := range draft.Values[f.Name] {
				if f.Type == notebook.Refs {
					e.Include(ref, f.Name, text)
				} else {
					e.Set(ref, f.Name, text, nil)
				}
			}
		}
		w.refs = append(w.refs, ref)
		c := e.Change()
		w.fold.Apply(c)
		yield(c)
	}
	w.whole = true
}
