//go:build !js

package ui_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"amparo/internal/catalog"
	"amparo/internal/exchange"
	"amparo/internal/notebook"
	"amparo/internal/ui"
	"amparo/internal/workspace"
)

// saved posts a form that gives a file, and returns it.
func (v *visitor) saved(path string) []byte {
	v.t.Helper()
	v.post(path)
	if v.last.Download != "notes.exchange" || v.last.Status != 200 {
		v.t.Fatalf("%s gives no file: %d, %q", path, v.last.Status, v.last.Download)
	}
	return v.last.Body
}

// carry posts a form with a file.
func (v *visitor) carry(path string, data []byte) *element {
	v.t.Helper()
	return v.send(ui.Request{Method: "POST", Path: path, Form: ui.Values{}, Files: map[string]ui.File{"file": {Name: "x", Data: data}}})
}

// invitation begins an invite and returns its page and the text that the guest gets.
func (v *visitor) invitation(pairs ...string) (path, letter string) {
	v.t.Helper()
	page := v.post(v.on("invite"), pairs...)
	if !strings.HasPrefix(v.path, "/meeting/") {
		v.t.Fatalf("inviting leads to %s: %s", v.path, page.one(v.t, "main").text())
	}
	return v.path, page.one(v.t, "textarea").text()
}

// guest is someone who has put an invite in, on a device with nothing on it.
func guest(t *testing.T, letter string) (v *visitor, path string) {
	t.Helper()
	v = start(t)
	v.get("/start")
	if !slices.Contains(v.page.hrefs("main"), "/invited") {
		t.Error("the first page does not lead to an invite")
	}
	v.post("/invited", "offered", passphrase)
	if v.path != "/join" {
		t.Fatalf("making a place leads to %s", v.path)
	}
	v.post("/join", "invite", letter, "name", "From Ana")
	if !strings.HasPrefix(v.path, "/meeting/") {
		t.Fatalf("the invite leads to %s: %s", v.path, v.page.one(t, "main").text())
	}
	return v, v.path
}

// words returns the four words that stand on a page.
func (v *visitor) words(path string) string {
	v.t.Helper()
	return v.get(path).one(v.t, "p.six").text()
}

// letIn brings a guest in by files, and returns her.
func (v *visitor) letIn(pairs ...string) *visitor {
	v.t.Helper()
	at, letter := v.invitation(pairs...)
	her, there := guest(v.t, letter)
	v.carry(at+"/bring", her.saved(there+"/file"))
	her.carry(there+"/bring", v.saved(at+"/file"))
	v.carry(at+"/bring", her.saved(there+"/file"))
	if a, b := v.words(at), her.words(there); a != b || len(strings.Fields(a)) != 4 {
		v.t.Fatalf("the words are %q and %q", a, b)
	}
	v.post(at + "/same")
	her.post(there + "/same")
	if her.heading() != "You said yes" {
		v.t.Errorf("before the other side has said yes she is told: %s", her.heading())
	}
	her.carry(there+"/bring", v.saved(at+"/file"))
	if her.heading() != "You are in" {
		v.t.Fatalf("the guest ends at %q", her.heading())
	}
	v.carry(at+"/bring", her.saved(there+"/file"))
	if v.heading() != "She is in" {
		v.t.Fatalf("the host ends at %q", v.heading())
	}
	v.post(at + "/end")
	her.post(there + "/end")
	return her
}

// exchange has two devices bring together what each one wrote, by files.
func (v *visitor) exchange(her *visitor) {
	v.t.Helper()
	for range 2 {
		her.carry(her.on("exchange"), v.saved(v.on("exchange", "file")))
		v.carry(v.on("exchange"), her.saved(her.on("exchange", "file")))
	}
}

// person returns the id of the one who is called so.
func (v *visitor) person(alias string) notebook.ID {
	v.t.Helper()
	for _, p := range v.group().People {
		if p.Alias == alias {
			return p.ID
		}
	}
	v.t.Fatalf("nobody is called %s", alias)
	return notebook.ID{}
}

func (v *visitor) group() *workspace.Group {
	v.t.Helper()
	g, err := v.work().Group(context.Background())
	if err != nil {
		v.t.Fatal(err)
	}
	return &g
}

