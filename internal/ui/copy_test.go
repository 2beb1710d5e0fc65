package ui_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/ui"
	"amparo/internal/workspace"
)

// rowToCopy puts a row with two actions, a risk and a person into the notebook.
func (v *visitor) rowToCopy() notebook.Ref {
	v.t.Helper()
	risk := v.add("risk", notebook.Values{"title": {"The office is searched"}, "probability": {"4"}})
	v.add("action", notebook.Values{"title": {"A copy elsewhere"}, "leads": {"Mariposa"}})
	return v.add("row", notebook.Values{"threats": {"A search"}, "actions": {"A copy elsewhere", "Call the lawyer"}, "risks": {risk.ID.String()}})
}

// copyForm returns the pairs of the form that is shown, as it would be sent
// unchanged but for the notebook that it goes to and those that are left out.
func (v *visitor) copyForm(to string, without ...string) []string {
	v.t.Helper()
	pairs := []string{"seen", v.page.one(v.t, "input[name=seen]").attrs["value"], "to", to}
	for _, label := range v.page.all("main label") {
		for _, box := range label.all("input[name=with]") {
			leave := slices.ContainsFunc(without, func(words string) bool { return strings.Contains(label.text(), words) })
			if _, checked := box.attrs["checked"]; checked && !leave {
				pairs = append(pairs, "with", box.attrs["value"])
			}
		}
	}
	return pairs
}

// called returns what the records of a kind are called in the open notebook.
func (v *visitor) called(kind string) string {
	var list []string
	for _, r := range v.work().Notebook().Records(kind) {
		list = append(list, r.Title())
	}
	return strings.Join(list, ", ")
}

func TestWhatThePreviewShowsIsCopied(t *testing.T) {
	v := begin(t)
	ours := v.work().ID()
	v.post("/notebooks", "name", "The other one", "who", "us")
	other := v.work().ID()
	v.get("/n/" + ours + "/home")
	row := v.rowToCopy()
	v.get(v.on("row", row.ID.String(), "copy"))
	for _, words := range []string{"A search", "An action: A copy elsewhere", "An action: Call the lawyer", "A risk: The office is searched", "Probability high", "The other one", "People are not copied."} {
		if !v.says(words) {
			t.Errorf("the preview does not say %q: %s", words, v.page.one(t, "main").text())
		}
	}
	if v.says("Mariposa") {
		t.Error("a person is shown as if she went along")
	}
	v.post(v.path, v.copyForm(other, "Call the lawyer")...)
	if v.work().ID() != other || !strings.Contains(v.path, "/row/") || strings.Contains(v.path, row.ID.String()) {
		t.Fatalf("copying leads to %s", v.path)
	}
	if v.called("row") != "A search" || v.called("action") != "A copy elsewhere" || v.called("risk") != "The office is searched" || v.called("person") != "" {
		t.Errorf("copied: %s; %s; %s; %s", v.called("row"), v.called("action"), v.called("risk"), v.called("person"))
	}
	v.get("/n/" + ours + "/home")
	if v.called("row") != "A search" || len(v.work().Notebook().Records("action")) != 2 {
		t.Error("the first notebook is not as it was")
	}
}

func TestWhatChangedSinceThePreviewIsLookedAtAgain(t *testing.T) {
	v := begin(t)
	ours := v.work().ID()
	v.post("/notebooks", "name", "The other one", "who", "us")
	other := v.work().ID()
	v.get("/n/" + ours + "/home")
	row := v.rowToCopy()
	v.get(v.on("row", row.ID.String(), "copy"))
	form := v.copyForm(other)
	v.set(row, edit("strengths", "a word that nobody looked at"))
	v.post(v.on("row", row.ID.String(), "copy"), form...)
	if !v.says("Please look once more.") || !v.says("a word that nobody looked at") {
		t.Error("the form was taken all the same")
	}
	v.set(v.work().Notebook().Records("risk")[0].Ref, edit("can_do", "a word in what it names"))
	form = v.copyForm(other)
	v.post(v.on("row", row.ID.String(), "copy"), form...)
	if !v.says("Please look once more.") || !v.says("a word in what it names") {
		t.Error("a changed record that it names was taken all the same")
	}
	form = v.copyForm(other)
	v.set(row, workspace.Edit{Field: "actions", Texts: []string{"One more action"}})
	if v.post(v.on("row", row.ID.String(), "copy"), form...); !v.says("Please look once more.") {
		t.Error("another list of what it names was taken all the same")
	}
	v.get("/n/" + other + "/home")
	if v.called("row") != "" {
		t.Error("something was copied")
	}
}

