package ui_test

import (
	"testing"
	"time"

	"amparo/internal/notebook"
)

// settings returns the notebook's own settings.
func (v *visitor) choice(field string) string {
	r := v.work().Notebook().Get(notebook.Ref{Kind: "settings", ID: notebook.Single("settings")})
	if r == nil {
		return ""
	}
	return r.Get(field)
}

func TestWordsOrNumbersAndTheGroupsWord(t *testing.T) {
	v := begin(t)
	v.get(v.on("home"))
	v.post(v.on("settings"), "was.scales", "", "scales", "numbers", "was.protocol_word", "", "protocol_word", "Custom")
	if v.path != "/settings" || !v.says("Saved.") || v.choice("scales") != "numbers" {
		t.Fatalf("%s: %q", v.path, v.choice("scales"))
	}
	if nav := v.page.all("nav")[0]; len(nav.all("a")) != 7 || nav.all("a")[3].text() != "Custom" {
		t.Errorf("the path says %s", nav.text())
	}
	v.add("risk", notebook.Values{"title": {"an infected link"}})
	v.get(v.on("first", "weigh"))
	if !v.says("4 · high") {
		t.Error("the scale has no numbers")
	}
	if v.post(v.on("settings"), "was.scales", "", "scales", "letters"); v.last.Status != 422 || v.choice("scales") != "numbers" {
		t.Errorf("an answer that is none: %d", v.last.Status)
	}
}

func TestReadingIsOfThisDevice(t *testing.T) {
	v := begin(t)
	v.post("/settings/reading", "language", "es", "size", "larger", "paper", "letter")
	root := v.page.one(t, "html")
	if root.attrs["lang"] != "es" || root.attrs["data-size"] != "larger" {
		t.Errorf("%v", root.attrs)
	}
	for _, name := range []string{"language", "size", "paper"} {
		chosen := 0
		for _, radio := range v.page.all("input[name=" + name + "]") {
			if _, ok := radio.attrs["checked"]; ok {
				chosen++
			}
		}
		if chosen != 1 {
			t.Errorf("%s: %d answers are chosen", name, chosen)
		}
	}
	v.post("/settings/reading", "language", "tlh", "size", "huge", "paper", "")
	if root := v.page.one(t, "html"); root.attrs["lang"] != "en" || root.attrs["data-size"] != "" {
		t.Errorf("answers that are none: %v", root.attrs)
	}
}

func TestLockingAndStayingOpen(t *testing.T) {
	v := begin(t) // at 10:00
	v.post("/settings/locking", "pause", "20", "until", "12:30")
	if got := v.stays[len(v.stays)-1]; got != 20*time.Minute {
		t.Errorf("the host waits %v", got)
	}
	if got := v.untils[len(v.untils)-1]; !got.Equal(time.Date(2026, 11, 22, 12, 30, 0, 0, time.Local)) {
		t.Errorf("it stays open until %v", got)
	}
	if !v.says("It stays open until 12:30.") {
		t.Error("the page does not say so")
	}
	for until, want := range map[string]bool{"09:00": false, "": false, "noon": false, "21:59": true, "22:01": false} {
		v.post("/settings/locking", "pause", "7", "until", until)
		if got := !v.untils[len(v.untils)-1].IsZero(); got != want {
			t.Errorf("until %q: %t", until, got)
		}
	}
	if got := v.stays[len(v.stays)-1]; got != 20*time.Minute {
		t.Errorf("a pause that is not offered was taken: %v", got)
	}
}

func TestAnotherPassphrase(t *testing.T) {
	v := begin(t)
	const next = "copper lantern window harbour thistle blanket"
	if v.post("/passphrase", "old", "something else", "offered", next); v.last.Status != 422 || !v.says("not the passphrase until now") {
		t.Fatalf("%d %s", v.last.Status, v.heading())
	}
	if v.post("/passphrase", "old", passphrase, "offered", next); v.path != "/settings" {
		t.Fatalf("leads to %s", v.path)
	}
	v.post("/lock")
	if v.post("/unlock", "passphrase", passphrase); v.app.Unlocked() {
		t.Error("the old words still open it")
	}
	if v.post("/unlock", "passphrase", next); !v.app.Unlocked() {
		t.Error("the new words do not open it")
	}
	v.post("/lock")
	v.post("/create/me", "own", passphrase, "again", passphrase)
	v.post("/passphrase", "old", passphrase, "own", next, "again", next)
	if v.last.Status != 422 || len(v.page.all("p[id=f-own-fault]")) != 1 || !v.says("nobody could tell the two apart") {
		t.Errorf("words that open another one give %d", v.last.Status)
	}
}
