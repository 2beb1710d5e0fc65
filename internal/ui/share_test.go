package ui_test

import (
	"bytes"
	"context"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"amparo/internal/notebook"
	"amparo/internal/ui"
	"amparo/internal/workspace"
)

// canary is a word that stands in every place that is not shared.
const canary = "Kestrelwood"

// plan fills a notebook so that only two actions are free of the canary. It
// returns one of them, and the row.
func (v *visitor) plan() (action, row notebook.Ref) {
	v.t.Helper()
	action = v.add("action", notebook.Values{"title": {"Keep a sealed copy in another house"}, "note": {canary + " note"}, "leads": {canary + " person"}, "until": {"2027-03-01"}})
	v.add("action", notebook.Values{"title": {"Talk about it <over> tea"}})
	v.add("action", notebook.Values{"title": {canary + " action"}})
	row = v.add("row", notebook.Values{
		"threats": {canary + " threat"}, "later": {canary + " later"}, "vulnerabilities": {canary + " door"}, "strengths": {"a lawyer " + canary},
		"actions": {action.ID.String()}, "resources": {canary + " money"}, "involved": {canary + " Ana"}, "note": {canary},
	})
	v.add("risk", notebook.Values{"title": {canary + " risk"}})
	v.add("protocol", notebook.Values{"title": {canary + " protocol"}, "before": {canary}})
	return action, row
}

// choose taps actions by their titles and goes to the preview.
func (v *visitor) choose(titles ...string) {
	v.t.Helper()
	v.get(v.on("share"))
	pairs := []string{}
	for _, label := range v.page.all("main label") {
		if slices.Contains(titles, label.text()) {
			pairs = append(pairs, "item", label.one(v.t, "input").attrs["value"])
		}
	}
	v.post(v.on("share"), pairs...)
}

// save takes what is in the preview along in a format.
func (v *visitor) save(format string) []byte {
	v.t.Helper()
	look := v.path
	v.post(strings.TrimSuffix(look, "look")+"file", "format", format)
	if v.last.Status != 200 || !strings.HasPrefix(v.last.Download, "notes.") {
		v.t.Fatalf("%s: %d %q at %s", format, v.last.Status, v.last.Download, v.path)
	}
	v.path = look
	return v.last.Body
}

func TestNothingIsChosenBeforehand(t *testing.T) {
	v := beginAtAComputer(t)
	v.plan()
	page := v.get(v.on("share"))
	if n := len(page.all("main input[type=checkbox]")); n != 3 || len(page.all("input[checked]")) != 0 || v.heading() != "Mitigating Actions" {
		t.Errorf("%s: %d items, %d chosen", v.heading(), n, len(page.all("input[checked]")))
	}
	if v.says(canary + " door") {
		t.Error("another column is shown unasked")
	}
	v.post(v.on("share"))
	if !v.says("Nothing is chosen yet. Passing is fine, too.") || v.app.Waiting() != 0 {
		t.Error("choosing nothing leaves something behind")
	}
	page.one(t, "main a[href="+v.on("pass")+"]")
}

func TestThePreviewIsWhatLeaves(t *testing.T) {
	v := beginAtAComputer(t)
	v.plan()
	v.choose("Keep a sealed copy in another house", "Talk about it <over> tea")
	if !strings.HasSuffix(v.path, "/look") {
		t.Fatalf("choosing led to %s", v.path)
	}
	var shown []string
	for _, item := range v.page.all("div.doc li") {
		shown = append(shown, item.text())
		if len(item.all("bdi")) != 1 { // else the point stands at one edge and the text at the other
			t.Errorf("an item does not stand beside its point: %s", item.text())
		}
	}
	if want := []string{"Keep a sealed copy in another house", "Talk about it <over> tea"}; !slices.Equal(shown, want) {
		t.Errorf("the preview shows %q", shown)
	}
	if main := v.page.one(t, "main").text(); strings.Contains(main, canary) {
		t.Errorf("the preview shows what stays: %s", main)
	}
	look := v.path
	v.get(strings.TrimSuffix(look, "look") + "print")
	printed := string(v.last.Body)
	v.path = look
	if kept := string(v.save("html")); kept != printed || !strings.Contains(kept, "Talk about it &lt;over&gt; tea") {
		t.Error("the file is not the page that is printed")
	}
	if lines := strings.Split(strings.TrimSpace(strings.TrimPrefix(string(v.save("csv")), "\ufeff")), "\r\n"); len(lines) != 3 {
		t.Errorf("the table holds %q", lines)
	}
	for _, format := range formats() {
		v.holdsBoth(format)
	}
}

// holdsBoth fails the test unless what is saved in a format holds the words of
// both items of the preview.
func (v *visitor) holdsBoth(format string) {
	v.t.Helper()
	data := v.save(format)
	text := opened(v.t, data)
	if format == "pdf" {
		if text = pdfText(v.t, format, data); text == "" {
			return // there is no program that reads it
		}
	}
	if !strings.Contains(text, "Keep a sealed copy in another house") || !strings.Contains(text, "Talk about it") {
		v.t.Errorf("%s holds less than the preview", format)
	}
}

