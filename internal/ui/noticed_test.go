//go:build !js

package ui_test

import (
	"errors"
	"strings"
	"testing"

	"amparo/internal/locale"
	"amparo/internal/ui"
	"amparo/internal/workspace"
)

// Everything that may be noticed, and every way for a meeting to end, has a
// sentence of its own and one on what to do, in each language.
func TestNoFaultIsWithoutItsSentence(t *testing.T) {
	said := map[string]ui.Advice{"?": ui.Noticed("of a newer program"), "!": ui.StoodInTheWay(errors.New("another"))}
	for _, name := range workspace.Faults() {
		said[name] = ui.Noticed(name)
	}
	for _, err := range workspace.MeetingErrors() {
		said[err.Error()] = ui.StoodInTheWay(err)
	}
	if n := 2 + len(workspace.Faults()) + len(workspace.MeetingErrors()); len(said) != n {
		t.Fatalf("%d of %d have a name", len(said), n)
	}
	seen := map[string]string{}
	for name, a := range said {
		if other := seen[a.What]; other != "" {
			t.Errorf("%q and %q have one sentence: %q", name, other, a.What)
		}
		seen[a.What] = name
		for _, l := range locale.Languages() {
			for _, english := range []string{a.What, a.Do} {
				text := locale.New(l.Code).T(english)
				if english == "" || l.Code != "en" && text == english {
					t.Errorf("%s, %s: %q", name, l.Code, text)
				}
			}
		}
	}
}

// What was noticed stands on every page until someone has read it.
func TestWhatWasNoticedStaysUntilItIsRead(t *testing.T) {
	v, s := beginAshore(t)
	v.post(v.on("ways"), "relay", address)
	v.post(v.on("ways", "meet"))
	s.junk = []byte("not a blob of ours")
	v.post(v.on("ways", "meet"))
	say := ui.Noticed(workspace.FaultAltered)
	if !v.says(say.What) || !v.says(say.Do) {
		t.Fatalf("the page says %s", v.page.one(t, "main").text())
	}
	const words = "When our devices met, something was noticed."
	for _, path := range []string{v.on("home"), "/settings"} {
		if v.get(path); !strings.Contains(string(v.last.Body), words) {
			t.Errorf("%s does not say so", path)
		}
	}
	v.post(v.on("ways", "read"))
	if v.says(say.What) || len(v.work().Way().Faults) != 0 {
		t.Error("it is still there")
	}
	if v.get(v.on("home")); strings.Contains(string(v.last.Body), words) {
		t.Error("home still says so")
	}
}

// Two ways on come with what people can do about them.
func TestTwoWaysOnComeWithAWayTogether(t *testing.T) {
	v, _ := beginAshore(t)
	for _, c := range []struct {
		fault string
		steps bool
	}{{workspace.FaultSplit, true}, {workspace.FaultBeyond, true}, {workspace.FaultLost, false}} {
		if err := v.work().Notice(t.Context(), c.fault); err != nil {
			t.Fatal(err)
		}
		v.get(v.on("ways"))
		if v.says("Say whose way goes on.") != c.steps {
			t.Errorf("%s: %s", c.fault, v.page.one(t, "main").text())
		}
		v.post(v.on("ways", "read"))
	}
}
