package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"amparo/internal/export"
	"amparo/internal/notebook"
)

// Text is one English text that the program says.
type Text struct {
	ID     string   // the text; with a count, the text for one
	Plural string   // the text for many, or ""
	Where  []string // the files that say it, from the root of the module
}

// folders are where people are spoken to.
var folders = []string{"cmd", "internal/export", "internal/paper", "internal/share", "internal/ui", "internal/workspace"}

// Texts returns what the program says, the notebook's declaration first and
// then file by file, each text once.
func Texts(root string) ([]Text, error) {
	list := declared()
	for _, folder := range folders {
		if _, err := os.Stat(filepath.Join(root, folder)); err != nil {
			continue
		}
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			where, err := filepath.Rel(root, path)
			list = append(list, find(file, filepath.ToSlash(where))...)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return once(list), nil
}

// declared returns the words of the notebook's declaration, and what can be said
// of a file that was read.
func declared() []Text {
	var list []Text
	for _, problem := range export.Problems() {
		list = append(list, Text{ID: string(problem), Where: []string{"internal/export/grid.go"}})
	}
	for _, reason := range notebook.Reasons {
		list = append(list, Text{ID: reason.Word, Where: []string{"internal/notebook/asking.go"}})
	}
	add := func(texts ...string) {
		for _, text := range texts {
			if text != "" {
				list = append(list, Text{ID: text, Where: []string{"internal/notebook/declare.go"}})
			}
		}
	}
	for _, kind := range notebook.Kinds() {
		add(kind.One, kind.A, kind.Many)
		for _, field := range kind.Fields {
			add(field.Label, field.Question, field.Why, field.Example)
			for _, step := range field.Scale {
				add(step.Word)
			}
		}
	}
	return list
}

// find returns the texts of one file, in their order.
func find(file *ast.File, where string) []Text {
	var list []Text
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		wanted := texts(call)
		if wanted == 0 || len(call.Args) < wanted {
			return true
		}
		text := Text{ID: literal(call.Args[0]), Where: []string{where}}
		if wanted == 2 {
			text.Plural = literal(call.Args[1])
		}
		if text.ID != "" {
			list = append(list, text)
		}
		return true
	})
	return list
}

// texts returns how many texts a call takes: two for N, one for T, F and Msg,
// none for any other call.
func texts(call *ast.CallExpr) int {
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return 0
	}
	switch selector.Sel.Name {
	case "T", "F", "Msg":
		return 1
	case "N":
		return 2
	}
	return 0
}

// literal returns the text of a literal, or of several joined by +; "" for
// anything else.
func literal(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return literal(e.X)
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		if e.Kind != token.STRING || err != nil {
			return ""
		}
		return text
	case *ast.BinaryExpr:
		left, right := literal(e.X), literal(e.Y)
		if e.Op != token.ADD || left == "" || right == "" {
			return ""
		}
		return left + right
	}
	return ""
}

// once brings the places of each text together. A text that is said with a
// count somewhere keeps its plural.
func once(list []Text) []Text {
	at := map[string]int{}
	var out []Text
	for _, text := range list {
		i, known := at[text.ID]
		if !known {
			at[text.ID] = len(out)
			out = append(out, text)
			continue
		}
		if out[i].Plural == "" {
			out[i].Plural = text.Plural
		}
		if !slices.Contains(out[i].Where, text.Where[0]) {
			out[i].Where = append(out[i].Where, text.Where[0])
		}
	}
	return out
}
