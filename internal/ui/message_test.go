package ui_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"amparo/internal/ui"
	"amparo/internal/workspace"
)

// A stale page that saves after locking is told so, and keeps its words.
func TestAPageThatStaysIsToldThatItIsLocked(t *testing.T) {
	v := begin(t)
	path := v.on("first", "worries")
	v.post("/lock")
	v.send(ui.Request{Method: "POST", Path: path, Partial: true})
	if v.last.Status != 401 {
		t.Errorf("%d", v.last.Status)
	}
}

// Every error that people can meet has a page with a sentence and a next step,
// and none of them holds the error's own words.
func TestErrorsBecomeCalmPages(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		says   string
	}{
		{workspace.ErrNotFound, 404, "This page is not here"},
		{workspace.ErrBusy, 409, "Another program has it open"},
		{workspace.ErrFull, 507, "There is no room left"},
		{workspace.ErrReadOnly, 500, "We can't write here"},
		{workspace.ErrNewer, 500, "newer version"},
		{workspace.ErrDamaged, 500, "Something in this file was changed"},
		{errors.New("a canary"), 500, "This did not work"},
	} {
		v := start(t)
		v.broken = fmt.Errorf("opening the vault: %w", c.err)
		v.get("/unlock")
		if v.last.Status != c.status || !v.says(c.says) || !strings.HasPrefix(v.heading(), "Error: ") {
			t.Errorf("%v: %d %s", c.err, v.last.Status, v.heading())
		}
		if strings.Contains(string(v.last.Body), c.err.Error()) {
			t.Errorf("%v stands on the page", c.err)
		}
		if ways := v.page.all("main a.button"); len(ways) != 1 {
			t.Errorf("%v: %d next steps", c.err, len(ways))
		}
	}
}

func TestPagesThatAreNotThere(t *testing.T) {
	v := begin(t)
	for _, path := range []string{
		"/nothing", v.on("nothing"), v.on("risk", "aaaaaaaaaaaaaaaa"), v.on("risk", "x"), v.on("first", "nothing"),
		"/n/00000000000000000000000000000000/home", "/create/them", "//", "/n//home",
	} {
		if v.get(path); v.last.Status != 404 {
			t.Errorf("%s: %d", path, v.last.Status)
		}
	}
}
