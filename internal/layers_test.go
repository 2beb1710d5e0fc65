package internal_test

import (
	"go/token"
	"maps"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers says which packages of ours each package may import. Arrows point
// inward: what is not named here is not allowed, and a package that is not
// here fails the test until it has a place. A new arrow is drawn here first,
// with its reason beside it.
var layers = map[string][]string{
	"internal/calendar": {},
	"internal/notebook": {"internal/calendar"},
	"internal/store":    {},

	// A browser fetches what is said in a language; both have words to say.
	"internal/bundle": {},
	"internal/locale": {"internal/bundle", "internal/calendar"},

	// The browser's way to the suite that key seals with.
	"internal/key/hybrid": {},
	"internal/key":        {"internal/key/hybrid"},

	"internal/change":  {"internal/notebook"},
	"internal/catalog": {"internal/notebook", "internal/bundle"},
	"internal/share":   {"internal/notebook"},

	// What stands on a sheet of paper is one model, that a page shows and a
	// format writes: so it lies beneath both of them.
	"internal/paper":  {"internal/notebook", "internal/share", "internal/locale", "internal/calendar"},
	"internal/export": {"internal/paper", "internal/notebook", "internal/share", "internal/locale"},

	"internal/oplog": {"internal/key"},
	"internal/vault": {"internal/key", "internal/oplog", "internal/store"},
	// A blob's name is the one typed hash; key is there for nothing else.
	"internal/exchange": {"internal/key"},
	// An invite brings two cards together and knows nothing of notebooks: what
	// it carries in the end is opaque. From oplog it has how bytes are read.
	"internal/invite":          {"internal/key", "internal/oplog"},
	"internal/store/storetest": {"internal/store"},
	"internal/store/sqlite":    {"internal/store"},

	// What server and client agree on is a package of its own, so that neither
	// links the other. The stores of a relay stand beside it: they know mailboxes,
	// codes and quotas, of which the stores of a vault know nothing.
	"internal/relay/wire":      {"internal/exchange", "internal/key"},
	"internal/relay":           {"internal/relay/wire", "internal/exchange", "internal/key"},
	"internal/relay/relaytest": {"internal/relay", "internal/relay/wire", "internal/exchange", "internal/key"},
	"internal/relay/sqlite":    {"internal/relay", "internal/relay/wire", "internal/exchange", "internal/key"},
	"internal/relay/postgres":  {"internal/relay", "internal/relay/wire", "internal/exchange", "internal/key"},
	"internal/relay/client":    {"internal/relay/wire", "internal/exchange", "internal/key"},
	// Servers that tests start and kill. No program has it.
	"internal/relay/postgrestest": {},

	"internal/workspace": {
		"internal/calendar", "internal/notebook", "internal/change", "internal/share",
		"internal/key", "internal/oplog", "internal/vault", "internal/store",
		// What a notebook leaves in its mailboxes meets others by an exchange, and
		// an invite ends in a member.
		"internal/exchange", "internal/invite",
	},

	// ui reads change for the lines of a history and paper for what is printed.
	"internal/ui": {
		"internal/catalog", "internal/locale", "internal/notebook", "internal/change",
		"internal/share", "internal/paper", "internal/workspace", "internal/ui/html", "internal/calendar",
	},
	"internal/ui/html": {},

	// The program that brings the catalogues up to date says everything that
	// a notebook's declaration and an import's notes say, so it reads them.
	"internal/locale/extract": {"internal/locale", "internal/notebook", "internal/export"},

	// Notebooks of no meaning, for measures and tests. No program has it.
	"internal/workload": {"internal/notebook", "internal/change"},

	// The programs wire everything together.
	"cmd/amparo":      {anything},
	"cmd/amparo-wasm": {anything},
	// Takes out of a built program what only a report of a crash reads.
	"cmd/amparo-wasm/slim": {},
	"cmd/amparo-relay":     {"internal/relay", "internal/relay/sqlite", "internal/relay/postgres", "internal/relay/wire"},
}

const anything = "*"

// unreachable says what a package must not reach, even through others: the
// relay cannot read, because the code that could is not in it.
var unreachable = map[string][]string{
	"cmd/amparo-relay": {"internal/notebook", "internal/change", "internal/oplog", "internal/vault"},
}

func TestLayers(t *testing.T) {
	graph := imports(t)
	if len(graph) < 8 {
		t.Fatalf("only %d packages found", len(graph))
	}
	for _, fault := range faults(graph) {
		t.Error(fault)
	}
}

// The rules themselves are tried on graphs that break them.
func TestLayersSeesFaults(t *testing.T) {
	cases := []struct {
		name  string
		graph map[string][]string
		want  int
	}{
		{"as drawn", map[string][]string{"internal/change": {"internal/notebook"}, "internal/notebook": nil}, 0},
		{"an arrow that is not drawn", map[string][]string{"internal/notebook": {"internal/store"}}, 1},
		{"a package without a place", map[string][]string{"internal/util": nil}, 1},
		{"a relay that could read", map[string][]string{
			"cmd/amparo-relay": {"internal/relay"}, "internal/relay": {"internal/vault"}, "internal/vault": {"internal/oplog"},
		}, 3}, // relay -> vault is not drawn; the relay reaches vault and oplog
	}
	for _, c := range cases {
		if got := faults(c.graph); len(got) != c.want {
			t.Errorf("%s: %d faults, want %d: %q", c.name, len(got), c.want, got)
		}
	}
}

// faults returns a sentence for each arrow that breaks a rule.
func faults(graph map[string][]string) []string {
	var list []string
	for _, pkg := range slices.Sorted(maps.Keys(graph)) {
		allowed, placed := layers[pkg]
		if !placed {
			list = append(list, pkg+" has no place in the layers yet")
		}
		for _, to := range graph[pkg] {
			if placed && !slices.Contains(allowed, to) && !slices.Contains(allowed, anything) {
				list = append(list, pkg+" imports "+to+", an arrow that is not drawn")
			}
		}
	}
	for pkg, forbidden := range unreachable {
		reached := map[string]bool{}
		reach(graph, pkg, reached)
		for _, to := range forbidden {
			if reached[to] {
				list = append(list, pkg+" reaches "+to)
			}
		}
	}
	return list
}

// reach marks everything that can be reached from a package.
func reach(graph map[string][]string, pkg string, reached map[string]bool) {
	for _, to := range graph[pkg] {
		if !reached[to] {
			reached[to] = true
			reach(graph, to, reached)
		}
	}
}

// imports returns the arrows between our packages, tests left out.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	graph := map[string][]string{}
	for _, s := range sources(t, token.NewFileSet()) {
		if s.test() {
			continue
		}
		arrows := graph[s.pkg]
		for _, i := range s.file.Imports {
			path, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if to, ours := strings.CutPrefix(path, "amparo/"); ours && !slices.Contains(arrows, to) {
				arrows = append(arrows, to)
			}
		}
		graph[s.pkg] = arrows
	}
	return graph
}

