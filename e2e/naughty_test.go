package e2e_test

import (
	"encoding/base32"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// naughtyPath is where npm puts the list of naughty strings.
const naughtyPath = "node_modules/big-list-of-naughty-strings/blns.json"

// scripts are ways in which a text has become a script somewhere.
func scripts() []string {
	call := "alert(1)"
	return []string{
		"<script>" + call + "</script>", "</textarea><script>" + call + "</script>", "</title><svg onload=" + call + ">",
		"\"><img src=x onerror=" + call + ">", "' autofocus onfocus=" + call + " x='", "\" style=\"background:url(javascript:" + call + ")",
		"javascript:" + call, "data:text/html,<script>" + call + "</script>", "<iframe srcdoc=\"<script>" + call + "</script>\">",
		"<math><mi//xlink:href=\"data:x,<script>" + call + "</script>\">", "<form action=//example.org><button>x", "<base href=//example.org>",
		"<meta http-equiv=refresh content=0;url=//example.org>", "<link rel=stylesheet href=//example.org>", "<object data=//example.org>",
		"<template><script>" + call + "</script></template>", "<noscript><p title=\"</noscript><img src=x onerror=" + call + ">\">",
		"<svg><style><img src=x onerror=" + call + "></style></svg>", "<!--><img src=x onerror=" + call + ">-->", "]]><script>" + call + "</script>",
		"${" + call + "}", "{{constructor.constructor('" + call + "')()}}", "<%= " + call + " %>", "\u2028<script>" + call + "</script>", "<scr\x00ipt>" + call,
		"=HYPERLINK(\"http://example.org\",\"x\")", "=cmd|' /C calc'!A0", "@SUM(1)*1", "+1+1", "-2+3", "\t=1+1", "\r=1+1",
	}
}

// S10: every naughty string in every kind of text field is shown as text, runs
// nothing, asks nobody, and comes back as it was written.
func TestNaughtyStringsStayText(t *testing.T) {
	t.Parallel()
	needs(t, "chromium", naughtyPath)
	data, err := os.ReadFile(naughtyPath)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	if err := json.Unmarshal(data, &list); err != nil || len(list) < 400 {
		t.Fatalf("%d strings: %v", len(list), err)
	}
	list = append(list, scripts()...)
	p := newPlace(t)
	p.run("init", "--label", "Kitchen")
	records := naughtyRecords(p.declared(), list)
	file := filepath.Join(filepath.Dir(p.file), "naughty.json")
	whole, err := json.Marshal(map[string]any{"amparo": 1, "kind": "notebook", "records": records})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	p.run("import", file, "--yes")
	comeBack(t, p.run("export", "--format", "json", "--yes"), records)
	for _, format := range []string{"html", "pdf", "ods", "xlsx", "docx", "csv", "markdown"} {
		p.run("export", "--format", format, "--yes", "-o", filepath.Join(filepath.Dir(p.file), "out."+format))
	}
	program := startIn(t, p.home)
	v := open(t, program.address, look{})
	v.path("/unlock")
	v.fill("#f-passphrase", secret)
	v.next("main form button")
	v.path(strings.Replace(eval[string](v, "location.pathname"), "/home", "/risks", 1))
	if !v.has("main table") {
		t.Fatal("the sheet is not shown, so the test shows nothing")
	}
	nb, shown := v.notebook(), map[string]bool{}
	paths := []string{nb + "/plan", nb + "/protocols", nb + "/agreements", nb + "/training", nb + "/teach", nb + "/timeline", nb + "/print/plan"}
	for _, r := range records {
		if !shown[r.Kind] || r.Kind == "risk" {
			shown[r.Kind] = true
			paths = append(paths, nb+"/"+r.Kind+"/"+r.ID)
		}
	}
	for _, path := range paths {
		v.path(path)
		if v.has("main script, main iframe, main object, main base, main meta, main link, main [onerror], main [onload], main [onfocus], main [srcdoc]") {
			t.Errorf("%s holds markup of a person", path)
		}
	}
	if errors := v.seen.errors(); len(errors) > 0 {
		t.Errorf("the browser complains: %q", errors)
	}
	if hosts := v.seen.hosts(); len(hosts) != 1 {
		t.Errorf("the browser asked %q", hosts)
	}
}

type record struct {
	ID     string            `json:"id"`
	Kind   string            `json:"kind"`
	Fields map[string]string `json:"fields"`
}

// naughtyRecords puts the strings into each field of each kind that takes words,
// and every string into one field at least. What has several lines stands in rows.
func naughtyRecords(kinds []sort, list []string) []record {
	kinds = slices.DeleteFunc(slices.Clone(kinds), func(k sort) bool {
		return len(k.free) == 0 || slices.Contains([]string{"plan", "settings", "actor", "checkin", "agreement", "pastplan"}, k.name)
	})
	wide := slices.DeleteFunc(slices.Clone(list), func(text string) bool { return !strings.ContainsAny(text, "\r\n") })
	flat := slices.DeleteFunc(slices.Clone(list), func(text string) bool { return strings.ContainsAny(text, "\r\n") })
	var out []record
	put := func(k sort, rest []string) []string {
		r := record{ID: strings.ToLower(base32.StdEncoding.EncodeToString(fmt.Appendf(nil, "naughty%03d", len(out)))), Kind: k.name, Fields: map[string]string{}}
		for i, field := range k.free {
			if len(rest) == 0 {
				break
			}
			if r.Fields[field], rest = rest[0], rest[1:]; i == 0 {
				r.Fields[field] = fmt.Sprint("№", len(out), " ", r.Fields[field]) // it names the record
			}
		}
		out = append(out, r)
		return rest
	}
	row := kinds[slices.IndexFunc(kinds, func(k sort) bool { return k.name == "row" })]
	for len(wide) > 0 {
		wide = put(row, wide)
	}
	for turn := 0; len(flat) > 0 || turn < len(kinds); turn++ {
		if len(flat) == 0 {
			flat = slices.Clone(scripts()[:4])
		}
		flat = put(kinds[turn%len(kinds)], flat)
	}
	return out
}

// comeBack compares what was exported with what was written. Line ends have
// one form, and a field without text is left out.
func comeBack(t *testing.T, exported string, records []record) {
	t.Helper()
	var whole struct{ Records []record }
	if err := json.Unmarshal([]byte(exported), &whole); err != nil {
		t.Fatal(err)
	}
	got := map[string]map[string]string{}
	for _, r := range whole.Records {
		got[r.ID] = r.Fields
	}
	ends := strings.NewReplacer("\r\n", "\n", "\r", "\n")
	for _, r := range records {
		for field, text := range r.Fields {
			if want := ends.Replace(text); got[r.ID][field] != want {
				t.Errorf("%s.%s: %q came back as %q", r.Kind, field, want, got[r.ID][field])
			}
		}
	}
}
