package catalog_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/catalog"
	"amparo/internal/notebook"
)

func TestExampleFitsTheDeclaration(t *testing.T) {
	for _, lang := range languages {
		for _, r := range catalog.NewExample(lang).Records {
			fits(t, r.Kind, r.Key, r.Values)
		}
	}
}

func TestExampleHasItsName(t *testing.T) {
	names := map[string]bool{}
	for _, lang := range languages {
		names[catalog.NewExample(lang).Name] = true
	}
	if len(names) != 3 || names[""] {
		t.Errorf("names by language: %v", names)
	}
}

func TestLinksNameEarlierRecords(t *testing.T) {
	kinds := map[string]string{}
	for _, r := range catalog.NewExample("en").Records {
		for name, list := range r.Values {
			f := notebook.KindOf(r.Kind).Field(name)
			if f.Type != notebook.Refs {
				continue
			}
			if f.Max > 0 && len(list) > f.Max {
				t.Errorf("%s %s: %s links to %d", r.Kind, r.Key, name, len(list))
			}
			seen := map[string]bool{}
			for _, key := range list {
				if kinds[f.Of+" "+key] == "" {
					t.Errorf("%s %s: %s links to %q, which is no earlier %s", r.Kind, r.Key, name, key, f.Of)
				}
				if seen[key] {
					t.Errorf("%s %s: %s links to %q twice", r.Kind, r.Key, name, key)
				}
				seen[key] = true
			}
		}
		kinds[r.Kind+" "+r.Key] = r.Kind
	}
}

// The example is opened to see what the pages can show: every answer of every
// scale, a risk that is not rated, an activity that is not marked, a protocol
// with a long part and one that was only begun.
func TestExampleShowsEveryState(t *testing.T) {
	shown := map[string]bool{}
	for _, r := range catalog.NewExample("en").Records {
		for name, list := range r.Values {
			if notebook.KindOf(r.Kind).Field(name).Type == notebook.Choice {
				shown[r.Kind+" "+name+" "+list[0]] = true
			}
		}
		if r.Kind == "risk" && r.Values["probability"] == nil {
			shown["risk not rated"] = true
		}
		if r.Kind == "activity" && r.Values["needs"] == nil {
			shown["activity not marked"] = true
		}
		if r.Kind == "protocol" {
			for _, part := range []string{"before", "during", "after"} {
				if r.Values[part] == nil {
					shown["protocol begun"] = true
				} else if len(notebook.Items(r.Values[part][0])) > notebook.Many {
					shown["protocol with a long part"] = true
				}
			}
		}
	}
	want := []string{"risk not rated", "activity not marked", "protocol begun", "protocol with a long part"}
	for _, kind := range []string{"risk", "action", "activity", "choice", "habit", "training", "source"} {
		for _, f := range notebook.KindOf(kind).Fields {
			for _, step := range f.Scale {
				want = append(want, kind+" "+f.Name+" "+step.Value)
			}
		}
	}
	for _, state := range want {
		if !shown[state] {
			t.Errorf("the example does not show: %s", state)
		}
	}
}

func TestExampleIsRich(t *testing.T) {
	count := map[string]int{}
	served := map[string]bool{}
	places := map[string]bool{}
	for _, r := range catalog.NewExample("en").Records {
		count[r.Kind]++
		if r.Kind == "risk" && r.Values["impact"] != nil {
			places[r.Values["probability"][0]+"x"+r.Values["impact"][0]] = true
		}
		if r.Kind != "row" {
			continue
		}
		if len(r.Values["actions"]) < 2 {
			t.Errorf("row %s has %d actions", r.Key, len(r.Values["actions"]))
		}
		for _, f := range notebook.KindOf("row").Columns() {
			if r.Values[f.Name] == nil {
				t.Errorf("row %s leaves the column %s empty", r.Key, f.Name)
			}
		}
		for _, key := range r.Values["actions"] {
			served[key] = true
		}
	}
	want := map[string]int{"plan": 1, "person": 9, "risk": 14, "persona": 1, "rating": 3, "action": 36, "row": 13, "activity": 12, "protocol": 4,
		"actor": 7, "habit": 4, "choice": 4, "training": 4, "source": 4, "drill": 2, "pastplan": 1, "proposal": 2, "answer": 6,
		"indicator": 2, "tool": 2, "area": 3, "barrier": 2, "wave": 1, "feedback": 2, "checkin": 1}
	if diff := cmp.Diff(want, count); diff != "" {
		t.Errorf("records of each kind (-want +there):\n%s", diff)
	}
	if len(served) != count["action"] {
		t.Errorf("%d of %d actions stand in a row", len(served), count["action"])
	}
	if len(places) < 9 {
		t.Errorf("the risks stand at %d places of the map", len(places))
	}
}

func TestDaysAreCountedFromToday(t *testing.T) {
	ex := catalog.NewExample("es")
	today := time.Date(2026, 12, 20, 23, 30, 0, 0, time.UTC)
	dated, days := ex.On(today), 0
	for i, r := range dated.Records {
		for _, f := range notebook.KindOf(r.Kind).Fields {
			list := r.Values[f.Name]
			if f.Type != notebook.Date || list == nil {
				continue
			}
			days++
			offset, err := strconv.Atoi(ex.Records[i].Values[f.Name][0])
			if err != nil {
				t.Fatalf("%s %s: %s is not counted from today", r.Kind, r.Key, f.Name)
			}
			want := today.AddDate(0, 0, offset).Format(time.DateOnly)
			if len(list) != 1 || list[0] != want || !f.Answered(list[0]) {
				t.Errorf("%s %s: %s is %q, want %s", r.Kind, r.Key, f.Name, list, want)
			}
		}
	}
	if days < 30 {
		t.Errorf("only %d days were found", days)
	}
	if diff := cmp.Diff(dated, dated.On(today.AddDate(1, 0, 0))); diff != "" {
		t.Errorf("days moved when asked again:\n%s", diff)
	}
	if dated.Name != ex.Name {
		t.Errorf("the name became %q", dated.Name)
	}
}
