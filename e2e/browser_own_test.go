package e2e_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The helpers are tried on a page that is wrong on purpose: a checker that
// finds nothing there would find nothing anywhere.
func TestTheBrowserSeesWhatIsWrong(t *testing.T) { seesWhatIsWrong(t, look{width: 320, dark: true}) }

// The same with its engine alone, which every page is looked at with.
func TestTheBareBrowserSeesWhatIsWrong(t *testing.T) {
	seesWhatIsWrong(t, look{width: 320, dark: true, bare: true})
}

func seesWhatIsWrong(t *testing.T, l look) {
	t.Parallel()
	needs(t, "chromium", axePath)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(`<!doctype html><html><title>x</title><main><h1>One</h1>
<form method="post" action="/two"><input name="a"><button>Go</button></form>
<p style="color: #777">Pale</p><button style="width: 9px; height: 9px; padding: 0"></button><button style="width: 9px; height: 9px; padding: 0"></button>
<script>console.error("oh")</script><img src="http://other.test/x.png"></main>`))
	})
	mux.HandleFunc("POST /two", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte("<!doctype html><html lang=en><title>x</title><main><h1>Two " + strings.ToUpper(r.FormValue("a")) + "</h1></main>"))
	})
	server := httptest.NewServer(mux)
	defer server.Close()

	v := open(t, server.URL+"/", l)
	if l.bare {
		v.carryAxe()
		v.visit(server.URL + "/")
	}
	if carried := eval[bool](v, `typeof axe === "object"`); carried != l.bare {
		t.Errorf("the checker is on the page: %t", carried)
	}
	var found []string
	for _, f := range v.axe() {
		found = append(found, f.ID)
	}
	for _, want := range []string{"html-has-lang", "label", "image-alt", "color-contrast", "target-size"} {
		if !strings.Contains(strings.Join(found, " "), want) {
			t.Errorf("axe does not see %s: %v", want, found)
		}
	}
	if hosts := strings.Join(v.seen.hosts(), " "); !strings.Contains(hosts, "other.test") {
		t.Errorf("the other host is not seen: %s", hosts)
	}
	if len(v.seen.errors()) == 0 {
		t.Error("the console's error is not seen")
	}
	v.fill("input", "abc")
	v.next("button")
	if got := v.heading(); got != "Two ABC" {
		t.Errorf("heading %q", got)
	}
}

// What is measured with the engine alone is what stands in the whole browser.
func TestTheBareBrowserMeasuresTheSame(t *testing.T) {
	t.Parallel()
	needs(t, "chromium")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(`<!doctype html><html lang=ar dir=rtl><title>x</title><main><h1>تفتيش المكتب One</h1>
<p style="font: 17px system-ui">تفتيش المكتب في الليل mañana</p><p style="font: 600 1.35rem serif">تفتيش المكتب في الليل mañana</p>
<button>mañana المكتب</button><input value="mañana"><select><option>المكتب</select><label><input type="radio">One</label></main>`))
	}))
	defer server.Close()
	var boxes [2]string
	for i, bare := range []bool{false, true} {
		v := open(t, server.URL, look{width: 320, height: 640, dark: true, bare: bare})
		boxes[i] = eval[string](v, `[innerWidth, document.documentElement.clientWidth, matchMedia("(prefers-color-scheme: dark)").matches].join(" ") + "\n" +
			[...document.querySelectorAll("body *")].map(e => { const range = document.createRange(); range.selectNodeContents(e);
			return [e, range].map(x => { const b = x.getBoundingClientRect(); return [b.left, b.top, b.width, b.height].join(" ") }).join(", ") }).join("\n")`)
	}
	if boxes[0] != boxes[1] {
		t.Errorf("the whole browser has\n%s\n\nits engine alone\n%s", boxes[0], boxes[1])
	}
}

// The same helpers work where JavaScript is off.
func TestTheBrowserWithoutJavaScript(t *testing.T) {
	t.Parallel()
	needs(t, "chromium")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(`<!doctype html><html lang=en><title>x</title><main><h1>` + r.Method + r.FormValue("a") + `</h1>
<form method="post"><input name="a"><button>Go</button></form><script>document.querySelector("h1").textContent = "ran"</script></main>`))
	}))
	defer server.Close()
	v := open(t, server.URL, look{noJS: true})
	if got := v.heading(); got != "GET" {
		t.Fatalf("heading %q", got)
	}
	v.fill("input", "x")
	v.next("button")
	if got := v.heading(); got != "POSTx" {
		t.Errorf("heading %q", got)
	}
}
