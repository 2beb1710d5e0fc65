package main

import (
	"context"
	"crypto/subtle"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"amparo/internal/locale"
	"amparo/internal/ui"
)

// pages answers requests: App.Serve of package ui.
type pages func(context.Context, ui.Request) ui.Response

const (
	launchPath = "/open/" // and the code that opens once
	cookieName = "amparo"
)

// ServeHTTP passes a request on to the pages when it comes from this computer's
// browser, under one of our two names, from a page of ours, and carries the
// session. Anything else learns nothing and changes nothing.
func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	setHeaders(w.Header(), policy())
	defer h.calm(w)
	switch {
	case !h.ours(r.Host), !loopback(r.RemoteAddr):
		h.plain(w, r, http.StatusMisdirectedRequest, locale.Msg("This address is not ours."))
	case r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodPost:
		w.Header().Set("Allow", "GET, HEAD, POST")
		h.plain(w, r, http.StatusMethodNotAllowed, locale.Msg("This is not something we answer."))
	case new(http.CrossOriginProtection).Check(r) != nil:
		h.plain(w, r, http.StatusForbidden, locale.Msg("This came from another page, so we left everything as it was."))
	case r.Method != http.MethodPost && strings.HasPrefix(r.URL.Path, launchPath):
		h.launch(w, r)
	case r.URL.Path == "/favicon.ico":
		w.WriteHeader(http.StatusNoContent) // a browser asks for it by itself; there is none
	case !h.session(r):
		h.plain(w, r, http.StatusForbidden, locale.Msg("Please open Amparo from the program itself: press Enter where it was started, or start it anew."))
	default:
		h.page(w, r)
	}
}

// ours says whether the Host header names exactly this program.
func (h *host) ours(name string) bool {
	port := ":" + strconv.Itoa(h.port)
	return name == "127.0.0.1"+port || name == "localhost"+port
}

// loopback says whether the other end is on this computer.
func loopback(address string) bool {
	name, _, err := net.SplitHostPort(address)
	ip := net.ParseIP(name)
	return err == nil && ip != nil && ip.IsLoopback()
}

// session says whether the request carries the session.
func (h *host) session(r *http.Request) bool {
	c, err := r.Cookie(cookieName)
	if err != nil {
		return false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return same(c.Value, h.token)
}

// same compares secrets in constant time; an empty one is like no other.
func same(given, want string) bool {
	return want != "" && subtle.ConstantTimeCompare([]byte(given), []byte(want)) == 1
}

// page asks the pages and sends their answer.
func (h *host) page(w http.ResponseWriter, r *http.Request) {
	request, err := readRequest(w, r)
	if err != nil {
		h.plain(w, r, http.StatusRequestEntityTooLarge, locale.Msg("This is more than we can take at once. Please bring it in parts."))
		return
	}
	h.touch()
	answer := h.pages(r.Context(), request)
	h.touch()
	if r.Method == http.MethodPost {
		h.wake()
	}
	if answer.End {
		w.Header().Set("Connection", "close")
	}
	if answer.End || answer.Unseen {
		forgetPages(w)
	}
	send(w, r, answer)
	if answer.End {
		h.end()
	}
}

// forgetPages makes a browser drop the pages that it holds for going back, also
// without JavaScript. Chromium keeps even a page that is not to be stored, until
// a cookie changes that scripts can't see: so one does, and means nothing.
func forgetPages(w http.ResponseWriter) {
	w.Header().Set("Clear-Site-Data", `"cache"`)
	http.SetCookie(w, &http.Cookie{Name: "left", Value: secret(8), Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
}

// touch notes that a person was here.
func (h *host) touch() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.watch.touch(time.Now())
}

// send writes the answer of the pages.
func send(w http.ResponseWriter, r *http.Request, a ui.Response) {
	head := w.Header()
	if a.Print {
		setHeaders(head, printPolicy)
	}
	if a.Location != "" {
		head.Set("Location", a.Location)
		w.WriteHeader(http.StatusSeeOther)
		return
	}
	head.Set("Content-Type", a.Type)
	if a.Download != "" {
		head.Set("Content-Disposition", `attachment; filename="`+fileName(a.Download)+`"`)
	}
	head.Set("Content-Length", strconv.Itoa(len(a.Body)))
	w.WriteHeader(max(a.Status, http.StatusOK))
	if r.Method != http.MethodHead {
		w.Write(a.Body) // a browser that has gone needs no answer
	}
}

// fileName keeps of a name what is safe in a header.
func fileName(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\/;`, r) {
			return '-'
		}
		return r
	}, name)
}

// calm answers when a page panicked. What it panicked with stays unsaid: it
// could hold someone's words.
func (h *host) calm(w http.ResponseWriter) {
	if recover() != nil {
		w.WriteHeader(http.StatusInternalServerError)
	}
}
