package ui_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/ui"
)

func TestFirstQuestion(t *testing.T) {
	v := start(t)
	page := v.get("/")
	if v.path != "/start" || v.heading() != "Who uses this?" {
		t.Fatalf("%s: %s", v.path, v.heading())
	}
	for _, path := range []string{"/create/us", "/create/me"} {
		page.one(t, "main a[href="+path+"]")
	}
	page.one(t, "form[action=/look] button")
}

// The skip link comes first, leaving second, on every page (U18).
func TestLeavingIsSecondInTheOrder(t *testing.T) {
	v := begin(t)
	for _, path := range []string{v.on("home"), "/settings", "/about", v.on("first", "worries")} {
		page := v.get(path)
		var order []string
		page.each(func(x *element) {
			if x.tag == "a" || x.tag == "button" {
				order = append(order, x.tag+" "+x.text())
			}
		})
		if !slices.Equal(order[:2], []string{"a Skip to the page", "button Leave quickly"}) {
			t.Errorf("%s begins with %q", path, order[:2])
		}
	}
}

func TestMakingANotebookAsksForNothing(t *testing.T) {
	v := start(t)
	page := v.get("/create/us")
	if !v.says(passphrase) {
		t.Error("no words are offered")
	}
	if n := len(page.all("[required]")); n != 0 {
		t.Errorf("%d required fields", n)
	}
	v.post("/create/us", "offered", passphrase, "name", "Our house", "label", "Kitchen")
	if v.path != v.on("first", "worries") {
		t.Errorf("leads to %s", v.path)
	}
	if name := v.work().Name(); name != "Our house" {
		t.Errorf("it is called %s", name)
	}
	places, err := v.shelf.List(context.Background())
	if err != nil || len(places) != 1 || places[0].Label != "Kitchen" {
		t.Errorf("%v, %v", places, err)
	}
	if len(v.stays) == 0 || v.stays[0].Minutes() != 5 {
		t.Errorf("the host was told to wait %v", v.stays)
	}
}

func TestWordsOfOnesOwn(t *testing.T) {
	for _, c := range []struct{ name, own, again, fault string }{
		{"soon guessed", "sunshine", "sunshine", "A stranger could guess this soon"},
		{"not the same", "copper lantern window harbour thistle blanket", "copper lantern", "not the same yet"},
		{"good", "copper lantern window harbour thistle blanket", "copper lantern window harbour  thistle blanket ", ""},
	} {
		v := start(t)
		page := v.post("/create/me", "offered", passphrase, "own", c.own, "again", c.again)
		if c.fault == "" {
			if !strings.HasPrefix(v.path, "/n/") {
				t.Errorf("%s: %s", c.name, v.heading())
			}
			continue
		}
		if v.last.Status != 422 || !strings.HasPrefix(v.heading(), "Error: ") || !v.says(c.fault) || !v.says(passphrase) {
			t.Errorf("%s: %d %s", c.name, v.last.Status, page.one(t, "main").text())
		}
		if strings.Contains(string(v.last.Body), c.own) {
			t.Errorf("%s: the words come back on the page", c.name)
		}
		page.one(t, "main [autofocus]")
	}
}

func TestOpeningAgain(t *testing.T) {
	v := begin(t)
	home := v.on("home")
	v.post("/lock")
	if !v.last.End || v.heading() != "Locked" {
		t.Fatalf("%s, end %t", v.heading(), v.last.End)
	}
	if v.get(home); v.path != "/unlock" {
		t.Fatalf("a page of a locked notebook leads to %s", v.path)
	}
	v.post("/unlock", "passphrase", "another thing altogether")
	if v.last.Status != 422 || v.app.Unlocked() {
		t.Fatalf("wrong words: %d, unlocked %t", v.last.Status, v.app.Unlocked())
	}
	if v.post("/unlock", "passphrase", passphrase); v.path != home {
		t.Errorf("leads to %s", v.path)
	}
}

func TestOpeningWithThePaperKey(t *testing.T) {
	v := begin(t)
	page := v.get("/paper-key")
	letters := page.one(t, "main p.key").text()
	if v.get("/paper-key/print"); !v.last.Print || !strings.Contains(string(v.last.Body), letters) {
		t.Error("the letters are not on the printed page")
	}
	v.post("/lock")
	v.get("/unlock")
	if v.post("/unlock", "paper", "amparo-1: nonsense"); v.last.Status != 422 {
		t.Errorf("nonsense: %d", v.last.Status)
	}
	if v.post("/unlock", "paper", letters); !v.app.Unlocked() {
		t.Error("the paper key does not open it")
	}
}

