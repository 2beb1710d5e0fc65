package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"amparo/internal/ui"

	"github.com/google/go-cmp/cmp"
)

const (
	testPort  = 4711
	testToken = "0123456789abcdef"
	testCode  = "fedcba"
)

// desk is a host whose pages only note what reached them.
type desk struct {
	*host
	said *bytes.Buffer
	seen []ui.Request
	give ui.Response
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{said: &bytes.Buffer{}, give: ui.Response{Status: 200, Type: "text/plain", Body: []byte("a page")}}
	d.host = &host{
		p: &program{env: Env{Stdout: d.said}}, port: testPort, token: testToken, code: testCode,
		known: make(chan struct{}), ended: make(chan struct{}),
	}
	d.pages = func(_ context.Context, r ui.Request) ui.Response {
		d.seen = append(d.seen, r)
		return d.give
	}
	return d
}

// ask sends a request as a browser at our own page would.
func (d *desk) ask(method, path, body string, change ...func(*http.Request)) *http.Response {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Host = fmt.Sprintf("127.0.0.1:%d", testPort)
	r.RemoteAddr = "127.0.0.1:50000"
	r.AddCookie(&http.Cookie{Name: cookieName, Value: testToken})
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Origin", "http://"+r.Host)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, c := range change {
		c(r)
	}
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return w.Result()
}

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) {
		r.Header.Del(name)
		if value != "" {
			r.Header.Set(name, value)
		}
	}
}

func hostName(name string) func(*http.Request) { return func(r *http.Request) { r.Host = name } }

// Only our two names reach the pages; every other is refused alike, as a name
// that was rebound to this computer would be.
func TestHost(t *testing.T) {
	tests := []struct {
		host string
		ours bool
	}{
		{"127.0.0.1:4711", true}, {"localhost:4711", true},
		{"127.0.0.1", false}, {"localhost", false}, {"127.0.0.1:4712", false}, {"localhost:80", false},
		{"evil.test:4711", false}, {"127.0.0.1.evil.test:4711", false}, {"localhost.evil.test:4711", false},
		{"evil.test", false}, {"[::1]:4711", false}, {"0.0.0.0:4711", false}, {"127.0.0.2:4711", false},
		{"127.1:4711", false}, {"2130706433:4711", false}, {"LOCALHOST:4711", false}, {"localhost.:4711", false},
		{"127.0.0.1:04711", false}, {"x@127.0.0.1:4711", false}, {"", false},
	}
	var refusal string
	for _, test := range tests {
		for _, method := range []string{"GET", "POST"} {
			d := newDesk(t)
			res := d.ask(method, "/n/1/plan", "a=b", hostName(test.host))
			if got := len(d.seen) == 1; got != test.ours {
				t.Errorf("%s with host %q: reached the pages: %v, want %v", method, test.host, got, test.ours)
			}
			if test.ours {
				continue
			}
			body, err := io.ReadAll(res.Body)
			if err != nil {
				t.Fatal(err)
			}
			if refusal == "" {
				refusal = string(body)
			}
			if res.StatusCode != http.StatusMisdirectedRequest || string(body) != refusal {
				t.Errorf("%s with host %q: refused in another way: %d %s", method, test.host, res.StatusCode, body)
			}
		}
	}
}

// From another site nothing is changed, whatever a browser sends along.
func TestCrossSite(t *testing.T) {
	sites := map[string][]func(*http.Request){
		"cross-site":                       {header("Sec-Fetch-Site", "cross-site"), header("Origin", "http://evil.test")},
		"same-site, another port":          {header("Sec-Fetch-Site", "same-site"), header("Origin", "http://127.0.0.1:9999")},
		"no metadata, foreign origin":      {header("Sec-Fetch-Site", ""), header("Origin", "http://evil.test")},
		"no metadata, null origin":         {header("Sec-Fetch-Site", ""), header("Origin", "null")},
		"no metadata, no origin, no token": {header("Sec-Fetch-Site", ""), header("Origin", ""), header("Cookie", "")},
		"ours, but without the session":    {header("Cookie", "")},
		"ours, another session":            {header("Cookie", cookieName+"=0123456789abcdee")},
		"ours, an empty session":           {header("Cookie", cookieName+"=")},
		"from another computer":            {func(r *http.Request) { r.RemoteAddr = "192.168.1.5:5000" }},
	}
	kinds := []string{"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/json"}
	for name, site := range sites {
		for _, kind := range kinds {
			d := newDesk(t)
			res := d.ask("POST", "/n/1/risks", "title=x", append(site, header("Content-Type", kind))...)
			if len(d.seen) != 0 || res.StatusCode < 400 {
				t.Errorf("%s, %s: reached the pages (%d)", name, kind, res.StatusCode)
			}
		}
	}
	for _, method := range []string{"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get"} {
		d := newDesk(t)
		if res := d.ask(method, "/n/1/risks", ""); len(d.seen) != 0 || res.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s reached the pages (%d)", method, res.StatusCode)
		}
	}
	d := newDesk(t)
	if d.ask("GET", "/", "", header("Cookie", "")); len(d.seen) != 0 {
		t.Error("a page was shown without the session")
	}
	if d.ask("GET", "/", "", header("Sec-Fetch-Site", "none"), header("Origin", "")); len(d.seen) != 1 {
		t.Error("an address typed in by hand was refused")
	}
}

