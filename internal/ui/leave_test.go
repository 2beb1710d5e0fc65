package ui_test

import (
	"context"
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/ui"
)

func TestLeavingEndsTheProgramAndShowsNothing(t *testing.T) {
	v := begin(t)
	v.add("risk", notebook.Values{"title": {"a canary"}})
	response := v.app.Serve(context.Background(), ui.Request{Method: "POST", Path: "/leave"})
	if response.Status != 200 || !response.End || strings.Contains(string(response.Body), "Amparo") {
		t.Errorf("%d, end %t: %s", response.Status, response.End, response.Body)
	}
	if v.get("/blank"); v.last.End {
		t.Error("a GET ends the program")
	}
}

// Leaving does not wait for another request to be answered.
func TestLeavingDoesNotWait(t *testing.T) {
	v := begin(t)
	v.app.Hold(func() {
		if r := v.app.Serve(context.Background(), ui.Request{Method: "POST", Path: "/leave"}); !r.End {
			t.Error("it did not leave")
		}
	})
}

func TestTheLanguageIsKept(t *testing.T) {
	v := start(t)
	v.language = "es-MX"
	if page := v.get("/start"); page.one(t, "html").attrs["lang"] != "es" {
		t.Error("the browser's language is not followed")
	}
	page := v.post("/language", "language", "ar", "back", "/start")
	if root := page.one(t, "html"); v.path != "/start" || root.attrs["lang"] != "ar" || root.attrs["dir"] != "rtl" {
		t.Errorf("%s: %v", v.path, root.attrs)
	}
	v.post("/create/us", "offered", passphrase)
	v.post("/lock")
	v.post("/unlock", "passphrase", passphrase)
	if root := v.page.one(t, "html"); root.attrs["lang"] != "ar" {
		t.Errorf("after opening it is %s", root.attrs["lang"])
	}
	for _, elsewhere := range []string{"//evil.example", "https://evil.example/", "/nowhere"} {
		if v.post("/language", "language", "en", "back", elsewhere); v.path != v.on("home") {
			t.Errorf("%s leads to %s", elsewhere, v.path)
		}
	}
}
