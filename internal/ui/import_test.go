package ui_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"amparo/internal/notebook"
	"amparo/internal/ui"
)

// bring uploads a file.
func (v *visitor) bring(path, name, text string, pairs ...string) {
	v.t.Helper()
	form := ui.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form[pairs[i]] = []string{pairs[i+1]}
	}
	v.send(ui.Request{Method: "POST", Path: path, Form: form, Files: map[string]ui.File{"file": {Name: name, Data: []byte(text)}}})
}

const planFile = "Threats and Risks;Mitigating Actions;Resources Needed;Weather\n" +
	"An e-mail brings malware;\"Ask by phone first\nUpdate both laptops\";time;rain\n" +
	"The office is raided;Keep a sealed copy elsewhere;;\n"

func TestAFileIsSeenBeforeItComesIn(t *testing.T) {
	v := beginAtAComputer(t)
	v.get(v.on("import"))
	v.page.one(t, "main form[enctype=multipart/form-data] input[type=file]")
	v.bring(v.on("import"), "plan.csv", planFile)
	for _, words := range []string{"Plan: 2", "An e-mail brings malware", "Update both laptops", "We do not know this heading.", "Weather", "Row · A2"} {
		if !v.says(words) {
			t.Errorf("the preview does not say %q", words)
		}
	}
	if n := len(v.work().Notebook().All()); n != 1 {
		t.Fatalf("%d records before anyone said yes", n)
	}
	v.post(v.path)
	rows := v.work().Notebook().Records("row")
	if v.path != v.on("plan") || len(rows) != 2 || len(v.work().Notebook().Records("action")) != 3 || v.app.Waiting() != 0 {
		t.Errorf("%s: %d rows; %d things still wait", v.path, len(rows), v.app.Waiting())
	}
}

func TestAFileThatIsNotWantedLeavesNothing(t *testing.T) {
	v := beginAtAComputer(t)
	v.bring(v.on("import"), "plan.csv", planFile)
	waiting := v.path
	v.now = v.now.Add(11 * time.Minute)
	v.post(waiting)
	if v.path != v.on("import") || len(v.work().Notebook().Records("row")) != 0 || v.app.Waiting() != 0 {
		t.Errorf("after ten minutes the file still comes in at %s", v.path)
	}
	for range 9 {
		v.bring(v.on("import"), "plan.csv", planFile)
	}
	if n := v.app.Waiting(); n > 6 {
		t.Errorf("%d files wait in memory", n)
	}
}

func TestAFileThatCannotBeReadIsRefused(t *testing.T) {
	v := beginAtAComputer(t)
	for name, text := range map[string]string{"photo.png": "\x89PNG\r\n\x1a\n\x00\x00", "empty.csv": "", "talk.csv": "hello\nthere\n", "x.json": `{"amparo":1,"kind":"notebook","records":[{"kind":"dragon"}]}`} {
		v.bring(v.on("import"), name, text)
		if v.last.Status != 422 || v.heading() != "Error: Bring in a file" || len(v.page.all("p.fault")) != 1 {
			t.Errorf("%s gives %d: %s", name, v.last.Status, v.heading())
		}
	}
	v.bring(v.on("import"), "x.json", `{"amparo":1,"kind":"notebook","records":[{"kind":"risk","fields":{"title":"fine"}},{"kind":"risk","fields":{"title":"fire","impact":"9"}}]}`)
	v.post(v.path)
	if v.last.Status != 422 || !v.says("Nothing was taken in. Impact: Choose one of these answers.") || len(v.work().Notebook().Records("risk")) != 0 {
		t.Errorf("half of a file came in: %s", v.page.one(t, "main").text())
	}
}

// A page stays small, whatever a file holds (U9).
func TestALongFileIsShownInPages(t *testing.T) {
	v := beginAtAComputer(t)
	cell := strings.Repeat("one more action\n", 400)
	file := planFile + "Fire;\"" + cell + "\";;\n" + strings.Repeat("Another;Look;"+strings.Repeat("words ", 300)+";stray\n", 300)
	v.bring(v.on("import"), "plan.csv", file)
	if !v.says("Plan: 303") || !v.says("And 360 more.") || !v.says("Further ones") {
		t.Errorf("the preview: %s", clip(v.page.one(t, "main").text(), 300))
	}
	for page := range 20 {
		if v.ask(v.path + "?page=" + strconv.Itoa(page)); len(v.last.Body) > 60_000 {
			t.Errorf("page %d has %d bytes", page, len(v.last.Body))
		}
	}
}

func clip(text string, n int) string { return text[:min(len(text), n)] }

// What was saved comes back the same, with the same ids.
func TestWhatWasSavedComesBack(t *testing.T) {
	v := beginAtAComputer(t)
	v.plan()
	v.post(v.on("agreements"), "subject", "plan")
	saved := v.take("json")
	before := v.work().Notebook()

	v.post("/notebooks", "name", "Another", "who", "us")
	v.bring(v.on("import"), "notes.json", string(saved))
	if !v.says(canary+" threat") || !v.says("Keep a sealed copy in another house") {
		t.Fatalf("the preview: %s", v.page.one(t, "main").text())
	}
	v.post(v.path)
	after := v.work().Notebook()
	for _, r := range before.All() {
		other := after.Get(r.Ref)
		if other == nil {
			t.Errorf("a %s did not come along", r.Kind)
			continue
		}
		for _, f := range notebook.KindOf(r.Kind).Fields {
			if strings.Join(r.Set(f.Name), "|") != strings.Join(other.Set(f.Name), "|") {
				t.Errorf("%s.%s is another", r.Kind, f.Name)
			}
		}
	}
	v.bring(v.on("import"), "notes.json", string(saved))
	if !v.says("are here already") {
		t.Error("the preview does not say what would be replaced")
	}
}

// Tables come back, too: everything that a sheet holds.
func TestASavedTableComesBack(t *testing.T) {
	for _, language := range []string{"en", "es", "ar"} {
		v := beginAtAComputer(t)
		v.plan()
		v.language = language
		saved := v.take("ods")
		v.post("/notebooks", "name", "Another", "who", "us")
		v.bring(v.on("import"), "notes.ods", string(saved))
		v.post(v.path)
		rows := v.work().Notebook().Records("row")
		if len(rows) != 1 || rows[0].Get("later") != canary+" later" || rows[0].Get("vulnerabilities") != canary+" door" {
			t.Errorf("%s: %d rows", language, len(rows))
		}
		if n := len(v.work().Notebook().Records("action")); n != 3 {
			t.Errorf("%s: %d actions, not 3", language, n)
		}
	}
}

func TestImportWithoutAComputer(t *testing.T) {
	v := begin(t)
	v.get(v.on("import"))
	if !v.says("The program on a computer can.") || len(v.page.all("input[type=file]")) != 0 {
		t.Error("a browser offers what it can't do")
	}
	v.bring(v.on("import"), "plan.csv", planFile)
	if v.path != v.on("import") || v.app.Waiting() != 0 {
		t.Errorf("a file is taken at %s", v.path)
	}
}
