package ui

import (
	"context"
	_ "embed" // for the two files below
	"strings"
	"sync"
)

var (
	//go:embed static/style.css
	styleSheet []byte
	//go:embed static/app.js
	script string

	// leanScript is the script without its comments and indents.
	leanScript = sync.OnceValue(func() []byte { return lean(script) })
)

func showStyle(context.Context, *visit) (Response, error) {
	return Response{Status: 200, Type: "text/css; charset=utf-8", Body: styleSheet}, nil
}

func showScript(context.Context, *visit) (Response, error) {
	return Response{Status: 200, Type: "text/javascript; charset=utf-8", Body: leanScript()}, nil
}

// lean leaves out indents, and lines that are empty or a comment.
func lean(code string) []byte {
	var b []byte
	for line := range strings.Lines(code) {
		if line = strings.TrimLeft(line, " \n"); line != "" && !strings.HasPrefix(line, "//") {
			b = append(b, line...)
		}
	}
	return b
}
