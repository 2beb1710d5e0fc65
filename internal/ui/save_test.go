package ui_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"amparo/internal/notebook"
)

// take saves the whole notebook in a format.
func (v *visitor) take(format string) []byte {
	v.t.Helper()
	v.post(v.on("export"), "format", format)
	if v.last.Status != 200 || !strings.HasPrefix(v.last.Download, "notes.") {
		v.t.Fatalf("%s: %d %q", format, v.last.Status, v.last.Download)
	}
	return v.last.Body
}

func TestTheWholeNotebookAsAFile(t *testing.T) {
	v := beginAtAComputer(t)
	v.plan()
	v.get(v.on("export"))
	if n := len(v.page.all("input[name=format]")); n != len(formats()) || !v.says("What leaves is not sealed.") {
		t.Errorf("%d formats are offered", n)
	}
	for _, format := range formats() {
		data := v.take(format)
		all := opened(t, data)
		if format == "pdf" {
			all = pdfText(t, format, data)
		}
		if all != "" && !strings.Contains(all, canary+" threat") {
			t.Errorf("%s does not hold the plan", format)
		}
		if hasProtocol := strings.Contains(all, canary+" protocol"); all != "" && hasProtocol == (format == "csv") {
			t.Errorf("%s holds the protocol: %t", format, hasProtocol)
		}
		for _, meta := range []string{v.work().Name(), "2026", "Amparo"} {
			if strings.Contains(all, meta) && format != "json" {
				t.Errorf("%s holds %q", format, meta)
			}
		}
	}
	v.post(v.on("export"), "format", "exe")
	if v.last.Status != 404 {
		t.Errorf("an unknown format gives %d", v.last.Status)
	}
}

func TestWholeColumnsAreAShare(t *testing.T) {
	v := beginAtAComputer(t)
	_, row := v.plan()
	v.post(v.on("columns"), "column", "strengths", "column", "actions")
	if !strings.HasSuffix(v.path, "/look") || !v.says("a lawyer "+canary) || v.says(canary+" door") {
		t.Fatalf("the columns lead to %s: %s", v.path, v.page.one(t, "main").text())
	}
	first := v.save("ods")
	if err := v.work().Set(context.Background(), row, edit("vulnerabilities", "none")); err != nil {
		t.Fatal(err)
	}
	v.post(v.on("columns"), "column", "actions", "column", "strengths")
	if !bytes.Equal(first, v.save("ods")) {
		t.Error("a share of columns depends on another column")
	}
}

func TestColumnsThatHoldNothing(t *testing.T) {
	v := beginAtAComputer(t)
	v.add("row", notebook.Values{"threats": {"fire"}})
	for _, pairs := range [][]string{nil, {"column", "resources"}} {
		v.post(v.on("columns"), pairs...)
		if v.last.Status != 422 || !strings.HasPrefix(v.heading(), "Error: ") {
			t.Errorf("%q gives %d", pairs, v.last.Status)
		}
	}
	v.post(v.on("columns"), "column", "version")
	if v.last.Status != 404 {
		t.Errorf("a column that is none gives %d", v.last.Status)
	}
}

func TestABrowserSavesAPage(t *testing.T) {
	v := begin(t)
	v.plan()
	v.get(v.on("export"))
	if boxes := v.page.all("input[name=format]"); len(boxes) != 1 || boxes[0].attrs["value"] != "html" || !v.says("In a browser we write pages.") {
		t.Errorf("%d formats are offered", len(boxes))
	}
	if page := string(v.take("html")); !strings.Contains(page, canary+" threat") {
		t.Error("the page does not hold the plan")
	}
}

func TestTheExampleIsNotSaved(t *testing.T) {
	v := start(t)
	v.formats = office{}
	v.restart()
	v.post("/look")
	v.get(v.on("export"))
	if !v.says("This collective is invented") {
		t.Error("the page does not say why")
	}
	v.post(v.on("export"), "format", "csv")
	if v.last.Download != "" {
		t.Error("the example was saved")
	}
}