// A long preview is gone through page by page. What was left out on one page is
// left out, whatever page it is sent from, and what was on no page stays.
func TestALongCopyIsLookedAtPageByPage(t *testing.T) {
	v := begin(t)
	ours := v.work().ID()
	v.post("/notebooks", "name", "The other one", "who", "us")
	other := v.work().ID()
	v.get("/n/" + ours + "/home")
	var actions []string
	for i := range 100 {
		actions = append(actions, "Action "+strconv.Itoa(i)+".")
	}
	row := v.add("row", notebook.Values{"threats": {"A search"}, "actions": actions})
	path := v.on("row", row.ID.String(), "copy")
	send := func(without string, pairs ...string) {
		t.Helper()
		to, query, _ := strings.Cut(v.page.one(t, "main form").attrs["action"], "?")
		form := ui.Values{"ticks": {v.page.one(t, "input[name=ticks]").attrs["value"]}}
		for pair := range slices.Chunk(append(v.copyForm(other, without), pairs...), 2) {
			form[pair[0]] = append(form[pair[0]], pair[1])
		}
		v.send(ui.Request{Method: "POST", Path: to, Query: parseQuery(query), Form: form})
	}

	v.send(ui.Request{Method: "GET", Path: path, Query: ui.Values{"page": {"9999"}}})
	send("no such")
	if v.called("row") != "A search" || v.work().ID() != ours || !v.says("Action 0.") {
		t.Fatal("what was not looked at was copied")
	}
	for turn, without := range []string{"Action 3.", "Action 50."} {
		if v.says("Where to?") {
			t.Error("it can be copied before its end")
		}
		send(without, "turn", strconv.Itoa(turn+2))
	}
	send("no such", "turn", "1")
	for _, label := range v.page.all("main li label") {
		_, on := label.one(t, "input").attrs["checked"]
		if left := strings.HasSuffix(label.text(), "Action 3."); on == left {
			t.Errorf("%s: ticked %t", label.text(), on)
		}
	}
	send("Action 3.", "turn", "3")
	send("Action 99.")
	got := v.work().Notebook().Records("action")
	if v.work().ID() != other || len(got) != 97 || got[3].Title() != "Action 4." {
		t.Errorf("%d copied in %s", len(got), v.path)
	}
	v.get("/n/" + ours + "/home")
	v.get(path)
	send("no such", "turn", "3")
	send("no such")
	if got := v.work().Notebook().Records("action"); len(got) >= 197 || v.work().ID() != other {
		t.Errorf("with a page passed over, %d are there", len(got))
	}
}

func TestSomePagesOfferNoCopy(t *testing.T) {
	v := beginAlone(t)
	v.surround()
	person := v.add("person", notebook.Values{"alias": {"Luna"}})
	actor := v.work().Notebook().Records("actor")[0]
	for _, path := range []string{v.on("person", person.ID.String()), v.on("actor", actor.ID.String())} {
		if v.get(path); strings.Contains(string(v.last.Body), "/copy") {
			t.Errorf("%s offers a copy", path)
		}
		if v.get(path + "/copy"); v.last.Status != 404 {
			t.Errorf("%s/copy: %d", path, v.last.Status)
		}
	}
}

// twoVaults returns a visitor with the collective's vault open, on a laptop on
// which a woman has one of her own, with other words and no name on the door.
func twoVaults(t *testing.T) *visitor {
	t.Helper()
	v := start(t)
	v.post("/create/me", "offered", "hers "+passphrase, "name", "Private matters")
	v.post("/lock")
	v.post("/create/us", "offered", passphrase, "name", "Our house", "label", "Kitchen")
	return v
}

