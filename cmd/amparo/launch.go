package main

import (
	"html"
	"net/http"
	"strings"

	"amparo/internal/locale"
)

// launch takes the launch code, once, and gives the browser its session. The
// next page follows from this one and not by a redirection: a browser sends the
// session only to what a page of ours asked for.
func (h *host) launch(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodHead || !h.useCode(strings.TrimPrefix(r.URL.Path, launchPath)) {
		h.plain(w, r, http.StatusForbidden, locale.Msg("This address was opened once already. If that was not you, please end the program and start it again. "+
			"For a new address press Enter where Amparo was started."))
		return
	}
	h.tell(sayUsed)
	http.SetCookie(w, &http.Cookie{
		Name: cookieName, Value: h.token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
	loc := locale.New(locale.Pick(r.Header.Get("Accept-Language")))
	writePlain(w, loc, http.StatusOK, `<meta http-equiv="refresh" content="0;url=/">`,
		`<p><a href="/">`+html.EscapeString(loc.T("Open Amparo"))+`</a></p>`)
}

// useCode says whether this is the launch code, and takes it away if so.
func (h *host) useCode(given string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !same(given, h.code) {
		return false
	}
	h.code = ""
	return true
}

// plain answers in one sentence, without any of the pages.
func (h *host) plain(w http.ResponseWriter, r *http.Request, status int, sentence string) {
	loc := locale.New(locale.Pick(r.Header.Get("Accept-Language")))
	writePlain(w, loc, status, "", "<h1>"+html.EscapeString(loc.T(sentence))+"</h1>")
}

// writePlain writes a page that needs nothing else: no style, no script, and
// the neutral title of every page.
func writePlain(w http.ResponseWriter, loc *locale.Locale, status int, head, body string) {
	dir := "ltr"
	if loc.RTL() {
		dir = "rtl"
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write([]byte(`<!doctype html><html lang="` + loc.Lang() + `" dir="` + dir + `"><head><meta charset="utf-8">` +
		`<meta name="viewport" content="width=device-width"><title>Notes</title>` + head +
		`</head><body><main>` + body + `</main></body></html>`))
}
