package e2e_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// turned shows the page from the other side and returns what does not stand
// where a mirror would show it, within two pixels. Runs of text are left out:
// they have a direction of their own.
const turned = `(() => {
	const root = document.documentElement, dir = root.dir, width = root.clientWidth;
	const parts = [...document.body.querySelectorAll("*")].filter(el =>
		el.checkVisibility({visibilityProperty: true}) && !el.closest("svg *, .skip, .vh") && !el.parentElement.closest("[dir]:not(html)") &&
		!["inline", "contents", "none"].includes(getComputedStyle(el).display));
	const before = parts.map(el => el.getBoundingClientRect());
	root.dir = dir === "rtl" ? "ltr" : "rtl";
	const found = [];
	parts.forEach((el, i) => {
		const box = el.getBoundingClientRect(), off = Math.abs((width - box.right) - before[i].left);
		if (off > 2) found.push("turned, it stands " + Math.round(off) + " px off: " + el.cloneNode(false).outerHTML.replace(/[0-9a-f]{32}|[0-9a-z]{16}/g, "ID").slice(0, 120));
	});
	root.dir = dir;
	return found.slice(0, 3);
})()`

// longer makes each word of ours 40 % longer, as in another language, and
// returns what then leaves the screen or is cut.
const longer = `(() => {
	const root = document.documentElement, kept = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const text = walker.currentNode;
		if (!text.data.trim() || text.parentElement.closest("[dir=auto], [translate=no], script, style, textarea")) continue;
		kept.push([text, text.data]);
	}
	for (const [text, data] of kept)
		text.data = data.replace(/\p{L}{2,}/gu, word => word + word.slice(-Math.ceil(word.length * 0.4)).toLowerCase());
	const found = [];
	if (root.scrollWidth > root.clientWidth) found.push("with longer texts it scrolls sideways");
	for (const el of document.body.querySelectorAll("button, a, label, legend, th, h1, h2, h3, summary")) {
		if (!el.checkVisibility({visibilityProperty: true}) || el.closest(".skip, .vh")) continue;
		const box = el.getBoundingClientRect();
		if (box.right > root.clientWidth + 1 || box.left < -1 || (el.scrollWidth > el.clientWidth + 1 && getComputedStyle(el).overflowX !== "visible"))
			found.push("with longer texts it is cut: " + el.cloneNode(false).outerHTML.replace(/[0-9a-f]{32}|[0-9a-z]{16}/g, "ID").slice(0, 120));
	}
	for (const [text, data] of kept) text.data = data;
	return found.slice(0, 3);
})()`

// A page with a margin on the left alone, and one without room to spare, are
// seen to be wrong; a page without them is not.
func TestWhatDoesNotTurnIsSeen(t *testing.T) {
	t.Parallel()
	needs(t, "chromium")
	for body, want := range map[string][2]bool{
		`<p>Here</p>`:                          {false, false},
		`<p style="margin-left: 3px">Here</p>`: {true, false},
		`<button style="white-space: nowrap; width: 290px">aaaaaaaaaa bbbbbbbbbb cccccccccc</button>`: {false, true},
		`<a style="white-space: nowrap" href="/">aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd</a>`:     {false, true},
		`<a style="white-space: nowrap" href="/" dir="auto">aaaaaaaaaa bbbbbbbbbb cccccccccc</a>`:     {false, false},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Write([]byte(`<!doctype html><html lang=en dir=ltr><title>x</title><main><h1>One</h1>` + body + `</main>`))
		}))
		t.Cleanup(server.Close)
		v := open(t, server.URL, look{width: 320, bare: true})
		for i, script := range []string{turned, longer} {
			if found := eval[[]string](v, script); (len(found) > 0) != want[i] {
				t.Errorf("%s: %s", body, strings.Join(found, "; "))
			}
		}
	}
}
