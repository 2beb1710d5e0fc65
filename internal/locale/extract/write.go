package main

import (
	"slices"
	"strconv"
	"strings"

	"amparo/internal/locale"
)

// merge returns a message for each text, with the forms that the old catalogue
// has for it, and how many are not whole. Forms whose plural has changed are
// dropped.
func merge(texts []Text, old locale.Catalogue) (merged []locale.Message, wanting int) {
	known := map[string]locale.Message{}
	for _, m := range old.Messages {
		known[m.ID] = m
	}
	for _, text := range texts {
		m, ok := known[text.ID]
		if !ok || m.Plural != text.Plural {
			m = locale.Message{ID: text.ID, Plural: text.Plural, Forms: make([]string, forms(text, old.Lang))}
		}
		if !m.Done() {
			wanting++
		}
		merged = append(merged, m)
	}
	return merged, wanting
}

// forms returns how many forms a text has in a language.
func forms(text Text, lang string) int {
	switch {
	case text.Plural == "":
		return 1
	case lang == "ar":
		return 6
	}
	return 2
}

// write returns the catalogue as it stands in a file.
func write(lang string, texts []Text, messages []locale.Message) string {
	var b strings.Builder
	b.WriteString("msgid \"\"\nmsgstr \"\"\n")
	for line := range strings.Lines(locale.Header(lang)) {
		b.WriteString(quote(line) + "\n")
	}
	for i, m := range messages {
		where := slices.Sorted(slices.Values(texts[i].Where))
		b.WriteString("\n#: " + strings.Join(where, " ") + "\n")
		b.WriteString("msgid " + quote(m.ID) + "\n")
		if m.Plural == "" {
			b.WriteString("msgstr " + quote(m.Forms[0]) + "\n")
			continue
		}
		b.WriteString("msgid_plural " + quote(m.Plural) + "\n")
		for n, form := range m.Forms {
			b.WriteString("msgstr[" + strconv.Itoa(n) + "] " + quote(form) + "\n")
		}
	}
	return b.String()
}

var escapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`)

func quote(text string) string { return `"` + escapes.Replace(text) + `"` }