// Two women who share nothing but files: one invites, both compare, both write,
// and each has what the other wrote.
func TestSomeoneComesInByFiles(t *testing.T) {
	ana := begin(t)
	before := ana.add("risk", notebook.Values{"title": {"the office is searched"}})
	eva := ana.letIn("name", "Eva", "keeper", "", "mine", "Mariposa")
	eva.person("Mariposa")
	if eva.work().Notebook().Get(before) == nil {
		t.Error("what stood there is not on her page")
	}
	if !eva.get(eva.on("group")).one(t, "main").says("Eva") || !ana.get(ana.on("group")).one(t, "main").says("Eva") {
		t.Error("she has no name in the list")
	}
	hers := eva.add("risk", notebook.Values{"title": {"a stranger at the door"}})
	ours := ana.add("risk", notebook.Values{"title": {"a telephone is lost"}})
	ana.exchange(eva)
	if ana.work().Notebook().Get(hers) == nil || eva.work().Notebook().Get(ours) == nil {
		t.Error("what one wrote is not with the other")
	}
	eva.post(eva.on("group", "names"), ana.group().People[0].ID.String(), "Luna", ana.person("Eva").String(), "Eva")
	ana.exchange(eva)
	ana.person("Luna")
}

func (e *element) says(words string) bool { return strings.Contains(e.text(), words) }

// At each step one button stands first: the one that is next.
func TestTheNextFileStandsFirst(t *testing.T) {
	first := func(v *visitor, path string) string {
		t.Helper()
		var names []string
		for _, b := range v.get(path).all("main button") {
			if !strings.Contains(b.attrs["class"], "second") {
				names = append(names, b.text())
			}
		}
		return strings.Join(names, ", ")
	}
	ana := begin(t)
	at, letter := ana.invitation("name", "Eva")
	eva, there := guest(t, letter)
	sees := func(hers, guests string) {
		t.Helper()
		if a, b := first(ana, at), first(eva, there); a != hers || b != guests {
			t.Errorf("first stand %q and %q, want %q and %q", a, b, hers, guests)
		}
	}
	const save, take, same = "Save a file for her", "Take it in", "They are the same"
	sees(take, save)
	ana.carry(at+"/bring", eva.saved(there+"/file"))
	if sees(save, save); ana.heading() != "Her file is here" {
		t.Errorf("after her file came the page says %q", ana.heading())
	}
	eva.carry(there+"/bring", ana.saved(at+"/file"))
	sees(save, same)
	ana.carry(at+"/bring", eva.saved(there+"/file"))
	ana.post(at + "/same")
	eva.post(there + "/same")
	sees(save, take)
}

// Who has the notebook and is invited to it again keeps what she has, and reads
// why. Once she was taken out, another invite brings her in.
func TestWhoIsInIsInvitedAgain(t *testing.T) {
	ana := begin(t)
	eva := ana.letIn("name", "Eva")
	hers := eva.add("risk", notebook.Values{"title": {"a stranger at the door"}})
	again := func() (there, file string) {
		at, letter := ana.invitation("name", "Eva again")
		eva.post("/join", "invite", letter)
		there = eva.path
		ana.carry(at+"/bring", eva.saved(there+"/file"))
		eva.carry(there+"/bring", ana.saved(at+"/file"))
		ana.carry(at+"/bring", eva.saved(there+"/file"))
		ana.post(at + "/same")
		return there, at + "/file"
	}
	const why = "This device has that notebook already"
	there, file := again()
	eva.carry(there+"/bring", ana.saved(file))
	if eva.post(there + "/same"); eva.heading() != why {
		t.Errorf("she reads %s", eva.page.one(t, "main").text())
	}
	eva.restart()
	eva.post("/unlock", "passphrase", passphrase)
	if eva.carry(there+"/bring", ana.saved(file)); eva.heading() != why {
		t.Errorf("with a file she reads %s", eva.page.one(t, "main").text())
	}
	if eva.work().Notebook().Get(hers) == nil {
		t.Error("what she has is gone")
	}
	eva.post(there + "/end")
	ana.post(ana.on("member", ana.person("Eva").String(), "out"))
	ana.exchange(eva)
	there, file = again()
	eva.post(there + "/same")
	eva.carry(there+"/bring", ana.saved(file))
	if eva.heading() != "You are in" || eva.work().Notebook().Get(hers) == nil {
		t.Errorf("taken out, she comes to %q", eva.heading())
	}
}

// A file that went astray does not keep what was in it from the next one.
func TestEachFileHasAll(t *testing.T) {
	ana := begin(t)
	eva := ana.letIn("name", "Eva")
	ours := ana.add("risk", notebook.Values{"title": {"a telephone is lost"}})
	ana.saved(ana.on("exchange", "file")) // nobody gets it
	eva.carry(eva.on("exchange"), ana.saved(ana.on("exchange", "file")))
	if eva.work().Notebook().Get(ours) == nil {
		t.Error("the second file has not what the first one had")
	}
}

