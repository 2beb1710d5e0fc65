package main

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/locale"
)

// otherNames are what a thing is not called where English has its one word: a
// second name makes people look for a second thing.
var otherNames = []struct {
	english string
	avoid   map[string][]string
}{
	{"device", map[string][]string{"es": {"equipo", "equipos", "aparato", "aparatos"}, "ar": {"آلة"}}}, // equipo is a team
	{"keeper", map[string][]string{"es": {"custodia", "administradora"}, "ar": {"أمينة", "الأمينة", "لأمينة", "مديرة"}}},
	{"relay", map[string][]string{"es": {"relé", "servidor"}, "ar": {"محطّة", "المحطّة", "خادم"}}},
	{"mailbox", map[string][]string{"es": {"casilla", "bandeja"}, "ar": {"بريد"}}},
	{"notebook", map[string][]string{"es": {"libreta"}, "ar": {"كراس", "كراسة"}}},
}

// misnamed returns the words that a translation has for something whose word is
// another one.
func misnamed(lang, english, text string) (list []string) {
	said := words(english)
	for _, n := range otherNames {
		if !slices.Contains(said, n.english) && !slices.Contains(said, n.english+"s") {
			continue
		}
		for _, word := range words(text) {
			if slices.Contains(n.avoid[lang], word) {
				list = append(list, word)
			}
		}
	}
	return list
}

func TestAThingHasOneName(t *testing.T) {
	eachForm(t, func(lang string, m locale.Message, form int) {
		text := m.Forms[form]
		if bad := misnamed(lang, m.ID, text); len(bad) > 0 && !strings.Contains(m.ID, "team") {
			t.Errorf("%s: %q says %q", lang, text, bad)
		}
	})
	if misnamed("es", "My devices", "Mis equipos") == nil || misnamed("es", "A team", "Un equipo") != nil {
		t.Error("the rule sees nothing, or too much")
	}
}
