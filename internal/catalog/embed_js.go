//go:build js

package catalog

import (
	_ "embed"

	"amparo/internal/bundle"
)

var (
	//go:embed data/starters.txt
	starterShapes string
	//go:embed data/example.txt
	exampleShapes string
)

// common returns the file that all languages share.
func common(name string) string {
	if name == "example.txt" {
		return exampleShapes
	}
	return starterShapes
}

// sentences returns a file of one language, and whether it is at hand: a
// browser has to fetch it.
func sentences(lang, name string) (string, bool) { return bundle.Text(lang, name) }
