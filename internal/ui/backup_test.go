package ui_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"amparo/internal/key"
	"amparo/internal/notebook"
	"amparo/internal/store"
	"amparo/internal/ui"
	"amparo/internal/workspace"
)

// backup saves a sealed backup of what is open.
func (v *visitor) backup() string {
	v.t.Helper()
	v.post("/backup")
	if v.last.Download != "notes.sealed" || v.last.Status != 200 {
		v.t.Fatalf("a backup gives %d %q", v.last.Status, v.last.Download)
	}
	return string(v.last.Body)
}

// elsewhere returns a visitor at another computer, at the page of restoring.
func elsewhere(t *testing.T) *visitor {
	t.Helper()
	v := start(t)
	v.get("/start")
	v.page.one(t, "main a[href=/restore]")
	v.get("/restore")
	return v
}

func TestABackupIsSealedAndComesBack(t *testing.T) {
	v := begin(t)
	v.add("row", notebook.Values{"threats": {canary}})
	v.get("/backup")
	saved := v.backup()
	if strings.Contains(saved, canary) {
		t.Fatal("the backup can be read")
	}
	other := elsewhere(t)
	other.bring("/restore", "notes.sealed", saved, "passphrase", passphrase, "label", " Kitchen  2 ")
	if !strings.HasSuffix(other.path, "/home") || other.work().Notebook().Records("row")[0].Title() != canary {
		t.Fatalf("restoring led to %s", other.path)
	}
	places, err := other.shelf.List(context.Background())
	if err != nil || len(places) != 1 || places[0].Label != "Kitchen 2" || other.app.Waiting() != 0 {
		t.Errorf("%v, %v; %d things still wait", places, err, other.app.Waiting())
	}
	other.post("/lock")
	if other.post("/unlock", "place", places[0].ID, "passphrase", passphrase); !other.app.Unlocked() {
		t.Error("what was restored does not open again")
	}
}

// A slip in the words does not cost her the upload.
func TestASlipKeepsTheFile(t *testing.T) {
	v := begin(t)
	saved := v.backup()
	other := elsewhere(t)
	other.bring("/restore", "notes.sealed", saved, "passphrase", "other words", "label", "Kitchen")
	if other.last.Status != 422 || !other.says("These words did not open it.") || !other.says("The file is here.") {
		t.Fatalf("%d: %s", other.last.Status, other.page.one(t, "main").text())
	}
	if strings.Contains(string(other.last.Body), "other words") {
		t.Error("the passphrase comes back on the page")
	}
	here := other.page.one(t, "input[name=here]").attrs["value"]
	other.post("/restore", "here", here, "passphrase", passphrase)
	if !other.app.Unlocked() {
		t.Errorf("the file that waited did not open: %s", other.page.one(t, "main").text())
	}
	if list, err := other.shelf.List(context.Background()); err != nil || len(list) != 1 {
		t.Errorf("%d places, %v", len(list), err)
	}
}

// Of two that look alike and open with the same words, one would be out of reach.
func TestWhatIsBroughtBackIsToldApart(t *testing.T) {
	v := begin(t)
	saved := v.backup()
	v.post("/lock")
	const said = "nobody could tell the two apart"
	v.bring("/restore", "notes.sealed", saved, "passphrase", passphrase)
	if v.last.Status != 422 || len(v.page.all("p[id=f-passphrase-fault]")) != 1 || !v.says(said) || v.app.Unlocked() {
		t.Fatalf("%d: %s", v.last.Status, v.page.one(t, "main").text())
	}
	v.post("/create/us", "own", passphrase, "again", passphrase)
	if v.last.Status != 422 || len(v.page.all("p[id=f-own-fault]")) != 1 || !v.says(said) || v.app.Unlocked() {
		t.Errorf("another one is made: %d", v.last.Status)
	}
	v.post("/invited", "own", passphrase, "again", passphrase)
	if v.last.Status != 422 || len(v.page.all("p[id=f-own-fault]")) != 1 || !v.says(said) || v.app.Unlocked() {
		t.Errorf("one is made for an invite: %d", v.last.Status)
	}
	if list, err := v.shelf.List(context.Background()); err != nil || len(list) != 1 {
		t.Errorf("%d places, %v", len(list), err)
	}
	v.bring("/restore", "notes.sealed", saved, "passphrase", passphrase, "label", "As it was")
	if !v.app.Unlocked() {
		t.Errorf("with a name it is not brought back: %s", v.page.one(t, "main").text())
	}
}