// S17: a share holds nothing of what was not tapped, in any format.
func TestAShareHoldsNothingElse(t *testing.T) {
	v := beginAtAComputer(t)
	_, row := v.plan()
	v.everyKind()
	v.choose("Keep a sealed copy in another house")
	first := map[string][]byte{}
	for _, format := range formats() {
		data := v.save(format)
		first[format] = data
		if all := opened(t, data) + pdfText(t, format, data); strings.Contains(strings.ToLower(all), strings.ToLower(canary)) || strings.Contains(all, row.ID.String()) {
			t.Errorf("%s holds what was not tapped", format)
		} else if format != "pdf" && !strings.Contains(all, "Keep a sealed copy") {
			t.Errorf("%s does not hold what was tapped", format)
		}
	}
	v.disturb(row)
	v.choose("Keep a sealed copy in another house")
	for _, format := range formats() {
		if !bytes.Equal(v.save(format), first[format]) {
			t.Errorf("%s depends on what was not tapped", format)
		}
	}
}

// everyKind puts a record of each kind that there is into the notebook, with the
// canary in each field that takes words.
func (v *visitor) everyKind() {
	v.t.Helper()
	n := 0
	for _, k := range notebook.Kinds() {
		values := notebook.Values{}
		for _, f := range k.Fields {
			if f.Type <= notebook.Lines && !f.Hidden {
				values[f.Name] = []string{canary + " " + f.Name}
			}
		}
		if len(values[k.Fields[0].Name]) > 0 && !k.Own && !k.Only && !k.Between {
			v.add(k.Name, values)
			n++
		}
	}
	if n < 20 {
		v.t.Fatalf("%d kinds", n)
	}
}

// disturb changes everything that was not tapped.
func (v *visitor) disturb(row notebook.Ref) {
	v.t.Helper()
	for _, r := range v.work().Notebook().All() {
		for i := range notebook.KindOf(r.Kind).Fields {
			f := &notebook.KindOf(r.Kind).Fields[i]
			if r.Title() == "Keep a sealed copy in another house" && i == 0 || f.Hidden || f.Type > notebook.Lines {
				continue
			}
			if err := v.work().Set(context.Background(), r.Ref, edit(f.Name, "another "+f.Name)); err != nil {
				v.t.Fatal(err)
			}
		}
	}
	v.add("row", notebook.Values{"threats": {"one more"}, "actions": {"one more action"}})
	if err := v.work().Remove(context.Background(), row); err != nil {
		v.t.Fatal(err)
	}
	v.now = v.now.Add(100 * time.Hour)
}

// pdfText is what a reader sees in a PDF, "" where there is no such program.
func pdfText(t *testing.T, format string, data []byte) string {
	path, err := exec.LookPath("pdftotext")
	if format != "pdf" || err != nil {
		return ""
	}
	c := exec.Command(path, "-", "-")
	c.Stdin = bytes.NewReader(data)
	out, err := c.Output()
	if err != nil || !strings.Contains(string(out), "Keep a sealed copy") {
		t.Errorf("pdftotext: %v, %q", err, out)
	}
	return string(out)
}

func TestTheTwoQuestions(t *testing.T) {
	v := beginAtAComputer(t)
	v.plan()
	v.choose("Keep a sealed copy in another house")
	if !v.says("We found none") || !v.says("tell what it mends") {
		t.Error("the questions are not asked")
	}
	v.choose(canary+" action", "Talk about it <over> tea")
	if !v.says("These also stand in something that stays here:") || v.page.one(t, "main li strong").text() != canary {
		t.Error("the word is not named")
	}
}

func TestOtherColumnsKeepWhatWasChosen(t *testing.T) {
	v := beginAtAComputer(t)
	action, row := v.plan()
	v.post(v.on("share"), "item", action.ID.String(), "column", "strengths")
	if v.heading() != "Strengths and Capacities" || !v.says("1 item is chosen so far.") {
		t.Fatalf("%s: %s", v.heading(), v.page.one(t, "main").text())
	}
	form := v.page.one(t, "main form").attrs["action"]
	v.postTo(form, "item", row.ID.String())
	if cells := v.page.all("table td p"); len(cells) != 2 || cells[0].text() != "a lawyer "+canary {
		t.Errorf("the preview has %d cells", len(cells))
	}
	v.get(strings.TrimSuffix(v.path, "/look"))
	if len(v.page.all("input[checked]")) != 1 {
		t.Error("what was chosen is not marked when she comes back")
	}
}

