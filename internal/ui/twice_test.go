//go:build !js

package ui_test

import (
	"encoding/hex"
	"slices"
	"strings"
	"testing"
)

// twiceTapped sends a form, and once more as a second tap does, and says where
// it leads when the second one leads elsewhere than the first.
func (v *visitor) twiceTapped(path string, pairs ...string) {
	v.t.Helper()
	v.post(path, pairs...)
	first, heading := v.path, v.heading()
	v.post(path, pairs...)
	if v.path != first || v.heading() != heading {
		v.t.Errorf("%s leads to %s (%q), and tapped twice to %s (%q)", path, first, heading, v.path, v.heading())
	}
}

// A tap that comes twice keeps both texts once. Nothing empty stands beside them.
func TestASecondTapKeepsWhatTheFirstOneKept(t *testing.T) {
	for name, of := range map[string]func(*visitor) []string{
		"this": func(v *visitor) []string {
			return append(fill(v.page.all("li.card form")[0]), "keep", v.page.all("li.card button")[0].attrs["value"])
		},
		"both": func(v *visitor) []string { return append(fill(v.page.all("main form")[0]), "keep", "both") },
		"anew": func(v *visitor) []string {
			return fill(v.page.one(t, "main section form"), "can_do", "call, then write")
		},
		"as is": func(v *visitor) []string { return fill(v.page.one(t, "main section form")) },
	} {
		v, ref := apart(t, "risk", "can_do", "call", "write")
		at, pairs := v.path, of(v)
		v.post(at, pairs...)
		want := v.of(ref).Set("can_do")
		v.post(at, pairs...)
		if got := v.of(ref).Set("can_do"); v.of(ref).Beside("can_do") != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, tapped twice %q beside %v", name, want, got, v.of(ref).Beside("can_do"))
		}
		if v.path != v.on("risk", ref.ID.String()) {
			t.Errorf("%s: tapped twice it leads to %s", name, v.path)
		}
	}
}

// A tap that comes twice when someone goes out, or when an invite is put away,
// leads where the first one leads: not to a page that is not there.
func TestASecondTapLeadsWhereTheFirstOneLeads(t *testing.T) {
	ana := begin(t)
	ana.letIn("name", "Eva", "keeper", "yes", "mine", "Mariposa")
	hers := ana.on("member", ana.person("Eva").String())
	ana.get(hers + "/out")
	ana.twiceTapped(hers+"/out", fill(ana.page.one(t, "main form"))...)
	if !ana.says("Eva is out.") {
		t.Errorf("tapped twice nothing says that she is out: %s", ana.page.one(t, "main").text())
	}
	for _, path := range []string{hers, hers + "/out"} { // she goes back to where she came from
		if ana.get(path); !ana.says("Eva is out.") {
			t.Errorf("%s: %s", path, ana.page.one(t, "main").text())
		}
	}

	ana.letIn("name", "Bo", "keeper", "yes")
	hers = ana.on("member", ana.person("Bo").String())
	ana.get(hers)
	forms := ana.page.all("main form")
	device := forms[slices.IndexFunc(forms, func(f *element) bool { return f.attrs["action"] == hers+"/device" })]
	ana.twiceTapped(hers+"/device", fill(device, "sure", "yes")...)
	if !ana.says("A device of Bo is out.") {
		t.Errorf("tapped twice nothing says that it is out: %s", ana.page.one(t, "main").text())
	}

	at, _ := ana.invitation("name", "Luna")
	ana.post(at + "/end")
	if ana.post(at + "/end"); ana.last.Status != 200 || strings.HasPrefix(ana.heading(), "Error") {
		t.Errorf("an invite that is put away twice: %d, %q", ana.last.Status, ana.heading())
	}
}

// Whoever can't take a device out, as when she could while the page was made, is not
// told that it is out.
func TestNothingIsSaidToBeOutThatIsIn(t *testing.T) {
	ana := begin(t)
	eva := ana.letIn("name", "Eva")
	for _, p := range eva.group().People {
		device := hex.EncodeToString(p.Devices[0].ID[:])
		eva.post(eva.on("member", p.ID.String(), "device"), "device", device, "sure", "yes")
		if eva.last.Status != 404 || eva.says("is out.") || eva.says("It goes out") {
			t.Errorf("self %v: %d, %s", p.Self, eva.last.Status, eva.page.one(t, "main").text())
		}
	}
	if len(eva.group().People) != 2 {
		t.Error("somebody is out")
	}
}
