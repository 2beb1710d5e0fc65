package main

import (
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"

	"amparo/internal/locale"

	"github.com/google/go-cmp/cmp"
)

// root is the root of the module, seen from here.
const root = "../../.."

func TestFindsWhatIsSaid(t *testing.T) {
	const code = `package x
import "amparo/internal/locale"
var kept = locale.Msg("kept")
func f(loc *locale.Locale, x string) {
	loc.T("one" + ("two" +
		"three"))
	page.loc.F("at %s", loc.T("inside"))
	loc.N("%d row", "%d rows", 3)
	loc.T("%d row")
	loc.T(x); loc.T("a" + x); loc.T(""); other("no"); a.B("no")
	loc.T("one" + "two" + "three")
}`
	file, err := parser.ParseFile(token.NewFileSet(), "x.go", code, 0)
	if err != nil {
		t.Fatal(err)
	}
	w := []string{"x.go"}
	want := []Text{
		{"kept", "", w}, {"onetwothree", "", w}, {"at %s", "", w}, {"inside", "", w}, {"%d row", "%d rows", w},
	}
	if d := cmp.Diff(want, once(find(file, "x.go"))); d != "" {
		t.Error(d)
	}
}

func TestMergeKeepsAddsAndDrops(t *testing.T) {
	old := locale.Catalogue{Lang: "ar", Messages: []locale.Message{
		{ID: "gone", Forms: []string{"x"}},
		{ID: "kept \"\\\n", Forms: []string{"tab\t\"y\""}},
		{ID: "now counted", Forms: []string{"z"}},
	}}
	w := []string{"b.go", "a.go"}
	texts := []Text{{"new", "", w}, {"kept \"\\\n", "", w}, {"now counted", "many", w}}
	merged, wanting := merge(texts, old)
	if wanting != 2 {
		t.Errorf("%d wait, want 2", wanting)
	}
	again, err := locale.Read(write("ar", texts, merged))
	if err != nil {
		t.Fatal(err)
	}
	want := []locale.Message{
		{ID: "new", Forms: []string{""}},
		{ID: "kept \"\\\n", Forms: []string{"tab\t\"y\""}},
		{ID: "now counted", Plural: "many", Forms: make([]string, 6)},
	}
	if d := cmp.Diff(want, again.Messages); d != "" {
		t.Error(d)
	}
}

func TestRunIsStableAndBringsUpToDate(t *testing.T) {
	dir := t.TempDir()
	for _, lang := range languages {
		text, err := os.ReadFile(path(root, lang))
		if err != nil {
			t.Fatal(err)
		}
		put(t, path(dir, lang), string(text))
	}
	put(t, dir+"/internal/ui/page.go", "package ui\nfunc f() { loc.T(\"A page\") }\n")
	if err := run(dir, ""); err != nil {
		t.Fatal(err)
	}
	first, err := os.ReadFile(path(dir, "es"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(first), "#: internal/ui/page.go\nmsgid \"A page\"\n") {
		t.Error("the new text is not there")
	}
	if err := run(dir, ""); err != nil {
		t.Fatal(err)
	}
	second, err := os.ReadFile(path(dir, "es"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(first), string(second)); d != "" {
		t.Error(d)
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(path[:strings.LastIndex(path, "/")], 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