// At a relay, one button on each side is all.
func TestSomeoneComesInByARelay(t *testing.T) {
	there := exchange.NewFile()
	reach := func(address, proxy string) (workspace.Carrier, error) {
		if address != "https://relay.example" || proxy != "" {
			return nil, workspace.ErrAddress
		}
		return workspace.FileCarrier{File: there}, nil
	}
	ana := begin(t)
	ana.reach = reach
	ana.restart()
	ana.post("/unlock", "passphrase", passphrase)
	if err := ana.work().SetRelay(t.Context(), workspace.Relay{Address: "https://relay.example"}); err != nil {
		t.Fatal(err)
	}
	at, letter := ana.invitation("name", "Bo", "keeper", "yes")
	bo := start(t)
	bo.reach = reach
	bo.restart()
	bo.post("/invited", "offered", passphrase)
	bo.post("/join", "invite", letter)
	meeting := bo.path
	ana.post(at + "/look")
	bo.post(meeting + "/look")
	ana.post(at + "/look")
	if a, b := ana.words(at), bo.words(meeting); a != b {
		t.Fatalf("the words are %q and %q", a, b)
	}
	ana.post(at + "/same")
	bo.post(meeting + "/same")
	bo.post(meeting + "/look")
	ana.post(at + "/look")
	if bo.heading() != "You are in" || ana.heading() != "She is in" {
		t.Errorf("it ends at %q and %q", ana.heading(), bo.heading())
	}
	if g := ana.group(); g.Alone || g.AsksForKeeper {
		t.Error("the second one who can let people in is not one")
	}
	if bo.post(meeting + "/end"); bo.work().Way().Relay != "https://relay.example" {
		t.Error("she does not meet the others where they are")
	}
	ours, hers := ana.add("risk", notebook.Values{"title": {"a telephone is lost"}}), bo.add("risk", notebook.Values{"title": {"a stranger at the door"}})
	for _, v := range []*visitor{ana, bo, ana} {
		v.post(v.on("ways", "meet"))
	}
	if ana.work().Notebook().Get(hers) == nil || bo.work().Notebook().Get(ours) == nil {
		t.Error("what one wrote is not with the other")
	}
}

// Each way in which an invite ends is one calm sentence on both sides, with what
// to do.
func TestAnInviteThatEnds(t *testing.T) {
	t.Run("other words", func(t *testing.T) {
		ana := begin(t)
		at, letter := ana.invitation("name", "Eva")
		eva, there := guest(t, letter)
		ana.carry(at+"/bring", eva.saved(there+"/file"))
		eva.carry(there+"/bring", ana.saved(at+"/file"))
		eva.post(there + "/other")
		ana.carry(at+"/bring", eva.saved(there+"/file"))
		eva.get(there)
		for v, next := range map[*visitor]string{ana: "Make a new invite, and hand it over in person.", eva: "Ask for a new invite, in person."} {
			if v.heading() != "The words were not the same" || !v.says("So nobody comes in.") || !v.says(next) {
				t.Errorf("it says %s", v.page.one(t, "main").text())
			}
		}
		if len(ana.group().People) != 1 {
			t.Error("someone is in")
		}
	})
	t.Run("two guests", func(t *testing.T) {
		ana := begin(t)
		at, letter := ana.invitation("name", "Eva")
		eva, there := guest(t, letter)
		other, elsewhere := guest(t, letter)
		ana.carry(at+"/bring", eva.saved(there+"/file"))
		ana.carry(at+"/bring", other.saved(elsewhere+"/file"))
		if ana.heading() != "Someone else has this invite, too" || !ana.says("Make a new invite and give it by another way.") {
			t.Errorf("it says %q", ana.heading())
		}
		eva.carry(there+"/bring", ana.saved(at+"/file"))
		other.carry(elsewhere+"/bring", ana.saved(at+"/file"))
		for _, v := range []*visitor{eva, other} {
			if v.heading() != "Someone else has this invite, too" || !v.says("Ask for a new invite, by another way.") {
				t.Errorf("it says %q", v.heading())
			}
		}
	})
	t.Run("too late", func(t *testing.T) {
		ana := begin(t)
		at, letter := ana.invitation("name", "Eva")
		eva, there := guest(t, letter)
		ana.now = ana.now.AddDate(0, 0, 4)
		ana.carry(at+"/bring", eva.saved(there+"/file"))
		eva.carry(there+"/bring", ana.saved(at+"/file"))
		ana.get(at)
		for v, next := range map[*visitor]string{ana: "Make a new one whenever it suits you both.", eva: "Ask for a new one whenever it suits you both."} {
			if v.heading() != "The time of this invite is over" || !v.says("Nothing has happened. "+next) {
				t.Errorf("it says %s", v.page.one(t, "main").text())
			}
		}
		late := start(t)
		late.now = ana.now
		late.post("/invited", "offered", passphrase)
		if late.post("/join", "invite", letter); !late.says("The time of this invite is over. Please ask for a new one.") || late.last.Status != 422 {
			t.Error("a late guest is not told")
		}
	})
	t.Run("half a text", func(t *testing.T) {
		ana := begin(t)
		_, letter := ana.invitation("name", "Eva")
		late := start(t)
		late.post("/invited", "offered", passphrase)
		if late.post("/join", "invite", letter[:30]); !late.says("This is not a whole invite. Please compare it with what you were given.") {
			t.Error("half a text is taken")
		}
	})
}

