//go:build !js

package ui_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/ui"
	"amparo/internal/vault"
)

// keys locks, does something with the vault itself, and opens it again.
func (v *visitor) keys(do func(ctx context.Context, k *vault.Vault)) {
	v.t.Helper()
	v.post("/lock")
	v.vault(do)
	v.post("/unlock", "passphrase", passphrase)
}

func (v *visitor) vault(do func(ctx context.Context, k *vault.Vault)) {
	v.t.Helper()
	ctx := v.t.Context()
	places, err := v.shelf.List(ctx)
	v.check(err)
	st, err := v.shelf.Open(ctx, places[0].ID)
	v.check(err)
	k, err := vault.Open(ctx, st, []byte(passphrase), vault.Config{Cost: v.config.Cost, Floor: v.config.Floor, Now: v.config.Now})
	v.check(err)
	do(ctx, k)
	v.check(k.Close())
}

func (v *visitor) check(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
}

// newest returns the log of the notebook that a vault got last.
func (v *visitor) newest(ctx context.Context, k *vault.Vault) *vault.Log {
	v.t.Helper()
	list := k.Notebooks()
	l, err := k.Log(ctx, list[len(list)-1].ID)
	v.check(err)
	return l
}

// with begins a notebook with someone from outside, and goes to it.
func (v *visitor) with(name string) {
	v.t.Helper()
	v.post("/with", "name", name)
}

// joins lets a visitor into the newest notebook of another one, under a name of
// her own, and brings her what stands there.
func (v *visitor) joins(group *visitor, as string) {
	v.t.Helper()
	v.keys(func(ctx context.Context, hers *vault.Vault) {
		card, err := hers.Card(ctx)
		v.check(err)
		group.keys(func(ctx context.Context, theirs *vault.Vault) {
			grant, err := group.newest(ctx, theirs).Admit(ctx, card)
			v.check(err)
			_, err = hers.Join(ctx, as, grant)
			v.check(err)
		})
	})
	v.hears(group)
}

// hears brings what stands in the newest notebook of one to that of another.
func (v *visitor) hears(from *visitor) {
	v.t.Helper()
	v.keys(func(ctx context.Context, to *vault.Vault) {
		from.keys(func(ctx context.Context, k *vault.Vault) {
			blobs, err := from.newest(ctx, k).Sealed(ctx, 0)
			v.check(err)
			for _, b := range blobs {
				v.newest(ctx, to).Receive(ctx, b)
			}
		})
	})
}

// id returns the notebook of that name.
func (v *visitor) id(name string) string {
	v.t.Helper()
	v.get("/notebooks")
	for _, a := range v.page.all("h2 a") {
		if a.text() == name {
			return strings.Split(a.attrs["href"], "/")[2]
		}
	}
	v.t.Fatalf("no notebook %s", name)
	return ""
}

// accompany returns a group with a notebook of its own and one with a trainer,
// and the trainer in hers.
func accompany(t *testing.T) (group, trainer *visitor) {
	t.Helper()
	group, trainer = begin(t), begin(t)
	group.with("With Marta")
	trainer.joins(group, "The red door")
	return group, trainer
}

func (v *visitor) aside() string {
	v.t.Helper()
	var said []string
	for _, a := range v.page.all("aside") {
		said = append(said, a.text())
	}
	return strings.Join(said, " ")
}

func TestEveryPageSaysWhoFromOutsideReads(t *testing.T) {
	group, trainer := begin(t), begin(t)
	group.with("With Marta")
	everyPage := func(v *visitor, want string) {
		t.Helper()
		id, pages := v.work().ID(), 0
		for _, r := range ui.Routes() {
			if r.Method != "GET" || !strings.HasPrefix(r.Pattern, "/n/{nb}/") {
				continue
			}
			for _, path := range v.places(r.Pattern) {
				if v.get(path); v.page == nil || v.last.Status == 404 || !strings.HasPrefix(v.path, "/n/"+id) {
					continue
				}
				pages++
				if v.aside() != want {
					t.Errorf("%s says %q", v.path, v.aside())
				}
			}
		}
		if pages < 20 {
			t.Errorf("%d pages", pages)
		}
	}
	group.post(group.on("together"), "do", "ask", "title", "Which lock?")
	group.post(group.on("tell"), "how", "slow and warm")
	everyPage(group, "Nobody from outside reads here. What we put here stays with us.")
	trainer.joins(group, "The red door")
	group.get("/n/" + group.id("With Marta") + "/together")
	everyPage(group, "From outside, this notebook is read by: someone who has no name here . Our other notebooks stay closed to them.")
	trainer.get("/n/" + trainer.id("The red door") + "/together")
	everyPage(trainer, "A group has this notebook together with you. All of them read what you write here. They can end it on any day.")
	if trainer.get("/n/" + trainer.id("Our notebook") + "/home"); trainer.aside() != "" {
		t.Errorf("her own notebook says %q", trainer.aside())
	}
}

