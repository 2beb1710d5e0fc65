package e2e_test

import "testing"

// inOurs opens a fresh program in a browser and makes a notebook for a group,
// whose path it returns.
func inOurs(t *testing.T, l look) (*view, string) {
	t.Helper()
	needs(t, "chromium")
	v := open(t, start(t).address, l)
	v.next(`a[href="/create/us"]`)
	v.begin()
	v.path("/")
	return v, v.notebook()
}

// note writes a record's name on the page for a new one and, after what more it
// is given to do there, saves it.
func (v *view) note(notebook, kind, title string, more ...func()) {
	v.t.Helper()
	v.path(notebook + "/new/" + kind)
	v.fill(`[name="title"]`, title)
	for _, do := range more {
		do()
	}
	v.next("main form[data-autosave] .go button")
}