// The pages get what a form holds only from a POST: a GET has nothing with
// which it could change something.
func TestGetHasNoForm(t *testing.T) {
	d := newDesk(t)
	for _, method := range []string{"GET", "HEAD"} {
		d.ask(method, "/n/1/risks?title=x", "title=y", header("Content-Type", "application/x-www-form-urlencoded"))
	}
	want := ui.Request{Method: "GET", Path: "/n/1/risks", Query: ui.Values{"title": {"x"}}}
	if diff := cmp.Diff([]ui.Request{want, want}, d.seen); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

// The launch code opens once, and its answer gives the session in a cookie that
// no script reads and no other site sends.
func TestLaunchOnce(t *testing.T) {
	d := newDesk(t)
	none := header("Cookie", "")
	outside := []func(*http.Request){none, header("Sec-Fetch-Site", "none"), header("Origin", "")}
	for _, path := range []string{"/open/", "/open/fedcbb", "/open/fedcba/", "/open/FEDCBA"} {
		if res := d.ask("GET", path, "", outside...); res.StatusCode != http.StatusForbidden || len(res.Cookies()) != 0 {
			t.Errorf("%s opened: %d", path, res.StatusCode)
		}
	}
	if res := d.ask("HEAD", "/open/"+testCode, "", outside...); len(res.Cookies()) != 0 {
		t.Error("a look at the address alone used the code")
	}
	res := d.ask("GET", "/open/"+testCode, "", outside...)
	cookies := res.Cookies()
	if res.StatusCode != 200 || len(cookies) != 1 {
		t.Fatalf("the code did not open: %d %v", res.StatusCode, cookies)
	}
	c := cookies[0]
	if c.Value != testToken || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.MaxAge != 0 || !c.Expires.IsZero() {
		t.Errorf("cookie %v", c)
	}
	if got := d.said.String(); got != "used\n" {
		t.Errorf("the supervisor was told %q", got)
	}
	if res := d.ask("GET", "/open/"+testCode, "", outside...); res.StatusCode != http.StatusForbidden || len(res.Cookies()) != 0 {
		t.Error("the code opened twice")
	}
	d.obey(sayLaunch, "")
	if res := d.ask("GET", "/open/", "", outside...); len(res.Cookies()) != 0 {
		t.Error("no code at all opened")
	}
	if len(d.seen) != 0 {
		t.Error("the launch reached the pages")
	}
}

// Every answer carries the headers, and the policy that fits it.
func TestHeaders(t *testing.T) {
	want := map[string]string{
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp",
		"Cross-Origin-Resource-Policy": "same-origin", "X-Content-Type-Options": "nosniff",
		"Cache-Control": "no-store", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY",
		"X-DNS-Prefetch-Control": "off", "Origin-Agent-Cluster": "?1",
	}
	check := func(name string, res *http.Response, policyWanted string) {
		t.Helper()
		for k, v := range want {
			if got := res.Header.Get(k); got != v {
				t.Errorf("%s: %s is %q", name, k, got)
			}
		}
		if got := res.Header.Get("Content-Security-Policy"); got != policyWanted {
			t.Errorf("%s: the policy is %q", name, got)
		}
		for _, sense := range []string{"camera=()", "microphone=()", "geolocation=()", "display-capture=()", "clipboard-read=()"} {
			if !strings.Contains(res.Header.Get("Permissions-Policy"), sense) {
				t.Errorf("%s: the Permissions-Policy leaves out %s", name, sense)
			}
		}
	}
	d := newDesk(t)
	for _, route := range ui.Routes() {
		check(route.Method+" "+route.Pattern, d.ask(route.Method, route.Pattern, "a=b"), policy())
	}
	check("refused host", d.ask("GET", "/", "", hostName("evil.test")), policy())
	check("refused site", d.ask("POST", "/", "", header("Sec-Fetch-Site", "cross-site")), policy())
	check("no session", d.ask("GET", "/", "", header("Cookie", "")), policy())
	check("method", d.ask("PUT", "/", ""), policy())
	check("more than we take", d.ask("POST", "/", manyFields()), policy())
	check("what a browser asks for by itself", d.ask("GET", "/favicon.ico", ""), policy())
	check("launch", d.ask("GET", "/open/"+testCode, ""), policy())
	check("used launch", d.ask("GET", "/open/"+testCode, ""), policy())
	d.give = ui.Response{Location: "/unlock"}
	check("redirection", d.ask("POST", "/", "a=b"), policy())
	d.give = ui.Response{Status: 200, Type: "text/html", Print: true}
	check("to print", d.ask("GET", "/", ""), printPolicy)
	d.pages = func(context.Context, ui.Request) ui.Response { panic("someone's words") }
	res := d.ask("GET", "/", "")
	check("panic", res, policy())
	if body, err := io.ReadAll(res.Body); err != nil || res.StatusCode != 500 || strings.Contains(string(body), "words") {
		t.Errorf("a panic was answered with %d %q %v", res.StatusCode, body, err)
	}
}

// What the policies allow is written here once more, in full: whatever is
// allowed beyond it lets a page be read from or written to from elsewhere. That
// the evaluator finds nothing does not say so: it looks at scripts.
func TestPoliciesAllowNoMore(t *testing.T) {
	for policy, want := range map[string]string{
		policy(): `default-src 'none'; script-src 'sha256-…'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; ` +
			`frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types amparo`,
		printPolicy: `default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; ` +
			`frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
	} {
		got := regexp.MustCompile(`'sha256-[A-Za-z0-9+/]{43}='`).ReplaceAllString(policy, "'sha256-…'")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("a policy (-want +got):\n%s", diff)
		}
	}
}

// What the pages answer arrives as they mean it.
func TestAnswers(t *testing.T) {
	d := newDesk(t)
	d.give = ui.Response{Status: 303, Location: "/n/1/plan"}
	if res := d.ask("POST", "/", "a=b"); res.StatusCode != 303 || res.Header.Get("Location") != "/n/1/plan" {
		t.Errorf("redirection: %d %v", res.StatusCode, res.Header)
	}
	d.give = ui.Response{Status: 200, Type: "application/pdf", Body: []byte("%PDF"), Download: "notes\"\r\n/../é.pdf"}
	res := d.ask("GET", "/", "")
	if got := res.Header.Get("Content-Disposition"); got != `attachment; filename="notes----..--.pdf"` {
		t.Errorf("download: %s", got)
	}
	d.give = ui.Response{Status: 404, Type: "text/html", Body: []byte("not here")}
	if res := d.ask("GET", "/", ""); res.StatusCode != 404 {
		t.Errorf("status %d", res.StatusCode)
	}
	if d.give.End = true; d.ask("POST", "/leave", "").StatusCode != 404 {
		t.Error("the last answer was not given")
	}
	select {
	case <-d.ended:
	default:
		t.Error("the process does not end after the last answer")
	}
}

// Forms of both kinds are read, files only into memory.
func TestForms(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	d := newDesk(t)
	d.ask("POST", "/a", url.Values{"title": {"x", "y"}}.Encode(), header("Accept-Language", "es"), header("X-Partial", "1"))
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "plan.ods")
	if err != nil {
		t.Fatal(err)
	}
	big := bytes.Repeat([]byte("sealed?"), 1<<20)
	part.Write(big)
	form.WriteField("title", "z")
	form.Close()
	d.ask("POST", "/b", body.String(), header("Content-Type", form.FormDataContentType()))
	want := []ui.Request{
		{Method: "POST", Path: "/a", Query: ui.Values{}, Form: ui.Values{"title": {"x", "y"}}, Languages: "es", Partial: true},
		{Method: "POST", Path: "/b", Query: ui.Values{}, Form: ui.Values{"title": {"z"}}, Files: map[string]ui.File{"file": {Name: "plan.ods", Data: big}}},
	}
	if diff := cmp.Diff(want, d.seen, cmp.Comparer(bytes.Equal)); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("an upload left files: %v %v", left, err)
	}
	for name, body := range map[string]string{"too long": strings.Repeat("x", maxBody+1), "too many": strings.Repeat("a=b&", 3) + manyFields()} {
		n := len(d.seen)
		if res := d.ask("POST", "/c", body); len(d.seen) != n || res.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: reached the pages (%d)", name, res.StatusCode)
		}
	}
}

func manyFields() string {
	var b strings.Builder
	for i := range maxFields + 1 {
		fmt.Fprintf(&b, "f%d=x&", i)
	}
	return b.String()
}

func TestLanguage(t *testing.T) {
	for _, test := range []struct{ all, messages, lang, want string }{
		{"", "", "", "en"}, {"", "", "C", "en"}, {"", "", "es_MX.UTF-8", "es"},
		{"", "ar_MA.UTF-8", "es", "ar"}, {"en_GB", "ar", "es", "en"}, {"", "", "xx", "en"},
	} {
		env := map[string]string{"LC_ALL": test.all, "LC_MESSAGES": test.messages, "LANG": test.lang}
		if got := language(func(name string) string { return env[name] }); got != test.want {
			t.Errorf("%v: %s, want %s", test, got, test.want)
		}
	}
}
