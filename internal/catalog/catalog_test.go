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
	list := slices.Concat(catalog.Risks(lang), catalog.Protocols(lang), catalog.Activities(lang), catalog.Sources(lang))
	for _, topic := range catalog.Topics(lang) {
		list = append(list, topic.Starter())
	}
	return list
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
	if len(risks) < 40 {
		t.Errorf("there are %d risks, 40 were promised", len(risks))
	}
	sides := map[string]int{}
	for _, lang := range languages {
		for _, r := range catalog.Risks(lang) {
			if n := len(notebook.Items(strings.Join(r.Values["can_do"], "\n"))); n < 2 || n > 4 {
				t.Errorf("%s: risk %s has %d things that we can do, 2 to 4 were promised", lang, r.Key, n)
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

// wholeProtocols are the ones that are written out; wholeFields is what each
// of them says besides its three lists.
var (
	wholeProtocols = []string{
		"travel", "protest", "office-search", "device-gone", "online-harassment",
		"intimate-images", "joining-leaving", "stress-care", "suspicious-message",
	}
	wholeFields = []string{
		"title", "purpose", "applies", "starts", "roles", "checkins", "silence", "contacts",
		"say", "calloff", "care", "debrief", "drill", "open",
	}
)

func TestProtocolsAreWhole(t *testing.T) {
	for _, lang := range languages {
		var keys []string
		for _, p := range catalog.Protocols(lang) {
			keys = append(keys, p.Key)
			whole(t, lang, p)
		}
		if diff := cmp.Diff(wholeProtocols, keys); diff != "" {
			t.Errorf("%s (-promised +there):\n%s", lang, diff)
		}
	}
}

// whole reports what a protocol leaves out, and lists that nobody would live by.
func whole(t *testing.T, lang string, p catalog.Starter) {
	t.Helper()
	for _, name := range wholeFields {
		if len(p.Values[name]) == 0 {
			t.Errorf("%s: %s says nothing in %s", lang, p.Key, name)
		}
	}
	for _, f := range notebook.KindOf("protocol").Fields {
		least := 3
		if f.Type != notebook.Lines || p.Values[f.Name] == nil && f.Name == "kit" {
			continue // not everything wants something to take along
		} else if f.Name == "before" || f.Name == "during" || f.Name == "after" {
			least = 5
		} else if f.Name == "tools" {
			least = 0 // which tools is for the group to say
		}
		if n := len(notebook.Items(strings.Join(p.Values[f.Name], "\n"))); n < least || n > notebook.Many {
			t.Errorf("%s: %s has %d lines in %s, %d to %d were promised", lang, p.Key, n, f.Name, least, notebook.Many)
		}
	}
	for question := range strings.Lines(strings.Join(p.Values["open"], "\n")) {
		asks(t, lang, p.Key, strings.TrimSpace(question))
	}
	if n := len(notebook.Items(p.Values["open"][0])); n < 2 || n > 3 {
		t.Errorf("%s: %s leaves %d questions open, 2 or 3 were promised", lang, p.Key, n)
	}
}

// asks reports what is not written as a question of the language.
func asks(t *testing.T, lang, where, text string) {
	t.Helper()
	mark := "?"
	if lang == "ar" {
		mark = "؟"
	}
	if !strings.HasSuffix(text, mark) {
		t.Errorf("%s: %s does not end with %s: %s", lang, where, mark, text)
	}
	if lang == "es" && !strings.Contains(text, "¿") {
		t.Errorf("es: %s does not open with its mark: %s", where, text)
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
