package e2e_test

import (
	"crypto/sha256"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// S26: two builds in two folders are the same file. In the long run each has a
// cache of its own, so that both are built from nothing.
func TestTwoBuildsAreTheSame(t *testing.T) {
	t.Parallel()
	var sums [2][32]byte
	for i := range sums {
		dir := filepath.Join(t.TempDir(), strings.Repeat("folder", i+1))
		if err := copyProduct(dir); err != nil {
			t.Fatal(err)
		}
		build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", "program", "./cmd/amparo")
		build.Dir = dir
		build.Env = append(build.Environ(), "CGO_ENABLED=0")
		if os.Getenv("AMPARO_LONG") == "1" {
			build.Env = append(build.Env, "GOCACHE="+filepath.Join(dir, ".cache"))
		}
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		program, err := os.ReadFile(filepath.Join(dir, "program"))
		if err != nil {
			t.Fatal(err)
		}
		sums[i] = sha256.Sum256(program)
	}
	if sums[0] != sums[1] {
		t.Errorf("the first build is %x, the second %x", sums[0], sums[1])
	}
}

// copyProduct copies what the program is built from.
func copyProduct(dir string) error {
	return filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel("..", path)
		top, _, _ := strings.Cut(name, string(filepath.Separator))
		if d.IsDir() && name != "." && top != "cmd" && top != "internal" {
			return filepath.SkipDir
		}
		if d.IsDir() || top != "cmd" && top != "internal" && top != "go.mod" && top != "go.sum" {
			return os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o700)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		to := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o600)
	})
}
