package locale_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"amparo/internal/locale"

	"github.com/google/go-cmp/cmp"
)

func TestNewIgnoresRegionAndCase(t *testing.T) {
	cases := map[string]string{
		"en": "en", "es": "es", "ar": "ar", "es-MX": "es", "ES_mx.UTF-8": "es", "ar-MA": "ar",
		"": "en", "de": "en", "C": "en", "english": "en", locale.Pseudo: locale.Pseudo,
	}
	for in, want := range cases {
		if got := locale.New(in).Lang(); got != want {
			t.Errorf("New(%q).Lang() = %q, want %q", in, got, want)
		}
	}
}

func TestOnlyArabicRunsFromTheRight(t *testing.T) {
	for _, l := range locale.Languages() {
		if got, want := locale.New(l.Code).RTL(), l.Code == "ar"; got != want {
			t.Errorf("%s: RTL() = %v", l.Code, got)
		}
	}
}

func TestPick(t *testing.T) {
	cases := map[string]string{
		"":                                    "en",
		"de":                                  "en",
		"es":                                  "es",
		"es-MX,es;q=0.9,en;q=0.5":             "es",
		"de, ar;q=0.8, es;q=0.7":              "ar",
		"en;q=0.2,ar;q=0.3":                   "ar",
		"ar;q=0,es;q=0.1":                     "es",
		"ar;q=2, es;q=0.4":                    "es",
		"ar;q=x, es;q=0.4":                    "es",
		"es;q=0.5,ar;q=0.5":                   "es",
		"ar;q=0":                              "en",
		"ar;q=NaN":                            "en",
		"ar_MA.UTF-8":                         "ar",
		"C.UTF-8":                             "en",
		"*":                                   "en",
		"en-US,en;q=0.9,es;q=0.9":             "en",
		"en-x-pseudo":                         "en",
		" es-419 ; q=0.3 , fr":                "es",
		strings.Repeat("de,", 2000) + "es-AR": "es",
	}
	for in, want := range cases {
		if got := locale.Pick(in); got != want {
			t.Errorf("Pick(%.40q) = %q, want %q", in, got, want)
		}
	}
}

func TestFillPutsArgumentsInOrder(t *testing.T) {
	loc := locale.New("en")
	cases := []struct {
		text string
		args []string
		want string
	}{
		{"Saved at %s", []string{"14:02"}, "Saved at 14:02"},
		{"%s and %s", []string{"%s", "b"}, "%s and b"},
		{"%s and %s", []string{"a"}, "a and %s"},
		{"none", []string{"a"}, "none"},
		{"100% of %s", []string{"it"}, "100% of it"},
	}
	for _, c := range cases {
		if got := loc.F(c.text, c.args...); got != c.want {
			t.Errorf("F(%q, %q) = %q, want %q", c.text, c.args, got, c.want)
		}
	}
}

