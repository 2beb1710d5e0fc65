package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"amparo/internal/workspace"
)

const goodPassphrase = "copper lantern river basket morning quiet"

// person runs the program in a home of hers, with what she types.
type person struct {
	t       *testing.T
	home    string
	types   string   // lines at questions
	secrets []string // lines that are not shown
	reads   bool     // the standard output is a terminal, too
	always  []string // what she adds to each command
}

func newPerson(t *testing.T) *person { return &person{t: t, home: filepath.Join(t.TempDir(), "home")} }

// runs returns the exit code and what was put out and said.
func (w *person) runs(args ...string) (code int, out, said string) {
	w.t.Helper()
	var stdout, stderr bytes.Buffer
	code = Run(context.Background(), Env{
		Args: slices.Concat([]string{"--home", w.home}, args, w.always), Stdin: strings.NewReader(w.types), Stdout: &stdout, Stderr: &stderr,
		Getenv: func(string) string { return "" }, Cost: cheap, Floor: cheap, Rand: rand.Reader, Now: time.Now,
		Asks: true, Shows: w.reads, Secret: w.secret,
	})
	return code, stdout.String(), stderr.String()
}

func (w *person) secret() ([]byte, error) {
	if len(w.secrets) == 0 {
		w.t.Error("one question for a passphrase too many")
		return nil, context.Canceled
	}
	next := w.secrets[0]
	w.secrets = w.secrets[1:]
	return []byte(next), nil
}

// wants fails the test unless the code is as wanted.
func (w *person) wants(want int, args ...string) (out, said string) {
	w.t.Helper()
	code, out, said := w.runs(args...)
	if code != want {
		w.t.Fatalf("%v: exit code %d, want %d\n%s%s", args, code, want, out, said)
	}
	return out, said
}

// On a terminal six words are offered; Enter takes them, and they open.
func TestSixWords(t *testing.T) {
	w := newPerson(t)
	w.secrets = []string{""}
	_, said := w.wants(codeDone, "init")
	words := ""
	for line := range strings.Lines(said) {
		if len(strings.Fields(line)) == 6 && strings.HasPrefix(line, "    ") {
			words = strings.TrimSpace(line)
		}
	}
	w.secrets = []string{words}
	w.wants(codeDone, "notebook", "list")
	w.secrets = []string{words + "x"}
	w.wants(codeLocked, "notebook", "list")
}

// A passphrase of one's own is asked for twice, and has to be hard to guess.
func TestOwnPassphrase(t *testing.T) {
	w := newPerson(t)
	w.secrets = []string{goodPassphrase, goodPassphrase + "!"}
	w.wants(codeUse, "init")
	w.secrets = []string{"secret"}
	_, said := w.wants(codeUse, "init")
	if !strings.Contains(said, "could be guessed") {
		t.Errorf("said %q", said)
	}
	if _, err := os.Stat(filepath.Join(w.home, "vaults")); !os.IsNotExist(err) {
		t.Errorf("a vault was begun: %v", err)
	}
	w.secrets = []string{goodPassphrase, goodPassphrase}
	w.wants(codeDone, "init")
	w.secrets = []string{goodPassphrase, goodPassphrase + " anew", goodPassphrase + " anew"}
	w.wants(codeDone, "passphrase")
	w.secrets = []string{goodPassphrase + " anew"}
	w.wants(codeDone, "notebook", "list")
}

// A question is answered in words; anything but yes leaves all as it was.
func TestQuestions(t *testing.T) {
	w := newPerson(t)
	w.secrets = []string{goodPassphrase, goodPassphrase}
	w.wants(codeDone, "init")
	file := filepath.Join(t.TempDir(), "plan.md")
	for answer, want := range map[string]int{
		"\n": codeFailed, "no\n": codeFailed, "n\n": codeFailed, "yesterday\n": codeFailed, "": codeFailed,
		"yes\n": codeDone, "Y\n": codeDone, " yes \n": codeDone,
	} {
		w.types, w.secrets = answer, []string{goodPassphrase}
		w.wants(want, "export", "--format", "markdown", "-o", file)
		_, err := os.Stat(file)
		if wrote := err == nil; wrote != (want == codeDone) {
			t.Errorf("after %q: written: %v", answer, wrote)
		}
		os.Remove(file)
	}
}