func TestWhatChangedIsLookedAtAgain(t *testing.T) {
	v := beginAtAComputer(t)
	action, _ := v.plan()
	v.choose("Keep a sealed copy in another house")
	if err := v.work().Set(context.Background(), action, edit("title", "Keep it at Ana's")); err != nil {
		t.Fatal(err)
	}
	look := v.path
	v.post(strings.TrimSuffix(look, "look")+"file", "format", "csv")
	if v.last.Download != "" || !strings.HasSuffix(v.path, "/look") || !v.says("Please look once more.") || !v.says("Ana's") {
		t.Errorf("what nobody looked at left: %s", v.path)
	}
	look = v.path
	v.save("csv")
	v.set(action, edit("title", "Keep it at Rain's"))
	v.get(strings.TrimSuffix(look, "look") + "print")
	if v.last.Print || !strings.HasSuffix(v.path, "/look") || !v.says("Please look once more.") || !v.says("Rain's") {
		t.Errorf("what nobody looked at is printed: %s", v.path)
	}
	v.now = v.now.Add(11 * time.Minute)
	v.post(strings.TrimSuffix(look, "look")+"file", "format", "csv")
	if v.path != v.on("share") || v.app.Waiting() != 0 {
		t.Errorf("the choice still waits after a while: %s", v.path)
	}
}

// A window that shows an earlier preview does not take along what another window
// has shown since, whether that was chosen there or is written otherwise by now.
func TestEachWindowTakesWhatItShows(t *testing.T) {
	v := beginAtAComputer(t)
	action, row := v.plan()
	v.choose("Keep a sealed copy in another house")
	first := v.path
	take := func() {
		t.Helper()
		v.post(strings.TrimSuffix(first, "look")+"file", "format", "csv")
		if v.last.Download != "" || !v.says("Please look once more.") {
			t.Errorf("the first window takes along what the other one showed: %s", v.last.Body)
		}
	}
	v.post(strings.TrimSuffix(first, "/look"), "item", action.ID.String(), "column", "strengths")
	v.postTo(v.page.one(t, "main form").attrs["action"], "item", row.ID.String())
	if cells := v.page.all("table td p"); len(cells) != 2 || v.says("Please look once more.") {
		t.Fatalf("the other window's preview has %d cells: %s", len(cells), v.page.one(t, "main").text())
	}
	second := v.path
	v.save("csv")
	take()
	v.postTo(strings.TrimSuffix(v.path, "/look") + "?column=actions") // none of them any more
	v.path = second
	if data := string(v.save("csv")); !strings.Contains(data, "a lawyer") || !strings.Contains(data, "Keep a sealed copy") {
		t.Errorf("what is chosen in another window is missing here: %s", data)
	}
	take()
	first = v.path
	v.set(action, edit("title", "Keep it at Rain's"))
	if v.get(first); v.path == first || !v.says("Rain's") {
		t.Fatalf("shown in the other window: %s", v.page.one(t, "main").text())
	}
	v.save("csv")
	take()
}

func TestNothingOfTheExampleLeaves(t *testing.T) {
	v := start(t)
	v.formats = office{}
	v.restart()
	v.post("/look")
	v.get(v.on("share"))
	first := v.page.all("main input[type=checkbox]")[0].attrs["value"]
	v.post(v.on("share"), "item", first)
	if !strings.HasSuffix(v.path, "/look") || !v.says("This collective is invented") || len(v.page.all("[name=format]")) != 0 {
		t.Error("the example can leave")
	}
	v.post(strings.TrimSuffix(v.path, "look")+"file", "format", "pdf")
	if v.last.Download != "" {
		t.Error("the example left")
	}
}

func TestManyItemsComeInPages(t *testing.T) {
	v := beginAtAComputer(t)
	for i := range 90 {
		v.add("action", notebook.Values{"title": {"Action " + strings.Repeat("x", i)}})
	}
	v.get(v.on("share"))
	boxes := v.page.all("main input[type=checkbox]")
	if len(boxes) != 40 || len(v.last.Body) > 40_000 {
		t.Fatalf("%d items in %d bytes", len(boxes), len(v.last.Body))
	}
	v.post(v.on("share"), "item", boxes[0].attrs["value"], "item", boxes[39].attrs["value"], "page", "2")
	v.postTo(v.page.one(t, "main form").attrs["action"], "item", v.page.all("main input[type=checkbox]")[1].attrs["value"], "page", "1")
	if !v.says("3 items are chosen so far.") || len(v.page.all("input[checked]")) != 2 {
		t.Error("turning a page loses what was chosen")
	}
}

// postTo sends a form to an address with a query.
func (v *visitor) postTo(address string, pairs ...string) {
	v.t.Helper()
	path, query, _ := strings.Cut(address, "?")
	form := ui.Values{}
	for pair := range slices.Chunk(pairs, 2) {
		form[pair[0]] = append(form[pair[0]], pair[1])
	}
	v.send(ui.Request{Method: "POST", Path: path, Query: parseQuery(query), Form: form})
}

func edit(field, text string) workspace.Edit {
	return workspace.Edit{Field: field, Texts: []string{text}}
}