// A vault shows the name that was chosen for it, or none at all.
func TestTheDoorShowsOnlyChosenNames(t *testing.T) {
	v := start(t)
	v.post("/create/me", "offered", passphrase, "name", "Private matters")
	v.post("/lock")
	page := v.get("/unlock")
	if strings.Contains(string(v.last.Body), "Private") || len(page.all("input[name=place]")) != 0 {
		t.Error("a notebook without a name on the door is shown")
	}
	v.get("/start")
	v.post("/create/us", "offered", "other "+passphrase, "label", "Kitchen")
	v.post("/lock")
	page = v.get("/unlock")
	if n := len(page.all("input[name=place]")); n != 2 || !v.says("Kitchen") || !v.says("Another one") {
		t.Errorf("%d ways in", n)
	}
	if v.post("/unlock", "place", "", "passphrase", passphrase); !v.app.Unlocked() || v.work().Name() != "Private matters" {
		t.Error("the hidden one does not open")
	}
	v.post("/door", "label", "Cellar")
	v.post("/lock")
	if v.get("/unlock"); !v.says("Cellar") {
		t.Error("the name was not changed")
	}
}

func TestLeavingEndsTheProgramAndShowsNothing(t *testing.T) {
	v := begin(t)
	v.add("risk", notebook.Values{"title": {"a canary"}})
	response := v.app.Serve(context.Background(), ui.Request{Method: "POST", Path: "/leave"})
	if response.Status != 200 || !response.End || strings.Contains(string(response.Body), "Amparo") {
		t.Errorf("%d, end %t: %s", response.Status, response.End, response.Body)
	}
	if v.get("/blank"); v.last.End {
		t.Error("a GET ends the program")
	}
}

// Leaving does not wait for another request to be answered.
func TestLeavingDoesNotWait(t *testing.T) {
	v := begin(t)
	v.app.Hold(func() {
		if r := v.app.Serve(context.Background(), ui.Request{Method: "POST", Path: "/leave"}); !r.End {
			t.Error("it did not leave")
		}
	})
}

func TestLookingAroundKeepsNothing(t *testing.T) {
	v := start(t)
	v.post("/look")
	if v.path != v.on("home") || len(v.work().Notebook().Records("risk")) < 9 {
		t.Fatalf("%s shows %d risks", v.path, len(v.work().Notebook().Records("risk")))
	}
	v.page.one(t, "aside.passing form[action=/look/end]")
	if places, err := v.shelf.List(context.Background()); err != nil || len(places) != 0 {
		t.Errorf("%v, %v", places, err)
	}
	if v.post("/look/end"); v.path != "/start" || v.app.Unlocked() {
		t.Errorf("leads to %s", v.path)
	}
}

func TestTheLanguageIsKept(t *testing.T) {
	v := start(t)
	v.language = "es-MX"
	if page := v.get("/start"); page.one(t, "html").attrs["lang"] != "es" {
		t.Error("the browser's language is not followed")
	}
	page := v.post("/language", "language", "ar", "back", "/start")
	if root := page.one(t, "html"); v.path != "/start" || root.attrs["lang"] != "ar" || root.attrs["dir"] != "rtl" {
		t.Errorf("%s: %v", v.path, root.attrs)
	}
	v.post("/create/us", "offered", passphrase)
	v.post("/lock")
	v.post("/unlock", "passphrase", passphrase)
	if root := v.page.one(t, "html"); root.attrs["lang"] != "ar" {
		t.Errorf("after opening it is %s", root.attrs["lang"])
	}
	for _, elsewhere := range []string{"//evil.example", "https://evil.example/", "/nowhere"} {
		if v.post("/language", "language", "en", "back", elsewhere); v.path != v.on("home") {
			t.Errorf("%s leads to %s", elsewhere, v.path)
		}
	}
}

// A stale page that saves after locking is told so, and keeps its words.
func TestAPageThatStaysIsToldThatItIsLocked(t *testing.T) {
	v := begin(t)
	path := v.on("first", "worries")
	v.post("/lock")
	v.send(ui.Request{Method: "POST", Path: path, Partial: true})
	if v.last.Status != 401 {
		t.Errorf("%d", v.last.Status)
	}
}
