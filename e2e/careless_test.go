package e2e_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
)

// careless serves a page that puts a word into its title and into the
// browser's storage, and returns its address.
func careless(t *testing.T, word string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><html lang="en"><title>%s</title><main><h1>x</h1></main><script>localStorage.a = %q</script></html>`, word, word)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/"
}
