package e2e_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The helpers are tried on a page that is wrong on purpose: a checker that
// finds nothing there would find nothing anywhere.
func TestTheBrowserSeesWhatIsWrong(t *testing.T) {
	t.Parallel()
	needs(t, "chromium", axePath)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(`<!doctype html><html><title>x</title><main><h1>One</h1>
<form method="post" action="/two"><input name="a"><button>Go</button></form>
<script>console.error("oh")</script><img src="http://other.test/x.png"></main>`))
	})
	mux.HandleFunc("POST /two", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte("<!doctype html><html lang=en><title>x</title><main><h1>Two " + strings.ToUpper(r.FormValue("a")) + "</h1></main>"))
	})
	server := httptest.NewServer(mux)
	defer server.Close()

	v := open(t, server.URL+"/", look{width: 320, dark: true})
	var found []string
	for _, f := range v.axe() {
		found = append(found, f.ID)
	}
	for _, want := range []string{"html-has-lang", "label", "image-alt"} {
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
