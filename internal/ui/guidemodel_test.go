package ui_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/notebook"
)

// Three parts on three days: each begins where the last one ended, for the same
// risk.
func TestTheRiskModelInThreeParts(t *testing.T) {
	v := begin(t)
	v.get(v.on("model", "which"))
	for _, a := range v.page.all("main a") {
		if strings.HasPrefix(a.attrs["href"], v.on("model", "name")) {
			v.ask(a.attrs["href"])
			break
		}
	}
	answers := map[string][]string{
		"name": {"title", "our office is searched", "probability", "3"}, "shape": {"raises", "the hearing", "lowers", "the street", "gender", "they ask about family"},
		"heavy": {"impact", "5", "impact_personal", "4"}, "take": {"reaction", "4", "reaction_personal", "5"},
		"can": {"can_do", "call Star", "calmer", "a number by the door"},
	}
	for _, step := range []string{"name", "shape", "rest", "heavy", "take", "breath", "can", "done"} {
		if v.path != v.on("model", step) {
			t.Fatalf("at %s, not at %s", v.path, step)
		}
		if answers[step] == nil {
			if step == "done" {
				break
			}
			v.get(v.on("home"))
			v.page.one(t, "section.offer a[href="+v.on("model", step)+"]")
			v.now = v.now.AddDate(0, 0, 7)
			v.post("/lock")
			v.post("/unlock", "passphrase", passphrase)
			v.get(v.on("model", step))
			if !v.says("our office is searched") {
				t.Errorf("%s does not say which risk it is about", step)
			}
			v.get(v.page.all("main .go a")[0].attrs["href"])
			continue
		}
		v.fill(append(answers[step], "go", "on")...)
	}
	got := map[string]string{}
	r := v.work().Notebook().Records("risk")[0]
	want := map[string]string{}
	for _, pairs := range answers {
		for i := 0; i < len(pairs); i += 2 {
			want[pairs[i]], got[pairs[i]] = pairs[i+1], r.Get(pairs[i])
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !v.says("call Star") || !v.says("a number by the door") {
		t.Error("the end does not say what we can do")
	}
	if v.get(v.on("home")); v.says("The risk model waits") {
		t.Error("what is done still waits")
	}
}

// "Stop for today" comes back to the same step, for the same risk (U14).
func TestStoppingInTheRiskModel(t *testing.T) {
	for _, step := range []string{"name", "shape", "heavy", "take", "can"} {
		v := begin(t)
		v.add("risk", notebook.Values{"title": {"another"}})
		ref := v.add("risk", notebook.Values{"title": {"raid"}})
		v.ask(v.on("model", step) + "?risk=" + ref.ID.String())
		v.fill("go", "stop")
		if v.path != v.on("home") {
			t.Fatalf("%s: stopping leads to %s", step, v.path)
		}
		v.get(v.page.one(t, "section.offer a[href="+v.on("model", step)+"]").attrs["href"])
		if got := v.page.one(t, "main form input[name=risk]").attrs["value"]; got != ref.ID.String() {
			t.Errorf("%s: it comes back to another risk", step)
		}
	}
}

// Passing writes nothing, and never slips to another risk.
func TestPassingInTheRiskModel(t *testing.T) {
	v := begin(t)
	other := v.add("risk", notebook.Values{"title": {"another"}, "raises": {"as it was"}})
	v.ask(v.on("model", "shape") + "?risk=" + other.ID.String())
	v.fill("go", "skip")
	fresh := notebook.ID{7}.String()
	v.ask(v.on("model", "name") + "?risk=" + fresh)
	v.fill("go", "skip")
	if v.path != v.on("model", "shape") || !v.says("No risk is chosen yet.") {
		t.Errorf("%s: %s", v.path, v.page.one(t, "main").text())
	}
	v.fill("go", "on")
	v.ask(v.on("model", "name") + "?risk=" + fresh)
	if v.fill("go", "on"); v.last.Status != 422 {
		t.Errorf("going on without a name: %d", v.last.Status)
	}
	if diff := cmp.Diff([]string{"another"}, v.titles("risk")); diff != "" || v.of(other).Get("raises") != "as it was" {
		t.Error(diff)
	}
}

// A risk that is named for an invented woman is hers.
func TestTheRiskModelForAPersona(t *testing.T) {
	v := begin(t)
	amal, _, _ := v.invent()
	v.ask(v.on("model", "name") + "?risk=" + notebook.ID{9}.String() + "&of=" + amal.ID.String())
	if !v.says("Amal, invented") {
		t.Error("the page does not say whose it is")
	}
	v.fill("title", "she is followed", "go", "on")
	if !v.says("Amal, invented") || len(v.work().Notebook().RisksOf(amal.ID)) != 2 {
		t.Errorf("her risks: %v", v.work().Notebook().RisksOf(amal.ID))
	}
}
