package notebook_test

import (
	"fmt"
	"strings"
	"testing"

	"amparo/internal/notebook"

	"github.com/google/go-cmp/cmp"
)

func TestFoldMakesOneFormOfMany(t *testing.T) {
	for text, want := range map[string]string{
		"ÁRBOL de Ñandú":  "arbol de nandu",
		"الأُولى":         "الاولي",
		"مـــدرسة":        "مدرسه",
		"Łódź, İstanbul!": "lodz, istanbul!",
		"a\u0301":         "a",
		"\u212B\u212A":    "ak",
		"ΑΒΓ Ж":           "αβγ ж",
		"":                "",
		"\xff":            "\uFFFD",
	} {
		if got := notebook.Fold(text); got != want {
			t.Errorf("%q folds to %q, not %q", text, got, want)
		}
	}
}

func TestSearchFindsWordsWhereverTheyStand(t *testing.T) {
	n := book(
		record("risk", 1, map[string][]string{"title": {"La oficina está vigilada"}, "note": {"una cámara"}}),
		record("risk", 2, map[string][]string{"title": {"A letter"}, "can_do": {"first\nAsk at the OFICINA\nlast"}}),
		record("action", 3, map[string][]string{"title": {"Nothing"}, "state": {"done"}}),
		record("protocol", 4, map[string][]string{"title": {"تفتيش المكتب"}, "before": {"نُخبر لونا"}}),
		record("agreement", 5, map[string][]string{"title": {"Plan"}, "version": {"oficina"}}),
	)
	all := []string{"action", "risk", "protocol", "agreement"}
	for _, c := range []struct {
		query, want string
	}{
		{"oficina", "risk title: La oficina está vigilada; risk can_do: Ask at the OFICINA"},
		{"camara oficina", "risk note: una cámara"},
		{"OFICINA vigilada", "risk title: La oficina está vigilada"},
		{"مكتب", "protocol title: تفتيش المكتب"},
		{"نخبر", "protocol before: نُخبر لونا"},
		{"done", ""},
		{"office", ""},
		{"  ", ""},
	} {
		var got []string
		for _, h := range notebook.Search(n, c.query, all...) {
			got = append(got, h.Record.Kind+" "+h.Field.Name+": "+h.Text)
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("searching %q: %s", c.query, diff)
		}
	}
	if hits := notebook.Search(n, "oficina", "action"); hits != nil {
		t.Errorf("a kind that was not asked for is found: %v", hits)
	}
}

// large is a notebook of the size that a search has to be quick in.
func large() *notebook.Notebook {
	n := notebook.New()
	for kind, count := range map[string]int{"risk": 500, "row": 300, "action": 1000, "protocol": 60, "person": 40} {
		k := notebook.KindOf(kind)
		for i := range count {
			r := &notebook.Record{Ref: notebook.Ref{Kind: kind, ID: notebook.ID{byte(i), byte(i >> 8), kind[0], kind[1]}}, Fields: map[string][]notebook.Value{}}
			for j := range k.Fields {
				if f := &k.Fields[j]; f.Type <= notebook.Lines && !f.Hidden {
					text := fmt.Sprintf("%s %d: nuestra oficina y المكتب القديم, the long way home in the evening", f.Name, i)
					r.Fields[f.Name] = []notebook.Value{{Text: text}}
				}
			}
			n.Put(r)
		}
	}
	return n
}

// BenchmarkSearch looks for two words, one of which stands nowhere, in a
// notebook of 500 risks, 300 rows, 1,000 actions, 60 protocols and 40 people.
func BenchmarkSearch(b *testing.B) {
	n := large()
	for b.Loop() {
		if hits := notebook.Search(n, "oficina nowhere", "risk", "row", "action", "protocol", "person"); hits != nil {
			b.Fatal("found what is not there")
		}
	}
}

func FuzzSearch(f *testing.F) {
	f.Add("La oficina", "OFI")
	f.Add("الأُولى\nx", "اولي")
	f.Add("\xff\x00", "\xff")
	f.Fuzz(func(t *testing.T, text, query string) {
		n := book(record("risk", 1, map[string][]string{"title": {"x"}, "note": {text}}))
		for _, h := range notebook.Search(n, query, "risk") {
			if !strings.Contains(text+"x", h.Text) {
				t.Errorf("%q is no line of what stands there", h.Text)
			}
		}
		if again := notebook.Fold(notebook.Fold(text)); again != notebook.Fold(text) {
			t.Errorf("folding twice gives %q", again)
		}
	})
}
