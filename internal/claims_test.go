package internal_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	claimed  = regexp.MustCompile(`\bTest[A-Z]\w*\b(\.\.\.)?`)
	declared = regexp.MustCompile(`(?m)^func (Test\w+)\(`)
)

// Each test that docs/CLAIMS.md names is there, so that no promise rests on a
// name alone.
func TestClaimsNameTestsThatExist(t *testing.T) {
	text, err := os.ReadFile("../docs/CLAIMS.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := declaredTests(t)
	names := claimed.FindAllString(string(text), -1)
	if len(names) < 50 {
		t.Fatalf("only %d names found", len(names))
	}
	for _, name := range names {
		begin, open := strings.CutSuffix(name, "...")
		found := tests[name]
		for test := range tests {
			found = found || open && strings.HasPrefix(test, begin)
		}
		if !found {
			t.Errorf("docs/CLAIMS.md names %s, which is no test", name)
		}
	}
}

func declaredTests(t *testing.T) map[string]bool {
	t.Helper()
	tests := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git" || d.Name() == ".cache") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		code, err := os.ReadFile(path)
		for _, m := range declared.FindAllStringSubmatch(string(code), -1) {
			tests[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tests
}
