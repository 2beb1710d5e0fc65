package e2e_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// What a browser writes to its profile holds nothing of what was typed: it has
// no text of a form to bring back, no title and no address that says anything.
// The control is a page that does none of what ours do.
func TestTheBrowserWritesNothingDown(t *testing.T) {
	t.Parallel()
	needs(t, "chromium")
	planted := newCanaries(6, 5)
	profile := t.TempDir()
	p := start(t)
	v := open(t, p.address, look{folder: profile})
	v.next(`a[href="/create/us"]`)
	v.fill(`input[name="name"]`, planted[0])
	v.begin()
	v.fill(`input[name="a_title"]`, planted[1])
	v.fill(`input[name="b_title"]`, planted[2])
	v.onward()
	v.onward()
	v.fill("main textarea", planted[3])
	v.onward()
	v.fill(`main input[name="title"], main textarea[name="title"]`, planted[4])
	// What is typed here is not sent: the browser alone knows of it.
	v.fill(`main input[name="title"], main textarea[name="title"]`, planted[5])
	v.closeBrowser()
	for _, found := range planted.scan(t, profile) {
		t.Errorf("the browser wrote down %s", found)
	}
	for _, found := range notNotes(t, profile) {
		t.Errorf("a title of ours says something in %s", found)
	}
}

// TestTheBrowserWritesDownWhatItMay is the control: the same scan finds what a
// careless page gives to the browser.
func TestTheBrowserWritesDownWhatItMay(t *testing.T) {
	t.Parallel()
	needs(t, "chromium")
	planted := newCanaries(2, 6)
	profile := t.TempDir()
	server := careless(t, planted[0])
	v := open(t, server, look{folder: profile})
	eval[bool](v, `history.pushState(null, "", "?`+planted[1]+`"); true`)
	v.visit(server + "?again")
	v.closeBrowser()
	found := strings.Join(planted.scan(t, profile), "\n")
	if found == "" {
		t.Error("the scan does not find what a careless page leaves in the profile")
	}
}

// closeBrowser ends the browser as a person does, so that it writes down what
// it wants to keep.
func (v *view) closeBrowser() {
	v.t.Helper()
	if err := chromedp.Cancel(v.ctx); err != nil {
		v.t.Logf("closing the browser: %v", err)
	}
}

// notNotes returns the files of a profile that name a page of ours otherwise
// than the one neutral title.
func notNotes(t *testing.T, profile string) []string {
	t.Helper()
	var list []string
	for _, name := range []string{"Default/History", "Default/Favicons"} {
		data, err := os.ReadFile(filepath.Join(profile, name))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, title := range []string{"What worries us", "A notebook for us", "Our first page", "Amparo"} {
			if strings.Contains(string(data), title) {
				list = append(list, name)
			}
		}
	}
	return list
}
