//go:build !js

package catalog

import "embed"

//go:embed data
var data embed.FS

// common returns the file that all languages share.
func common(name string) string { return file("data/" + name) }

// sentences returns a file of one language, and whether it is at hand: here it
// always is.
func sentences(lang, name string) (string, bool) { return file("data/" + lang + "/" + name), true }

func file(name string) string {
	b, err := data.ReadFile(name)
	if err != nil {
		panic("catalog: " + err.Error())
	}
	return string(b)
}