// The settings are a page of the notebook that was last open: in one with someone
// from outside they say who reads, and lead to none of the pages that it lacks.
func TestSettingsAfterANotebookWithSomeoneFromOutside(t *testing.T) {
	group, trainer := accompany(t)
	group.get("/n/" + group.id("With Marta") + "/together")
	trainer.get("/n/" + trainer.id("The red door") + "/together")
	for _, v := range []*visitor{group, trainer} {
		want := v.aside()
		page := v.get("/settings")
		if want == "" || v.aside() != want {
			t.Errorf("it says %q, want %q", v.aside(), want)
		}
		for _, sheet := range []string{"risks", "search"} {
			if slices.Contains(page.hrefs("body"), v.on(sheet)) {
				t.Errorf("it leads to the page %s", sheet)
			}
		}
	}
}

func TestOnlyWhatThePreviewShowedIsSent(t *testing.T) {
	group, trainer := begin(t), begin(t)
	ours := group.work().ID()
	action := group.add("action", notebook.Values{"title": {"Leave early"}, "resources": {"CANARY money"}})
	group.add("row", notebook.Values{"threats": {"CANARY the flood"}, "actions": {action.ID.String()}})
	group.with("With Marta")
	there := group.work().ID()
	trainer.joins(group, "The red door")

	page := group.post("/n/"+ours+"/share", "item", action.ID.String())
	if group.path != "/n/"+ours+"/share" && !strings.HasSuffix(group.path, "/look") {
		t.Fatalf("at %s", group.path)
	}
	seen := page.one(t, "div.doc").text()
	var form *element
	for _, f := range page.all("form") {
		if strings.HasSuffix(f.attrs["action"], "/send") {
			form = f
		}
	}
	group.post(form.attrs["action"], fill(form, "words", "For you")...)
	if !strings.HasPrefix(group.path, "/n/"+there+"/sent/") || group.page.one(t, "div.doc").text() != seen || !group.says("For you") {
		t.Fatalf("%s shows %s", group.path, group.page.one(t, "main").text())
	}
	sent := group.path
	trainer.hears(group)
	trainer.get(sent)
	if trainer.page.one(t, "div.doc").text() != seen || !trainer.says("For you") || strings.Contains(string(trainer.last.Body), "CANARY") {
		t.Errorf("she reads %s", trainer.page.one(t, "main").text())
	}

	// Sent again, it takes the place of what stood there, after another look.
	group.get("/n/" + ours + "/home")
	if err := group.work().Set(t.Context(), action, edit("title", "Leave at four")); err != nil {
		t.Fatal(err)
	}
	group.get(sent)
	page = group.post(sent, "do", "again")
	if !strings.Contains(page.one(t, "div.doc").text(), "Leave at four") {
		t.Fatalf("%s shows %s", group.path, page.one(t, "main").text())
	}
	group.post(strings.TrimSuffix(group.path, "/look")+"/send", "words", "Changed")
	if group.path != sent || group.says("Leave early") || !group.says("Leave at four") || group.says("For you") {
		t.Errorf("%s shows %s", group.path, group.page.one(t, "main").text())
	}
	trainer.hears(group)
	if trainer.get(sent); trainer.says("Leave early") || !trainer.says("Leave at four") {
		t.Errorf("she reads %s", trainer.page.one(t, "main").text())
	}

	// Taken back, it is gone for her, and can come again here alone.
	group.post(sent, "do", "back")
	if !group.says("Taken back.") || len(group.work().Notebook().Records("sent")) != 0 {
		t.Errorf("%s: %s", group.path, group.page.one(t, "main").text())
	}
	trainer.hears(group)
	if trainer.get(sent); trainer.last.Status != 404 {
		t.Errorf("it is there still: %d", trainer.last.Status)
	}
	trainer.post(sent, "do", "restore")
	if len(trainer.work().Notebook().Records("sent")) != 0 {
		t.Error("she has brought it back")
	}
	group.post(sent, "do", "restore")
	if len(group.work().Notebook().Records("sent")) != 1 {
		t.Error("it did not come again")
	}
}

