package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// source is one Go file of the program, read by the tests of this folder.
type source struct {
	pkg  string // the folder from the root of the module: "internal/vault"
	name string // of the file
	file *ast.File
}

// test reports whether the file is a test.
func (s source) test() bool { return strings.HasSuffix(s.name, "_test.go") }

// sources reads every Go file under cmd and internal, whatever its build tags.
func sources(t *testing.T, set *token.FileSet) []source {
	t.Helper()
	var list []source
	for _, top := range []string{"cmd", "internal"} {
		root := filepath.Join("..", top)
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), "_")) {
				return orSkip(err)
			}
			if d.IsDir() || filepath.Ext(path) != ".go" {
				return nil
			}
			file, err := parser.ParseFile(set, path, nil, parser.ParseComments)
			if err != nil {
				return err
			}
			folder, err := filepath.Rel("..", filepath.Dir(path))
			list = append(list, source{filepath.ToSlash(folder), d.Name(), file})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return list
}

// orSkip passes an error on, and without one skips the folder.
func orSkip(err error) error {
	if err != nil {
		return err
	}
	return fs.SkipDir
}
