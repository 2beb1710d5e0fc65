package internal_test

import (
	"os"
	"strings"
	"testing"
)

// The program needs ten modules of others at most, and CONTRIBUTING.md says why
// it needs each. What only tests need beside go-cmp stands in modules of its own.
func TestFewModulesAreNeededEachForAReason(t *testing.T) {
	const budget = 10
	needs, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	reasons, err := os.ReadFile("../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for line := range strings.Lines(string(needs)) {
		module, _, found := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "require ")), " v")
		if !found || strings.Contains(line, "// indirect") {
			continue
		}
		count++
		if !strings.Contains(string(reasons), "| "+module+" | ") {
			t.Errorf("CONTRIBUTING.md does not say why %s is needed", module)
		}
	}
	if count == 0 || count > budget {
		t.Errorf("%d modules are needed, %d at most", count, budget)
	}
}
