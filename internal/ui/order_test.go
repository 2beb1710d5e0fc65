package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"amparo/internal/notebook"
)

func TestRecordsMoveUpAndDown(t *testing.T) {
	v := begin(t)
	ids := map[string]string{}
	for _, title := range []string{"a", "b", "c", "d"} {
		ids[title] = v.add("activity", notebook.Values{"title": {title}}).ID.String()
	}
	order := func() string {
		var s strings.Builder
		for _, li := range v.page.all("ol.rows li") {
			s.WriteString(li.all("span")[0].text())
		}
		return s.String()
	}
	v.get(v.on("order", "activity"))
	for _, c := range []struct {
		way, title, want string
		still            bool // nothing moves
	}{
		{"up", "c", "acbd", false}, {"up", "c", "cabd", false}, {"up", "c", "cabd", true},
		{"down", "a", "cbad", false}, {"down", "a", "cbda", false}, {"down", "a", "cbda", true}, {"down", "none", "cbda", true},
	} {
		v.post(v.on("order", "activity"), c.way, ids[c.title])
		if got := order(); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.way, c.title, got, c.want)
		}
		focused, tag := v.page.all("main [autofocus]"), "button"
		if c.still {
			tag = "h1"
		}
		if len(focused) != 1 || focused[0].tag != tag || tag == "button" && focused[0].attrs["value"] != ids[c.title] {
			t.Errorf("%s %s: the focus is on %v", c.way, c.title, focused[0].attrs)
		}
	}
	if n := len(v.page.all("ol.rows button")); n != 6 {
		t.Errorf("%d buttons move four records", n)
	}
}

func TestMovingStaysOnItsPage(t *testing.T) {
	v := begin(t)
	var drafts []notebook.Draft
	for i := range 60 {
		drafts = append(drafts, notebook.Draft{Kind: "activity", Values: notebook.Values{"title": {fmt.Sprint(i)}}})
	}
	refs, err := v.work().Import(t.Context(), drafts)
	if err != nil {
		t.Fatal(err)
	}
	page := v.show(v.on("order", "activity"), "page=2")
	if got := page.one(t, "input[name=page]").attrs["value"]; got != "2" {
		t.Fatalf("the form carries page %q", got)
	}
	v.post(v.on("order", "activity"), "page", "2", "up", refs[50].ID.String())
	if n := len(v.page.all("ol.rows li")); n != 20 {
		t.Errorf("after moving %d are shown", n)
	}
}
