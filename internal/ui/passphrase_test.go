package ui_test

import (
	"strings"
	"testing"
)

func TestOpeningWithThePaperKey(t *testing.T) {
	v := begin(t)
	page := v.get("/paper-key")
	letters := page.one(t, "main p.key").text()
	if v.get("/paper-key/print"); !v.last.Print || !strings.Contains(string(v.last.Body), letters) {
		t.Error("the letters are not on the printed page")
	}
	v.post("/lock")
	v.get("/unlock")
	if v.post("/unlock", "paper", "amparo-1: nonsense"); v.last.Status != 422 {
		t.Errorf("nonsense: %d", v.last.Status)
	}
	if v.post("/unlock", "paper", letters); !v.app.Unlocked() {
		t.Error("the paper key does not open it")
	}
}
