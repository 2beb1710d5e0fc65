package locale_test

import (
	"strings"
	"testing"

	"amparo/internal/locale"

	"github.com/google/go-cmp/cmp"
)

// head is the header of a catalogue as it stands in a file.
func head(lang string) string {
	var b strings.Builder
	b.WriteString("# A comment\nmsgid \"\"\nmsgstr \"\"\n")
	for line := range strings.Lines(locale.Header(lang)) {
		b.WriteString(`"` + strings.TrimSuffix(line, "\n") + `\n"` + "\n")
	}
	return b.String()
}

func TestReadPO(t *testing.T) {
	po := head("ar") + `
#: internal/ui/plan.go
msgid "Save"
msgstr "حفظ"

msgid "%d row"
msgid_plural "%d rows"
msgstr[0] "لا صفوف"
msgstr[1] "صف واحد"
msgstr[2] "صفان"
msgstr[3] "%d صفوف"
msgstr[4] "%d صفًا"
msgstr[5] ""

msgid ""
"two\n"
"\"lines\"\t\\"
msgstr ""
`
	got, err := locale.Read(po)
	if err != nil {
		t.Fatal(err)
	}
	want := locale.Catalogue{Lang: "ar", Messages: []locale.Message{
		{ID: "Save", Forms: []string{"حفظ"}},
		{ID: "%d row", Plural: "%d rows", Forms: []string{"لا صفوف", "صف واحد", "صفان", "%d صفوف", "%d صفًا", ""}},
		{ID: "two\n\"lines\"\t\\", Forms: []string{""}},
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for i, done := range []bool{true, false, false} {
		if got.Messages[i].Done() != done {
			t.Errorf("message %d: Done() = %v", i, !done)
		}
	}
}

func TestReadPORefuses(t *testing.T) {
	one := "\nmsgid \"a\"\nmsgstr \"b\"\n"
	cases := map[string]string{
		"nothing at all":      "",
		"no header":           one,
		"another rule":        strings.Replace(head("es"), "n != 1", "n > 1", 1),
		"another language":    strings.Replace(head("es"), "Language: es", "Language: pt", 1),
		"a text twice":        head("es") + one + one,
		"no translation line": head("es") + "\nmsgid \"a\"\n",
		"a fuzzy text":        head("es") + "\n#, fuzzy" + one,
		"a context":           head("es") + "\nmsgctxt \"x\"" + one,
		"too few forms":       head("ar") + "\nmsgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\nmsgstr[1] \"d\"\n",
		"an empty plural":     head("es") + "\nmsgid \"a\"\nmsgid_plural \"\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n",
		"an open quote":       head("es") + "\nmsgid \"a\nmsgstr \"b\"\n",
		"a quote inside":      head("es") + "\nmsgid \"a\"b\"\nmsgstr \"b\"\n",
		"a strange escape":    head("es") + "\nmsgid \"a\\x41\"\nmsgstr \"b\"\n",
		"an escape at end":    head("es") + "\nmsgid \"a\\\"\nmsgstr \"b\"\n",
		"not UTF-8":           head("es") + "\nmsgid \"\xff\"\nmsgstr \"b\"\n",
		"a stray line":        head("es") + "\nhello\n" + one,
	}
	for name, po := range cases {
		if c, err := locale.Read(po); err == nil {
			t.Errorf("%s: read as %+v", name, c)
		}
	}
}

func TestReadPONamesTheLineAndNotTheText(t *testing.T) {
	_, err := locale.Read(head("es") + "\nmsgid \"sesame\" x\nmsgstr \"b\"\n")
	if err == nil || !strings.Contains(err.Error(), "line 10") || strings.Contains(err.Error(), "sesame") {
		t.Errorf("err = %v", err)
	}
}

func TestReadPOTakesWindowsLines(t *testing.T) {
	po := strings.ReplaceAll(head("es")+"\nmsgid \"a\"\nmsgstr \"b\"\n", "\n", "\r\n")
	got, err := locale.Read(po)
	if err != nil || len(got.Messages) != 1 || got.Messages[0].Forms[0] != "b" {
		t.Errorf("%+v, %v", got, err)
	}
}

func FuzzReadPO(f *testing.F) {
	f.Add("")
	f.Add(head("es") + "\nmsgid \"a\"\nmsgstr \"b\\n\"\n")
	f.Add(head("ar") + "\nmsgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n\"x\"\nmsgstr[2] \"\"\nmsgstr[3] \"\"\nmsgstr[4] \"\"\nmsgstr[5] \"\"\n")
	f.Fuzz(func(t *testing.T, po string) {
		c, err := locale.Read(po)
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, m := range c.Messages {
			forms := 1
			if m.Plural != "" {
				forms = map[string]int{"es": 2, "ar": 6}[c.Lang]
			}
			if m.ID == "" || seen[m.ID] || len(m.Forms) != forms {
				t.Fatalf("read a message it should refuse: %+v", m)
			}
			seen[m.ID] = true
		}
	})
}
