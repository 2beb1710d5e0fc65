// Package e2e walks through the real program in a real browser.
//
// The tests build the program once, start it in a home of its own, follow its
// launch address with Chromium, and look at what a person would see. They are
// a module of their own, so that nothing of a browser is linked into the
// program:
//
//	cd e2e && go test ./...
//
// What they need (Chromium, axe-core) is put in place by scripts/ensure.sh.
// Where it is not there they are skipped, except with CI=true, where they stop
// the run.
package e2e
