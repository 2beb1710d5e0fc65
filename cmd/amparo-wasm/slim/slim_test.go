//go:build !js

package main

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// built builds the program of testdata once for all tests.
var built = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "slim")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	build := exec.Command("go", "build", "-trimpath", "-o", filepath.Join(dir, "ending.wasm"), "./testdata/ending")
	build.Env = append(build.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0", "GOEXPERIMENT=nogreenteagc")
	if out, err := build.CombinedOutput(); err != nil {
		return nil, errors.New(string(out))
	}
	return os.ReadFile(filepath.Join(dir, "ending.wasm"))
})

func module(t *testing.T) []byte {
	t.Helper()
	m, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Clone(m)
}

func slimmed(t *testing.T) []byte {
	t.Helper()
	s, err := slim(module(t))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Twice the same, and once is enough.
func TestSlimIsTheSameEachTime(t *testing.T) {
	once := slimmed(t)
	if !bytes.Equal(once, slimmed(t)) {
		t.Error("two rounds differ")
	}
	twice, err := slim(bytes.Clone(once))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(once, twice) {
		t.Error("what was slimmed is changed again")
	}
}

// What a program runs by is not touched: everything but the data, and in the
// data everything outside of the table and the few lists that are spare.
func TestSlimLeavesTheRest(t *testing.T) {
	was, is := sectionsOf(t, module(t)), sectionsOf(t, slimmed(t))
	for id := byte(1); id < dataSection; id++ {
		if a, b := find(was, id), find(is, id); (a == nil) != (b == nil) || a != nil && !bytes.Equal(a.body, b.body) {
			t.Errorf("section %d was changed", id)
		}
	}
	before, after := imageOf(t, was), imageOf(t, is)
	table, err := findTable(before)
	if err != nil {
		t.Fatal(err)
	}
	begin := bytes.Index(before, header)
	end := begin + bytes.Index(before[begin:], table.funcs) + len(table.funcs)
	if !bytes.Equal(before[:begin], after[:begin]) || !bytes.Equal(before[end:len(after)], after[end:]) {
		t.Error("data outside of the table was changed")
	}
	if len(bytes.Trim(before[len(after):], "\x00")) > 0 {
		t.Error("data was cut off")
	}
}

// Each function keeps what stacks and the collector read.
func TestSlimKeepsWhatIsRead(t *testing.T) {
	was, is := tableOf(t, module(t)), tableOf(t, slimmed(t))
	if was.count < 1000 || was.count != is.count {
		t.Fatalf("%d functions became %d", was.count, is.count)
	}
	for i := range was.count {
		a, b := function(was.funcs[was.get(8*i+4):]), function(is.funcs[is.get(8*i+4):])
		alike(t, was, is, a.get(stackAt), b.get(stackAt))
		for _, v := range []int{1, 2} { // the maps of the stack; what was put inline
			if v < a.values() {
				alike(t, was, is, a.get(listsAt+4*v), b.get(listsAt+4*v))
			}
		}
		for d := range a.data() {
			at := listsAt + 4*(a.values()+d)
			if d < 5 && a.get(at) != b.get(at) {
				t.Fatalf("function %d lost data %d", i, d)
			}
		}
		old, own := was.names[a.get(nameAt):], is.names[b.get(nameAt):]
		if ours := bytes.HasPrefix(old, []byte("runtime.")); ours && !bytes.HasPrefix(own, []byte("runtime.\x00")) || !ours && own[0] != 0 {
			t.Fatalf("%.20q became %.20q", old, own)
		}
	}
}

func alike(t *testing.T, was, is *table, a, b uint32) {
	t.Helper()
	if (a == 0) != (b == 0) {
		t.Fatal("values were lost")
	}
	if a == 0 {
		return
	}
	one, err := valuesAt(was.values, int(a))
	if err != nil {
		t.Fatal(err)
	}
	if two, err := valuesAt(is.values, int(b)); err != nil || !bytes.Equal(one, two) {
		t.Fatalf("values were changed: %x, %x, %v", one, two, err)
	}
}

func TestNoNameIsLeft(t *testing.T) {
	for _, word := range []string{"ofOneWhoIsNamed", "goexit0", "ending/main.go", "proc.go", "go:buildid"} {
		if !bytes.Contains(module(t), []byte(word)) {
			t.Errorf("%q is not in the program", word)
		}
		image := imageOf(t, sectionsOf(t, slimmed(t)))
		if bytes.Contains(image, []byte(word)) {
			t.Errorf("%q is left", word)
		}
	}
}

// What is not known in every detail is refused with a reason.
func TestSlimRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, c := range []struct{ what, from, to, reason string }{
		{"another Go", "go1.26", "go1.27", "its Go is not known here"},
		{"a Go without a name", "producers", "products_", "does not say which Go"},
		{"another table", string(header), "\xf0" + string(header[1:]), "not one table"},
		{"another form of module", string(magic), "\x00asm\x02\x00\x00\x00", "no WebAssembly"},
	} {
		m := module(t)
		if !bytes.Contains(m, []byte(c.from)) {
			t.Fatalf("%s: not found", c.what)
		}
		_, err := slim(bytes.ReplaceAll(m, []byte(c.from), []byte(c.to)))
		if err == nil || !strings.Contains(err.Error(), c.reason) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}

// Whatever is broken in a table, there is a reason and no panic.
func TestSlimReadsBrokenTables(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	image := imageOf(t, sectionsOf(t, module(t)))
	begin, refused := bytes.Index(image, header), 0
	for range 20 {
		broken := bytes.Clone(image)
		for range 200 {
			broken[begin+random.IntN(len(broken)-begin)] = byte(random.Uint32())
		}
		broken[begin+8+random.IntN(64)] ^= byte(1 + random.IntN(255))
		if table, err := findTable(broken); err != nil || table.strip() != nil {
			refused++
		}
	}
	if refused == 0 {
		t.Errorf("nothing was refused, with seed %d", seed)
	}
	for range 20 {
		if _, err := slim(module(t)[:random.IntN(len(module(t)))]); err == nil {
			t.Errorf("half a program was taken, with seed %d", seed)
		}
	}
}

// A slimmed program that ends in a bad way ends, and says no name.
func TestSlimmedProgramsEnd(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil && os.Getenv("CI") != "true" {
		t.Skip("node is not here")
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ending.wasm")
	if err := os.WriteFile(file, slimmed(t), 0o600); err != nil {
		t.Fatal(err)
	}
	glue := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec_node.js")
	for _, c := range []struct {
		how, says string
		code      int
	}{
		{"well", "", 0},
		{"panic", "index out of range [7]", 2},
		{"elsewhere", "index out of range [7]", 2},
		{"waiting", "all goroutines are asleep", 2},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		run := exec.CommandContext(ctx, node, "--stack-size=8192", glue, file, c.how)
		out, _ := run.CombinedOutput()
		if cancel(); run.ProcessState.ExitCode() != c.code || !strings.Contains(string(out), c.says) {
			t.Errorf("%s: ended with %d: %s", c.how, run.ProcessState.ExitCode(), out)
		}
		if strings.Contains(string(out), "ofOneWhoIsNamed") || strings.Contains(string(out), "main.go") {
			t.Errorf("%s: a name is said: %s", c.how, out)
		}
	}
}

func sectionsOf(t *testing.T, m []byte) []section {
	t.Helper()
	sections, err := parse(m)
	if err != nil {
		t.Fatal(err)
	}
	return sections
}

func imageOf(t *testing.T, sections []section) []byte {
	t.Helper()
	image, err := load(find(sections, dataSection).body)
	if err != nil {
		t.Fatal(err)
	}
	return image
}

func tableOf(t *testing.T, m []byte) *table {
	t.Helper()
	table, err := findTable(imageOf(t, sectionsOf(t, m)))
	if err != nil {
		t.Fatal(err)
	}
	return table
}
