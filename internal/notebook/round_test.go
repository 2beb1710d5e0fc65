package notebook_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/notebook"
)

func said(n byte, round, answer, words string) *notebook.Record {
	return record("answer", n, map[string][]string{
		"answer": {answer}, "words": {words}, "proposal": {notebook.ID{9}.String()}, "round": {round}, "order": {string(rune('z' - n))}})
}

func TestAProposalGoesThroughItsStages(t *testing.T) {
	for _, c := range []struct {
		round string
		steps []string
		want  notebook.Stage
	}{
		{"", nil, notebook.Written},
		{"", []string{notebook.Mark(notebook.Together, "")}, notebook.Written},
		{"a", nil, notebook.Answering},
		{"a", []string{notebook.Mark(notebook.Together, "a")}, notebook.Together},
		{"b", []string{notebook.Mark(notebook.Together, "a"), notebook.Mark(notebook.Settled, "a")}, notebook.Answering},
		{"a", []string{notebook.Mark(notebook.Together, "a"), notebook.Mark(notebook.NotNow, "a")}, notebook.NotNow},
		{"a", []string{notebook.Mark(notebook.NotNow, "a"), notebook.Mark(notebook.Settled, "a")}, notebook.Settled},
	} {
		p := record("proposal", 9, map[string][]string{"round": {c.round}, "steps": c.steps})
		if got := notebook.StageOf(p); got != c.want {
			t.Errorf("round %q with %q: %s, want %s", c.round, c.steps, got, c.want)
		}
	}
}

func TestWhatAProposalIsAbout(t *testing.T) {
	id := []string{notebook.ID{1}.String()}
	for want, fields := range map[string]map[string][]string{
		"rule": {}, "row": {"rows": id}, "protocol": {"protocol": id}, "plan": {"about": {"plan"}, "rows": id},
	} {
		if got := notebook.SubjectOf(record("proposal", 9, fields)); got != want {
			t.Errorf("%v is about %q", fields, got)
		}
	}
}

// Nothing is heard before the group opens the answers together; then nothing in
// the list tells who wrote which, or in which order they came.
func TestAnswersAreHeardTogetherOrNotAtAll(t *testing.T) {
	answers := []*notebook.Record{
		said(1, "a", "agree", ""), said(2, "a", "worry", "the lamp"), said(3, "a", "object", "who pays?"),
		said(4, "a", "worry", "my bus"), said(5, "old", "object", "an earlier round"), said(6, "a", "notmine", ""),
	}
	list := func(steps ...string) []string {
		p := record("proposal", 9, map[string][]string{"round": {"a"}, "steps": steps})
		var got []string
		for _, a := range book(append(answers, p)...).Heard(p) {
			got = append(got, a.Get("answer")+" "+a.Get("words"))
		}
		return got
	}
	if got := list(); got != nil {
		t.Errorf("before they are opened: %q", got)
	}
	if got := list(notebook.Mark(notebook.NotNow, "a")); got != nil {
		t.Errorf("left for another time, unopened: %q", got)
	}
	want := []string{"object who pays?", "worry my bus", "worry the lamp", "agree ", "notmine "}
	open := notebook.Mark(notebook.Together, "a")
	if diff := cmp.Diff(want, list(open)); diff != "" {
		t.Error(diff)
	}
	slices.Reverse(answers)
	if diff := cmp.Diff(want, list(open, notebook.Mark(notebook.Settled, "a"))); diff != "" {
		t.Errorf("in another order of coming: %s", diff)
	}
}

// Answers in the same words stand by their ids, which are random; whose name
// stands with one, or when it came, makes no difference.
func TestEqualAnswersTellNoOrder(t *testing.T) {
	p := record("proposal", 9, map[string][]string{"round": {"a"}, "steps": {notebook.Mark(notebook.Together, "a")}})
	for _, came := range [][]byte{{1, 2, 3, 4}, {4, 3, 2, 1}, {2, 4, 1, 3}} {
		n := book(p)
		for place, id := range came {
			r := said(id, "a", "agree", "")
			r.Fields[notebook.Order] = []notebook.Value{{Text: string(rune('a' + place))}}
			r.Fields["name"] = []notebook.Value{{Text: notebook.ID{10 - byte(place)}.String()}}
			n.Put(r)
		}
		for i, a := range n.Heard(p) {
			if a.ID != (notebook.ID{byte(i + 1)}) {
				t.Errorf("they came as %v, and %d stands at %d", came, a.ID[0], i)
			}
		}
	}
}