// From the collective's vault into her own: the first is locked before her
// words are asked for, and the process that had it open has ended.
func TestACopyIsCarriedThroughTheLock(t *testing.T) {
	v := twoVaults(t)
	row := v.rowToCopy()
	v.get(v.on("row", row.ID.String(), "copy"))
	if strings.Contains(string(v.last.Body), "Private matters") {
		t.Error("the page knows of her notebook")
	}
	v.post(v.path, v.copyForm("", "A risk")...)
	if !v.last.End || v.app.Unlocked() || v.heading() != "Now the other notebook" {
		t.Fatalf("%s, end %t, unlocked %t", v.heading(), v.last.End, v.app.Unlocked())
	}
	form := []string{"parcel", v.page.one(t, "input[name=parcel]").attrs["value"], "first", v.page.one(t, "input[name=first]").attrs["value"]}
	if strings.Contains(form[1], row.ID.String()) || strings.Contains(form[1], "Mariposa") {
		t.Error("the page carries more than the copy")
	}
	v.post("/carry", append(form, "passphrase", "other words altogether")...)
	if v.last.Status != 422 || v.app.Unlocked() || v.page.one(t, "input[name=parcel]").attrs["value"] != form[1] {
		t.Fatalf("wrong words: %d", v.last.Status)
	}
	form[1] = strings.ReplaceAll(form[1], "\n", "\r\n") // as a browser sends it
	v.post("/carry", append(form, "passphrase", "hers "+passphrase)...)
	if !strings.Contains(v.path, "/row/") || v.work().Name() != "Private matters" {
		t.Fatalf("leads to %s", v.path)
	}
	if v.called("row") != "A search" || v.called("action") != "A copy elsewhere, Call the lawyer" || v.called("risk") != "" {
		t.Errorf("copied: %s; %s; %s", v.called("row"), v.called("action"), v.called("risk"))
	}
}

func TestInAVaultOfSeveralNotebooksOneIsChosen(t *testing.T) {
	v := twoVaults(t)
	v.post("/lock")
	v.post("/unlock", "place", "", "passphrase", "hers "+passphrase)
	v.post("/notebooks", "name", "A second one", "who", "me")
	second := v.work().ID()
	v.post("/lock")
	parcel := notebook.Freeze([]*notebook.Record{{Ref: notebook.Ref{Kind: "risk", ID: notebook.ID{1}}, Fields: map[string][]notebook.Value{"title": {{Text: "a risk"}}}}})
	v.post("/carry", "parcel", parcel, "passphrase", "hers "+passphrase)
	if v.heading() != "Into which notebook?" || !v.says("A second one") || !v.says("Private matters") {
		t.Fatal(v.heading())
	}
	v.post("/carry", "parcel", v.page.one(t, "input[name=parcel]").attrs["value"], "first", "", "to", second)
	if v.work().ID() != second || v.called("risk") != "a risk" {
		t.Errorf("leads to %s", v.path)
	}
}

// What is no copy is not taken in, whoever made it.
func TestWhatIsNoCopyIsNotTakenIn(t *testing.T) {
	v := begin(t)
	person := &notebook.Record{Ref: notebook.Ref{Kind: "person", ID: notebook.ID{1}}, Fields: map[string][]notebook.Value{"alias": {{Text: "Luna"}}}}
	for _, parcel := range []string{"", "amparo version 1\n", "nothing", notebook.Freeze([]*notebook.Record{person})} {
		if v.post("/carry", "parcel", parcel); v.last.Status != 404 || len(v.work().Notebook().Records("person")) != 0 {
			t.Errorf("%q: %d", parcel, v.last.Status)
		}
	}
}

// From an open vault, and from the front page, a way leads to one of her own;
// the collective's words open nothing of it.
func TestAWayToAVaultOfHerOwn(t *testing.T) {
	v := begin(t)
	v.get("/notebooks")
	form := v.page.one(t, "main section form[action=/lock]")
	v.post("/lock", "next", form.one(t, "input[name=next]").attrs["value"])
	if !v.last.End || v.page.one(t, "main").hrefs("div")[0] != "/create/me" {
		t.Fatalf("locking leads to %v", v.page.one(t, "main").hrefs("div"))
	}
	if v.get("/unlock"); !slices.Contains(v.page.hrefs("main p"), "/create/me") {
		t.Error("the door does not lead to a vault of one's own")
	}
	v.get("/create/me")
	v.post("/create/me", "offered", "hers "+passphrase, "name", "Private matters", "label", "Cellar")
	if !v.work().Own() {
		t.Error("it is not hers alone")
	}
	v.post("/lock")
	v.get("/unlock")
	for _, radio := range v.page.all("input[name=place]") {
		r := v.app.Serve(context.Background(), ui.Request{Method: "POST", Path: "/unlock", Form: ui.Values{"place": {radio.attrs["value"]}, "passphrase": {passphrase}}})
		if r.Status == 303 && v.work() != nil && v.work().Own() {
			t.Error("the collective's words open her notebook")
		}
		if r.Status == 303 {
			v.post("/lock")
		}
	}
}