// compared brings an invite as far as the four words on both sides.
func (v *visitor) compared() (at string, her *visitor, there string) {
	v.t.Helper()
	at, letter := v.invitation("name", "Eva")
	her, there = guest(v.t, letter)
	v.carry(at+"/bring", her.saved(there+"/file"))
	her.carry(there+"/bring", v.saved(at+"/file"))
	v.carry(at+"/bring", her.saved(there+"/file"))
	return at, her, there
}

// Whichever of the two has said alone that the words are the same, nobody is in;
// and when the other one says that they differ, the first one's yes counts no more.
func TestOneYesLetsNobodyIn(t *testing.T) {
	for _, hosts := range []bool{true, false} {
		ana := begin(t)
		at, eva, there := ana.compared()
		yes, no, said, asked := ana, eva, at, there
		if !hosts {
			yes, no, said, asked = eva, ana, there, at
		}
		if yes.post(said + "/same"); yes.heading() != "You said yes" {
			t.Errorf("after one yes: %q", yes.heading())
		}
		no.carry(asked+"/bring", yes.saved(said+"/file"))
		yes.carry(said+"/bring", no.saved(asked+"/file"))
		no.get(asked)
		if yes.heading() != "You said yes" || eva.app.Work() != nil || no.heading() != "Are these four words the same?" {
			t.Errorf("the host has said yes: %v; it stands at %q and %q", hosts, yes.heading(), no.heading())
		}
		no.post(asked + "/other")
		yes.carry(said+"/bring", no.saved(asked+"/file"))
		if n := len(ana.group().People); n != 1 || eva.app.Work() != nil || !yes.says("So nobody comes in.") {
			t.Errorf("the host has said yes, and her guest no: %v; %d people are in: %s", hosts, n, yes.page.one(t, "main").text())
		}
	}
}

// Both read the words in the language of whoever invites, whichever their pages
// are in, or in one that both choose.
func TestWordsInEachLanguage(t *testing.T) {
	ana := begin(t)
	ana.language = "es"
	at, eva, there := ana.compared()
	eva.language = "ar"
	said := func(v *visitor, path, in, lang string) string {
		t.Helper()
		page := v.send(ui.Request{Method: "GET", Path: path, Query: ui.Values{"words": {in}}}).one(t, "p.six")
		words := strings.Fields(page.text())
		for _, word := range words {
			if !slices.Contains(catalog.Words(lang), word) {
				t.Errorf("%q is no word of %s", word, lang)
			}
		}
		if len(words) != 4 || page.attrs["lang"] != lang {
			t.Errorf("%d words in %q, want four in %s", len(words), page.attrs["lang"], lang)
		}
		return page.text()
	}
	for in, lang := range map[string]string{"": "es", "en": "en", "es": "es", "ar": "ar"} {
		if a, b := said(ana, at, in, lang), said(eva, there, in, lang); a != b {
			t.Errorf("in %s: %q and %q", lang, a, b)
		}
	}
}