// What changed since the preview is looked at again before it is sent, too.
func TestWhatChangedIsNotSentUnseen(t *testing.T) {
	v := begin(t)
	ours := v.work().ID()
	action := v.add("action", notebook.Values{"title": {"Leave early"}})
	v.with("With Marta")
	there := v.work().ID()
	v.get("/n/" + ours + "/home")
	v.choose("Leave early")
	look := v.path
	v.set(action, edit("title", "Leave at four"))
	v.post(strings.TrimSuffix(look, "look")+"send", "to", there)
	if !strings.HasSuffix(v.path, "/look") || !v.says("Please look once more.") || !v.says("Leave at four") {
		t.Errorf("at %s", v.path)
	}
	if v.get("/n/" + there + "/home"); len(v.work().Notebook().Records("sent")) != 0 {
		t.Error("what nobody looked at is sent")
	}
}

// TestHerPageComparesNothing: no state, no day, no count; and a group that sent
// nothing looks like one whose things she has read and answered.
func TestHerPageComparesNothing(t *testing.T) {
	quiet, trainer := accompany(t)
	loud := begin(t)
	loud.with("What they call it")
	trainer.joins(loud, "A blue gate")
	page := trainer.get("/groups")
	empty := string(trainer.last.Body)
	if got, want := page.one(t, "main").text(), "Groups that I accompany Under your own names for them, which stay on this device. "+
		"Each group chooses what it sends, and when. A blue gate The red door Asked or sent Nothing waits here."; got != want {
		t.Errorf("with nothing:\n%s, want\n%s", got, want)
	}
	loud.post("/n/"+loud.id("What they call it")+"/together", "do", "ask", "title", "Which lock?")
	loud.post(loud.on("tell"), "how", "slow and warm")
	trainer.now = trainer.now.AddDate(0, 3, 0)
	trainer.hears(loud)
	page = trainer.get("/groups")
	if got, want := page.one(t, "main").text(), "Groups that I accompany Under your own names for them, which stay on this device. "+
		"Each group chooses what it sends, and when. A blue gate The red door Asked or sent A blue gate Which lock? A blue gate How it is going"; got != want {
		t.Errorf("with two:\n%s, want\n%s", got, want)
	}
	// The two names differ in nothing but the name and the address.
	items := page.all("main ul")[0].all("li")
	if len(items) != 2 || len(items[0].all("a")) != 1 || len(items[1].all("a")) != 1 {
		t.Fatalf("%d names", len(items))
	}
	for _, i := range items {
		if i.text() != i.all("a")[0].text() || len(i.attrs) != 0 {
			t.Errorf("beside the name stands more: %s %v", i.text(), i.attrs)
		}
	}
	if strings.ContainsAny(page.one(t, "main").text(), "0123456789") {
		t.Error("something is counted or has a day")
	}

	at, ways := "/n/"+trainer.id("A blue gate"), map[string]string{"question": "answer", "sent": "read"}
	trainer.get(at + "/together")
	for _, r := range trainer.work().Waiting() {
		path := at + "/" + r.Kind + "/" + r.ID.String()
		page := trainer.get(path)
		form := page.all("main form")[0]
		trainer.post(path, append(fill(form, "answer", "The simple one"), "do", ways[r.Kind])...)
	}
	trainer.get("/groups")
	if string(trainer.last.Body) != empty {
		t.Error("having sent something leaves a trace on her page")
	}
	if quiet.get("/n/" + quiet.id("With Marta") + "/together"); !quiet.says("Nothing stands here now.") {
		t.Error("the quiet group has something")
	}
	loud.hears(trainer)
	if loud.get("/n/" + loud.id("What they call it") + "/together"); !loud.says("The simple one") {
		t.Error("the answer did not arrive")
	}
}

// While nobody is at their side, the page begins with inviting her, and offers to
// clear only what stands there.
func TestNobodyIsThereYet(t *testing.T) {
	group := begin(t)
	group.with("With Marta")
	invite := group.on("invite")
	if hrefs := group.page.hrefs("main"); hrefs[0] != invite || slices.Contains(hrefs, group.on("clear")) {
		t.Errorf("the page leads to %v", hrefs)
	}
	if group.get(group.on("readers")); !slices.Contains(group.page.hrefs("main"), invite) {
		t.Error("who reads here does not lead to inviting her")
	}
	group.post(group.on("together"), "do", "ask", "title", "How do we begin?")
	if !slices.Contains(group.page.hrefs("main"), group.on("clear")) {
		t.Error("what stands there can't be cleared")
	}
	marta := group.letIn("name", "Marta")
	if group.get(group.on("together")); slices.Contains(group.page.hrefs("main"), invite) {
		t.Error("she is invited again")
	}
	if group.get(group.on("readers")); !group.says("Count her as one of us") || !group.says("Then she is not named on the pages any more.") {
		t.Errorf("the button about her: %s", group.page.one(t, "main").text())
	}
	marta.get(marta.on("together"))
	if marta.get(marta.on("readers")); len(marta.page.hrefs("main")) != 0 {
		t.Errorf("she is led to %v", marta.page.hrefs("main"))
	}
}

