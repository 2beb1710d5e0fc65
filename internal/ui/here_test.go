//go:build !js

package ui_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/exchange"
	"amparo/internal/notebook"
	"amparo/internal/ui"
	"amparo/internal/workspace"
)

// hall is a meeting place in memory.
type hall struct {
	workspace.FileCarrier
	closed bool
}

func (*hall) Address() string { return "http://192.168.1.5:40123" }

func (h *hall) Close() error {
	h.closed = true
	return nil
}

// Two women on one network: one opens a place, the other comes in by an invite
// that names it. Afterwards each meets there with a button, and nothing of the
// place is remembered as a relay.
func TestMeetingOnOneNetwork(t *testing.T) {
	h := &hall{FileCarrier: workspace.FileCarrier{File: exchange.NewFile()}}
	reach := func(address, _ string) (workspace.Carrier, error) {
		switch {
		case address != h.Address():
			return nil, workspace.ErrAddress
		case h.closed:
			return nil, workspace.ErrOffline
		}
		return h, nil
	}
	ana := begin(t)
	ana.reach, ana.gather = reach, func() (ui.Gathering, error) { return h, nil }
	ana.restart()
	ana.post("/unlock", "passphrase", passphrase)
	ana.get(ana.on("group"))
	if !slices.Contains(ana.page.hrefs("main"), ana.on("here")) {
		t.Error("the page of the group does not lead there")
	}
	if page := ana.post(ana.on("here")); !strings.Contains(page.one(t, "main").text(), h.Address()) {
		t.Fatalf("the address is not shown: %s", page.one(t, "main").text())
	}

	at, letter := ana.invitation("name", "Bo", "address", h.Address())
	bo := start(t)
	bo.reach = reach
	bo.restart()
	bo.post("/invited", "offered", passphrase)
	bo.post("/join", "invite", letter)
	meeting := bo.path
	for _, step := range []string{"/look", "/look", "/same", "/look"} {
		ana.post(at + step)
		bo.post(meeting + step)
	}
	ana.post(at + "/look")
	if bo.post(meeting + "/end"); bo.work().Way().Relay != "" {
		t.Errorf("the place is kept as a relay: %q", bo.work().Way().Relay)
	}

	if _, err := bo.work().Add(t.Context(), "risk", notebook.Values{"title": {"By Bo"}}); err != nil {
		t.Fatal(err)
	}
	if page := bo.post(bo.on("here", "at"), "address", "the other one"); !strings.Contains(page.one(t, "main").text(), "no address of a relay") {
		t.Error("an address that is none is taken")
	}
	bo.post(bo.on("here", "at"), "address", h.Address())
	ana.post(ana.on("here", "look"))
	if page := ana.get(ana.on("risks")); !strings.Contains(page.one(t, "main").text(), "By Bo") {
		t.Error("what Bo wrote is not with Ana")
	}
	if ana.post(ana.on("here", "end")); !h.closed {
		t.Error("the place stays open")
	}
	page := bo.post(bo.on("here", "at"), "address", h.Address())
	if !strings.Contains(page.one(t, "main").text(), "The address on the other screen") {
		t.Errorf("nothing more can be tried: %s", page.one(t, "main").text())
	}
}