func TestRestoringWithThePaperKey(t *testing.T) {
	v := begin(t)
	letters := v.get("/paper-key").one(t, "main p.key").text()
	saved := v.backup()
	other := elsewhere(t)
	other.bring("/restore", "x", saved, "paper", "a b c", "offered", "new "+passphrase)
	if other.last.Status != 422 || len(other.page.all("p[id=f-paper-fault]")) != 1 || !other.says("new "+passphrase) {
		t.Fatalf("%d: %s", other.last.Status, other.page.one(t, "main").text())
	}
	here := other.page.one(t, "input[name=here]").attrs["value"]
	other.post("/restore", "here", here, "paper", letters, "own", "sunshine", "again", "sunshine")
	if other.last.Status != 422 || len(other.page.all("p[id=f-own-fault]")) != 1 {
		t.Errorf("words that are soon guessed give %d", other.last.Status)
	}
	other.post("/restore", "here", here, "paper", letters, "offered", "new "+passphrase)
	if !other.app.Unlocked() {
		t.Fatalf("the paper key does not open it: %s", other.page.one(t, "main").text())
	}
	other.post("/lock")
	if other.post("/unlock", "passphrase", "new "+passphrase); !other.app.Unlocked() {
		t.Error("the new words do not open it")
	}
}

func TestWhatIsNoBackup(t *testing.T) {
	saved := begin(t).backup()
	other := elsewhere(t)
	for what, text := range map[string]string{"nothing": "", "another file": "hello", "half of one": saved[:len(saved)/2], "a changed one": saved[:len(saved)-9] + string([]byte{saved[len(saved)-9] ^ 1}) + saved[len(saved)-8:]} {
		other.bring("/restore", "notes.sealed", text, "passphrase", passphrase)
		if other.last.Status != 422 || len(other.page.all("p[id=f-file-fault]")) != 1 || other.app.Unlocked() {
			t.Errorf("%s: %d, %s", what, other.last.Status, other.page.one(t, "main").text())
		}
	}
	if list, err := other.shelf.List(context.Background()); err != nil || len(list) != 0 || other.app.Waiting() != 0 {
		t.Errorf("something is left: %d places, %v, %d things wait", len(list), err, other.app.Waiting())
	}
	other.bring("/restore", "notes.sealed", saved, "passphrase", "other words")
	other.now = other.now.Add(11 * time.Minute)
	other.post("/restore", "here", other.page.one(t, "input[name=here]").attrs["value"], "passphrase", passphrase)
	if other.app.Unlocked() || len(other.page.all("p[id=f-file-fault]")) != 1 {
		t.Error("a file waits for longer than it says")
	}
}

func TestTheExampleHasNoBackup(t *testing.T) {
	v := start(t)
	v.post("/look")
	v.get("/backup")
	if !v.says("This collective is invented") || len(v.page.all("main form")) != 0 {
		t.Error("a backup of the example is offered")
	}
	if v.post("/backup"); v.last.Download != "" {
		t.Error("the example was saved")
	}
}

func TestEverythingIsAsWeWroteIt(t *testing.T) {
	v := start(t)
	shelf := &flipping{MemoryShelf: v.shelf}
	v.app = ui.New(ui.Host{Shelf: shelf, Config: v.config, Strength: key.Strength, Offer: func(string) (string, error) { return passphrase, nil }})
	v.post("/create/us", "offered", passphrase)
	v.add("risk", notebook.Values{"title": {"fire"}})
	v.get("/settings")
	v.page.one(t, "main a[href=/verify]")
	v.get("/verify")
	if !v.says("Everything is as we wrote it.") || !v.says("1 notebook looked at.") {
		t.Errorf("the page says: %s", v.page.one(t, "main").text())
	}
	shelf.on = true
	v.get("/verify")
	if v.says("Everything is as we wrote it.") || !v.says("A backup") {
		t.Errorf("after a bit has changed the page says: %s", v.page.one(t, "main").text())
	}
}

// flipping is a shelf whose stores give back one changed bit once it is on.
type flipping struct {
	*workspace.MemoryShelf
	on bool
}

func (f *flipping) New(ctx context.Context) (string, store.Store, error) {
	id, st, err := f.MemoryShelf.New(ctx)
	return id, flips{st, f}, err
}

type flips struct {
	store.Store
	shelf *flipping
}

func (s flips) Read(ctx context.Context, box store.Box, after uint64, limit int) (uint64, [][]byte, error) {
	first, entries, err := s.Store.Read(ctx, box, after, limit)
	if s.shelf.on && len(entries) > 0 {
		entries[0][len(entries[0])-1] ^= 1
	}
	return first, entries, err
}
