package notebook_test

import (
	"slices"
	"testing"

	"amparo/internal/notebook"
)

// What belongs to an invented woman never stands among what is ours, not even
// when she is here no more.
func TestRisksOfAPersonaStandApart(t *testing.T) {
	amal, gone := notebook.ID{1}, notebook.ID{2}
	of := func(id byte, persona notebook.ID) *notebook.Record {
		r := &notebook.Record{Ref: notebook.Ref{Kind: "risk", ID: notebook.ID{id}}, Fields: map[string][]notebook.Value{}}
		if persona != (notebook.ID{}) {
			r.Fields["persona"] = []notebook.Value{{Text: persona.String()}}
		}
		return r
	}
	n := book(of(1, notebook.ID{}), of(2, amal), of(3, gone),
		&notebook.Record{Ref: notebook.Ref{Kind: "persona", ID: amal}, Fields: map[string][]notebook.Value{"title": {{Text: "Amal"}}}},
		&notebook.Record{Ref: notebook.Ref{Kind: "persona", ID: gone}, Removed: true})
	for _, c := range []struct {
		persona notebook.ID
		want    byte
	}{{notebook.ID{}, 1}, {amal, 2}, {gone, 3}} {
		list := n.RisksOf(c.persona)
		if len(list) != 1 || list[0].ID != (notebook.ID{c.want}) {
			t.Errorf("risks of %v: %v", c.persona, list)
		}
	}
	if got := n.Personas(); !slices.Equal(got, []notebook.ID{amal, gone}) {
		t.Errorf("personas: %v", got)
	}
}