func TestOneTapEndsIt(t *testing.T) {
	group, trainer := accompany(t)
	at := "/n/" + group.id("With Marta")
	group.get(at + "/together")
	taps := group.page.all("button[value=end]")
	if len(taps) != 1 {
		t.Fatalf("%d buttons end it", len(taps))
	}
	group.post(at+"/together", "do", "end")
	if got := group.aside(); got != "Nobody from outside reads here. What we put here stays with us." {
		t.Errorf("then it says %q", got)
	}
	group.post(at+"/together", "do", "ask", "title", "among ourselves")
	trainer.hears(group)
	trainer.get("/groups")
	if trainer.says("among ourselves") {
		t.Error("she hears what is asked afterwards")
	}
	for _, do := range []string{"end", "ask"} {
		trainer.post("/n/"+trainer.id("The red door")+"/together", "do", do, "title", "x")
		if trainer.last.Status != 409 || !trainer.says("Those of the group do this") {
			t.Errorf("she can %s: %d", do, trainer.last.Status)
		}
	}
	trainer.get("/n/" + trainer.id("The red door") + "/together")
	group.get(at + "/together")
	trainer.carry(trainer.on("exchange"), group.saved(group.on("exchange", "file")))
	if got := trainer.aside(); !strings.Contains(got, "The group has ended this.") || strings.Contains(got, "All of them read") {
		t.Errorf("her pages say %q", got)
	}
	group.get(at + "/clear")
	group.post(at + "/clear")
	if !group.says("Nothing stands here now.") {
		t.Error("it was not cleared")
	}
}

func TestPartsOfACheckinAreSent(t *testing.T) {
	v := start(t)
	v.post("/create/me", "offered", passphrase)
	mine := v.work().ID()
	ref := v.add("checkin", notebook.Values{"title": {"CANARY a word"}, "how": {"slow and warm"}, "hard": {"CANARY the nights"}, "note": {"CANARY mine"}})
	path := v.on("checkin", ref.ID.String(), "send")
	if v.get(path); !v.says("There is no notebook with someone from outside yet.") {
		t.Errorf("without one: %s", v.page.one(t, "main").text())
	}
	v.with("With Marta")
	there := v.work().ID()
	page := v.get(path)
	if n := len(page.all("input[checked]")); n != 1 || len(page.all("input[name=part]")) != 2 || v.says("CANARY mine") {
		t.Errorf("%d are chosen beforehand, of %s", n, page.one(t, "main").text())
	}
	if v.post(path); v.last.Status != 422 {
		t.Errorf("with nothing chosen: %d", v.last.Status)
	}
	page = v.post(path, "part", "how", "part", "note", "to", there)
	if got := page.one(t, "dl.have").text(); got != "How it is going slow and warm" {
		t.Errorf("the preview says %s", got)
	}
	v.post(path, append(fill(page.all("main form")[0]), "go", "put")...)
	list := v.work().Notebook().Records("sent")
	if v.work().ID() != there || len(list) != 1 || strings.Contains(notebook.Freeze(list), "CANARY") {
		t.Fatalf("at %s, %d", v.path, len(list))
	}
	// Nothing else can be put beside it, and no list of places to copy to offers it.
	v.get("/n/" + mine + "/home")
	action := v.add("action", notebook.Values{"title": {"Leave early"}})
	page = v.get(v.on("action", action.ID.String(), "copy"))
	if slices.ContainsFunc(page.all("input[name=to]"), func(e *element) bool { return e.attrs["value"] == there }) {
		t.Error("a copy is offered to go there")
	}
	form := page.all("main form")[0]
	v.post(v.path, "to", there, "ticks", form.one(t, "input[name=ticks]").attrs["value"], "seen", form.one(t, "input[name=seen]").attrs["value"])
	if v.get("/n/" + there + "/together"); v.work().ID() != there || len(v.work().Notebook().Records("action")) > 0 {
		t.Error("a copy went there")
	}
}
