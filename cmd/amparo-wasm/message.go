//go:build js && wasm

package main

import (
	"syscall/js"

	"amparo/internal/ui"
)

// request reads a message of the page.
func request(message js.Value) ui.Request {
	return ui.Request{
		Method:    message.Get("method").String(),
		Path:      message.Get("path").String(),
		Query:     values(message.Get("query")),
		Form:      values(message.Get("form")),
		Files:     files(message.Get("files")),
		Languages: message.Get("languages").String(),
		Partial:   message.Get("partial").Truthy(),
	}
}

// values reads pairs of a name and a value.
func values(pairs js.Value) ui.Values {
	v := ui.Values{}
	for i := range pairs.Length() {
		name := pairs.Index(i).Index(0).String()
		v[name] = append(v[name], pairs.Index(i).Index(1).String())
	}
	return v
}

// files reads triples of a field, a file's name and its bytes.
func files(triples js.Value) map[string]ui.File {
	f := map[string]ui.File{}
	for i := range triples.Length() {
		triple := triples.Index(i)
		f[triple.Index(0).String()] = ui.File{Name: triple.Index(1).String(), Data: toGo(triple.Index(2))}
	}
	return f
}

func toGo(bytes js.Value) []byte {
	b := make([]byte, bytes.Length())
	js.CopyBytesToGo(b, bytes)
	return b
}

func toJS(b []byte) js.Value {
	bytes := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(bytes, b)
	return bytes
}
