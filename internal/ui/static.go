//go:build !js

package ui

import (
	"context"
	"crypto/sha256"
	_ "embed" // for the two files below
	"encoding/base64"
	"strings"
	"sync"

	"amparo/internal/ui/html"
)

var (
	//go:embed static/style.css
	style string
	//go:embed static/app.js
	script string

	// What is served has no comments and no indents.
	leanStyle  = sync.OnceValue(func() []byte { return leanCSS(style) })
	leanScript = sync.OnceValue(func() []byte { return leanJS(script) })
)

// scriptHash names the script by its content: "sha256-...".
var scriptHash = sync.OnceValue(func() string {
	sum := sha256.Sum256(leanScript())
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
})

// ScriptHash returns the hash of the one script of the pages, for a host's
// Content-Security-Policy: this script may run, and no other of ours.
func ScriptHash() string { return scriptHash() }

// staticRoutes are the two files.
func staticRoutes() []Route {
	return []Route{
		{"GET", "/static/style.css", always, showStyle},
		{"GET", "/static/app.js", always, showScript},
	}
}

// assets names them in the head of a page.
func assets() html.Node {
	return html.All(
		html.E("link", html.A("rel", "stylesheet"), html.A("href", "/static/style.css")),
		html.E("script", html.A("src", "/static/app.js"), html.A("integrity", scriptHash()), html.On("defer")))
}

func showStyle(context.Context, *visit) (Response, error) {
	return Response{Status: 200, Type: "text/css; charset=utf-8", Body: leanStyle()}, nil
}

func showScript(context.Context, *visit) (Response, error) {
	return Response{Status: 200, Type: "text/javascript; charset=utf-8", Body: leanScript()}, nil
}

// leanJS leaves out indents, and lines that are empty or a comment.
func leanJS(code string) []byte {
	var b []byte
	for line := range strings.Lines(code) {
		if line = strings.TrimLeft(line, " \n"); line != "" && !strings.HasPrefix(line, "//") {
			b = append(b, line...)
		}
	}
	return b
}

// leanCSS leaves out comments, line ends and the spaces that only eyes need,
// and gives our own properties names of one letter. It relies on how our sheet
// is written: a declaration a line, a space before "{" and after ":" and ",".
func leanCSS(sheet string) []byte {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(sheet, "/*")
		for line := range strings.Lines(before) {
			b.WriteString(strings.TrimSpace(line))
		}
		if !found {
			break
		}
		_, sheet, _ = strings.Cut(rest, "*/")
	}
	lean := strings.NewReplacer(" {", "{", ": ", ":", ", ", ",", ";}", "}", " > ", ">").Replace(b.String())
	return []byte(shortNames(lean))
}

// shortNames renames the properties that the first block declares.
func shortNames(lean string) string {
	first, _, _ := strings.Cut(lean, "}")
	var pairs []string
	for i, part := range strings.Split(first, "--")[1:] {
		if name, _, declares := strings.Cut(part, ":"); declares {
			short := "--" + string(rune('a'+i))
			pairs = append(pairs, "--"+name+":", short+":", "--"+name+")", short+")")
		}
	}
	return strings.NewReplacer(pairs...).Replace(lean)
}
