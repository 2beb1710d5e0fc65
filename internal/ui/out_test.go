//go:build !js

package ui_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/ui"
	"amparo/internal/workspace"
)

// Who does not belong to the notebook any more is told so also after she has read
// it: nothing that she writes is said to be with the others, and nothing offers to
// meet them.
func TestWhoIsOutIsToldSo(t *testing.T) {
	ana, s := beginAshore(t)
	ana.post(ana.on("ways"), "relay", address)
	bo := ana.letIn("name", "Bo", "keeper", "yes")
	bo.reach = s.reached
	bo.restart()
	bo.post("/unlock", "passphrase", passphrase)
	bo.post(bo.on("ways"), "relay", address)
	bo.post(bo.on("ways", "meet"))
	ana.ok(ana.work().RemoveDevices(t.Context(), false, bo.work().Device()))
	ana.post(ana.on("ways", "meet"))
	bo.post(bo.on("ways", "meet"))
	out := ui.Noticed(workspace.FaultOut).What
	if n := strings.Count(bo.page.one(t, "main").text(), out); n != 1 {
		t.Errorf("she is told %d times: %s", n, bo.page.one(t, "main").text())
	}
	bo.post(bo.on("ways", "read"))
	bo.add("risk", map[string][]string{"title": {"a search"}})
	bo.post(bo.on("ways", "meet"))
	if !bo.says(out) || bo.says("Meet now") || bo.foot() != out {
		t.Errorf("afterwards: %s; %s", bo.page.one(t, "main").text(), bo.foot())
	}
	if bo.get(bo.on("invite")); len(bo.page.all("main form")) != 0 {
		t.Error("she lets somebody in, where nobody else is")
	}
	for _, page := range []string{"group", "lost"} {
		bo.get(bo.on(page))
		if !bo.says(out) || bo.says("Invite someone") || bo.says("read and write here") || bo.says("My devices") || !slices.Contains(bo.page.hrefs("main"), "/join") {
			t.Errorf("who belongs here, by %s: %s", page, bo.page.one(t, "main").text())
		}
	}
	bo.get(bo.on("travel"))
	if bo.says("the others hear") || bo.says("Tell the others") {
		t.Errorf("before a journey: %s", bo.page.one(t, "main").text())
	}
	bo.post(bo.on("travel"), fill(bo.page.one(t, "main form"))...)
	if bo.path != "/notebooks" || bo.app.Work() != nil {
		t.Errorf("with nothing to tell it is not forgotten: %s, %q", bo.path, bo.heading())
	}
}
