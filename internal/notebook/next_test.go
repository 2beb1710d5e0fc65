package notebook_test

import (
	"testing"

	"amparo/internal/notebook"

	"github.com/google/go-cmp/cmp"
)

func TestWhatCouldComeNext(t *testing.T) {
	id := func(n byte) string { return notebook.ID{n}.String() }
	worry := record("risk", 1, map[string][]string{"title": {"worry"}, "probability": {"1"}, "impact": {"2"}})
	heavy := record("risk", 2, map[string][]string{"title": {"heavy"}, "probability": {"5"}, "impact": {"5"}})
	rows := []*notebook.Record{
		record("row", 3, map[string][]string{"threats": {"heavy"}, "risks": {id(2)}}),
		record("row", 4, map[string][]string{"threats": {"worry"}, "risks": {id(1)}, "actions": {id(5), id(6)}}),
	}
	actions := []*notebook.Record{
		record("action", 5, map[string][]string{"title": {"done"}, "state": {"done"}}),
		record("action", 6, map[string][]string{"title": {"copy"}}),
	}
	asked := record("activity", 7, map[string][]string{"title": {"travel"}, "needs": {"yes"}})
	empty := record("protocol", 8, map[string][]string{"title": {"travel"}, "activity": {id(7)}})
	agreed := record("agreement", 9, map[string][]string{"title": {"plan"}})
	for _, c := range []struct {
		name string
		book *notebook.Notebook
		want []string
	}{
		{"nothing yet", book(), []string{"worries 0"}},
		{"worries only", book(worry, heavy), []string{"row 2", "list 0", "agree 0"}},
		{"rows", book(worry, heavy, rows[0], rows[1], actions[0], actions[1]), []string{"action 3", "lead 6", "list 0", "agree 0"}},
		{"an activity", book(rows[1], actions[0], asked, agreed), []string{"protocol 7"}},
		{"an empty protocol", book(rows[1], actions[0], asked, empty, agreed), []string{"measures 8", "talk 8"}},
	} {
		var got []string
		for _, n := range notebook.Nexts(c.book) {
			got = append(got, n.What+" "+string('0'+rune(n.Ref.ID[0])))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