// What a telephone has to load stays small: none of these large packages is
// in the browser's build.
func TestBrowserBuildIsLean(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "amparo/cmd/amparo-wasm")
	list.Env = append(list.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	out, err := list.Output()
	if err != nil {
		t.Fatalf("listing what the browser's build needs: %v", err)
	}
	deps := strings.Fields(string(out))
	if !slices.Contains(deps, "amparo/internal/ui") {
		t.Error("the browser's build has no pages")
	}
	for _, heavy := range []string{"net/http", "html/template", "text/template", "encoding/json", "net"} {
		if slices.Contains(deps, heavy) {
			t.Errorf("the browser's build holds %s", heavy)
		}
	}
}

// What is pure reads no clock, rolls no dice and touches no file.
func TestPurePackagesDoNoIO(t *testing.T) {
	pure := []string{"internal/notebook", "internal/change", "internal/share", "internal/oplog", "internal/paper"}
	banned := []string{"os", "net", "net/http", "io/fs", "math/rand", "math/rand/v2", "crypto/rand", "os/exec", "syscall", "log", "log/slog"}
	for _, s := range sources(t, token.NewFileSet()) {
		if s.test() || !slices.Contains(pure, s.pkg) {
			continue
		}
		for _, i := range s.file.Imports {
			if path := strings.Trim(i.Path.Value, `"`); slices.Contains(banned, path) {
				t.Errorf("%s/%s imports %s", s.pkg, s.name, path)
			}
		}
	}
}
