package ui_test

import (
	"fmt"
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
		s := ""
		for _, li := range v.page.all("ol.rows li") {
			s += li.all("span")[0].text()
		}
		return s
	}
	v.get(v.on("order", "activity"))
	for _, c := range []struct{ way, title, want string }{
		{"up", "c", "acbd"}, {"up", "c", "cabd"}, {"up", "c", "cabd"}, {"down", "a", "cbad"}, {"down", "a", "cbda"}, {"down", "a", "cbda"}, {"down", "none", "cbda"},
	} {
		v.post(v.on("order", "activity"), c.way, ids[c.title])
		if got := order(); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.way, c.title, got, c.want)
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
