package catalog_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/catalog"
	"amparo/internal/notebook"
)

var languages = []string{"en", "es", "ar"}

// genderThreats is the whole list that the product promises.
var genderThreats = []string{
	"unauthorised-access", "control-of-information", "impersonation", "monitoring-stalking",
	"discriminatory-speech", "harassment", "threats", "intimate-images", "extortion",
	"discrediting", "sexual-abuse", "channels", "omission", "deepfakes", "mob-attacks",
}

func starters(lang string) []catalog.Starter {
	return slices.Concat(catalog.Risks(lang), catalog.Protocols(lang), catalog.Activities(lang), catalog.Sources(lang))
}

// fits reports what a record holds that its kind does not declare or take.
// Values of links and days are looked at elsewhere.
func fits(t *testing.T, kind, key string, values map[string][]string) {
	t.Helper()
	k := notebook.KindOf(kind)
	if k == nil {
		t.Fatalf("%s: there is no kind %s", key, kind)
	}
	if len(values[k.Fields[0].Name]) == 0 && kind != "row" {
		t.Errorf("%s %s has no %s", kind, key, k.Fields[0].Name)
	}
	for name, list := range values {
		f := k.Field(name)
		switch {
		case f == nil || f.Hidden:
			t.Errorf("%s %s: no form asks for a field %s", kind, key, name)
		case f.Type == notebook.Refs || f.Type == notebook.Date:
		case len(list) != 1 || !f.Answered(list[0]):
			t.Errorf("%s %s: %s does not take %q", kind, key, name, list)
		case f.Type != notebook.Text && f.Type != notebook.Lines && strings.Contains(list[0], "\n"):
			t.Errorf("%s %s: %s has several lines", kind, key, name)
		}
	}
}

func TestStartersFitTheDeclaration(t *testing.T) {
	for _, lang := range languages {
		t.Run(lang, func(t *testing.T) {
			for _, s := range starters(lang) {
				fits(t, s.Kind, s.Key, s.Values)
				if s.Group == "" {
					t.Errorf("%s %s has no group", s.Kind, s.Key)
				}
				if k := notebook.KindOf(s.Kind); slices.ContainsFunc(slices.Collect(maps.Keys(s.Values)), func(name string) bool {
					return k.Field(name).Type == notebook.Refs
				}) {
					t.Errorf("%s %s links to something, yet it is offered alone", s.Kind, s.Key)
				}
			}
		})
	}
}

// shape is what has to be the same in every language.
type shape struct {
	Kind, Key, Group string
	Fields           []string
	Lines            map[string]int
}

func shapeOf(kind, key, group string, values map[string][]string) shape {
	s := shape{kind, key, group, slices.Sorted(maps.Keys(values)), map[string]int{}}
	for name, list := range values {
		s.Lines[name] = strings.Count(strings.Join(list, "\n"), "\n")
	}
	return s
}

func TestEveryLanguageSaysTheSameThings(t *testing.T) {
	shapes := func(lang string) (list []shape) {
		for _, s := range starters(lang) {
			list = append(list, shapeOf(s.Kind, s.Key, s.Group, s.Values))
		}
		for _, r := range catalog.NewExample(lang).Records {
			list = append(list, shapeOf(r.Kind, r.Key, "", r.Values))
		}
		return list
	}
	want := shapes("en")
	for _, lang := range languages[1:] {
		if diff := cmp.Diff(want, shapes(lang)); diff != "" {
			t.Errorf("%s differs from English (-en +%s):\n%s", lang, lang, diff)
		}
	}
}

func TestNoSentenceIsLeftInEnglish(t *testing.T) {
	texts := func(lang string) map[string]string {
		found := map[string]string{}
		for _, p := range sentences(lang) {
			found[p.where] = p.text
		}
		return found
	}
	english := texts("en")
	for _, lang := range languages[1:] {
		for where, text := range texts(lang) {
			if text == english[where] && len(strings.Fields(text)) > 1 {
				t.Errorf("%s: %s reads %q as in English", lang, where, text)
			}
		}
	}
}

