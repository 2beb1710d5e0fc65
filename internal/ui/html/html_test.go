package html_test

import (
	"testing"

	"amparo/internal/ui/html"
)

func TestNodesAreWritten(t *testing.T) {
	for _, c := range []struct {
		name string
		node html.Node
		want string
	}{
		{"classes", html.E("p.lead.quiet", html.Text("a")), `<p class="lead quiet">a</p>`},
		{"attributes among children", html.E("a", html.Text("x"), html.A("href", "/y"), html.On("hidden")), `<a href="/y" hidden>x</a>`},
		{"attributes in groups", html.E("i", html.All(html.A("lang", "es"), html.Text("t"))), `<i lang="es">t</i>`},
		{"void", html.E("input", html.A("value", `"'<>&`)), `<input value="&#34;&#39;&lt;&gt;&amp;">`},
		{"text stays text", html.W("p", "<script>\x00"), "<p>&lt;script&gt;\uFFFD</p>"},
		{"a line end in front stays", html.W("textarea", "\na"), "<textarea>\n\na</textarea>"},
		{"nothing", html.All(html.If(false, html.Text("a")), html.If(true, html.Text("b")), html.Node{}), "b"},
	} {
		if got := string(html.Append(nil, c.node)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if got := string(html.Page(html.E("html"))); got != "<!doctype html>\n<html></html>" {
		t.Error(got)
	}
}

func TestInlineScriptAndStyleCannotBeWritten(t *testing.T) {
	for _, name := range []string{"onclick", "style"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was written", name)
				}
			}()
			html.Append(nil, html.E("p", html.A(name, "x")))
		}()
	}
}

// FuzzText: whatever people type, it opens no tag and leaves no quotes.
func FuzzText(f *testing.F) {
	f.Add(`</textarea><script>alert("x")</script>`)
	f.Add("'\" onfocus=x \x00\xff")
	f.Fuzz(func(t *testing.T, typed string) {
		got := string(html.Append(nil, html.E("b", html.A("title", typed), html.Text(typed))))
		count := map[rune]int{}
		for _, r := range got {
			count[r]++
		}
		if count['<'] != 2 || count['>'] != 2 || count['"'] != 2 || count['\''] != 0 {
			t.Errorf("%q", got)
		}
	})
}
