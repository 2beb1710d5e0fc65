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
	alone  bool // on no network
}

func (h *hall) Address() string {
	if h.alone {
		return "http://127.0.0.1:40123"
	}
	return "http://192.168.1.5:40123"
}

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
	if page := ana.post(ana.on("here")); !strings.Contains(page.one(t, "main").text(), h.Address()) || ana.says(noNetwork) {
		t.Fatalf("the address is not shown: %s", page.one(t, "main").text())
	}
	if ana.post(ana.on("here", "look")); !ana.says("We looked. Nothing new lies here yet.") {
		t.Errorf("nobody has been there, and it says: %s", ana.page.one(t, "main").text())
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
	if page := bo.post(bo.on("here", "at"), "address", "the other one"); !strings.Contains(page.one(t, "main").text(), "This is no address of a place. Please compare it with the other screen.") {
		t.Error("an address that is none is taken")
	}
	if bo.post(bo.on("here", "at"), "address", h.Address()); !bo.says("Now the other one taps “Look once more”.") {
		t.Errorf("Bo has been there, and it says: %s", bo.page.one(t, "main").text())
	}
	if ana.post(ana.on("here", "look")); !ana.says("What the others have left here is on this device now.") {
		t.Errorf("Bo has been here, and it says: %s", ana.page.one(t, "main").text())
	}
	if page := ana.get(ana.on("risks")); !strings.Contains(page.one(t, "main").text(), "By Bo") {
		t.Error("what Bo wrote is not with Ana")
	}
	if ana.post(ana.on("here", "end")); !h.closed {
		t.Error("the place stays open")
	}
	page := bo.post(bo.on("here", "at"), "address", h.Address())
	if !strings.Contains(page.one(t, "main").text(), "The address on the other screen") || !bo.says("Our place was not reached there.") {
		t.Errorf("nothing more can be tried: %s", page.one(t, "main").text())
	}
}

const noNetwork = "No network was found here, so nobody else comes in."

// Where there is no network, the page that shows the address says so.
func TestAPlaceOnNoNetworkSaysSo(t *testing.T) {
	ana := begin(t)
	ana.gather = func() (ui.Gathering, error) {
		return &hall{FileCarrier: workspace.FileCarrier{File: exchange.NewFile()}, alone: true}, nil
	}
	ana.restart()
	ana.post("/unlock", "passphrase", passphrase)
	if ana.post(ana.on("here")); !ana.says(noNetwork) {
		t.Errorf("it says: %s", ana.page.one(t, "main").text())
	}
}