// Who leaves is shown what she knew before, and what few should know asks to be
// looked at afterwards. What is written later is not for her.
func TestWhoLeavesAndWhatSheKnew(t *testing.T) {
	ana := begin(t)
	secret := ana.add("row", notebook.Values{"threats": {"The hiding place is found"}, "secret": {"yes"}})
	ana.add("row", notebook.Values{"threats": {"The lamp breaks"}, "secret": {"no"}})
	eva := ana.letIn("name", "Eva", "keeper", "yes")
	id := ana.person("Eva").String()
	page := ana.get(ana.on("member", id, "out")).one(t, "main")
	if !page.says("The hiding place is found") || page.says("The lamp breaks") || !page.says("one of us alone can let people in and out") {
		t.Errorf("before she leaves: %s", page.text())
	}
	ana.post(ana.on("member", id, "out"))
	if len(ana.group().People) != 2 {
		t.Error("one who lets people in is left, and nobody said that it is meant")
	}
	ana.get(ana.on("member", id, "out"))
	ana.post(ana.on("member", id, "out"), "alone", ana.page.one(t, "input[name=alone]").attrs["value"])
	if g := ana.group(); len(g.People) != 1 {
		t.Fatalf("%d people belong here", len(g.People))
	}
	if said := ana.page.one(t, "[role=status]"); !said.says("Eva is out") || !slices.Contains(ana.page.hrefs("[role=status]"), ana.on("again")) {
		t.Errorf("afterwards at %s: %s", ana.path, said.text())
	}
	if ana.get(ana.on("again")); !ana.says("It depends on few knowing it, and one of us has left.") || !ana.says("The hiding place is found") {
		t.Errorf("what to look at again: %s", ana.page.one(t, "main").text())
	}
	ana.post(ana.on("row", secret.ID.String(), "looked"), "key", ana.work().Asking()[0].Key, "back", ana.on("again"))
	if len(ana.work().Asking()) != 0 {
		t.Error("it still asks")
	}
	later := ana.add("risk", notebook.Values{"title": {"later"}})
	eva.carry(eva.on("exchange"), ana.saved(ana.on("exchange", "file")))
	if eva.work().Notebook().Get(later) != nil {
		t.Error("she reads what was written when she had left")
	}
	if !ana.get(ana.on("invite")).one(t, "main").says("Eva, who was here before") {
		t.Error("she can't be invited as who she was")
	}
	again := ana.letIn("who", ana.page.all("input[name=who]")[2].attrs["value"])
	if ana.person("Eva").String() != id || again.work() == nil {
		t.Error("she is not who she was")
	}
}

// A device that its own person takes out goes at the next meeting, and no page of
// the others says so: it stands in no list of hers any more, and that is all.
func TestADeviceIsTakenOutQuietly(t *testing.T) {
	ana := begin(t)
	eva := ana.letIn("name", "Eva")
	second := ana.letIn("who", deviceOf(ana, "Eva"))
	if n := len(ana.group().Find(ana.person("Eva")).Devices); n < 2 {
		t.Fatalf("she has %d devices", n)
	}
	ana.exchange(eva)
	before := ana.everyPage()
	id := eva.person("Eva").String()
	page := eva.get(eva.on("member", id))
	eva.post(eva.on("member", id, "device"), "device", page.one(t, "main input[name=device]").attrs["value"])
	ana.exchange(eva)
	ana.saysTheSame(before, "member/"+id)
	later := ana.add("risk", notebook.Values{"title": {"later"}})
	second.carry(second.on("exchange"), ana.saved(ana.on("exchange", "file")))
	if second.work().Notebook().Get(later) != nil {
		t.Error("the device that was taken out still reads")
	}
}

// everyPage returns what each page of the open notebook says.
func (v *visitor) everyPage() map[string]string {
	v.t.Helper()
	said := map[string]string{}
	for _, r := range ui.Routes() {
		if r.Method != "GET" || !strings.HasPrefix(r.Pattern, "/n/{nb}/") {
			continue
		}
		for _, path := range v.places(r.Pattern) {
			if v.get(path); v.page != nil {
				said[path] = v.page.one(v.t, "body").text()
			}
		}
	}
	return said
}

// saysTheSame reports the pages that say something else than before, but for the
// four words, which any write changes, what was heard of devices, and those named.
func (v *visitor) saysTheSame(before map[string]string, but ...string) {
	v.t.Helper()
	but = append(but, "compare", "devices")
	for path, said := range before {
		if slices.ContainsFunc(but, func(page string) bool { return path == v.on(page) }) {
			continue
		}
		if now := v.get(path).one(v.t, "body").text(); now != said {
			v.t.Errorf("%s says: %s\nwant: %s", path, now, said)
		}
	}
}

