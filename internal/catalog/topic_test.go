package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/catalog"
)

// topics are the headings that organisations write protocols about.
var topics = []string{
	"travel", "borders", "protest", "public-event", "meetings", "visitors", "clean-desk", "office-raid", "home-raid", "arrest",
	"device-gone", "account-taken", "suspicious-message", "online-harassment", "doxing", "intimate-images", "passwords",
	"joining-leaving", "own-devices", "channels", "backup-deletion", "remote-work", "website", "evacuation",
	"sexual-violence", "stress-care", "legal-threats", "alias",
}

func TestTopicsAreTwentyEightWithTwoQuestionsEach(t *testing.T) {
	if len(topics) != 28 {
		t.Fatalf("the test knows %d topics", len(topics))
	}
	for _, lang := range languages {
		var keys []string
		for _, topic := range catalog.Topics(lang) {
			keys = append(keys, topic.Key)
			for _, question := range topic.Questions {
				asks(t, lang, topic.Key, question)
				if lang == "es" && !strings.HasPrefix(question, "¿") {
					t.Errorf("es: %s says something before it asks: %s", topic.Key, question)
				}
			}
			if topic.Title == "" || topic.Group == "" || topic.Questions[0] == topic.Questions[1] {
				t.Errorf("%s: topic %s is not whole", lang, topic.Key)
			}
		}
		if diff := cmp.Diff(topics, keys); diff != "" {
			t.Errorf("%s (-promised +there):\n%s", lang, diff)
		}
	}
}

func TestATopicBecomesAProtocolWithOpenQuestionsOnly(t *testing.T) {
	for _, topic := range catalog.Topics("es") {
		got := topic.Starter()
		want := catalog.Starter{Key: "topic-" + topic.Key, Kind: "protocol", Group: "topic",
			Values: map[string][]string{"title": {topic.Title}, "open": {topic.Questions[0] + "\n" + topic.Questions[1]}}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// A page offers them beside one another, and finds them by key and by title.
func TestNoTitleAndNoKeyIsOfferedTwice(t *testing.T) {
	for _, lang := range languages {
		var titles, keys []string
		for _, s := range starters(lang) {
			titles = append(titles, strings.ToLower(s.Values["title"][0]))
			keys = append(keys, s.Kind+" "+s.Key)
		}
		for _, list := range [][]string{titles, keys} {
			slices.Sort(list)
			for i := 1; i < len(list); i++ {
				if list[i] == list[i-1] {
					t.Errorf("%s: %q is offered twice", lang, list[i])
				}
			}
		}
	}
}
