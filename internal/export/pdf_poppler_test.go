package export_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"amparo/internal/export"
	"amparo/internal/paper"
)

// TestPDFTextReachesAnotherProgram reads our files with pdftotext, which was
// written by other people. It is installed wherever CI runs.
func TestPDFTextReachesAnotherProgram(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("pdftotext is not installed; the package poppler-utils has it")
		}
		t.Skip("pdftotext is not installed; the package poppler-utils has it")
	}
	for name, d := range samples() {
		t.Run(name, func(t *testing.T) {
			have := make(map[string]int)
			for w := range strings.FieldsSeq(pdftotext(t, d)) {
				have[w]++
			}
			for w := range strings.FieldsSeq(plainWords(wordsOf(d))) {
				if have[w]--; have[w] < 0 {
					t.Errorf("pdftotext gives %q too seldom", w)
				}
			}
		})
	}
}

// pdftotext returns the words that the program finds.
func pdftotext(t *testing.T, d paper.Document) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sheet.pdf")
	var b bytes.Buffer
	if err := export.PDF(&b, d); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, complaints bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "pdftotext", "-enc", "UTF-8", path, "-")
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	if complaints.Len() > 0 {
		t.Errorf("pdftotext complains: %s", complaints.String())
	}
	return plainWords(out.String())
}

// plainWords puts a blank for the marks of direction with which pdftotext
// fences numbers and Latin words in Arabic lines (it keeps the blank beside
// them on the wrong side), and for the stops whose side it guesses.
func plainWords(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return ' '
		case strings.ContainsRune("()،,.:؟", r):
			return ' '
		}
		return r
	}, s)
}