// She answers on a device of her own, and has written nothing else: no page of the
// others tells that an answer of hers came.
func TestNothingTellsOfAnAnswerThatComes(t *testing.T) {
	ana := begin(t)
	ana.add("row", notebook.Values{"threats": {"A mother waits"}})
	eva := ana.letIn("name", "Eva")
	path := ana.ballot(notebook.Values{"title": {"Phones"}, "words": {"Phones stay in the tin."}})
	ana.exchange(eva)
	before := ana.everyPage()
	eva.answers(path, "answer", "object", "words", "My mother is ill")
	ana.exchange(eva)
	if n := len(ana.work().Notebook().Records("answer")); n != 1 {
		t.Fatalf("%d answers came", n)
	}
	ana.saysTheSame(before)
}

// Once someone is in, no page says that her invite is under way; once she is out,
// the page says so.
func TestTheGroupPageSaysWhoCameAndWhoWent(t *testing.T) {
	ana := begin(t)
	at, letter := ana.invitation("name", "Eva")
	eva, there := guest(t, letter)
	link := func(want string) {
		t.Helper()
		if got := ana.get(ana.on("group")).one(t, "main a[href="+at+"]").text(); got != want {
			t.Errorf("the page says %q, want %q", got, want)
		}
	}
	link("An invite is under way: Eva")
	if slices.Contains(ana.get("/notebooks").hrefs("main"), at) || !slices.Contains(eva.get("/notebooks").hrefs("main"), there) {
		t.Error("under what someone was invited to stands whom she invites, or not what she was invited to")
	}
	ana.carry(at+"/bring", eva.saved(there+"/file"))
	eva.carry(there+"/bring", ana.saved(at+"/file"))
	ana.carry(at+"/bring", eva.saved(there+"/file"))
	ana.post(at + "/same")
	eva.post(there + "/same")
	eva.carry(there+"/bring", ana.saved(at+"/file"))
	ana.carry(at+"/bring", eva.saved(there+"/file"))
	link("This invite is over: Eva")
	ana.post(ana.on("member", ana.person("Eva").String(), "out"))
	if !ana.says("Eva is out. What we write from now on, she can't read.") {
		t.Errorf("afterwards: %s", ana.page.one(t, "main").text())
	}
}

// Where one alone can let people in, each is asked in words that are true for her;
// with someone from outside nobody is asked.
func TestASecondOneIsAskedFor(t *testing.T) {
	const hers, others = "If my device is lost, nobody could", "Only one of us can let people in."
	ana := begin(t)
	eva := ana.letIn("name", "Eva")
	if ana.get(ana.on("group")); !ana.says(hers) || ana.says(others) {
		t.Errorf("who lets people in reads: %s", ana.page.one(t, "main").text())
	}
	if eva.get(eva.on("group")); eva.says(hers) || !eva.says(others) {
		t.Errorf("the other one reads: %s", eva.page.one(t, "main").text())
	}
	ana.with("With Marta")
	ana.letIn("name", "Marta")
	if ana.get(ana.on("group")); ana.says(hers) || ana.says(others) {
		t.Error("someone from outside shall let people in")
	}
}

// Someone else's device goes out at the second asking, and then a way leads on to
// her next one.
func TestHerOnlyDeviceIsAskedAbout(t *testing.T) {
	ana := begin(t)
	ana.letIn("name", "Eva")
	id := ana.person("Eva").String()
	at := ana.on("member", id)
	device := ana.get(at).one(t, "main input[name=device]").attrs["value"]
	page := ana.post(at+"/device", "device", device)
	if len(ana.group().People) != 2 || !page.says("It is her only one.") {
		t.Fatalf("at one tap: %s", page.one(t, "main").text())
	}
	ana.post(at+"/device", "device", device, "sure", page.one(t, "input[name=sure]").attrs["value"])
	if len(ana.group().People) != 1 || !ana.says("A device of Eva is out.") || !slices.Contains(ana.page.hrefs("main"), ana.on("invite")+"?who="+device) {
		t.Errorf("afterwards: %s, %v", ana.page.one(t, "main").text(), ana.page.hrefs("main"))
	}
	ana.letIn("who", device)
	ana.letIn("who", deviceOf(ana, "Eva"))
	device = ana.get(at).all("main input[name=device]")[0].attrs["value"]
	if page := ana.post(at+"/device", "device", device); page.says("It is her only one.") {
		t.Error("with two of them it is her only one")
	}
}

func deviceOf(v *visitor, alias string) string {
	for _, label := range v.get(v.on("invite")).all("label") {
		if label.says("Another device of " + alias) {
			return label.all("input")[0].attrs["value"]
		}
	}
	v.t.Fatalf("no device of %s can be brought in", alias)
	return ""
}
