package ui_test

import (
	"context"
	"strings"
	"testing"

	"amparo/internal/ui"
)

// What every page brings along stays small (U9), and asks nobody else.
func TestStyleAndScriptStaySmall(t *testing.T) {
	v := start(t)
	for path, most := range map[string]int{"/static/style.css": 8192, "/static/app.js": 6144} {
		r := v.app.Serve(context.Background(), ui.Request{Method: "GET", Path: path})
		body := string(r.Body)
		if r.Status != 200 || len(body) > most || len(body) < 1000 {
			t.Errorf("%s: %d, %d bytes of %d", path, r.Status, len(body), most)
		}
		t.Logf("%s: %d bytes of %d", path, len(body), most)
		for _, never := range []string{"http:", "https:", "@import", "innerHTML", "eval("} {
			if strings.Contains(body, never) {
				t.Errorf("%s has %s", path, never)
			}
		}
	}
	css := string(v.app.Serve(context.Background(), ui.Request{Method: "GET", Path: "/static/style.css"}).Body)
	if strings.Count(css, "{") != strings.Count(css, "}") || strings.Contains(css, "/*") {
		t.Error("the sheet is cut in the wrong places")
	}
	for _, physical := range []string{"margin-left", "margin-right", "padding-left", "padding-right", "text-align:left", "float:"} {
		if strings.Contains(css, physical) {
			t.Errorf("%s does not turn with the direction", physical)
		}
	}
}
