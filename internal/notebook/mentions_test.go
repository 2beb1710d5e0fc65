package notebook_test

import (
	"testing"

	"amparo/internal/notebook"
)

func TestANameIsFoundAsAWholeWord(t *testing.T) {
	for _, c := range []struct {
		text, name string
		want       bool
	}{
		{"Luna waits for messages", "Luna", true},
		{"luna waits", "Luna", true},
		{"Call Star; then LUNA.", "Luna", true},
		{"Luna's sister", "Luna", true},
		{"(Luna)", "Luna", true},
		{"Lunares waits", "Luna", false},
		{"a Coluna", "Luna", false},
		{"Lunares, then Luna", "Luna", true},
		{"Luna2 calls", "Luna", false},
		{"", "Luna", false},
		{"Luna", "", false},
		{"Aunt  Rosa\nwaits", "Aunt Rosa", true},
		{"Aunt Rosamunda", "Aunt Rosa", false},
		{"anana anana", "ana", false},
		{"anana ana", "ana", true},

		{"Golondrina y Jazmin llaman", "Jazmín", true},
		{"Jazmi\u0301n llama", "Jazmín", true},
		{"PEÑA llama", "Peña", true},

		{"تتصل نجمة بالجارة", "نجمة", true},
		{"نسأل نجمه", "نجمة", true},
		{"نَجْمَة تتصل", "نجمة", true},
		{"قمر ونجمة", "نجمة", true},
		{"نتصل بنجمة", "نجمة", true},
		{"فنجمة تتصل", "نجمة", true},
		{"رقم لنجمة", "نجمة", true},
		{"قمر ولنجمة أيضًا", "نجمة", true},
		{"مع نجمتنا", "نجمة", false},
		{"النجمة البعيدة", "نجمة", false},
		{"نكتب للفانوس", "الفانوس", true},
		{"وبالفانوس نكتب", "الفانوس", true},
		{"نكتب للفوانيس", "الفانوس", false},
		{"xنجمة", "نجمة", false},
		{"أمل تكتب", "امل", true},

		{"Позвонить Луне и Розе", "Роза", false},
		{"потом роза", "Роза", true},
		{"然后小月打电话", "小月", true},
		{"พระจันทร์โทร", "พระจันทร์", true},

		{"A lawyer waits", "a", false},
		{"A waits, M writes", "A", true},
		{"so it is", "SO", false},
		{"SO calls", "SO", true},
	} {
		if got := notebook.Mentions(c.text, c.name); got != c.want {
			t.Errorf("%q has %q: %t", c.text, c.name, got)
		}
	}
}
