//go:build !js

package ui_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"amparo/internal/catalog"
	"amparo/internal/exchange"
	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// friend is another woman of the visitor's notebook, on a device of her own.
type friend struct {
	v    *visitor
	w    *workspace.Workspace
	file *exchange.File
	lock sync.Mutex
}

// befriend brings another woman into the open notebook, by a file.
func (v *visitor) befriend(name string) *friend {
	v.t.Helper()
	ctx := context.Background()
	f := &friend{v: v, file: exchange.NewFile()}
	desk, err := workspace.Create(ctx, workspace.NewMemoryShelf(), "", []byte(passphrase), v.config)
	v.must(err)
	host, err := v.work().Invite(ctx, workspace.Asking{Name: name})
	v.must(err)
	guest, err := desk.Accept(ctx, host.Text, "Ours", workspace.Way{})
	v.must(err)
	meet := func(i *workspace.Invitation) { v.must(i.Meet(ctx, workspace.FileCarrier{File: f.file}, &f.lock, "")) }
	for range 3 {
		meet(guest)
		meet(host)
	}
	if _, ok := host.Words(catalog.Words("en")); !ok {
		v.t.Fatal("no words to compare")
	}
	v.must(host.Confirm(ctx))
	v.must(guest.Confirm(ctx))
	meet(host)
	meet(guest)
	f.w, err = desk.Notebook(ctx, guest.Notebook)
	v.must(err)
	return f
}

func (v *visitor) must(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
}

// meet brings what each wrote to the other.
func (f *friend) meet() {
	f.v.t.Helper()
	for _, w := range []*workspace.Workspace{f.w, f.v.work(), f.w} {
		_, err := w.Sync(context.Background(), workspace.FileCarrier{File: f.file}, &f.lock)
		f.v.must(err)
	}
}

func (f *friend) set(ref notebook.Ref, field, text string) {
	f.v.t.Helper()
	f.v.must(f.w.Set(context.Background(), ref, workspace.Edit{Field: field, Texts: []string{text}}))
}

// withLuna is a notebook in which Luna has changed a risk and added another, and
// in which the visitor has since changed the same one.
func withLuna(t *testing.T) (v *visitor, f *friend, office notebook.Ref) {
	t.Helper()
	v = begin(t)
	office = v.add("risk", notebook.Values{"title": {"our office is searched"}, "can_do": {"a copy elsewhere"}, "probability": {"3"}})
	f = v.befriend("Luna")
	f.meet()
	v.now = v.now.AddDate(0, 0, 2)
	f.set(office, "can_do", "nothing")
	f.set(office, "probability", "1")
	_, err := f.w.Add(context.Background(), "risk", notebook.Values{"title": {"do not trust Ana"}})
	v.must(err)
	f.meet()
	return v, f, office
}

// What Luna wrote is offered at home, named with her name, and gone once it was
// looked at. Its time is not shown.
func TestWhatTheOthersWrote(t *testing.T) {
	v, f, office := withLuna(t)
	if v.get(v.on("home")); !slices.Contains(v.page.hrefs("section.offer"), v.on("news")) {
		t.Fatal("home does not lead there")
	}
	v.get(v.on("news"))
	for _, words := range []string{"Luna", "our office is searched", "nothing", "before: a copy elsewhere", "do not trust Ana", "New here"} {
		if !v.says(words) {
			t.Errorf("the page does not say %q", words)
		}
	}
	for _, words := range []string{"November", "today", "10:00", "2026"} {
		if strings.Contains(strings.ToLower(v.page.one(t, "main").text()), strings.ToLower(words)) {
			t.Errorf("the page says when: %q", words)
		}
	}
	form := v.page.one(t, "main form")
	f.set(office, "can_do", "what came meanwhile")
	f.meet()
	v.post(form.attrs["action"], fill(form)...)
	if v.says("do not trust Ana") || !v.says("what came meanwhile") {
		t.Error("what was looked at is still new, or what came meanwhile is not")
	}
	form = v.page.one(t, "main form")
	v.post(form.attrs["action"], fill(form)...)
	if v.get(v.on("home")); slices.Contains(v.page.hrefs("section.offer"), v.on("news")) {
		t.Error("home still leads there")
	}
}

// Where two wrote into one record, each name has its own direction.
func TestEachNameOfThoseWhoWroteStandsAlone(t *testing.T) {
	v, f, office := withLuna(t)
	maryam := v.befriend("مريم")
	maryam.meet()
	maryam.set(office, "title", "our office is searched at night")
	maryam.meet()
	f.meet()
	var names []string
	for _, name := range v.get(v.on("news")).all("li.card p.quiet bdi") {
		names = append(names, name.text())
	}
	if !slices.Contains(names, "Luna") || !slices.Contains(names, "مريم") {
		t.Errorf("the names are %q: %s", names, v.page.one(t, "main").text())
	}
}

