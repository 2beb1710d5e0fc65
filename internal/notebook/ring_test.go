package notebook_test

import (
	"strings"
	"testing"

	"amparo/internal/notebook"
)

func TestWhereSomeoneStands(t *testing.T) {
	for _, c := range []struct {
		name, trust, inform, withhold, watch, clear string
		want                                        notebook.Ring
	}{
		{"nothing is answered", "", "", "", "", "", notebook.Unplaced},
		{"trust is open", "", "yes", "no", "no", "yes", notebook.Unplaced},
		{"all is well", "yes", "yes", "", "", "yes", notebook.Close},
		{"all is well, in each answer", "yes", "yes", "no", "no", "yes", notebook.Close},
		{"something is withheld", "yes", "yes", "partly", "no", "yes", notebook.Halfway},
		{"not with information", "yes", "no", "", "", "yes", notebook.Halfway},
		{"whether they watch is open", "yes", "yes", "", "", "", notebook.Halfway},
		{"trust in part", "partly", "yes", "", "", "yes", notebook.Halfway},
		{"no trust", "no", "yes", "", "", "yes", notebook.Outside},
		{"trusted, and could be watching", "yes", "yes", "no", "partly", "yes", notebook.Outside},
		{"could be watching, and nothing else", "", "", "", "yes", "", notebook.Outside},
	} {
		r := &notebook.Record{Ref: notebook.Ref{Kind: "actor"}, Fields: map[string][]notebook.Value{}}
		for field, text := range map[string]string{"trust": c.trust, "inform": c.inform, "withhold": c.withhold, "watch": c.watch, "clear": c.clear} {
			r.Fields[field+notebook.Work] = []notebook.Value{{Text: text}}
		}
		if got := notebook.RingOf(r, notebook.Work); got != c.want {
			t.Errorf("%s: ring %d, want %d", c.name, got, c.want)
		}
		if got := notebook.RingOf(r, notebook.Life); got != notebook.Unplaced {
			t.Errorf("%s: work says something about life: %d", c.name, got)
		}
	}
}

// Each question about trust is asked for both sides of life, in the same words.
func TestEachQuestionOfTrustIsAnsweredTwice(t *testing.T) {
	k, twice := notebook.KindOf("actor"), 0
	for _, f := range k.Fields {
		life, isLife := strings.CutSuffix(f.Name, notebook.Life)
		if !isLife {
			continue
		}
		work := k.Field(life + notebook.Work)
		if work == nil || work.Question != f.Question || work.Why != f.Why || work.Label == f.Label {
			t.Errorf("%s has no twin for work", f.Name)
		}
		twice++
	}
	if twice != 5 {
		t.Errorf("%d questions", twice)
	}
}
