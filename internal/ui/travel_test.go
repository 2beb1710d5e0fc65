//go:build !js

package ui_test

import (
	"testing"

	"amparo/internal/exchange"
	"amparo/internal/notebook"
	"amparo/internal/ui"
	"amparo/internal/workspace"
)

// Alone nobody could bring a device back, so it does not forget.
func TestNobodyForgetsAlone(t *testing.T) {
	ana := begin(t)
	if page := ana.get(ana.on("travel")).one(t, "main"); !page.says("so it does not forget") || len(page.all("form")) != 0 {
		t.Errorf("alone: %s", page.text())
	}
	before := ana.work().ID()
	ana.post(ana.on("travel"), "all", "yes", "untold", "forget")
	if ana.work().ID() != before {
		t.Error("a notebook that only she has is gone")
	}
}

// Before a journey the others are told, and only then a device forgets. It comes
// back by an invite, as hers.
func TestADeviceForgetsOnceTheOthersKnow(t *testing.T) {
	ana := begin(t)
	eva := ana.letIn("name", "Eva")
	eva.post(eva.on("travel"))
	if eva.heading() != "The others do not know it yet" || len(eva.page.all("input[value=forget]")) != 1 {
		t.Fatalf("with no way to tell them: %s", eva.heading())
	}
	ana.carry(ana.on("exchange"), eva.saved(eva.on("exchange", "file")))
	eva.post(eva.on("travel"), "untold", "forget")
	if eva.path != "/notebooks" || eva.app.Work() != nil {
		t.Errorf("it is still here, at %s", eva.path)
	}
	ana.saved(ana.on("exchange", "file")) // the next meeting
	if len(ana.group().People) != 1 {
		t.Error("the device that travels still belongs here")
	}
	again := ana.letIn("who", deviceHere(ana, "Eva, who was here before"))
	if again.work() == nil || ana.person("Eva") == (notebook.ID{}) {
		t.Error("she does not come back as herself")
	}
}

// Whoever keeps it after all asks the others for nothing any more.
func TestAJourneyIsCalledOff(t *testing.T) {
	ana := begin(t)
	eva := ana.letIn("name", "Eva")
	eva.post(eva.on("travel"))
	if n := len(eva.page.all("main button")) - len(eva.page.all("main button.second")); n != 1 {
		t.Errorf("%d buttons stand first", n)
	}
	eva.post(eva.on("travel"), "untold", "keep")
	if eva.path != eva.on("group") || !eva.says("This device keeps it.") {
		t.Errorf("it leads to %s, which does not say so: %s", eva.path, eva.page.one(t, "main").text())
	}
	ana.exchange(eva)
	if len(ana.group().People) != 2 {
		t.Error("the device that stays is out")
	}
}

func deviceHere(v *visitor, words string) string {
	for _, label := range v.get(v.on("invite")).all("label") {
		if label.says(words) {
			return label.all("input")[0].attrs["value"]
		}
	}
	v.t.Fatalf("nobody is called %q", words)
	return ""
}

// With everything the vault goes too, and the process that had it ends.
func TestEverythingIsForgotten(t *testing.T) {
	there, reached := exchange.NewFile(), true
	ana := begin(t)
	eva := ana.letIn("name", "Eva")
	eva.reach = func(string, string) (workspace.Carrier, error) {
		if !reached {
			return nil, workspace.ErrOffline
		}
		return workspace.FileCarrier{File: there}, nil
	}
	eva.restart()
	eva.post("/unlock", "passphrase", passphrase)
	if err := eva.work().SetRelay(t.Context(), workspace.Relay{Address: "https://relay.example"}); err != nil {
		t.Fatal(err)
	}
	hers := eva.add("risk", notebook.Values{"title": {"written on the last day"}})
	reached = false
	eva.post(eva.on("travel"), "all", "yes")
	if eva.heading() != "The others do not know it yet" || eva.app.Work() == nil {
		t.Fatalf("with no relay it says %q", eva.heading())
	}
	reached = true
	eva.send(ui.Request{Method: "POST", Path: eva.on("travel"), Form: ui.Values{"all": {"yes"}}})
	places, err := eva.shelf.List(t.Context())
	if err != nil || len(places) != 0 || !eva.last.End {
		t.Errorf("%d vaults are left, and the process ends: %t (%v)", len(places), eva.last.End, err)
	}
	for range 2 {
		ana.carry(ana.on("exchange"), there.Bytes())
		ana.saved(ana.on("exchange", "file"))
	}
	if len(ana.group().People) != 1 || ana.work().Notebook().Get(hers) == nil {
		t.Error("at the relay the others were not told, or what she wrote last is nowhere")
	}
}