// Texts that stand side by side are named, each with the way to choose.
func TestWhatStandsSideBySideIsNamed(t *testing.T) {
	v, f, office := withLuna(t)
	f.set(office, "can_do", "call")
	v.set(office, workspace.Edit{Field: "can_do", Texts: []string{"write"}})
	f.meet()
	at := v.on("risk", office.ID.String(), "beside", "can_do")
	if v.get(v.on("news")); !slices.Contains(v.page.hrefs("section.card"), at) {
		t.Errorf("the page leads to %v", v.page.hrefs("section.card"))
	}
}

// wish goes to the look at what Luna changed since a day.
func (v *visitor) wish(name, since string) {
	v.t.Helper()
	v.get(v.on("bring-back"))
	for _, label := range v.page.all("fieldset label") {
		if strings.HasPrefix(label.text(), name) {
			v.post(v.on("bring-back"), "who", label.one(v.t, "input").attrs["value"], "since", since)
			return
		}
	}
	v.t.Fatalf("%s is not among those who wrote", name)
}

// What Luna changed is seen, brought back, and the bringing back undone; what the
// visitor wrote upon it is asked about. No name and no day stands in an address.
func TestWhatOnePersonChangedIsBroughtBack(t *testing.T) {
	v, _, office := withLuna(t)
	v.set(office, workspace.Edit{Field: "probability", Texts: []string{"5"}})
	v.wish("Luna", "2026-11-23")
	for _, words := range []string{"What Luna changed since 23 November 2026", "Someone has written here since", "stands now: nothing", "do not trust Ana"} {
		if !v.says(words) {
			t.Errorf("the look does not say %q", words)
		}
	}
	if page := v.page.one(t, "main").text(); strings.Index(page, "What goes back") > strings.Index(page, "Bring this back") {
		t.Error("what goes back stands behind the button")
	}
	if strings.Contains(v.path, "2026") || strings.Contains(strings.ToLower(v.path), "luna") {
		t.Errorf("the address says %s", v.path)
	}
	if got := v.of(office); got.Get("can_do") != "nothing" {
		t.Error("looking has changed something")
	}
	form := v.page.one(t, "main form")
	v.post(form.attrs["action"], fill(form)...)
	if got := v.of(office); got.Get("can_do") != "a copy elsewhere" || got.Get("probability") != "5" || len(v.work().Notebook().Records("risk")) != 1 {
		t.Errorf("brought back: %v", got.Fields)
	}
	if !v.says("It is brought back") {
		t.Errorf("it ends at %s", v.path)
	}
	v.post(v.on("bring-back"), "do", "undo")
	form = v.page.one(t, "main form")
	v.post(form.attrs["action"], fill(form)...)
	if got := v.of(office); got.Get("can_do") != "nothing" || len(v.work().Notebook().Records("risk")) != 2 {
		t.Errorf("undone: %v", got.Fields)
	}
	v.wish("Luna", "2026-11-23")
	form = v.page.one(t, "main form")
	// Undoing was a change of the visitor's own, so that it is asked about as well.
	v.post(form.attrs["action"], append(fill(form), "also", office.ID.String()+".probability", "also", office.ID.String()+".can_do")...)
	if got := v.of(office); got.Get("probability") != "3" || got.Get("can_do") != "a copy elsewhere" {
		t.Errorf("chosen: %v", got.Fields)
	}
}

// What was changed between the look and the deed is looked at once more.
func TestBringingBackWaitsForAnotherLook(t *testing.T) {
	v, f, office := withLuna(t)
	v.wish("Luna", "2026-11-23")
	form := v.page.one(t, "main form")
	f.set(office, "can_do", "something else")
	f.meet()
	v.post(form.attrs["action"], fill(form)...)
	if !v.says("Please look once more") || v.of(office).Get("can_do") != "something else" {
		t.Errorf("it went on to %s with %q", v.path, v.of(office).Get("can_do"))
	}
}

// Without a person or a day nothing is looked for, and what is asked is said.
func TestBringingBackAsksForAPersonAndADay(t *testing.T) {
	v, _, _ := withLuna(t)
	if v.post(v.on("bring-back"), "since", "2026-11-01"); v.last.Status != 422 || !v.says("Please choose one of these") {
		t.Errorf("without a person: %d", v.last.Status)
	}
	v.get(v.on("bring-back"))
	who := v.page.all("fieldset input")[0].attrs["value"]
	if v.post(v.on("bring-back"), "who", who, "since", "soon"); v.last.Status != 422 {
		t.Errorf("without a day: %d", v.last.Status)
	}
	v.wish("I myself", "2030-01-01")
	if !v.says("nothing to bring back") {
		t.Error("of nothing it says something")
	}
}
