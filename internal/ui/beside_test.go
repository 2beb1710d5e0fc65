package ui_test

import (
	"slices"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// apart returns a visitor who looks at two texts that stand side by side.
func apart(t *testing.T, kind, field, first, second string) (*visitor, notebook.Ref) {
	t.Helper()
	v := begin(t)
	ref := v.add(kind, notebook.Values{"title": {"a"}, field: {"old"}})
	v.twice(ref, field, first, second)
	page := v.get(v.on(kind, ref.ID.String()))
	at := v.on(kind, ref.ID.String(), "beside", field)
	if !slices.Contains(page.hrefs("div.beside"), at) {
		t.Fatalf("the record leads to %v", page.hrefs("div.beside"))
	}
	v.get(at)
	return v, ref
}

func TestOneOfTwoTextsIsKept(t *testing.T) {
	for i := range 2 {
		v, ref := apart(t, "risk", "can_do", "call", "write")
		card := v.page.all("li.card")[i]
		kept := card.one(t, "p.lines").text()
		form := card.one(t, "form")
		v.post(form.attrs["action"], append(fill(form), "keep", form.one(t, "button").attrs["value"])...)
		if got := v.of(ref).Set("can_do"); !slices.Equal(got, []string{kept}) || v.path != v.on("risk", ref.ID.String()) {
			t.Errorf("kept %q of two: %q", kept, got)
		}
	}
}

func TestBothTextsAreKept(t *testing.T) {
	for _, c := range []struct{ kind, field, first, second, a, b string }{
		{"risk", "can_do", "call", "write", "call\n\nwrite", "write\n\ncall"},
		{"protocol", "before", "pack\ncall", "call\nrest", "pack\ncall\nrest", "call\nrest\npack"},
		{"person", "role", "keys", "money", "keys / money", "money / keys"},
	} {
		v, ref := apart(t, c.kind, c.field, c.first, c.second)
		v.post(v.path, append(fill(v.page.all("main form")[0]), "keep", "both")...)
		if got := v.of(ref).Set(c.field); !slices.Equal(got, []string{c.a}) && !slices.Equal(got, []string{c.b}) {
			t.Errorf("%s.%s holds %q", c.kind, c.field, got)
		}
	}
}

func TestANewTextIsWrittenOutOfTwo(t *testing.T) {
	v, ref := apart(t, "risk", "can_do", "call", "write")
	form := v.page.all("main section form")[0]
	if got := form.one(t, "textarea").text(); got != "call write" && got != "write call" {
		t.Errorf("proposed: %q", got)
	}
	v.post(form.attrs["action"], fill(form, "can_do", "call, then write")...)
	if got := v.of(ref).Set("can_do"); !slices.Equal(got, []string{"call, then write"}) {
		t.Errorf("holds %q", got)
	}
	v.get(v.on("risk", ref.ID.String(), "beside", "can_do"))
	if v.path != v.on("risk", ref.ID.String()) {
		t.Errorf("with one text left the page is at %s", v.path)
	}
}

// Someone writes a third text while two are being looked at.
func TestAChoiceLosesNothingThatItHadNotSeen(t *testing.T) {
	v, ref := apart(t, "risk", "can_do", "call", "write")
	stale := workspace.Stamp(v.of(ref), "can_do")
	form := v.page.all("li.card form")[0]
	v.set(ref, workspace.Edit{Field: "can_do", Texts: []string{"third"}, Stamp: stale})
	v.post(form.attrs["action"], append(fill(form), "keep", form.one(t, "button").attrs["value"])...)
	if got := v.of(ref).Set("can_do"); !slices.Equal(got, []string{"third"}) {
		t.Errorf("after a choice of something replaced: %q", got)
	}
	v.twice(ref, "can_do", "x", "y")
	v.get(v.on("risk", ref.ID.String(), "beside", "can_do"))
	form = v.page.all("main section form")[0]
	v.set(ref, workspace.Edit{Field: "can_do", Texts: []string{"z"}})
	v.post(form.attrs["action"], fill(form, "can_do", "chosen")...)
	if got := v.of(ref).Set("can_do"); len(got) != 2 || !slices.Contains(got, "z") || !slices.Contains(got, "chosen") {
		t.Errorf("what was written meanwhile: %q", got)
	}
}

func TestAChosenAnswerOfAScale(t *testing.T) {
	v, ref := func() (*visitor, notebook.Ref) {
		v := begin(t)
		ref := v.add("risk", notebook.Values{"title": {"a"}, "probability": {"1"}})
		v.twice(ref, "probability", "4", "")
		v.get(v.on("risk", ref.ID.String(), "beside", "probability"))
		return v, ref
	}()
	if !v.says("high") || !v.says("left empty") || len(v.page.all("main form")) != 3 {
		t.Errorf("shown: %s", v.page.one(t, "main").text())
	}
	form := v.page.one(t, "main section form")
	v.post(form.attrs["action"], fill(form, "probability", "9")...)
	if v.last.Status != 422 {
		t.Errorf("an answer that is none: %d", v.last.Status)
	}
	form = v.page.one(t, "main section form")
	v.post(form.attrs["action"], fill(form, "probability", "2")...)
	if got := v.of(ref).Set("probability"); !slices.Equal(got, []string{"2"}) {
		t.Errorf("holds %q", got)
	}
}