func TestRisksAreManyAndNoneStandsWithoutWhatWeCanDo(t *testing.T) {
	risks := catalog.Risks("en")
	if len(risks) < 20 {
		t.Errorf("there are %d risks, 20 were promised", len(risks))
	}
	sides := map[string]int{}
	for _, lang := range languages {
		for _, r := range catalog.Risks(lang) {
			if len(r.Values["can_do"]) == 0 || len(notebook.Items(r.Values["can_do"][0])) < 2 {
				t.Errorf("%s: risk %s has fewer than two things that we can do", lang, r.Key)
			}
			sides[r.Values["domain"][0]]++
		}
	}
	for _, side := range notebook.Domains {
		if sides[side.Value] < 5*len(languages) {
			t.Errorf("side %s has %d risks in all languages", side.Value, sides[side.Value])
		}
	}
}

func TestGenderListIsComplete(t *testing.T) {
	for _, lang := range languages {
		var keys []string
		for _, r := range catalog.Risks(lang) {
			if r.Group != "gender" {
				continue
			}
			keys = append(keys, r.Key)
			if len(r.Values["gender"]) == 0 {
				t.Errorf("%s: risk %s does not say what gender changes", lang, r.Key)
			}
		}
		if diff := cmp.Diff(genderThreats, keys); diff != "" {
			t.Errorf("%s (-promised +there):\n%s", lang, diff)
		}
	}
}

func TestProtocolsAreWhole(t *testing.T) {
	want := []string{"travel", "protest", "device-gone", "office-search", "online-harassment", "suspicious-message"}
	for _, lang := range languages {
		var keys []string
		for _, p := range catalog.Protocols(lang) {
			keys = append(keys, p.Key)
			for _, part := range []string{"before", "during", "after"} {
				if n := len(notebook.Items(strings.Join(p.Values[part], "\n"))); n < 3 || n > 6 {
					t.Errorf("%s: %s has %d measures %s, 3 to 6 were promised", lang, p.Key, n, part)
				}
			}
			for _, name := range []string{"purpose", "applies", "starts", "silence", "care"} {
				if len(p.Values[name]) == 0 {
					t.Errorf("%s: %s says nothing in %s", lang, p.Key, name)
				}
			}
		}
		if diff := cmp.Diff(want, keys); diff != "" {
			t.Errorf("%s (-promised +there):\n%s", lang, diff)
		}
	}
}

func TestActivitiesAreFifteen(t *testing.T) {
	for _, lang := range languages {
		if n := len(catalog.Activities(lang)); n != 15 {
			t.Errorf("%s has %d activities", lang, n)
		}
	}
}

func TestLanguageFallsBack(t *testing.T) {
	for asked, given := range map[string]string{
		"es-MX": "es", "ar_EG": "ar", "en-GB": "en", "": "en", "fr": "en", "est": "en", "es": "es", "a": "en",
	} {
		if diff := cmp.Diff(catalog.Activities(given), catalog.Activities(asked)); diff != "" {
			t.Errorf("asked for %q (-%s +given):\n%s", asked, given, diff)
		}
	}
}

func TestValuesBelongToTheCaller(t *testing.T) {
	first := catalog.Risks("en")
	want := first[0].Values["title"][0]
	first[0].Values["title"][0] = "changed"
	if got := catalog.Risks("en")[0].Values["title"][0]; got != want {
		t.Errorf("a caller's change came back: %q", got)
	}
}

// A source says where it is, and the address is one that can be written down:
// no path that names a person, no sign that asks for more.
func TestSourcesAreAddressesOnly(t *testing.T) {
	for _, lang := range languages {
		list := catalog.Sources(lang)
		if len(list) < 8 {
			t.Errorf("%s has %d sources", lang, len(list))
		}
		for _, s := range list {
			address := strings.Join(s.Values["address"], "")
			host, isWeb := strings.CutPrefix(address, "https://")
			if !isWeb || strings.ContainsAny(host, "?#@ ") || strings.Count(host, "/") > 1 {
				t.Errorf("%s: %s stands at %q", lang, s.Key, address)
			}
			if s.Values["note"] == nil {
				t.Errorf("%s: %s does not say what it is", lang, s.Key)
			}
		}
	}
}
