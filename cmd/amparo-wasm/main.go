//go:build js && wasm

package main

import (
	"context"
	"crypto/rand"
	"syscall/js"
	"time"

	"amparo/internal/bundle"
	"amparo/internal/catalog"
	"amparo/internal/key"
	"amparo/internal/locale"
	"amparo/internal/ui"
	"amparo/internal/workspace"
)

func main() {
	memory := workspace.NewMemoryShelf()
	var app *ui.App
	js.Global().Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		message := args[0].Get("data")
		if sealed := message.Get("sealed"); !sealed.IsUndefined() {
			app = begin(memory, sealed)
		} else {
			go answer(app, message)
		}
		return nil
	}))
	post(map[string]any{"ready": true})
	select {}
}

// begin takes over what an earlier worker left sealed, fetches what is said in
// the reader's language, and opens for requests.
func begin(memory *workspace.MemoryShelf, sealed js.Value) *ui.App {
	if err := again(context.Background(), memory, sealed); err != nil {
		panic("amparo-wasm: what the page kept cannot be taken over")
	}
	bundle.Load(locale.Pick(js.Global().Get("navigator").Get("languages").Call("join", ",").String()))
	tell := func(change js.Value) { post(map[string]any{"change": change}) }
	return ui.New(host(&shelf{memory, tell}))
}

// post sends a message to the page.
func post(message map[string]any) { js.Global().Call("postMessage", message) }

// host brings the pages what a browser has. It does not lock by itself, since
// closing the tab is what a person has for that. The cost of a passphrase is
// the floor, which a telephone can carry.
func host(s workspace.Shelf) ui.Host {
	return ui.Host{
		Shelf:    s,
		Config:   workspace.Config{Cost: key.Floor(), Floor: key.Floor(), Rand: rand.Reader, Now: time.Now},
		Strength: key.Strength,
		Offer: func(lang string) (string, error) {
			return key.Words(rand.Reader, catalog.Words(lang), 6)
		},
	}
}

// answer serves one message and posts what came of it.
func answer(app *ui.App, message js.Value) {
	response := app.Serve(context.Background(), request(message))
	post(map[string]any{
		"id":       message.Get("id"),
		"status":   response.Status,
		"type":     response.Type,
		"body":     toJS(response.Body),
		"location": response.Location,
		"download": response.Download,
		"print":    response.Print,
		"end":      response.End,
	})
}
