package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"time"

	"amparo/internal/relay"
	"amparo/internal/relay/wire"

	"github.com/rogpeppe/go-internal/testscript"
)

// relays are the relays of scripts, at loopback addresses, in the tests' own
// process.
type relays struct{ handlers sync.Map }

// start is the script command "relay": a relay at $RELAY that takes the codes
// $CODE1 to $CODE9. Called again, it is at the same place and has lost
// everything. With "gone", it only says that it is busy.
func (r *relays) start(ts *testscript.TestScript, _ bool, args []string) {
	if ts.Getenv("RELAY") == "" {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			h, _ := r.handlers.Load("http://" + req.Host)
			h.(http.Handler).ServeHTTP(w, req)
		}))
		ts.Defer(server.Close)
		ts.Setenv("RELAY", server.URL)
	}
	if len(args) > 0 {
		r.handlers.Store(ts.Getenv("RELAY"), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }))
		return
	}
	store, err := new(relay.Memory).Open()
	ts.Check(err)
	fresh, err := relay.New(relay.Config{Store: store, Now: time.Now, Bytes: 4 << 20})
	ts.Check(err)
	ts.Defer(fresh.Close)
	var hashes []relay.CodeHash
	for i := 1; i <= 9; i++ {
		code := wire.Code{byte(i)}
		hashes = append(hashes, relay.HashCode(code))
		ts.Setenv("CODE"+strconv.Itoa(i), code.Text())
	}
	ts.Check(store.Allow(context.Background(), hashes))
	r.handlers.Store(ts.Getenv("RELAY"), fresh)
}
