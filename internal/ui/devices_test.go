//go:build !js

package ui_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"amparo/internal/exchange"
	"amparo/internal/key"
	"amparo/internal/ui"
	"amparo/internal/workspace"
)

// get is a request with a query: names and values by turns.
func get(path string, pairs ...string) ui.Request {
	query := ui.Values{}
	for i := 0; i < len(pairs); i += 2 {
		query[pairs[i]] = []string{pairs[i+1]}
	}
	return ui.Request{Method: "GET", Path: path, Query: query}
}

// joined brings someone else's device into the open notebook, and returns what
// she does there and how both meet.
func (v *visitor) joined(name string) (hers *workspace.Workspace, meet func()) {
	v.t.Helper()
	ctx, file := v.t.Context(), workspace.FileCarrier{File: exchange.NewFile()}
	cheap := key.Cost{Time: 1, MemoryKiB: 64, Threads: 1}
	desk, err := workspace.Create(ctx, workspace.NewMemoryShelf(), "", []byte(passphrase), workspace.Config{Cost: cheap, Floor: cheap, Rand: v.config.Rand, Now: v.config.Now})
	v.ok(err)
	host, err := v.work().Invite(ctx, workspace.Asking{Name: name})
	v.ok(err)
	guest, err := desk.Accept(ctx, host.Text, "Ours", workspace.Way{})
	v.ok(err)
	lock := never{}
	both := func() {
		v.ok(guest.Meet(ctx, file, lock, ""))
		v.ok(host.Meet(ctx, file, lock, ""))
	}
	both()
	both()
	v.ok(host.Confirm(ctx))
	v.ok(guest.Confirm(ctx))
	both()
	both()
	hers, err = desk.Notebook(ctx, guest.Notebook)
	v.ok(err)
	return hers, func() {
		v.t.Helper()
		for _, w := range []*workspace.Workspace{hers, v.work(), hers} {
			_, err := w.Sync(ctx, file, lock)
			v.ok(err)
		}
	}
}

func (v *visitor) ok(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
}

// never is a lock that nobody else wants.
type never struct{}

func (never) Lock()   {}
func (never) Unlock() {}

// This page, and no other, says of a device that it was heard of this week or a
// while ago. When that is turned off, no page says anything of time.
func TestOnePageSaysWhenADeviceWasHeardOf(t *testing.T) {
	v := begin(t)
	v.get(v.on("devices"))
	if !v.says("Nobody else has this notebook yet.") || !v.says("This device") {
		t.Errorf("alone: %s", v.page.one(t, "main").text())
	}
	for _, path := range []string{"lost", "group"} {
		if !slices.Contains(v.page.hrefs("main"), v.on(path)) {
			t.Errorf("no way leads to %s", path)
		}
	}
	hers, meet := v.joined("Luna")
	_, err := hers.Add(t.Context(), "risk", map[string][]string{"title": {"by her"}})
	v.ok(err)
	meet()
	v.get(v.on("devices"))
	if !v.says("Luna") || !v.says("A device: heard of this week") {
		t.Errorf("this week: %s", v.page.one(t, "main").text())
	}
	v.now = v.now.Add(10 * 24 * time.Hour)
	v.get(v.on("devices"))
	if !v.says("A device: heard of a while ago") || v.says("heard of this week") {
		t.Errorf("later: %s", v.page.one(t, "main").text())
	}
	if finer := regexp.MustCompile(`\d`).FindString(v.page.one(t, "main").text()); finer != "" {
		t.Errorf("the page has a number: %s", v.page.one(t, "main").text())
	}
	v.post(v.on("devices"), "quiet", "yes")
	if !v.says("That is turned off here.") || v.says("heard of a while ago") {
		t.Errorf("turned off: %s", v.page.one(t, "main").text())
	}
	for _, path := range []string{"ways", "compare", "home"} {
		if v.get(v.on(path)); strings.Contains(string(v.last.Body), "heard of") {
			t.Errorf("%s says when", path)
		}
	}
	v.post(v.on("devices"), "quiet", "")
	if v.get(v.on("devices")); !v.says("heard of a while ago") {
		t.Error("it can't be turned on again")
	}
}
