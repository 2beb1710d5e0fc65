package ui_test

import (
	"testing"
)

func TestFirstQuestion(t *testing.T) {
	v := start(t)
	page := v.get("/")
	if v.path != "/start" || v.heading() != "Who uses this?" {
		t.Fatalf("%s: %s", v.path, v.heading())
	}
	for _, path := range []string{"/create/us", "/create/me"} {
		page.one(t, "main a[href="+path+"]")
	}
	page.one(t, "form[action=/look] button")
}
