package main

import (
	"strings"
	"testing"

	"amparo/internal/locale"
)

// said returns what the program says, and fails the test if it cannot be read.
func said(t *testing.T) []Text {
	t.Helper()
	list, err := Texts(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 200 {
		t.Fatalf("only %d texts found", len(list))
	}
	return list
}

func TestEveryTextIsInEveryCatalogue(t *testing.T) {
	list := said(t)
	for _, lang := range languages {
		c, err := catalogue(root, lang)
		if err != nil {
			t.Fatal(err)
		}
		merged, wanting := merge(list, c)
		shown := 0
		for _, m := range merged {
			if !m.Done() && shown < 12 {
				t.Errorf("%s: no translation of %q", lang, m.ID)
				shown++
			}
		}
		if wanting > 0 {
			t.Errorf("%s: %d of %d texts wait for a translation (make strings, then fill them in)", lang, wanting, len(list))
		}
		if extra := len(c.Messages) - (len(list) - absent(list, c)); extra > 0 {
			t.Errorf("%s: %d texts that nobody says any more (make strings drops them)", lang, extra)
		}
	}
}

// absent returns how many texts the catalogue does not have at all.
func absent(list []Text, c locale.Catalogue) int {
	known := map[string]bool{}
	for _, m := range c.Messages {
		known[m.ID] = true
	}
	count := 0
	for _, text := range list {
		if !known[text.ID] {
			count++
		}
	}
	return count
}

// A translation has the placeholders of the English, as often. The forms for
// none, one and two may say the count in words.
func TestPlaceholdersAreTheSame(t *testing.T) {
	eachForm(t, func(lang string, m locale.Message, i int) {
		if fault := misplaced(m, i); m.Forms[i] != "" && fault != "" {
			t.Errorf("%s: %q: %s", lang, m.ID, fault)
		}
	})
}

// eachForm calls fn with every form of every translation.
func eachForm(t *testing.T, fn func(lang string, m locale.Message, form int)) {
	t.Helper()
	for _, lang := range languages {
		c, err := catalogue(root, lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range c.Messages {
			for i := range m.Forms {
				fn(lang, m, i)
			}
		}
	}
}

// misplaced says what is wrong with the placeholders of a form, or "".
func misplaced(m locale.Message, i int) string {
	english, form := m.ID, m.Forms[i]
	if m.Plural != "" && i > 0 {
		english = m.Plural
	}
	if strings.Count(english, "%s") != strings.Count(form, "%s") {
		return "another number of %s"
	}
	if wordy := len(m.Forms) == 6 && i < 3 || i == 0; !wordy && strings.Count(english, "%d") != strings.Count(form, "%d") {
		return "another number of %d"
	}
	if rest := strings.NewReplacer("%s", "", "%d", "", "% ", "", "%.", "").Replace(form); strings.Contains(rest, "%") && !strings.HasSuffix(rest, "%") {
		return "a % that is no placeholder"
	}
	return ""
}

func TestPlaceholderRuleSeesFaults(t *testing.T) {
	bad := []locale.Message{
		{ID: "at %s", Forms: []string{"a las"}},
		{ID: "at", Forms: []string{"a %s"}},
		{ID: "at %s", Forms: []string{"a %s %q"}},
		{ID: "%d row", Plural: "%d rows", Forms: []string{"una fila", "filas"}},
	}
	for _, m := range bad {
		if misplaced(m, len(m.Forms)-1) == "" {
			t.Errorf("%+v is let through", m)
		}
	}
	good := locale.Message{ID: "%d row", Plural: "%d rows", Forms: []string{"una fila", "%d filas"}}
	if fault := misplaced(good, 0) + misplaced(good, 1); fault != "" {
		t.Error(fault)
	}
}
