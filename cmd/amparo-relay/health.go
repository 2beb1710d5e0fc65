package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"

	"amparo/internal/relay"
	"amparo/internal/relay/wire"
)

// health answers, to this computer alone, whether the relay works and how much
// it has done. Nothing in it is about a mailbox.
func (p *program) health(ctx context.Context, addr string, r *relay.Relay, store relay.Store) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return useError("The address of --health can't be used. Please choose another, or an empty one.")
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, req *http.Request) {
		if _, err := store.Key(req.Context(), wire.Box{}); err != nil && !errors.Is(err, relay.ErrNoMailbox) {
			w.WriteHeader(http.StatusServiceUnavailable)
			fmt.Fprintln(w, "the store does not answer")
			return
		}
		fmt.Fprintln(w, "good")
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		c := r.Counts()
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		fmt.Fprintf(w, "amparo_relay_requests_total %d\namparo_relay_refused_total %d\namparo_relay_appended_total %d\namparo_relay_followers %d\namparo_relay_sweeps_missed_total %d\n",
			c.Requests, c.Refused, c.Appended, c.Followers, c.Missed)
	})
	p.say("amparo-relay: health on http://" + listener.Addr().String())
	server := quiet(mux)
	return untilDone(ctx, server, func() error { return server.Serve(listener) }, func() {})
}
