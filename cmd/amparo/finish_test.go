package main

import (
	"strings"
	"testing"
)

// On a terminal it asks about each open action and says what will be. A no leaves
// everything as it was, the answers included.
func TestFinishAsksAboutOpenActions(t *testing.T) {
	w := newPerson(t)
	w.secrets = []string{goodPassphrase, goodPassphrase}
	w.wants(codeDone, "init")
	runs := func(types string, want int, args ...string) (out, said string) {
		w.types, w.secrets = types, []string{goodPassphrase}
		return w.wants(want, args...)
	}
	runs("", codeDone, "add", "row", "threats=raid", "actions=a copy elsewhere")
	runs("", codeDone, "add", "action", "title=mend the brakes")
	runs("", codeDone, "add", "action", "title=a bell", "state=done")

	_, said := runs("5\n\nno\n", codeFailed, "finish")
	if !strings.Contains(said, "a copy elsewhere\n  1 not yet · ") || strings.Contains(said, "a bell\n  1 ") {
		t.Errorf("it asks: %s", said)
	}
	stays, along, _ := strings.Cut(said, "Comes along to the next plan:")
	if !strings.Contains(stays, "  raid\n  a copy elsewhere\n  a bell\n") || !strings.Contains(along, "mend the brakes") {
		t.Errorf("it says: %s", said)
	}
	if out, _ := runs("", codeDone, "show", "actions"); strings.Count(out, "done") != 1 {
		t.Errorf("a no has changed something: %s", out)
	}

	runs("5\n\nyes\n", codeDone, "finish")
	if out, _ := runs("", codeDone, "show", "actions"); strings.Contains(out, "copy") || !strings.Contains(out, "brakes") {
		t.Errorf("the next plan has: %s", out)
	}
	if out, _ := runs("", codeDone, "show", "past-plans"); !strings.Contains(out, "1.  Plan") {
		t.Errorf("past plans: %s", out)
	}
}
