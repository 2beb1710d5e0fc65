package internal_test

import (
	"go/ast"
	"go/token"
	"strings"
	"testing"
)

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	said := map[string]bool{}
	for _, s := range sources(t, token.NewFileSet()) {
		if !s.test() {
			said[s.pkg] = said[s.pkg] || s.file.Doc.Text() != ""
		}
	}
	for pkg, ok := range said {
		if !ok {
			t.Errorf("%s has no package comment", pkg)
		}
	}
}

func TestEveryExportedNameHasAComment(t *testing.T) {
	set := token.NewFileSet()
	for _, s := range sources(t, set) {
		if s.test() {
			continue
		}
		for _, name := range bare(s.file) {
			t.Errorf("%s: %s has no comment", set.Position(name.Pos()), name.Name)
		}
	}
}

// bare returns the exported names of a file that have no comment.
func bare(file *ast.File) []*ast.Ident {
	var list []*ast.Ident
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && exportedReceiver(d) && d.Doc.Text() == "" {
				list = append(list, d.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				list = append(list, bareSpec(d, spec)...)
			}
		}
	}
	return list
}

// bareSpec looks at one line of a declaration: its own comment counts, above
// or beside it, and so does the one over the whole group.
func bareSpec(d *ast.GenDecl, spec ast.Spec) []*ast.Ident {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		if s.Name.IsExported() && s.Doc.Text()+d.Doc.Text() == "" {
			return []*ast.Ident{s.Name}
		}
	case *ast.ValueSpec:
		if s.Doc.Text()+s.Comment.Text()+d.Doc.Text() != "" {
			return nil
		}
		var list []*ast.Ident
		for _, name := range s.Names {
			if name.IsExported() {
				list = append(list, name)
			}
		}
		return list
	}
	return nil
}

// exportedReceiver reports whether a function is none's method, or that of an
// exported type.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	kind := d.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	if index, ok := kind.(*ast.IndexExpr); ok {
		kind = index.X
	}
	name, ok := kind.(*ast.Ident)
	return !ok || name.IsExported()
}

// Functions stay short enough to be seen whole.
func TestNoFunctionIsLong(t *testing.T) {
	const ceiling = 60
	set := token.NewFileSet()
	for _, s := range sources(t, set) {
		for _, decl := range s.file.Decls {
			d, ok := decl.(*ast.FuncDecl)
			if !ok || d.Body == nil {
				continue
			}
			lines := set.Position(d.Body.End()).Line - set.Position(d.Body.Pos()).Line
			if lines > ceiling && !strings.HasPrefix(d.Name.Name, "Test") {
				t.Errorf("%s: %s has %d lines, more than %d", set.Position(d.Pos()), d.Name.Name, lines, ceiling)
			}
		}
	}
}