// What a terminal can't show is not thrown at it.
func TestTerminalOutput(t *testing.T) {
	w := newPerson(t)
	w.reads = true
	out, _ := w.wants(codeUse, "print", "plan", "--blank")
	if out != "" {
		t.Errorf("%d bytes went to the terminal", len(out))
	}
	w.secrets = []string{goodPassphrase, goodPassphrase}
	out, said := w.wants(codeDone, "init")
	if len(strings.TrimSpace(out)) != 32 || !strings.Contains(said, "The vault is ready") {
		t.Errorf("put out %q and said %q", out, said)
	}
}

// No word that someone wrote stands in what is said beside the output, whatever
// goes wrong.
func TestNoWordsInErrors(t *testing.T) {
	w := newPerson(t)
	w.secrets = []string{goodPassphrase, goodPassphrase}
	w.wants(codeDone, "init", "--label", "canarylabel", "--notebook", "canarybook")
	for _, args := range [][]string{
		{"add", "risk", "title=canarytitle", "probability=canaryvalue"},
		{"add", "canarykind", "title=canarytitle"}, {"add", "risk", "canaryfield=canaryvalue"}, {"add", "risk", "canarytitle"},
		{"set", "canaryid", "title=canarytitle"}, {"set", "settings", "canaryfield=x"}, {"remove", "canaryid"},
		{"show", "canarysheet"}, {"show", "risks", "--notebook", "canaryother"}, {"show", "risks", "--vault", "canaryvault"},
		{"export", "--format", "canaryformat"}, {"export", "--format", "csv", "--only", "canarycolumn"},
		{"canarycommand"}, {"show", "risks", "--canaryoption"}, {"print", "canarysheet"}, {"forget", "--before", "canaryday"},
		{"import", "canaryfile"}, {"restore", "canaryfile"}, {"notebook", "new", "canary\nname"}, {"serve", "--port", "canaryport"},
		{"help", "canarycommand"}, {"man", "canarycommand"}, {"completion", "canaryshell"},
	} {
		w.secrets = []string{goodPassphrase}
		code, out, said := w.runs(args...)
		if code == codeDone {
			t.Errorf("%v went through", args)
		}
		if strings.Contains(out+said, "canary") {
			t.Errorf("%v: said %q %q", args, out, said)
		}
	}
}

func TestDataFolder(t *testing.T) {
	if filepath.Separator != '/' {
		t.Skip("the paths below are written as Unix has them")
	}
	for _, test := range []struct {
		system string
		env    map[string]string
		want   string
	}{
		{"linux", map[string]string{"HOME": "/h"}, "/h/.local/share/amparo"},
		{"linux", map[string]string{"HOME": "/h", "XDG_DATA_HOME": "/x"}, "/x/amparo"},
		{"linux", map[string]string{"HOME": "/h", "XDG_DATA_HOME": "relative"}, "/h/.local/share/amparo"},
		{"darwin", map[string]string{"HOME": "/h"}, "/h/Library/Application Support/Amparo"},
		{"windows", map[string]string{"LocalAppData": "/l"}, "/l/Amparo"},
		{"linux", nil, ""}, {"windows", nil, ""},
	} {
		if got := dataFolder(test.system, func(name string) string { return test.env[name] }); got != test.want {
			t.Errorf("%s %v: %q, want %q", test.system, test.env, got, test.want)
		}
	}
}

// Of several vaults that did not open, one that is busy or damaged says more than
// that the passphrase was another's.
func TestGraver(t *testing.T) {
	for _, test := range []struct{ a, b, want error }{
		{nil, workspace.ErrLocked, workspace.ErrLocked}, {nil, workspace.ErrBusy, workspace.ErrBusy},
		{workspace.ErrLocked, workspace.ErrBusy, workspace.ErrBusy}, {workspace.ErrBusy, workspace.ErrLocked, workspace.ErrBusy},
		{workspace.ErrDamaged, workspace.ErrBusy, workspace.ErrDamaged},
	} {
		if got := graver(test.a, test.b); got != test.want {
			t.Errorf("of %v and %v: %v", test.a, test.b, got)
		}
	}
}
