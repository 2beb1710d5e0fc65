package e2e_test

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// A page of a stranger whose name has come to mean this computer (DNS
// rebinding) reads nothing of ours. The control is a server that looks at no
// name, as most local programs do: that one is read.
func TestAStrangersNameReadsNothing(t *testing.T) {
	t.Parallel()
	needs(t, "chromium")
	naive := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "<!doctype html><title>x</title><main>the secret of a naive program</main>")
	}))
	defer naive.Close()
	home := t.TempDir()
	amparo(t, home, "six words that open it please\n", "init", "--passphrase-file", "-")
	p := startIn(t, home)
	v := open(t, p.address, look{rules: "MAP evil.test 127.0.0.1"})
	if !v.has(`input[name="passphrase"]`) {
		t.Fatalf("the program itself is not there: %s", v.state())
	}
	if got := v.fetched("http://evil.test:"+port(t, naive.URL)+"/", "/"); !strings.Contains(got, "the secret") {
		t.Fatalf("the control does not leak, so nothing is shown here: %q", got)
	}
	for _, path := range []string{"/", "/unlock", "/start", "/about", "/static/app.js", "/nowhere"} {
		if got := v.fetched("http://evil.test:"+port(t, p.address)+path, path); strings.Contains(got, "Amparo") || strings.Contains(got, "passphrase") || strings.Contains(got, "addEventListener") {
			t.Errorf("a stranger's name reads %s: %.200q", path, got)
		}
	}
}

// fetched visits an address of a stranger, and returns what her script there
// can read of a path under her own name.
func (v *view) fetched(address, path string) string {
	v.t.Helper()
	v.visit(address)
	return eval[string](v, "document.documentElement.outerHTML") +
		eval[string](v, `fetch("`+path+`", {credentials: "include"}).then(r => r.text()).catch(() => "")`)
}

func port(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(u.Host)
	if err != nil {
		t.Fatal(err)
	}
	return port
}
