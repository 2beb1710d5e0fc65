package ui_test

import (
	"context"
	"testing"
)

func TestLookingAroundKeepsNothing(t *testing.T) {
	v := start(t)
	v.post("/look")
	if v.path != v.on("home") || len(v.work().Notebook().Records("risk")) < 9 {
		t.Fatalf("%s shows %d risks", v.path, len(v.work().Notebook().Records("risk")))
	}
	v.page.one(t, "aside.passing form[action=/look/end]")
	if places, err := v.shelf.List(context.Background()); err != nil || len(places) != 0 {
		t.Errorf("%v, %v", places, err)
	}
	if v.post("/look/end"); v.path != "/start" || v.app.Unlocked() {
		t.Errorf("leads to %s", v.path)
	}
}
