//go:build js

// Package bundle fetches what Amparo says in one language, so that a telephone
// loads the languages of its readers and no others. A computer's program has
// all of them inside, and does not use this package.
//
//	bundle.Load("es")
//	text, ok := bundle.Text("es", "es.po")
//
// `make wasm` writes lang/es.txt beside the program: the catalogue of the
// language and its files of package catalog, one after another. Before each
// stands a form feed with the file's path behind it, on a line of its own.
// They come in one piece: the reader's language when the program starts, another
// when it is chosen. From then on no network is needed, and none learns which
// page is open.
package bundle

import (
	"strings"
	"sync"
	"syscall/js"
)

var (
	mu      sync.Mutex
	fetched = map[string]string{} // by language
)

// Load fetches a language, unless it is here already.
func Load(lang string) { whole(lang) }

// Text returns a file of a language by its name, such as "words.txt", and
// whether it is there. What could not be fetched is tried again the next time.
func Text(lang, name string) (string, bool) {
	for file := range strings.SplitSeq(whole(lang), "\f") {
		path, text, _ := strings.Cut(file, "\n")
		if strings.HasSuffix(path, "/"+name) {
			return text, true
		}
	}
	return "", false
}

// whole returns everything of a language, or "".
func whole(lang string) string {
	mu.Lock()
	defer mu.Unlock()
	if fetched[lang] == "" {
		fetched[lang] = fetch("lang/" + lang + ".txt")
	}
	return fetched[lang]
}

// fetch asks for a file beside the program and waits for it, which a worker may
// do. It returns "" when the file does not come.
func fetch(name string) (text string) {
	defer func() {
		if recover() != nil { // the network is away: send throws
			text = ""
		}
	}()
	request := js.Global().Get("XMLHttpRequest").New()
	request.Call("open", "GET", name, false)
	request.Call("overrideMimeType", "text/plain; charset=utf-8")
	request.Call("send")
	if request.Get("status").Int() != 200 {
		return ""
	}
	return request.Get("responseText").String()
}
