package export_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"amparo/internal/export"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// sample reads one of the files that LibreOffice has written.
func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// imported reads and maps a sample with the built-in headings.
func imported(t *testing.T, name string) (export.Sheet, export.Import) {
	t.Helper()
	sheet, err := export.Read("file", sample(t, name))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return sheet, export.Map(sheet.Grids, export.Headings{})
}

// golden returns the drafts that every file of the same content gives.
func golden(t *testing.T, name string) []export.Draft {
	t.Helper()
	var drafts []export.Draft
	if err := export.DecodeJSON(sample(t, name), &drafts); err != nil {
		t.Fatal(err)
	}
	return drafts
}

func sameDrafts(t *testing.T, name string, want, got []export.Draft) {
	t.Helper()
	whatever := cmpopts.IgnoreFields(export.Draft{}, "Where")
	if d := cmp.Diff(want, got, whatever, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("%s: %s", name, d)
	}
}

func TestThePlanReadsAlikeFromEachProgram(t *testing.T) {
	for _, name := range []string{"plan.ods", "plan.odt", "plan.xlsx", "plan.docx", "plan.csv", "plan-utf16.csv"} {
		sheet, got := imported(t, name)
		want := golden(t, "plan.golden.json")
		if sheet.Format == export.CSV { // it cannot say that a cell spans rows
			delete(want[9].Fields, "resources")
		}
		if got.Form != "plan" {
			t.Errorf("%s: form %q", name, got.Form)
		}
		sameDrafts(t, name, want, got.Drafts)
	}
}

func TestThePlanReadsFromWindowsLetters(t *testing.T) {
	sheet, got := imported(t, "plan-windows1252.csv")
	want := golden(t, "plan.golden.json")
	delete(want[9].Fields, "resources")
	var latin []export.Draft
	for _, d := range want {
		if all := d.Fields["threats"] + d.Fields["strengths"]; !strings.ContainsAny(all, "ا🌿") {
			latin = append(latin, d)
		}
	}
	sameDrafts(t, "plan-windows1252.csv", latin, got.Drafts)
	if d := cmp.Diff([]export.Note{{Problem: export.GuessedLetters}}, sheet.Notes); d != "" {
		t.Error(d)
	}
}

func TestTheRiskTableReadsAlikeFromEachProgram(t *testing.T) {
	want := golden(t, "risks.golden.json")
	for _, name := range []string{"risks.ods", "risks.xlsx", "risks.docx", "risks.csv", "risks-windows1252.csv"} {
		_, got := imported(t, name)
		if got.Form != "risks" {
			t.Errorf("%s: form %q", name, got.Form)
		}
		sameDrafts(t, name, want, got.Drafts)
	}
}

func TestPlacesAreThoseOfTheSpreadsheet(t *testing.T) {
	_, got := imported(t, "plan.ods")
	if w := got.Drafts[0].Where; w != "A3" {
		t.Errorf("the first row is at A3, not %s", w)
	}
	want := []export.Note{
		{Where: "A1", Problem: export.AboveHeadings, Text: "Our plan for the year"},
		{Where: "E13", Problem: export.SpreadDown},
	}
	if d := cmp.Diff(want, got.Notes); d != "" {
		t.Error(d)
	}
}

func TestContentSaysTheFormatBeforeTheName(t *testing.T) {
	for name, want := range map[string]string{
		"plan.ods": export.ODS, "plan.odt": export.ODT, "plan.xlsx": export.XLSX, "plan.docx": export.DOCX, "plan.csv": export.CSV,
	} {
		got, err := export.Detect("wrong.pdf", sample(t, name))
		if err != nil || got != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestOtherFilesAreRefusedByName(t *testing.T) {
	old := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	for _, c := range []struct {
		name, data string
		want       error
	}{
		{"a.xls", old, export.ErrOld},
		{"a.xlsx", old + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", export.ErrLocked},
		{"a.pdf", "%PDF-1.7\n", export.ErrUnsupported},
		{"a.doc", `{\rtf1 x}`, export.ErrUnsupported},
		{"a.html", "<html><table></table></html>", export.ErrUnsupported},
		{"a.json", `{"a":1}`, export.ErrUnsupported},
		{"a.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x01\x02\x03\x04\x05", export.ErrUnsupported},
		{"a.csv", "", export.ErrNotTable},
		{"a.csv", " \r\n\r\n", export.ErrNotTable},
		{"a.csv", ",,\r\n,,\r\n", export.ErrNotTable},
		{"a.zip", zipOf(t, map[string]string{"readme.txt": "hello"}), export.ErrUnsupported},
		{"a.odp", zipOf(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.presentation"}), export.ErrUnsupported},
		{"a.ods", zipOf(t, map[string]string{"mimetype": odsMIME}), export.ErrDamaged},
		{"a.ods", odsWith(t, ``), export.ErrNotTable},
		{"a.ods", string(sample(t, "plan.ods")[:9000]), export.ErrDamaged},
		{"a.docx", docxWith(t, `<w:p><w:r><w:t>No table here</w:t></w:r></w:p>`), export.ErrNotTable},
	} {
		if _, err := export.Read(c.name, []byte(c.data)); !errors.Is(err, c.want) {
			t.Errorf("%s %.20q: %v, want %v", c.name, c.data, err, c.want)
		}
	}
}

func TestANewerOrLockedSpreadsheetIsSaid(t *testing.T) {
	newer := zipOf(t, map[string]string{"mimetype": odsMIME, "content.xml": strings.Replace(odsXML(``), `version="1.3"`, `version="2.0"`, 1)})
	if _, err := export.Read("a.ods", []byte(newer)); !errors.Is(err, export.ErrNewer) {
		t.Errorf("newer: %v", err)
	}
	locked := zipOf(t, map[string]string{"mimetype": odsMIME, "content.xml": "\x01\x02",
		"META-INF/manifest.xml": `<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>`})
	if _, err := export.Read("a.ods", []byte(locked)); !errors.Is(err, export.ErrLocked) {
		t.Errorf("locked: %v", err)
	}
}
