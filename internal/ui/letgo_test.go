//go:build !js

package ui_test

import (
	"testing"
	"time"

	"amparo/internal/notebook"
)

// The past goes at the second asking, and what stands stays.
func TestThePastIsLetGoAtTheSecondAsking(t *testing.T) {
	v := begin(t)
	stays := v.add("risk", notebook.Values{"title": {"stays"}})
	goes := v.add("risk", notebook.Values{"title": {"goes"}})
	v.ok(v.work().Remove(t.Context(), goes))
	v.now = v.now.Add(5 * 24 * time.Hour)
	day := v.now.Add(-24 * time.Hour).Format(time.DateOnly)
	v.get(v.on("let-go"))
	for _, wrong := range []string{"", "spring", v.now.Add(48 * time.Hour).Format(time.DateOnly)} {
		if v.post(v.on("let-go"), "day", wrong, "sure", "yes"); v.last.Status != 422 {
			t.Errorf("%q: %d", wrong, v.last.Status)
		}
	}
	v.post(v.on("let-go"), "day", day)
	if v.heading() != "Shall it go on every device?" || v.work().Notebook().Look(goes) == nil {
		t.Fatal(v.heading())
	}
	if v.post(v.on("let-go"), "day", day, "sure", "yes"); !v.says("It is let go of here.") {
		t.Errorf("it does not say that it is done: %s", v.page.one(t, "main").text())
	}
	if v.work().Notebook().Look(goes) != nil || v.work().Notebook().Get(stays) == nil {
		t.Error("the wrong thing went")
	}
	past, err := v.work().History(t.Context(), nil)
	if v.ok(err); len(past) > 1 {
		t.Errorf("%d lines of history are left", len(past))
	}
}
