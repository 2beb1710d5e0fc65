package catalog_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/catalog"
)

func TestReadTakesTheForm(t *testing.T) {
	got, err := catalog.Read("# a note\n\nrisk one gender\ntitle: First: with a colon\ncan_do:\n  walk\n# between\n  rest\n\n\nrisk two\n")
	want := []catalog.Block{
		{Kind: "risk", Key: "one", Group: "gender", Fields: []catalog.Field{{"title", "First: with a colon"}, {"can_do", "walk\nrest"}}},
		{Kind: "risk", Key: "two"},
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadIsStrict(t *testing.T) {
	for name, c := range map[string]struct{ text, say string }{
		"no key":           {"risk\n", "line 1: a kind and a key"},
		"four names":       {"risk a b c\n", "line 1: a kind and a key"},
		"two spaces":       {"risk  a\n", "line 1: a kind, a key"},
		"capital":          {"risk One\n", "line 1: a kind, a key"},
		"digit first":      {"risk 1a\n", "line 1: a kind, a key"},
		"field first":      {"title: x\n", "line 1: a kind, a key"},
		"line before":      {"risk a\n  x\n", "line 2: this line belongs"},
		"no colon":         {"risk a\ntitle x\n", "line 2: a field is written"},
		"no space":         {"risk a\ntitle:x\n", "line 2: a field is written"},
		"field twice":      {"risk a\nx: 1\ny: 2\nx: 3\n", "line 4: this field"},
		"block twice":      {"risk a\n\nrisk a\n", "line 3: this block"},
		"empty field":      {"risk a\nx:\ny: 1\n", "line 3: the field above is empty"},
		"empty at a break": {"risk a\nx:\n\n", "line 3: the field above is empty"},
		"empty at the end": {"risk a\nx:", "at the end: the field above is empty"},
		"tab":              {"risk a\nx:\t1\n", "line 2: a tab"},
		"return":           {"risk a\r\n", "line 1: a tab"},
		"space at the end": {"risk a\nx: 1 \n", "line 2: a space"},
		"only spaces":      {"risk a\n  \n", "line 2: a space"},
		"bytes":            {"risk a\nx: \xff\n", "line 2: not UTF-8"},
		"indented block":   {" risk a\n", "line 1: a kind"},
	} {
		if _, err := catalog.Read(c.text); err == nil || !strings.HasPrefix(err.Error(), c.say) {
			t.Errorf("%s: got %v, want %s ...", name, err, c.say)
		}
	}
}

func TestJoinWantsBothSides(t *testing.T) {
	for name, c := range map[string]struct{ common, words, say string }{
		"fit":            {"risk a\ndomain: care\n", "risk a\ntitle: x\n", ""},
		"no sentences":   {"risk a\n\nrisk b\n", "risk a\n", "no sentences for risk b"},
		"sentences only": {"risk a\n", "risk a\n\nrisk b\n", "risk b has sentences only"},
		"said twice":     {"risk a\ndomain: care\n", "risk a\ndomain: digital\n", "risk a has domain twice"},
	} {
		got := ""
		if err := catalog.Join(c.common, c.words); err != nil {
			got = err.Error()
		}
		if got != c.say {
			t.Errorf("%s: got %q, want %q", name, got, c.say)
		}
	}
}

// write is the form again, as a translator would type it.
func write(blocks []catalog.Block) string {
	var b strings.Builder
	for _, block := range blocks {
		b.WriteString(strings.TrimSuffix(block.Kind+" "+block.Key+" "+block.Group, " ") + "\n")
		for _, f := range block.Fields {
			b.WriteString(f.Name + ":\n  " + strings.ReplaceAll(f.Text, "\n", "\n  ") + "\n")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("data/*.txt")
	if err != nil || len(files) == 0 {
		f.Fatal("no data files to start from")
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text[:min(len(text), 1500)]))
	}
	f.Add("risk a b\nx:\n  1\n  2\n\nrisk c\n")
	f.Add("# n\nrisk a\ny: ü:\n")
	f.Fuzz(func(t *testing.T, text string) {
		blocks, err := catalog.Read(text)
		if err != nil {
			return
		}
		again, err := catalog.Read(write(blocks))
		if err != nil {
			t.Fatalf("what was read is not read again: %v", err)
		}
		if diff := cmp.Diff(blocks, again); diff != "" {
			t.Errorf("(-first +again):\n%s", diff)
		}
	})
}
