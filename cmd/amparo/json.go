package main

import (
	"encoding/json"
	"io"
)

// sayJSON puts out a value as JSON, indented for those who read along.
func (p *program) sayJSON(v any) error { return writeJSON(p.env.Stdout, v) }

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
