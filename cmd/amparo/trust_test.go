package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/paper"
)

// actorWords are what a woman writes of someone: a word in each field that takes
// any text, in a record that stands and in one that was removed.
var actorWords = []string{"Kanaribrzk", "Kanaripldw", "Kanarimnvt", "Kanariwqsx"}

// whoTrusts returns a person whose notebook is her own, with some of everything
// in it.
func whoTrusts(t *testing.T) *person {
	t.Helper()
	w := newPerson(t)
	pass := filepath.Join(t.TempDir(), "pass")
	if err := os.WriteFile(pass, []byte(goodPassphrase+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.always = []string{"--passphrase-file", pass, "--yes"}
	w.wants(codeDone, "init")
	w.wants(codeDone, "set", "settings", "who=me")
	w.wants(codeDone, "add", "actor", "title="+actorWords[0], "note="+actorWords[1], "watch_life=yes", "trust_work=no")
	gone, _ := w.wants(codeDone, "add", "actor", "title="+actorWords[2], "note="+actorWords[3])
	w.wants(codeDone, "remove", strings.TrimSpace(gone))
	w.wants(codeDone, "add", "row", "threats=a search", "actions=a copy", "risks=the office")
	w.wants(codeDone, "add", "protocol", "title=travel", "before=tell us", "activity=travelling", "owner=Luna")
	w.wants(codeDone, "notebook", "new", "another")
	w.always = append(w.always, "--notebook", "Our notebook")
	return w
}

// told returns what a command put out, said, and wrote to a file.
func (w *person) told(args ...string) string {
	w.t.Helper()
	file := filepath.Join(w.t.TempDir(), "out")
	if i := slices.Index(args, "FILE"); i >= 0 {
		args[i] = file + filepath.Ext(args[i+1])
		file, args = args[i], slices.Delete(args, i+1, i+2)
	}
	_, out, said := w.runs(args...)
	data, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		w.t.Fatal(err)
	}
	return out + said + inFile(w.t, data)
}

// inFile returns what can be read in a file: what is packed in it, too, and
// in a PDF what a reader sees.
func inFile(t *testing.T, data []byte) string {
	t.Helper()
	all := string(data)
	if path, err := exec.LookPath("pdftotext"); err == nil && bytes.HasPrefix(data, []byte("%PDF")) {
		c := exec.Command(path, "-", "-")
		c.Stdin = bytes.NewReader(data)
		text, err := c.Output()
		if err != nil {
			t.Fatal(err)
		}
		return all + string(text)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return all
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		inside, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all += string(inside)
	}
	return all
}

// No command puts out, says, or writes to a file anything of whom she trusts,
// but those that are asked for that sheet alone.
func TestWhomSheTrustsIsInNoOtherCommand(t *testing.T) {
	w := whoTrusts(t)
	for _, args := range [][]string{{"show", "trust"}, {"show", "trust", "--json"}, {"print", "trust", "-o", "FILE", ".html"}} {
		if !strings.Contains(w.told(args...), actorWords[0]) {
			t.Errorf("the search does not find what %v says", args)
		}
	}
	ran := 0
	for _, args := range otherCommands() {
		text := w.told(slices.Clone(args)...)
		ran++
		for _, word := range actorWords {
			if strings.Contains(text, word) {
				t.Errorf("%v tells of it", args)
			}
		}
	}
	if ran < 60 {
		t.Errorf("%d commands", ran)
	}
}

// otherCommands are those that are about something else, and some that go wrong.
func otherCommands() [][]string {
	var list [][]string
	for _, k := range notebook.Kinds() {
		if k.Name != "actor" {
			list = append(list, []string{"show", k.Sheet}, []string{"show", k.Sheet, "--json"})
		}
	}
	for _, sheet := range paper.Sheets() {
		list = append(list, []string{"print", sheet, "--blank", "-o", "FILE", ".pdf"})
		if sheet != "trust" {
			list = append(list, []string{"print", sheet, "-o", "FILE", ".pdf"}, []string{"print", sheet, "-o", "FILE", ".html"})
		}
	}
	for _, format := range append([]string{formatJSON}, formats()...) {
		list = append(list, []string{"export", "--format", format, "-o", "FILE", ""},
			[]string{"export", "--format", format, "--only", "mitigating-actions,threats-and-risks", "-o", "FILE", ""})
	}
	for _, words := range actorWords { // a part of a word, so that only an answer holds it whole
		list = append(list, []string{"search", words[:9]}, []string{"search", words[:9], "--json"})
	}
	list = append(list, []string{"next"}, []string{"next", "--json"}, []string{"again"}, []string{"again", "--json"}, []string{"calendar", "-o", "FILE", ".ics"},
		[]string{"members"}, []string{"bring-back"}, []string{"compare"}, []string{"news"}, []string{"accompany", "groups"}, []string{"finish"}, []string{"show", "past-plans"})
	return append(list, []string{"notebook", "list"}, []string{"notebook", "list", "--json"}, []string{"verify"}, []string{"doctor"}, []string{"doctor", "--json"},
		[]string{"set", "settings", "who=us"}, []string{"set", "settings", "scales=numbers"}, []string{"add", "actor", "title=x", "trust_life=perhaps"}, []string{"add", "actor", "note=x"},
		[]string{"remove", "aaaaaaaaaaaaaaaa"}, []string{"copy", "aaaaaaaaaaaaaaaa", "--to", "another"}, []string{"import", "nothing.csv"},
		[]string{"backup", "FILE", ".amparo"}, []string{"forget", "--before", "2020-01-01"}, []string{"help", "add"}, []string{"man"}, []string{"version"})
}

// While a round is open no command says, puts out, or writes to a file anything
// else after an answer than before it.
func TestNoCommandTellsOfAnAnswer(t *testing.T) {
	w := whoTrusts(t)
	luna, _ := w.wants(codeDone, "add", "person", "alias=Luna")
	id, _ := w.wants(codeDone, "add", "proposal", "title=Phones", "words=Phones stay in the tin.")
	id = strings.TrimSpace(id)
	w.wants(codeDone, "propose", id)
	asked := [][]string{{"search", "mother"}, {"search", "Luna", "--json"}, {"answers", id}, {"agree", id}, {"next", "--json"}, {"again"}, {"members"}, {"bring-back"}}
	for _, args := range otherCommands() {
		if last := args[len(args)-1]; args[0] == "show" && last != "--json" || args[0] == "print" && last == ".html" || args[0] == "export" && args[2] == "markdown" {
			asked = append(asked, args)
		}
	}
	said := func() (all []string) {
		for _, args := range asked {
			all = append(all, w.told(slices.Clone(args)...))
		}
		return all
	}
	before := said()
	w.wants(codeDone, "answer", id, "--answer", "object", "--words", "my mother is ill", "--name", strings.TrimSpace(luna))
	for i, now := range said() {
		if now != before[i] {
			t.Errorf("%v tells of an answer: %s", asked[i], now)
		}
	}
	if opened := w.told("answers", id, "--open"); !strings.Contains(opened, "my mother is ill") {
		t.Errorf("the answer is not there: %s", opened)
	}
}
