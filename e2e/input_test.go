package e2e_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/zlib"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tables are files that an office program wrote; golden says what stands in
// them.
const tables = "../internal/export/testdata/"

// wanted is a record as the tables have it.
type wanted struct {
	Kind   string
	Fields map[string]string
	Lists  map[string][]string
}

func golden(t *testing.T, name string) []wanted {
	t.Helper()
	data, err := os.ReadFile(tables + name + ".golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []wanted
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// The main job on real input: a table of risks and a six-column plan, as an
// office program wrote them, become a printed plan and a share.
func TestFromATableToThePrintedPlanAndTheShare(t *testing.T) {
	needs(t, "pdftotext")
	rows, risks := golden(t, "plan"), golden(t, "risks")
	if len(rows) < 12 || len(risks) != 2 {
		t.Fatalf("%d rows and %d risks", len(rows), len(risks))
	}
	for _, ending := range []string{".ods", ".docx", ".csv"} {
		t.Run(ending[1:], func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			secret := filepath.Join(home, "words")
			if err := os.WriteFile(secret, []byte("river lamp seven candle orchard moon\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			run := func(args ...string) string { return amparo(t, home, "", append(args, "--passphrase-file", secret)...) }
			run("init")
			run("import", tables+"risks"+ending, "--yes")
			run("import", tables+"plan"+ending, "--yes")
			checkRisks(t, run("show", "risks", "--json"), risks)
			run("print", "plan", "--yes", "-o", filepath.Join(home, "plan.pdf"))
			checkPrinted(t, filepath.Join(home, "plan.pdf"), rows)
			for _, format := range []string{"csv", "json", "markdown", "html", "pdf", "ods", "xlsx", "docx"} {
				file := filepath.Join(home, "share."+format)
				run("export", "--yes", "--format", format, "--only", "mitigating-actions", "-o", file)
				checkShared(t, file, rows, risks)
			}
		})
	}
}

func checkRisks(t *testing.T, shown string, risks []wanted) {
	t.Helper()
	var got []struct{ Fields map[string]string }
	if err := json.Unmarshal([]byte(shown), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != len(risks) {
		t.Fatalf("%d risks came in", len(got))
	}
	for i, want := range risks {
		for name, text := range want.Fields {
			if got[i].Fields[name] != text {
				t.Errorf("risk %d, %s: %q, want %q", i, name, got[i].Fields[name], text)
			}
		}
	}
}

var word = regexp.MustCompile(`[\p{L}\p{N}]+`)

// checkPrinted reads the PDF's text: every word of every cell is there.
func checkPrinted(t *testing.T, file string, rows []wanted) {
	t.Helper()
	out, err := exec.Command("pdftotext", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	printed := map[string]bool{}
	for _, w := range word.FindAllString(string(out), -1) {
		printed[w] = true
	}
	for i, row := range rows {
		var texts strings.Builder
		texts.WriteString(strings.Join(row.Lists["actions"], "\n"))
		for name, text := range row.Fields {
			if name != "note" {
				texts.WriteString("\n" + text)
			}
		}
		for _, w := range word.FindAllString(texts.String(), -1) {
			if !printed[w] {
				t.Errorf("row %d: %q is not on the printed plan", i+1, w)
			}
		}
	}
}

// checkShared reads the bytes of a share, unpacked and plain: every action is
// there, and no cell of another column.
func checkShared(t *testing.T, file string, rows, risks []wanted) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	inside := string(data) + unpacked(data)
	if filepath.Ext(file) == ".pdf" {
		out, err := exec.Command("pdftotext", file, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		inside += string(out)
	}
	inside = strings.Join(strings.Fields(inside), " ")
	for _, row := range rows {
		for _, action := range row.Lists["actions"] {
			if first := word.FindString(action); !strings.Contains(inside, first) {
				t.Errorf("%s: %q is not in the share", filepath.Ext(file), action)
			}
		}
	}
	for _, r := range slices.Concat(rows, risks) {
		for name, text := range r.Fields {
			for line := range strings.Lines(text) {
				if line = strings.TrimSpace(line); len(line) > 5 && strings.Contains(inside, line) {
					t.Errorf("%s: a cell of %s is in the share", filepath.Ext(file), name)
				}
			}
		}
	}
}

// unpacked returns what a zip, or the streams of a PDF, hold.
func unpacked(data []byte) string {
	var all strings.Builder
	if z, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
		for _, f := range z.File {
			if r, err := f.Open(); err == nil {
				io.Copy(&all, r)
				r.Close()
			}
		}
	}
	for _, part := range bytes.Split(data, []byte("stream\n"))[1:] {
		if r, err := zlib.NewReader(bytes.NewReader(part)); err == nil {
			b, err := io.ReadAll(r)
			if err == nil || err == io.ErrUnexpectedEOF || err == flate.CorruptInputError(0) {
				all.Write(b)
			}
		}
	}
	return all.String()
}