func TestCountInEnglish(t *testing.T) {
	loc := locale.New("en")
	for n, want := range map[int]string{0: "0 rows in x", 1: "1 row in x", 2: "2 rows in x", 11: "11 rows in x", 1250: "1,250 rows in x"} {
		if got := loc.N("%d row in %s", "%d rows in %s", n, "x"); got != want {
			t.Errorf("N(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestUnknownTextIsSaidInEnglish(t *testing.T) {
	for _, l := range locale.Languages() {
		loc := locale.New(l.Code)
		const strange = "A text no catalogue has."
		if got := loc.T(strange); got != strange {
			t.Errorf("%s: T = %q", l.Code, got)
		}
		if got := loc.N("%d zz", "%d zzs", 3); got != "3 zzs" {
			t.Errorf("%s: N = %q", l.Code, got)
		}
	}
}

func TestNumber(t *testing.T) {
	cases := []struct {
		lang string
		n    int
		want string
	}{
		{"en", 0, "0"}, {"en", 999, "999"}, {"en", 1000, "1,000"}, {"en", -1234567, "-1,234,567"},
		{"es", 1000, "1000"}, {"es", 12500, "12.500"}, {"es", -1234567, "-1.234.567"},
		{"ar", 1000, "1,000"}, {"ar", 7, "7"},
	}
	for _, c := range cases {
		if got := locale.New(c.lang).Number(c.n); got != c.want {
			t.Errorf("%s: Number(%d) = %q, want %q", c.lang, c.n, got, c.want)
		}
	}
}

func TestDate(t *testing.T) {
	cases := []struct{ lang, day, want string }{
		{"en", "2026-11-22", "22 November 2026"},
		{"es", "2026-11-22", "22 de noviembre de 2026"},
		{"ar", "2026-11-22", "22 نوفمبر 2026"},
		{"es", "2026-03-01", "1 de marzo de 2026"},
		{"en", "soon", "soon"},
		{"en", "2026-02-30", "2026-02-30"},
		{"ar", "", ""},
	}
	for _, c := range cases {
		if got := locale.New(c.lang).Date(c.day); got != c.want {
			t.Errorf("%s: Date(%q) = %q, want %q", c.lang, c.day, got, c.want)
		}
	}
}

func TestEveryMonthHasItsOwnName(t *testing.T) {
	for _, l := range locale.Languages() {
		seen := map[string]bool{}
		for month := 1; month <= 12; month++ {
			day := time.Date(2026, time.Month(month), 3, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			seen[locale.New(l.Code).Date(day)] = true
		}
		if len(seen) != 12 {
			t.Errorf("%s: %d different months", l.Code, len(seen))
		}
	}
}

func TestTimeIsThisDevices(t *testing.T) {
	at := time.Date(2026, 11, 22, 14, 2, 59, 0, time.Local).Unix()
	if got := locale.New("ar").Time(at); got != "14:02" {
		t.Errorf("Time = %q", got)
	}
	for lang, want := range map[string]string{
		"en": "22 November 2026, 14:02", "es": "22 de noviembre de 2026, 14:02", "ar": "22 نوفمبر 2026، 14:02",
	} {
		if got := locale.New(lang).Moment(at); got != want {
			t.Errorf("%s: Moment = %q, want %q", lang, got, want)
		}
	}
}

func TestPseudoIsLongerAndKeepsPlaceholders(t *testing.T) {
	loc := locale.New(locale.Pseudo)
	const text = "Saved at %s"
	got := loc.F(text, "14:02")
	if !strings.HasPrefix(got, "[Saved at 14:02") || !strings.HasSuffix(got, "]") {
		t.Errorf("F = %q", got)
	}
	if long := len(loc.T(text)); long < len(text)*14/10 {
		t.Errorf("T is %d long, want 2/5 more than %d", long, len(text))
	}
	if got := loc.N("%d row", "%d rows", 11); !strings.HasPrefix(got, "[11 rows") {
		t.Errorf("N = %q", got)
	}
}

// The categories that CLDR's table of plural rules gives for whole numbers,
// in the order of the forms of a catalogue.
func TestPluralCategoriesAreThoseOfCLDR(t *testing.T) {
	names := map[string][]string{"es": {"one", "other"}, "ar": {"zero", "one", "two", "few", "many", "other"}}
	oracle := map[string]map[int]string{
		"es": {0: "other", 1: "one", 2: "other", 3: "other", 11: "other", 21: "other", 100: "other", 101: "other"},
		"ar": {
			0: "zero", 1: "one", 2: "two", 3: "few", 4: "few", 10: "few", 11: "many", 26: "many", 99: "many",
			100: "other", 101: "other", 102: "other", 103: "few", 110: "few", 111: "many", 199: "many",
			200: "other", 202: "other", 203: "few", 1000: "other", 1003: "few", 1011: "many", 100000: "other",
		},
	}
	for lang, table := range oracle {
		for n, want := range table {
			got := names[lang][locale.PluralForm(lang, n)]
			if got != want {
				t.Errorf("%s, %d: %s, want %s", lang, n, got, want)
			}
			if locale.PluralForm(lang, -n) != locale.PluralForm(lang, n) {
				t.Errorf("%s, %d: another form below zero", lang, n)
			}
		}
	}
}

// An independent statement of the Arabic rule, over many counts.
func TestArabicRuleAgainstItsRanges(t *testing.T) {
	for n := range 2000 {
		want := 5
		switch last := strconv.Itoa(n + 100)[1:]; {
		case n < 3:
			want = n
		case last[len(last)-2:] >= "03" && last[len(last)-2:] <= "10":
			want = 3
		case last[len(last)-2:] >= "11":
			want = 4
		}
		if got := locale.PluralForm("ar", n); got != want {
			t.Fatalf("%d: form %d, want %d", n, got, want)
		}
	}
}

func TestLanguagesAreTheCallersOwn(t *testing.T) {
	locale.Languages()[0].Code = "xx"
	want := []locale.Language{{Code: "en", Name: "English"}, {Code: "es", Name: "Español"}, {Code: "ar", Name: "العربية"}}
	if d := cmp.Diff(want, locale.Languages()); d != "" {
		t.Error(d)
	}
}
