package ui_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/notebook"
)

func TestARowIsAskedForItsStrengthsFirst(t *testing.T) {
	v := begin(t)
	v.get(v.on("ask", "row"))
	var got []string
	for range 6 {
		got = append(got, v.path[strings.LastIndex(v.path, "/")+1:])
		if len(v.page.all("form [required]")) > 1 {
			t.Errorf("%s: more than one field is required", v.path)
		}
		if len(v.page.all("p.hint")) == 0 {
			t.Errorf("%s does not say why it asks", v.path)
		}
		var ways []string
		for _, b := range v.page.all("main button") {
			ways = append(ways, b.text())
		}
		if want := []string{"Go on", "Not sure", "Skip", "Stop for today"}; !slices.Equal(ways, want) {
			t.Errorf("%s: the ways on are %q", v.path, ways)
		}
		name := got[len(got)-1]
		if name == "actions" {
			name = "actions.new"
		}
		v.submit(name, "about "+name, "go", "on")
	}
	if want := []string{"threats", "strengths", "vulnerabilities", "actions", "resources", "involved"}; !slices.Equal(got, want) {
		t.Errorf("asked: %v", got)
	}
	if !strings.HasSuffix(v.path, "/asked") || !v.says("about strengths") || !v.says("about actions.new") {
		t.Errorf("the end is at %s", v.path)
	}
	row := v.work().Notebook().Records("row")[0]
	if row.Get("involved") != "about involved" || len(v.work().Notebook().Records("row")) != 1 {
		t.Errorf("the row holds %v", row.Fields)
	}
}

// Whichever way she leaves a question, what she typed is kept.
func TestEveryWayOnKeepsWhatWasTyped(t *testing.T) {
	for way, ends := range map[string]string{"on": "/ask/can_do", "unsure": "/ask/can_do", "skip": "/ask/can_do", "stop": "/risks", "": "/ask/reaction"} {
		v := begin(t)
		ref := v.add("risk", notebook.Values{"title": {"a"}, "reaction": {"2"}})
		v.get(v.on("risk", ref.ID.String(), "ask", "reaction"))
		v.submit("reaction", "4", "go", way)
		want := "4"
		if way == "unsure" {
			want = ""
		}
		if got := v.of(ref).Get("reaction"); got != want || !strings.HasSuffix(v.path, ends) {
			t.Errorf("%q: %q is kept, and we are at %s", way, got, v.path)
		}
	}
}

func TestStoppingForTodayComesBackToTheSameQuestion(t *testing.T) {
	v := begin(t)
	ref := v.add("row", notebook.Values{"threats": {"a"}})
	at := v.on("row", ref.ID.String(), "ask", "strengths")
	v.get(at)
	v.submit("strengths", "typed", "go", "stop")
	if v.path != v.on("plan") || v.of(ref).Get("strengths") != "typed" {
		t.Fatalf("stopping led to %s", v.path)
	}
	page := v.get(v.on("plan"))
	if !slices.Contains(page.hrefs("div.beside"), at) {
		t.Fatalf("the plan leads back to %v", page.hrefs("div.beside"))
	}
	if len(v.get(v.on("risks")).hrefs("div.beside")) != 0 {
		t.Error("another sheet leads there, too")
	}
	v.get(at)
	v.submit("go", "on")
	if len(v.get(v.on("plan")).hrefs("div.beside")) != 0 {
		t.Error("after going on the plan still says that we stopped")
	}
}

func TestAFirstQuestionWithoutAnswerMakesNothing(t *testing.T) {
	for way, ends := range map[string]string{"unsure": "/ideas/risk", "skip": "/risks", "stop": "/risks"} {
		v := begin(t)
		v.get(v.on("ask", "risk"))
		v.submit("go", way)
		if v.path != v.on(ends[1:]) || len(v.work().Notebook().Records("risk")) != 0 {
			t.Errorf("%s leads to %s", way, v.path)
		}
	}
	v := begin(t)
	v.get(v.on("ask", "risk"))
	v.submit("go", "on")
	if v.last.Status != 422 || len(v.page.all("div.summary")) != 1 {
		t.Errorf("going on without an answer: %d", v.last.Status)
	}
}

func TestOneQuestionCanBeAskedAlone(t *testing.T) {
	v := begin(t)
	ref := v.add("protocol", notebook.Values{"title": {"Travel"}})
	v.get(v.on("protocol", ref.ID.String(), "answer", "care"))
	v.submit("care", "we eat together", "go", "on")
	if v.path != v.on("card", ref.ID.String()) || v.of(ref).Get("care") != "we eat together" {
		t.Errorf("answering led to %s", v.path)
	}
}

func TestTheEndSaysWhatCanWait(t *testing.T) {
	v := begin(t)
	ref := v.add("risk", notebook.Values{"title": {"a"}, "can_do": {"call"}})
	page := v.get(v.on("risk", ref.ID.String(), "asked"))
	var open []string
	for _, href := range page.hrefs("main section ul") {
		open = append(open, href[strings.LastIndex(href, "/")+1:])
	}
	if diff := cmp.Diff([]string{"probability", "impact", "reaction"}, open); diff != "" {
		t.Error(diff)
	}
}
