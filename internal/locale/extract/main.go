// Command extract brings the catalogues in internal/locale/po up to date: it
// finds every English text that the program says, keeps the translations that
// stand, adds what is new with an empty msgstr, and drops what is gone. Run it
// from the root of the module:
//
//	go run ./internal/locale/extract
//
// It finds the texts that are handed to a Locale's T, F and N and to
// locale.Msg, as literals or as literals joined by +, and the words of the
// notebook's declaration and of an import's notes. With -missing it prints the texts of a language that
// wait for a translation instead.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"amparo/internal/locale"
)

// languages are those that have a catalogue: all but English.
var languages = []string{"es", "ar"}

func main() {
	missing := flag.String("missing", "", "print what this language does not have yet")
	flag.Parse()
	if err := run(".", *missing); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(root, missing string) error {
	texts, err := Texts(root)
	if err != nil {
		return err
	}
	for _, lang := range languages {
		old, err := catalogue(root, lang)
		if err != nil {
			return err
		}
		merged, wanting := merge(texts, old)
		if missing == lang {
			printMissing(merged)
		}
		fmt.Fprintf(os.Stderr, "%s: %d texts, %d wait for a translation\n", lang, len(texts), wanting)
		if missing != "" {
			continue
		}
		if err := os.WriteFile(path(root, lang), []byte(write(lang, texts, merged)), 0o644); err != nil {
			return fmt.Errorf("writing catalogue: %w", err)
		}
	}
	return nil
}

func printMissing(messages []locale.Message) {
	for _, m := range messages {
		if !m.Done() {
			fmt.Printf("%q\t%q\n", m.ID, m.Plural)
		}
	}
}

func path(root, lang string) string {
	return filepath.Join(root, "internal", "locale", "po", lang+".po")
}

// catalogue reads the catalogue of a language as it stands.
func catalogue(root, lang string) (locale.Catalogue, error) {
	text, err := os.ReadFile(path(root, lang))
	if err != nil {
		return locale.Catalogue{}, fmt.Errorf("reading catalogue: %w", err)
	}
	return locale.Read(string(text))
}
